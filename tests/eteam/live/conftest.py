"""The room of the known cast."""

import pytest

from tests.cast import Cast
from tests.eteam.live.the_room import TheRoom, make_room


@pytest.fixture
def stage(cast: Cast) -> TheRoom:
    return make_room(cast)

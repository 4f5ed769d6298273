"""One scene for all doors of a file: whatever a test does there is taken back."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from api import again
from bets.board.recent import Recent
from tests.authz.scene import Scene, make_scene
from tests.lasting import lasting


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    yield from lasting(make_scene, django_db_blocker)


@pytest.fixture
def scene(laid: Scene, db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """As it was laid. Answers that are kept are of another test: here no event says that something was taken back."""
    monkeypatch.setattr(again, "_recent", Recent(again.KEPT))
    return deepcopy(laid)

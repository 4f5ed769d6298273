"""Ines and Otto in a session, who disagree on B and C."""

import pytest

from tests.bets.asking.the_room import gather, reveal
from tests.cast import Cast
from tests.logged import log_order


@pytest.fixture
def room(cast: Cast) -> Cast:
    """Order A, B, C, D at revision 1; Otto put C above B; both are here."""
    log_order(cast)
    reveal(cast, "ABCD", "ACBD")
    gather(cast, cast.ines, cast.otto)
    return cast

"""The cast with its order in the log, for acts that look back."""

import pytest

from tests.cast import Cast
from tests.logged import log_order


@pytest.fixture
def north(cast: Cast) -> Cast:
    """Order A, B, C, D at revision 1; Data funds two of the four."""
    return log_order(cast)

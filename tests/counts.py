"""Small counts in `make test`, full ones in `make faults`: which runs what is marked, and nothing else."""

import os

import pytest

WHOLE = os.environ.get("BETS_FAULTS") == "full"

COUNTED = [pytest.mark.faults] if WHOLE else []
"""The `pytestmark` of a file whose counts follow `WHOLE`."""

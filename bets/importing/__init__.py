"""Files of other tools, as they come: read as a grid, its columns matched with our fields, then checked as our own.

    read_grid(data) -> Grid        guessed(grid.labels) -> Mapping        rows_of(grid, mapping, people) -> CycleFile

Pure: neither Django nor a database. All that is wrong with a file is an ExchangeError, with line and column.
"""

from bets.importing.grid import Grid, read_grid
from bets.importing.guessing import guessed
from bets.importing.limits import MOST_BYTES
from bets.importing.mapping import Mapping, rows_of

__all__ = ["MOST_BYTES", "Grid", "Mapping", "guessed", "read_grid", "rows_of"]

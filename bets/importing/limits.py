"""How large a file of another tool may be. Rows and columns are as many as of our own: `bets.exchange.limits`."""

MOST_BYTES = 20 * 1024 * 1024
SMALL_BYTES = 256 * 1024
"""What is read at once, while who sent it waits; anything larger, and whatever unpacks to more, by the worker."""

MOST_SEPARATORS = 100_000
"""In one line: so many cells would fill the memory before anybody could count them."""

SAMPLES = 3
"""Values of a column that are shown when it is matched."""

"""How large a file of another tool may be. Rows are as many as of our own: `bets.exchange.limits`."""

MOST_BYTES = 20 * 1024 * 1024
SMALL_BYTES = 256 * 1024
"""What is read at once, while who sent it waits; anything larger, and every workbook, by the worker."""

MOST_COLUMNS = 1_000
"""A tool that writes all its fields has a column for each comment and each label."""

MOST_CELLS = 2_000_000
"""With a text in them, in all rows together."""

MOST_VALUES = 1_000_000
"""In a JSON document, by its commas and brackets: each is an object in memory, of many times the bytes of the file."""

MOST_SEPARATORS = 100_000
"""In one line: so many cells would fill the memory before anybody could count them."""

SAMPLES = 3
"""Values of a column that are shown when it is matched."""

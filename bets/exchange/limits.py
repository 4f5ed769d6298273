"""How large an exchanged file, and what stands in it, may be."""

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 64 * 1024 * 1024  # of a workbook, whose parts are compressed
MAX_ELEMENTS = 6_000_000  # of XML, in all parts of a workbook
MAX_OTHER_ELEMENTS = 200_000  # that are no cells and no texts; a spreadsheet has at most 65,490 formats
MAX_TOKEN_BYTES = 1024 * 1024  # of a start tag with its attributes, or a comment
MAX_ROW_ELEMENTS = 100_000
MAX_SHEET_CELLS = 3_000_000  # looked at, the empty ones included
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_CELL = 10_000
MAX_TITLE = 200
MAX_THESIS = 140
MAX_LINK = 2_000
MAX_EMAIL = 254
MAX_SOURCE = 60
MAX_EXTERNAL_ID = 200
MAX_TEAM = 60
MAX_WEEKS = 100_000  # tenths of person-weeks, of a demand or a capacity
MAX_PROBLEMS = 200

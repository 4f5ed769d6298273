"""The demo company: two files of plain data, and how they become rows."""

"""The demo company: files of plain data, and how they become rows."""

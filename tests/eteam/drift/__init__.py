"""Work that moved elsewhere while what was funded stood still."""

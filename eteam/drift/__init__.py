"""Work that moved elsewhere while what was funded stood still: found, shown, and put on the agenda."""

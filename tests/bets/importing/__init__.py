"""Files of other tools: read, guessed, matched, and brought in by a worker."""

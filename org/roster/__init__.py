"""People as a CSV file: what it says, what that would change, and the same file written. Pure, but for `standing`."""

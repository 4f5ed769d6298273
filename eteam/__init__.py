"""The weekly room, above the board: sessions, blockers and the promise that nobody stays blocked."""

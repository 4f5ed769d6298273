"""The session that is being held, as everybody in the room sees it."""

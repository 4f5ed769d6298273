"""The one way in which a start is refused."""


class CannotStart(Exception):
    """Why nothing was started, as a sentence for the person at the terminal."""

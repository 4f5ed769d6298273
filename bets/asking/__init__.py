"""The questions that can still change what is funded: which of them are open, what was said, and their pages."""

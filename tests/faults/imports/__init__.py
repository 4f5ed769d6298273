"""Files that bring in drafts, applied by workers that die in the middle."""

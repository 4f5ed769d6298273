"""Pages about the doors for machines."""

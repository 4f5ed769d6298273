"""Writing a pitch: its form, and the pages around it."""

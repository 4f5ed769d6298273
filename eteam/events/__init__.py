"""What can happen in the weekly room, as the journal keeps it. One module an area."""

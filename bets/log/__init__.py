"""What happened to the order, newest first, and what it would take to bring an earlier one back."""

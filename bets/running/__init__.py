"""Read models of whoever runs a cycle: its page, what teams can give, and what a leader decides about a bet."""

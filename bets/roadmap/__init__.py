"""The roadmap tools that a board may be connected to: what is sent there, and what comes back."""

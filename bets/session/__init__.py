"""What a ranking session shows: who is there, whose turn it is, and what is pointed at."""

"""One resource a file: its shapes, and its doors."""

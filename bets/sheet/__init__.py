"""One bet on pages of its own: its pitch, what it asks and why it waits, how it got where it is, what it once said."""

"""The words by which a crew tells its programs what to do, in their environment."""

READY, TICK, MAIL, ORDERS = (f"REMINDERS_{name}" for name in ("READY", "TICK", "MAIL", "ORDERS"))
"""A file to touch, seconds between two ticks of a beat, the port of the mail server, a file with orders."""

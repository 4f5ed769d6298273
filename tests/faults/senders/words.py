"""The words by which a crew tells its programs what to do, in their environment."""

READY, TICK, ORDERS = (f"SENDERS_{name}" for name in ("READY", "TICK", "ORDERS"))
"""A file to touch, seconds between two ticks of a beat, a file with orders."""

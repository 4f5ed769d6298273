"""Doors of the weekly room for people with a browser."""

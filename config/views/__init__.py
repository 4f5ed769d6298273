"""Doors of the frame: translate, make one call, translate back."""

"""Pushes to a roadmap tool by workers that die in the middle."""

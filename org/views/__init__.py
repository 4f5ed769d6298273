"""Doors to boards, people and teams."""

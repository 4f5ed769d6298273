"""The weekly blocker report: gathered, kept as one plain value, and read again by page, mail, CSV and JSON."""

from eteam.report.page import Weekly, weekly

__all__ = ["Weekly", "weekly"]

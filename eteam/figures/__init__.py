"""The figures of the weekly blocker report: plain values in, frozen dataclasses out. Pure; rules E5."""

from eteam.figures.facts import Fact, as_of
from eteam.figures.story import Act, Story, Week
from eteam.figures.whole import Figures, Told, figures

__all__ = ["Act", "Fact", "Figures", "Story", "Told", "Week", "as_of", "figures"]

"""The pitch in the order in which it is read: the case first, then what is measured, then what it costs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bets.models import Pitch

TEXTS = ("problem", "belief", "disproof", "proposal", "alignment", "value", "risks", "gives_up")
"""Written in Markdown, and shown as sections."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    "Success": ("metric", "baseline", "target", "confidence"),
    "It ends if": ("kill_metric", "kill_threshold", "kill_decider"),
    "Effects": ("margin_effect", "debt_effect"),
}
_SHORT = {
    "proposal": "The bet", "metric": "Metric", "confidence": "Confidence", "kill_metric": "Metric",
    "kill_threshold": "Threshold", "kill_decider": "Decides", "margin_effect": "Margin", "debt_effect": "Tech debt",
    "disproof": "What would disprove it?",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the pitch that is written: its name, and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Short parts that belong together."""

    name: str
    facts: tuple[Part, ...]


def texts(pitch: Pitch) -> tuple[Part, ...]:
    """The sections, without those that are empty."""
    return tuple(_parts(pitch, TEXTS))


def facts(pitch: Pitch) -> tuple[Group, ...]:
    """The figures, without those that are empty."""
    groups = [Group(name, tuple(_parts(pitch, fields))) for name, fields in _FACTS.items()]
    return tuple(group for group in groups if group.facts)


def called(field: str, *, in_full: bool = False) -> str:
    """A part's name as a heading; in full where it stands without its group."""
    name = str(Pitch._meta.get_field(field).verbose_name).capitalize()  # type: ignore[union-attr]
    return name if in_full else _SHORT.get(field, name)


def _parts(pitch: Pitch, fields: Iterable[str]) -> Iterator[Part]:
    for field in fields:
        value = getattr(pitch, field)
        if value not in ("", None):
            yield Part(called(field), f"{value} %" if field == "confidence" else str(value))

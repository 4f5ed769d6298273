"""A change of the order in words: who did what with which bet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bets.events import BetDeclined, BetWithdrawn, RankingChanged
from bets.names import listing
from journal.models import Event

REASONS = ("alignment", "value", "capacity", "an answer to a question")
"""What one tap says in ranking."""


@dataclass(frozen=True, slots=True)
class Telling:
    """ "Ines moved [Alpha] from #3 to #1, for value": `verb`, `title` as a link to `bet`, `rest`, `end`."""

    revision: int
    at: str
    iso: str
    by: str
    verb: str
    title: str
    bet: int | None
    rest: str
    end: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.by, self.verb, self.title) if part) + self.rest + self.end


def tell(event: Event, zone: str, explained: Event | None = None) -> Telling:
    """`event` has a revision; `explained` gives the reason for it afterwards. Times are on the wall clock of `zone`."""
    verb, rest = _WORDS[_act(event)](event.data)
    at = event.at.astimezone(ZoneInfo(zone))
    return Telling(
        revision=event.revision or 0,
        at=f"{at.day} {at:%B}, {at:%H:%M}",
        iso=at.isoformat(timespec="seconds"),
        by=listing(event.data.get("leaders") or [event.actor_name]),
        verb=verb,
        title=event.data.get("title") or (event.subject_name if event.data.get("bet") else ""),
        bet=event.data.get("bet"),
        rest=rest,
        end=_afterwards(event, explained) if explained else _end(event.data.get("reason") or ""),
    )


def _act(event: Event) -> str:
    ends = {BetWithdrawn.kind: "withdraw", BetDeclined.kind: "decline"}
    return ends[event.kind] if event.kind != RankingChanged.kind else str(event.data["act"])


def _end(reason: str) -> str:
    """The reason, and the end of the sentence, unless the reason ends it."""
    if not reason:
        return "."
    if reason in REASONS:
        return f", for {reason}."
    return f": “{reason}”" if reason.endswith((".", "!", "?", "…")) else f": “{reason}”."


def _afterwards(event: Event, explained: Event) -> str:
    """What was said later; by somebody else than who did it, with their name."""
    end = _end(explained.data["reason"])
    return end if explained.actor_id == event.actor_id else f"; {explained.actor_name} says why{end}"


def _whose(data: Mapping[str, Any]) -> str:
    return " a bet of their own," if data.get("own") else ""


def _from(data: Mapping[str, Any], rest: str) -> str:
    """`rest`, which follows the title; with `_whose` the title stands between commas."""
    return f",{rest}" if data.get("own") else rest


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    "move": lambda data: (f"moved{_whose(data)}", _from(data, f" from #{data['start']} to #{data['to']}")),
    "place": lambda data: (f"placed{_whose(data)}", _from(data, f" at #{data['to']}")),
    "tray": lambda data: (f"took{_whose(data)}", _from(data, f" from #{data['start']} back to the tray")),
    "adopt": lambda data: ("adopted a whole order", f" of {len(data['order'])} bets"),
    "import": lambda data: ("brought the first order", f", {len(data['order'])} bets"),
    "undo": lambda data: (f"took back revision {data['undoes']}" + (":" if data.get("bet") else ""), _back(data)),
    "restore": lambda data: (f"brought back the order of revision {data['restores']}", ""),
    "withdraw": lambda data: ("withdrew", f", which stood at #{data['start']}"),
    "decline": lambda data: ("declined", f", which stood at #{data['start']}"),
}


def _back(data: Mapping[str, Any]) -> str:
    if not data.get("bet"):
        return ""
    return f" is at #{data['to']} again" if data.get("to") else " is in the tray again"

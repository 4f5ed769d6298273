"""A session that is over: who was there, what was decided, what was carried. Two statements and those of its items."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from eteam.models import Outcome, Presence, Session
from eteam.session.page import words_of
from eteam.session.things import title
from org.moments import place


@dataclass(frozen=True, slots=True)
class Ended:
    title: str
    kind: str
    said: str
    blocker: int | None
    outcome: int


@dataclass(frozen=True, slots=True)
class EndedSession:
    """`reports` are those that were kept at the close: (domain, what was said or None)."""

    day: str
    hours: str
    place: str
    decided: tuple[Ended, ...]
    unblocked: tuple[Ended, ...]
    carried: tuple[Ended, ...]
    unheard: tuple[Ended, ...]
    present: tuple[tuple[str, str], ...]
    exceptions: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, dict[str, Any] | None], ...]

    @property
    def reported(self) -> list[tuple[str, dict[str, Any]]]:
        return [(domain, said) for domain, said in self.reports if said is not None]

    @property
    def silent(self) -> list[str]:
        """The domains of which nobody said anything."""
        return [domain for domain, said in self.reports if said is None]


def ended_session(session: Session) -> EndedSession:
    there = ZoneInfo(session.zone)
    rows = Outcome.objects.counting().filter(session=session).select_related(
        "owner__person", "decider__person", "matter", "blocker__blocked_team", "blocker__blocking_team"
    )  # fmt: skip
    ended = [_ended(each, session.zone) for each in rows.order_by("entered_at", "pk")]
    seats = list(Presence.objects.filter(session=session).select_related("member__person").order_by("since", "pk"))
    begins = (session.opened_at or session.starts_at).astimezone(there)
    ends = (session.closed_at or session.ends_at).astimezone(there)
    return EndedSession(
        day=f"{begins:%A} {begins.day} {begins:%B %Y}",
        hours=f"{begins:%H:%M} to {ends:%H:%M}",
        place=place(session.zone),
        decided=tuple(each for each in ended if each.kind == "decided"),
        unblocked=tuple(each for each in ended if each.kind == "unblocked"),
        carried=tuple(each for each in ended if each.kind == "carried"),
        unheard=tuple(each for each in ended if each.kind == "unheard"),
        present=tuple((_name(seat), f"from {seat.since.astimezone(there):%H:%M}") for seat in seats),
        exceptions=tuple(
            (seat.member.name, seat.member.direct_report_exception)
            for seat in seats
            if seat.member.direct_report_exception
        ),
        reports=tuple(
            (item["title"].removeprefix("Domain report: "), item["report"])
            for item in session.heard or []
            if "report" in item
        ),
    )


def _name(seat: Presence) -> str:
    return f"{seat.member.name}{', steward' if seat.as_steward else ''}"


def _ended(outcome: Outcome, zone: str) -> Ended:
    return Ended(title(outcome.of), outcome.kind, words_of(outcome, zone), outcome.blocker_id, outcome.pk)

"""The page of decisions: what was decided, who does it, by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eteam.models import Outcome
from eteam.session.things import title
from org.models import Board, Membership

FILTERS = (("", "Open"), ("mine", "Mine"), ("late", "Past their date"), ("done", "Done"), ("all", "All"))
_MOST = 300


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    title: str
    url: int | None
    is_late: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """`owner`: whose alone; `owners`: all who have any that is open."""

    rows: tuple[Decision, ...]
    show: str
    owners: tuple[tuple[int, str], ...]
    owner: int | None
    late: int
    is_cut: bool


def decisions_page(board: Board, member: Membership, query: Mapping[str, str], now: datetime) -> DecisionsPage:
    """By date. Three statements, for any number of decisions; what is unknown in the query is left out."""
    show = query.get("show", "") if query.get("show") in dict(FILTERS) else ""
    said = query.get("owner", "")
    owner = int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None
    standing = Outcome.objects.decisions().filter(board=board)
    every = Outcome.objects.counting().filter(board=board, kind=Outcome.Kind.DECIDED)
    rows = {
        "": standing, "mine": standing.filter(owner=member), "late": standing.filter(by_when__lt=now),
        "done": every.filter(done_at__isnull=False), "all": every,
    }[show]  # fmt: skip
    if owner is not None:
        rows = rows.filter(owner=owner)
    named = rows.select_related(
        "owner__person", "decider__person", "session", "matter",
        "blocker__blocked_team", "blocker__blocking_team",
    )  # fmt: skip
    newest_first = show in ("done", "all")
    found = list(named.order_by("-by_when" if newest_first else "by_when", "pk")[: _MOST + 1])
    owners = standing.order_by("owner__person__name").values_list("owner", "owner__person__name").distinct()
    return DecisionsPage(
        rows=tuple(_row(each, member, now) for each in found[:_MOST]),
        show=show,
        owners=tuple((pk or 0, name or "") for pk, name in owners),
        owner=owner,
        late=standing.filter(by_when__lt=now).count(),
        is_cut=len(found) > _MOST,
    )


def _row(outcome: Outcome, member: Membership, now: datetime) -> Decision:
    is_open = outcome.done_at is None
    return Decision(
        outcome=outcome,
        title=title(outcome.of),
        url=outcome.blocker_id,
        is_late=is_open and outcome.by_when is not None and outcome.by_when < now,
        is_mine=is_open and outcome.owner_id == member.pk,
    )

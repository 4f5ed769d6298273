"""Bets as integrators read them: a row of the list, and one whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bets.access import may
from bets.inputs import load
from bets.models import Bet, Cycle, Demand, Pitch
from bets.names import weeks
from bets.sheet.tied import ids
from org.models import Membership
from org.moments import utc


@dataclass(frozen=True, slots=True)
class Standing:
    """The rank of each bet, and which are funded; None of both for who may not see the order."""

    ranks: Mapping[int, int]
    funded: frozenset[int]

    @classmethod
    def of(cls, cycle: Cycle, member: Membership) -> "Standing | None":
        """Five statements, or none."""
        if not may(member, cycle, "rank.read"):
            return None
        inputs = load(cycle)
        ranks = {candidate.id: rank for rank, candidate in enumerate(inputs.candidates, start=1)}
        return cls(ranks, frozenset(inputs.allocation.funded))


def rows(bets: Sequence[Bet], standing: Standing | None) -> list[dict[str, Any]]:
    """What may be known of each bet that one knows of: not its text. `owner__person` has been read. One statement."""
    asked: dict[int, list[dict[str, Any]]] = {}
    demands = Demand.objects.filter(bet__in=bets).order_by("team__slug").select_related("team")
    for demand in demands:
        short = {"team": demand.team.slug, "person_weeks": weeks(demand.tenths), "state": demand.state}
        asked.setdefault(demand.bet_id, []).append(short)
    return [_row(bet, asked.get(bet.pk, []), standing) for bet in bets]


def whole(bet: Bet, member: Membership, now: datetime) -> dict[str, Any]:
    """One bet, for who may know of it. `pitch` and `link` are null while it is confidential, and not for `member`."""
    standing = Standing.of(bet.cycle, member)
    demands = Demand.objects.filter(bet=bet).order_by("team__slug").select_related("team", "decided_by__person")
    co_writers = bet.co_writers.select_related("person").order_by("pk")
    is_readable = bet.is_readable_by(member, now)
    sees_order = standing is not None
    return _row(bet, [demanded(demand) for demand in demands], standing) | {
        "co_writers": [person(writer) for writer in co_writers],
        "confidential_until": bet.confidential_until.isoformat() if bet.confidential_until else None,
        "link": bet.link if is_readable else None,
        "pitch": _pitch(bet) if is_readable else None,
        "must_do_reason": bet.must_do_reason if sees_order else None,
        "ended_reason": bet.ended_reason if sees_order else None,
        "status_line": bet.status_line,
        "created_at": utc(bet.created_at),
        "edited_at": utc(bet.edited_at) if bet.edited_at else None,
    } | _tied(bet, member)  # fmt: skip


def demanded(demand: Demand) -> dict[str, Any]:
    """What a bet asks of a team, and what was answered. `team` and `decided_by` with person have been read."""
    return {
        "team": demand.team.slug,
        "person_weeks": weeks(demand.tenths),
        "state": demand.state,
        "offered": _weeks(demand.offered_tenths),
        "asked_at_first": _weeks(demand.asked_tenths),
        "decided_by": person(demand.decided_by) if demand.decided_by else None,
        "reason": demand.reason,
    }


def person(member: Membership) -> dict[str, Any]:
    return {"id": member.pk, "name": member.name}


def _row(bet: Bet, demands: list[dict[str, Any]], standing: Standing | None) -> dict[str, Any]:
    return {
        "id": bet.pk,
        "cycle": bet.cycle_id,
        "title": bet.title,
        "thesis": bet.thesis,
        "owner": person(bet.owner),
        "status": bet.status,
        "late": bet.is_late,
        "must_do": bet.must_do,
        "needs_no_team": bet.needs_no_team,
        "external_source": bet.external_source,
        "external_id": bet.external_id,
        "submitted_at": utc(bet.submitted_at) if bet.submitted_at else None,
        "demands": demands,
        "rank": standing.ranks.get(bet.pk) if standing else None,
        "funded": bet.pk in standing.funded if standing else None,
    }


def _pitch(bet: Bet) -> dict[str, Any]:
    pitch = Pitch.of(bet)
    return {field.attname: getattr(pitch, field.attname) for field in Pitch.parts()}


def _tied(bet: Bet, member: Membership) -> dict[str, Any]:
    """By id, without other people's drafts."""
    found = ids(bet)
    named = found.needs | found.either_or
    known = set(Bet.objects.known_to(member).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    return {"needs": _known(found.needs, known), "excludes": _known(found.either_or, known)}


def _known(wanted: Iterable[int], known: set[int]) -> list[int]:
    return sorted(known.intersection(wanted))


def _weeks(tenths: int | None) -> str | None:
    return None if tenths is None else weeks(tenths)

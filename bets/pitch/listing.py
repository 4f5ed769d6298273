"""The pitches of a cycle, as somebody sees them: their own, intents that others show, and what was submitted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from bets.access import may
from bets.completeness import Completeness, completeness
from bets.models import Bet, CoWriter, Cycle, Pitch
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Mine:
    """A bet that one writes at. `complete` None: it was submitted."""

    bet: Bet
    complete: Completeness | None
    is_owner: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """What others may know of a draft: no more than this."""

    title: str
    thesis: str
    owner: str
    teams: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    mine: tuple[Mine, ...]
    intents: tuple[Intent, ...]
    submitted: tuple[Bet, ...]
    may_write: bool
    may_edit: bool
    sees_intents: bool


def listing(cycle: Cycle, member: Membership) -> Listing:
    """Four statements."""
    sees_intents = may(member, cycle, "bet.read_intent")
    return Listing(
        mine=tuple(_mine(bet, member) for bet in _written_by(member, cycle)),
        intents=tuple(_intents(cycle, member)) if sees_intents else (),
        submitted=tuple(_submitted(cycle, member)),
        may_write=may(member, cycle, "bet.create_own_draft"),
        may_edit=may(member, cycle, "bet.edit", own=True),
        sees_intents=sees_intents,
    )


def _co_writes(member: Membership) -> Exists:
    return Exists(CoWriter.objects.filter(bet=OuterRef("pk"), member=member))


def _written_by(member: Membership, cycle: Cycle) -> list[Bet]:
    """Drafts first, each by title."""
    bets = Bet.objects.filter(Q(owner=member) | _co_writes(member), cycle=cycle)
    found = bets.select_related("pitch", "owner__person").annotate(teams=Count("demands")).order_by("title", "pk")
    return sorted(found, key=lambda bet: not bet.is_draft)


def _mine(bet: Bet, member: Membership) -> Mine:
    teams: int = bet.teams  # type: ignore[attr-defined]  # annotated by _written_by
    complete = completeness(Pitch.of(bet).content(), teams) if bet.is_draft else None
    return Mine(bet, complete, bet.owner_id == member.pk)


def _intents(cycle: Cycle, member: Membership) -> list[Intent]:
    """Of others, the newest first. Two statements: the drafts, and their teams."""
    shown = Bet.objects.filter(cycle=cycle, status=Bet.Status.DRAFT, intent_at__isnull=False)
    others = shown.exclude(Q(owner=member) | _co_writes(member)).prefetch_related("demands__team")
    return [_intent(bet) for bet in others.select_related("owner__person").order_by("-intent_at", "pk")]


def _intent(bet: Bet) -> Intent:
    teams = sorted(demand.team.name for demand in bet.demands.all())
    return Intent(bet.title, bet.thesis, bet.owner.name, tuple(teams), bet.intent_at or bet.created_at)


def _submitted(cycle: Cycle, member: Membership) -> list[Bet]:
    """Of others, by title: the order in which they stand says nothing."""
    others = Bet.objects.filter(cycle=cycle, status=Bet.Status.SUBMITTED).exclude(Q(owner=member) | _co_writes(member))
    return list(others.select_related("owner__person").order_by("title", "pk"))

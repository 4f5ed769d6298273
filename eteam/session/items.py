"""What there is to be heard in a session: from the rows to plain items for the agenda."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Q

from eteam import agenda
from eteam.agenda import Entry, Item
from eteam.models import Blocker, DomainReport, Matter, Outcome, Room, Session
from eteam.session.current import last_closed
from org.models import Membership, Team

_LONG_AGO = timedelta(days=14)
"""How far a board without a session so far looks back for what is to be read out."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Of one VP. `reporter`: whoever stands in for them, else they themselves. `teams`: their names."""

    vp: Membership
    reporter: Membership
    teams: tuple[str, ...]
    report: DomainReport | None

    @property
    def key(self) -> str:
        return f"report:{self.vp.pk}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows by id, with all that a page shows of them. `ended`: by item's key, its newest outcome of this session that
    counts; `typed`: one that waits for the member whom it names.
    """

    session: Session
    blockers: Mapping[int, Blocker]
    matters: Mapping[int, Matter]
    decisions: Mapping[int, Outcome]
    outside: Mapping[int, Outcome]
    domains: Sequence[Domain]
    ended: Mapping[str, Outcome]
    typed: Mapping[str, Outcome]
    entries: tuple[Entry, ...] = field(default=())

    @property
    def pending(self) -> list[Entry]:
        """What keeps the session open."""
        return [entry for entry in self.entries if entry.needs_outcome]


def gather(session: Session, room: Room, now: datetime) -> Gathered:
    """The agenda of a session with what its entries stand for. Ten statements, for any number of items."""
    since = _since(session)
    ended, typed = _outcomes(session)
    decisions = {outcome.pk: outcome for outcome in _overdue(session, ended, now)}
    found = Gathered(
        session=session,
        blockers={each.pk: each for each in _blockers(session, since, ended)},
        matters={each.pk: each for each in _matters(session, ended)},
        decisions=decisions,
        outside={each.pk: each for each in _outside(session, since)},
        domains=domains(session, now),
        ended=ended,
        typed=typed,
    )
    begins = max(now, session.starts_at) if session.is_running else session.starts_at
    items = list(_items(found, begins))
    entries = agenda.agenda(items, begins, timedelta(minutes=room.box), is_checkpoint=session.is_checkpoint)
    return replace(found, entries=entries)


def thing_key(outcome: Outcome) -> str:
    """The key of what the outcome is of."""
    return f"blocker:{outcome.blocker_id}" if outcome.blocker_id else f"matter:{outcome.matter_id}"


def _items(found: Gathered, begins: datetime) -> Iterator[Item]:
    blockers = (each for each in found.blockers.values() if _counts(each, found, begins))
    yield from (_blocked(each, found, begins) for each in blockers)
    for matter in found.matters.values():
        key = f"matter:{matter.pk}"
        here = _is_here(matter.raised_at, found.session)
        yield Item(key, matter.kind, matter.raised_at, is_raised_here=here, heard_at=_heard(key, found))
    for decision in found.decisions.values():
        yield Item(f"decision:{decision.pk}", agenda.DECISION, decision.by_when or begins)
    yield from (Item(f"outside:{each.pk}", agenda.OUTSIDE, each.entered_at) for each in found.outside.values())
    yield from (Item(domain.key, agenda.REPORT, begins, order=place) for place, domain in enumerate(found.domains))


def _blocked(blocker: Blocker, found: Gathered, begins: datetime) -> Item:
    key = f"blocker:{blocker.pk}"
    heard = _heard(key, found)
    if heard is None and not blocker.is_open:
        return Item(f"unblocked:{blocker.pk}", agenda.UNBLOCKED, blocker.unblocked_entered_at or begins)
    return Item(
        key, agenda.BLOCKED, blocker.due_at, route=blocker.route, is_breached=_is_late(blocker, begins),
        is_raised_here=_is_here(blocker.raised_at, found.session), heard_at=heard,
    )  # fmt: skip


def _counts(blocker: Blocker, found: Gathered, begins: datetime) -> bool:
    """One whose decision runs is not asked again, unless its promise is broken; then the decision is not enough."""
    is_heard = f"blocker:{blocker.pk}" in found.ended
    return is_heard or not blocker.is_open or blocker.decided_at is None or _is_late(blocker, begins)


def _is_late(blocker: Blocker, begins: datetime) -> bool:
    return blocker.breached_at is not None or blocker.due_at <= begins


def _heard(key: str, found: Gathered) -> datetime | None:
    outcome = found.ended.get(key)
    return (outcome.confirmed_at or outcome.entered_at) if outcome else None


def _is_here(raised_at: datetime, session: Session) -> bool:
    return session.opened_at is not None and raised_at >= session.opened_at


def _since(session: Session) -> datetime:
    last = last_closed(session)
    return last.closed_at if last and last.closed_at else session.starts_at - _LONG_AGO


def _outcomes(session: Session) -> tuple[dict[str, Outcome], dict[str, Outcome]]:
    rows = Outcome.objects.filter(session=session, refused_at=None).select_related(
        "decider__person", "owner__person", "entered_by__person", "waits_for__person"
    )
    ended: dict[str, Outcome] = {}
    typed: dict[str, Outcome] = {}
    for outcome in rows.order_by("entered_at", "pk"):
        (ended if outcome.counts else typed)[thing_key(outcome)] = outcome
    return ended, typed


def _ids(ended: Mapping[str, Outcome], name: str) -> list[int]:
    return [pk for outcome in ended.values() if (pk := getattr(outcome, f"{name}_id"))]


def _blockers(session: Session, since: datetime, ended: Mapping[str, Outcome]) -> list[Blocker]:
    """Open ones, those unblocked since, and whatever had its outcome here. Two statements."""
    recent = Q(unblocked_entered_at__gt=since, unblocked_entered_at__lt=session.opened_at or session.ends_at)
    which = Q(unblocked_at=None) | recent | Q(pk__in=_ids(ended, "blocker"))
    rows = Blocker.objects.filter(which, board=session.board_id, withdrawn_at=None)
    named = rows.select_related(
        "blocked_team__vp__person", "blocking_team__vp__person", "bet__rank", "owner__person", "raised_by__person",
        "flag__flagged_by__person", "calendar__board", "board",
    )  # fmt: skip
    return list(named.prefetch_related("pauses").order_by("due_at", "pk"))


def _matters(session: Session, ended: Mapping[str, Outcome]) -> list[Matter]:
    which = Q(settled_at=None) | Q(pk__in=_ids(ended, "matter"))
    rows = Matter.objects.filter(which, board=session.board_id)
    return list(rows.select_related("team", "other_team", "bet__rank", "raised_by__person").order_by("raised_at", "pk"))


def _overdue(session: Session, ended: Mapping[str, Outcome], now: datetime) -> list[Outcome]:
    """Decisions past their date, but for those of a thing that is heard in this session by another outcome."""
    before = max(now, session.starts_at)
    rows = Outcome.objects.decisions().filter(board=session.board_id, by_when__lte=before)
    named = rows.select_related("blocker", "matter", "owner__person", "decider__person")
    return [each for each in named.order_by("by_when", "pk") if thing_key(each) not in ended]


def _outside(session: Session, since: datetime) -> list[Outcome]:
    """Recorded outside the room since the last session, or by mark: what this one reads out."""
    unread = Q(read_out_in=session) if session.opened_at else Q(read_out_in=None, entered_at__gt=since)
    rows = Outcome.objects.counting().filter(unread, board=session.board_id, session=None)
    named = rows.select_related("blocker", "matter", "owner__person", "decider__person", "huddle")
    return list(named.order_by("entered_at", "pk"))


def domains(session: Session, now: datetime) -> tuple[Domain, ...]:
    """By the name of the first team, then by name: the same order each week. Three statements."""
    members = list(Membership.objects.current().filter(board=session.board_id).select_related("person", "board"))
    stand_ins = {each.acting_for_id: each for each in members if each.is_acting(now)}
    teams: dict[int, list[str]] = {}
    for team in Team.objects.filter(board=session.board_id, vp__isnull=False).order_by("name"):
        teams.setdefault(team.vp_id or 0, []).append(team.name)
    reports = {each.vp_id: each for each in DomainReport.objects.filter(session=session).select_related("vp__person")}
    vps = [each for each in members if each.is_vp or each.pk in stand_ins]
    vps.sort(key=lambda each: (each.pk not in teams, teams.get(each.pk, [""])[0], each.name, each.pk))
    return tuple(_domain(vp, stand_ins.get(vp.pk, vp), teams, reports) for vp in vps)


def _domain(
    vp: Membership, reporter: Membership, teams: Mapping[int, list[str]], reports: Mapping[int, DomainReport]
) -> Domain:
    report = reports.get(reporter.pk) or reports.get(vp.pk)
    return Domain(vp, reporter, tuple(teams.get(vp.pk, ())), report)

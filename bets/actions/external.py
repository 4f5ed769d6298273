"""Where a bet is worked on outside, and how that stands: by hand, or by a program of any tool.

Reference, status, progress and movement alone: nothing here changes what was decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from bets.access import held
from bets.actions.validity import check_fields, check_link, refuse
from bets.events import ExternalRemoved, ExternalSet
from bets.models import Bet, Cycle, Reference, TeamMove
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, WrongState
from org.models import Membership, Team

SYNC = "roadmap.sync_status"
_SAID = ("source", "external_id", "url", "status", "progress")


@dataclass(frozen=True, kw_only=True)
class Told:
    """None: not told, and left as it is. `moved_at`: when each team last moved work under it, by the teams' slugs."""

    source: str
    external_id: str
    url: str | None = None
    status: str | None = None
    progress: int | None = None
    moved_at: Mapping[str, datetime] = field(default_factory=dict)


@transaction.atomic
def tell(*, bet: Bet, told: Told, by: Membership, now: datetime) -> tuple[Reference, bool]:
    """The reference as it is now, and whether it is new. Another epic than before begins anew.

    Raises Invalid with the fields at fault, WrongState for an epic that is another bet's.
    """
    told = replace(told, source=told.source.strip().lower(), external_id=told.external_id.strip())
    cycle = held(bet.cycle, by, SYNC, own=bet.is_written_by(by))
    before = Reference.objects.select_for_update(no_key=True).filter(bet=bet.pk).first()
    if before is not None and (before.source, before.external_id) != (told.source, told.external_id):
        before.delete()
        is_new, row = False, Reference(board_id=cycle.board_id, cycle=cycle, bet=bet)
    else:
        is_new = before is None
        row = before or Reference(board_id=cycle.board_id, cycle=cycle, bet=bet)
    teams = _teams(cycle.board_id, told.moved_at, now)
    fields = _assign(row, told)
    if told.status is not None or told.progress is not None or told.moved_at:
        row.seen_at = now
    row.gone_at = None
    _save(row)
    fields += ["moved_at"] if _move(row, teams, told.moved_at) else []
    if fields:
        payload = ExternalSet(source=row.source, external_id=row.external_id, fields=fields)
        _record(payload, bet, by, now)
    return row, is_new


@transaction.atomic
def forget(*, bet: Bet, by: Membership, now: datetime) -> None:
    """The bet is linked to nothing; what it was linked to stays as it is. Not linked: nothing happens."""
    held(bet.cycle, by, SYNC, own=bet.is_written_by(by))
    row = Reference.objects.filter(bet=bet.pk).first()
    if row is None:
        return
    row.delete()
    _record(ExternalRemoved(source=row.source, external_id=row.external_id), bet, by, now)


def forget_all(*, source: str, by: Membership, now: datetime) -> None:
    """No bet of the board is linked to this tool any more, but in cycles that are over. The caller judged and holds."""
    rows = Reference.objects.filter(board=by.board_id, source=source).exclude(cycle__state=Cycle.State.CLOSED)
    found = list(rows.select_related("bet__cycle").select_for_update(of=("self",)).order_by("pk"))
    rows.filter(pk__in=[row.pk for row in found]).delete()
    for row in found:
        _record(ExternalRemoved(source=row.source, external_id=row.external_id), row.bet, by, now)


def _assign(row: Reference, told: Told) -> list[str]:
    """The names of what changed. Raises Invalid."""
    values: dict[str, str | int] = {"source": told.source, "external_id": told.external_id}
    values |= {
        name: value.strip() if isinstance(value, str) else value
        for name, value in (("url", told.url), ("status", told.status), ("progress", told.progress))
        if value is not None
    }
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name, value in values.items():
        setattr(row, name, value)
    try:
        check_link(row.url)
    except Invalid as error:
        raise refuse({"url": error.extra["errors"]["link"]}) from error
    check_fields(row, _SAID)
    if row.progress is not None and row.progress > 100:
        raise refuse({"progress": "It is between 0 and 100."})
    return changed


def _teams(board: int, moved_at: Mapping[str, datetime], now: datetime) -> dict[str, int]:
    """The ids of the teams by slug. Raises Invalid for one that there is not, and for what has not happened yet."""
    found = dict(Team.objects.filter(board=board, slug__in=list(moved_at)).values_list("slug", "pk"))
    for slug, at in moved_at.items():
        if slug not in found:
            raise refuse({"moved_at": f"There is no team “{slug[:60]}” on this board."})
        if at > now:
            raise refuse({"moved_at": f"What {slug} moved has not happened yet."})
    return found


def _save(row: Reference) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        other = Reference.objects.filter(cycle=row.cycle_id, source=row.source, external_id=row.external_id)
        taken = other.select_related("bet").first()
        name = f"“{taken.bet.title}”" if taken else "another bet"
        raise WrongState(f"{row.external_id} is linked to {name} already. Unlink it there first.") from None


def _move(row: Reference, teams: Mapping[str, int], moved_at: Mapping[str, datetime]) -> bool:
    """Whether any is later than what was known: nothing that moved moves back."""
    known = dict(TeamMove.objects.filter(reference=row).values_list("team", "moved_at"))
    later = {teams[slug]: at for slug, at in moved_at.items() if teams[slug] not in known or at > known[teams[slug]]}
    for team, at in later.items():
        TeamMove.objects.update_or_create(
            reference=row, team_id=team, defaults={"board_id": row.board_id, "moved_at": at}
        )
    return bool(later)


def _record(payload: Payload, bet: Bet, by: Membership, now: datetime) -> None:
    record(payload, board_id=bet.board_id, topic=bet.cycle.topic, by=by, subject=bet, now=now)

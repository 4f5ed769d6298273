"""The teams that bets ask for capacity, and the VP who answers for each."""

from datetime import datetime
from itertools import chain, count

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from journal.record import record
from journal.refusals import Invalid
from org.access import fellow, held, team_of
from org.events import TeamCreated, TeamEdited
from org.models import Membership, Team


@transaction.atomic
def create_team(*, name: str, short: str, vp: Membership | None, by: Membership, now: datetime) -> Team:
    """A new team of the board of `by`. `short` is for the head of a narrow column; its address comes from its name."""
    by = held(by, "team.manage")
    name = _clean(name)
    _refuse_taken(name, Team.objects.filter(board=by.board))
    slug = _slug(name, by.board_id)
    team = Team.objects.create(board=by.board, slug=slug, name=name, short=short.strip(), vp=_vp(vp, by))
    record(TeamCreated(vp=team.vp_id), board_id=by.board_id, topic=by.board.topic, by=by, subject=team, now=now)
    return team


@transaction.atomic
def edit_team(*, team: Team, name: str, short: str, vp: Membership | None, by: Membership, now: datetime) -> Team:
    """Change name, short name and VP. The address stays, so that links stay."""
    by = held(by, "team.manage")
    team = team_of(by, team.slug)
    before = _particulars(team)
    _refuse_taken(_clean(name), Team.objects.filter(board=by.board).exclude(pk=team.pk))
    team.name, team.short, team.vp = _clean(name), short.strip(), _vp(vp, by)
    changed = {field: [before[field], value] for field, value in _particulars(team).items() if before[field] != value}
    if changed:
        team.save(update_fields=list(changed))
        payload = TeamEdited(fields=changed)
        record(payload, board_id=by.board_id, topic=by.board.topic, by=by, subject=team, now=now)
    return team


def _particulars(team: Team) -> dict[str, str | int | None]:
    return {"name": team.name, "short": team.short, "vp": team.vp_id}


def _clean(name: str) -> str:
    if not (name := " ".join(name.split())):
        raise Invalid("A team has a name.", errors={"name": "A team has a name."})
    return name


def _refuse_taken(name: str, others: QuerySet[Team]) -> None:
    if others.filter(name__iexact=name).exists():
        raise Invalid("A team has this name already.", errors={"name": "A team has this name already."})


def _slug(name: str, board: int) -> str:
    """An address that is free on the board, which the caller holds. Of a name without Latin letters little is left."""
    stem = slugify(name)[:50].strip("-") or "team"
    taken = set(Team.objects.filter(board=board, slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(slug for slug in chain([stem], numbered) if slug not in taken)


def _vp(vp: Membership | None, by: Membership) -> Membership | None:
    """A current VP of the board, or nobody."""
    if vp is None:
        return None
    member = fellow(by, vp.pk)
    if not member.is_vp:
        raise Invalid(f"{member.name} is not a VP.", errors={"vp": f"{member.name} is not a VP."})
    return member

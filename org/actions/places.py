"""Who works on which team: they may flag what blocks it. Its VP needs no place."""

from datetime import datetime

from django.db import transaction

from journal.kinds import Payload
from journal.record import record
from org.access import fellow, held, team_of
from org.events import PlaceGiven, PlaceTaken
from org.models import Membership, Team, TeamMember


@transaction.atomic
def give_place(*, team: Team, member: Membership, by: Membership, now: datetime) -> TeamMember:
    """The member works on the team from now on. One who does already keeps the place, and nothing is told."""
    by = held(by, "team.manage")
    team, member = team_of(by, team.slug), fellow(by, member.pk)
    place, is_new = TeamMember.objects.get_or_create(board=by.board, team=team, member=member)
    if is_new:
        _tell(PlaceGiven(team=team.pk, team_name=team.name), member, by, now)
    return place


@transaction.atomic
def take_place(*, team: Team, member: Membership, by: Membership, now: datetime) -> None:
    """The member works on the team no more. Nothing happens to one who does not."""
    by = held(by, "team.manage")
    team, member = team_of(by, team.slug), fellow(by, member.pk)
    taken, _ = TeamMember.objects.filter(team=team, member=member).delete()
    if taken:
        _tell(PlaceTaken(team=team.pk, team_name=team.name), member, by, now)


def _tell(payload: Payload, member: Membership, by: Membership, now: datetime) -> None:
    record(payload, board_id=by.board_id, topic=by.board.topic, by=by, subject=member, now=now)

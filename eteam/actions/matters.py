"""Items without a clock: two teams at odds, a funded bet off track, a question about the plan."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bets.actions.validity import check_fields, refuse
from bets.models import Bet
from eteam.access import held
from eteam.events.outcome import MatterRaised
from eteam.models import Matter
from journal.record import record
from org.models import Board, Membership, Team


@dataclass(frozen=True, slots=True)
class Asked:
    kind: str
    title: str
    text: str = ""
    team: Team | None = None
    other_team: Team | None = None
    bet: Bet | None = None


@transaction.atomic
def raise_matter(*, board: Board, asked: Asked, by: Membership, now: datetime) -> Matter:
    """Raises Invalid where the two teams, or the bet, are missing."""
    room = held(board.pk, by, "eteam.raise_matter")
    matter = Matter(
        board=room.board, kind=asked.kind, title=asked.title.strip(), text=asked.text.strip(), team=asked.team,
        other_team=asked.other_team, bet=asked.bet, raised_at=now, raised_by=by,
    )  # fmt: skip
    check_fields(matter, ("kind", "title", "text"))
    _check_whole(matter)
    matter.save()
    payload = MatterRaised(what=matter.kind)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=matter, now=now)
    return matter


def _check_whole(matter: Matter) -> None:
    if matter.kind == Matter.Kind.MISALIGNED:
        if matter.team is None or matter.other_team is None:
            raise refuse({"other_team" if matter.team else "team": "Say which two teams."})
        if matter.team == matter.other_team:
            raise refuse({"other_team": "A team cannot be at odds with itself."})
    if matter.kind == Matter.Kind.OFF_TRACK and matter.bet is None:
        raise refuse({"bet": "Say which bet."})

"""Who is in the room, and what each of them says about a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.asking.reading import Pair, opinions
from bets.models import Attendance, Cycle, RankingSession
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Voice:
    """A leader who is here. `keeps`: the bet that they would not kill; None for who yields, or has not spoken."""

    member: int
    name: str
    has_spoken: bool
    keeps: int | None


def voices(cycle: Cycle, session: RankingSession, pair: Pair, now: datetime) -> tuple[Voice, ...]:
    """Of every leader who is here, by name. Three statements at most."""
    leaders = Membership.objects.filter(board=cycle.board_id).leaders()
    here = Attendance.objects.here(now).filter(session=session, member__in=leaders).select_related("member__person")
    said = opinions(cycle, pair)
    members = [attendance.member for attendance in here.order_by("member__person__name", "member")]
    return tuple(Voice(each.pk, each.name, each.pk in said, said.get(each.pk)) for each in members)


def agreed(voices: Sequence[Voice]) -> int | None:
    """The bet that all who are here keep, but for those who yield; None while somebody is waited for."""
    kept = {voice.keeps for voice in voices if voice.keeps is not None}
    if len(kept) != 1 or not all(voice.has_spoken for voice in voices):
        return None
    return kept.pop()

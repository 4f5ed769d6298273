"""What a pitch said: kept at submission, and after every edit since."""

from datetime import datetime

from bets.models import Bet, Cycle, Pitch, Version
from org.models import Membership


def keep(pitch: Pitch, *, state: str, by: Membership, now: datetime) -> int:
    """Keep what bet and pitch say now, unless the newest version says the same. Returns the newest number."""
    newest = Version.objects.filter(bet=pitch.bet).order_by("number").last()
    content = pitch.content()
    if newest is not None and newest.content == content:
        return newest.number
    number = newest.number + 1 if newest else 1
    _write(pitch.bet, number, content, state=state, by=by.pk, at=now)
    return number


def keep_first(bet: Bet, content: dict[str, object]) -> None:
    """Of a bet that a first set-up or a file submitted, what it said before its first edit.

    Nobody noted when it was written; it was there when it was submitted.
    """
    if bet.submitted_at is None or bet.submitted_by_id is None or Version.objects.filter(bet=bet).exists():
        return
    state = Cycle.State.RANKING if bet.is_late else Cycle.State.PITCHING
    _write(bet, 1, content, state=state, by=bet.submitted_by_id, at=bet.submitted_at)


def _write(bet: Bet, number: int, content: dict[str, object], *, state: str, by: int, at: datetime) -> None:
    Version.objects.create(
        board_id=bet.board_id, bet=bet, number=number, content=content, state=state, by_id=by, at=at
    )  # fmt: skip

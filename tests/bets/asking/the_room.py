"""What tests of questions share: a round that was revealed, and leaders in an open session.

Data funds A and B of A, B, C, D, so that B or C is the question that is nearest: whoever puts C above B brings it in.
"""

from bets.actions.answering import Answered, Shown, answer
from bets.models import Attendance, RankingSession, Round
from org.models import Membership
from tests.cast import Cast
from tests.factories import NOW, AttendanceFactory, PrivateOrderFactory, RankingSessionFactory, RoundFactory


def reveal(cast: Cast, *orders: str) -> Round:
    """A round in which the first leader sorted so, the second so: "ABCD", "ACBD"."""
    round: Round = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    for leader, order in zip((cast.ines, cast.otto), orders, strict=True):
        PrivateOrderFactory(round=round, leader=leader, order=cast.ids(order), ready_at=NOW)
    round.closed_at, round.closed_by, round.proposal, round.distance = NOW, cast.ines, cast.ids("ABCD"), 1
    round.save()
    return round


def gather(cast: Cast, *members: Membership) -> RankingSession:
    """An open session with these in the room."""
    session: RankingSession = RankingSessionFactory(cycle=cast.cycle, opened_by=cast.ines)
    for member in members:
        AttendanceFactory(session=session, member=member)
    return session


def leave(member: Membership) -> None:
    Attendance.objects.filter(member=member).update(left_at=NOW)


def pair(cast: Cast, letters: str) -> tuple[int, int]:
    first, second = sorted(cast.ids(letters))
    return first, second


def say(cast: Cast, by: Membership, letters: str, keeps: str, *, reason: str = "", **shown: int) -> Answered:
    """`by` answers about the two of `letters` that `keeps` stays; "" yields."""
    kept = cast.ids(keeps)[0] if keeps else None
    return answer(
        cycle=cast.cycle, pair=pair(cast, letters), keeps=kept, by=by, now=NOW, reason=reason, shown=Shown(**shown)
    )

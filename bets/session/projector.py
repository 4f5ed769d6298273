"""What stands on the wall, in large type: whose turn it is, the question that is asked, or the order and its lines."""

from dataclasses import dataclass

from django.http import Http404

from bets.asking.reading import read as read_asking
from bets.board.ground import Ground, read
from bets.board.rows import Row, ranked, unranked
from bets.models import Cycle
from bets.sentences import Headline, headline
from bets.session.strip import Strip, strip

SHOWS = ("", "pitch", "question", "order")
"""What can be asked for; empty: whatever the presenter does."""

_MOST = 9
"""Rows that can be read from six metres away."""


@dataclass(frozen=True, slots=True)
class Duel:
    """`left`: how many questions follow."""

    upper: Row
    lower: Row
    left: int

    @property
    def both(self) -> tuple[Row, Row]:
        return self.upper, self.lower


@dataclass(frozen=True, slots=True)
class Wall:
    """`shows` is pitch, question or order; `row` and `duel` belong to the first two.

    `lines`: those that fall below the `rows` for which there is room, "Approvals line at #15, Fleet line at #20".
    """

    cycle: Cycle
    shows: str
    strip: Strip | None
    row: Row | None
    duel: Duel | None
    rows: tuple[Row, ...]
    count: int
    headline: Headline
    lines: str

    @property
    def more(self) -> int:
        """Ranked bets for which there is no room."""
        return self.count - len(self.rows)


def wall(cycle: Cycle, show: str = "") -> Wall:
    """`show` is one of SHOWS, else Http404. The same statements for any number of bets.

    By itself it shows what the presenter points at, else whose turn it is, else the first open question, else the
    order. What is asked for and is not there gives way to the order.
    """
    if show not in SHOWS:
        raise Http404("No such view for the wall.")
    told, ground = strip(cycle), read(cycle)
    row = _row(told, ground) if show in ("", "pitch") else None
    order = tuple(ranked(ground, {}))
    duel = _duel(cycle, ground) if show == "question" or (show == "" and row is None) else None
    return Wall(
        cycle=cycle,
        shows="pitch" if row else "question" if duel else "order",
        strip=told,
        row=row,
        duel=duel,
        rows=order[:_MOST],
        count=len(order),
        headline=headline(ground.allocation, ground.names),
        lines=", ".join(f"{row.cut.name} at #{row.rank}" for row in order[_MOST:] if row.cut),
    )


def _row(told: Strip | None, ground: Ground) -> Row | None:
    shown = (told.focus or told.pitched) if told else None
    if shown is None:
        return None
    return next((row for rows in (ranked(ground, {}), unranked(ground)) for row in rows if row.bet == shown.bet), None)


def _duel(cycle: Cycle, ground: Ground) -> Duel | None:
    found = read_asking(cycle).open(ground.allocation)
    if not found:
        return None
    rows = {row.bet: row for row in ranked(ground, {})}
    return Duel(rows[found[0].upper], rows[found[0].lower], len(found) - 1)

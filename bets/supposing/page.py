"""The page of a what-if: what would come in and go out, the lines, the policies side by side, and the order then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bets.allocation import BetId
from bets.board.ground import Ground, read
from bets.models import Cycle
from bets.names import weeks
from bets.ordering import After, Before, Target, ToRank
from bets.sentences import change
from bets.supposing.changes import Changed, enters, fewer, leaves, names
from bets.supposing.choices import Choice, choices
from bets.supposing.lines import Line, lines
from bets.supposing.rows import Row, rows
from bets.supposing.supposed import Supposed
from bets.supposing.trial import Trial, trial


@dataclass(frozen=True, slots=True)
class Given:
    """What a team can give, net: `now`, and the text of its field."""

    field: str
    slug: str
    team: str
    now: str
    then: str
    error: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is supposed, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Named:
    """A bet to choose from."""

    bet: BetId
    name: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`errors` by field of the address; with any of them the rest is what could be understood."""

    supposed: Supposed
    errors: Mapping[str, str]
    sentence: str
    fewer: str
    given: tuple[Given, ...]
    parts: tuple[Part, ...]
    enters: tuple[Changed, ...]
    leaves: tuple[Changed, ...]
    funded: tuple[int, int]
    weeks: tuple[str, str]
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    bets: tuple[Named, ...]


def what_if(cycle: Cycle, supposed: Supposed, errors: Mapping[str, str], typed: Mapping[str, str]) -> WhatIf:
    """`errors` are those of reading the address, `typed` the texts of its fields. Five statements; nothing is saved."""
    tried, unknown = trial(read(cycle), supposed)
    wrong = {**errors, **unknown}
    before, after = tried.today.allocation, tried.then.allocation
    return WhatIf(
        supposed=tried.supposed,
        errors=wrong,
        sentence=change(tried.change, names(tried)),
        fewer=fewer(tried),
        given=tuple(_given(tried.today, typed, wrong)),
        parts=tuple(_parts(tried)),
        enters=tuple(enters(tried)),
        leaves=tuple(leaves(tried)),
        funded=(len(before.funded), len(after.funded)),
        weeks=(weeks(sum(before.used.values())), weeks(sum(after.used.values()))),
        lines=tuple(lines(tried)),
        choices=tuple(choices(tried)),
        rows=tuple(rows(tried)),
        bets=tuple(_bets(tried.today)),
    )


def _given(today: Ground, typed: Mapping[str, str], errors: Mapping[str, str]) -> Iterator[Given]:
    for column in today.columns:
        field = f"capacity.{column.slug}"
        now = weeks(column.net) if column.has_capacity else "none"
        yield Given(field, column.slug, column.name, now, typed.get(field, ""), errors.get(field, ""))


def _parts(tried: Trial) -> Iterator[Part]:
    """In the order of the address."""
    supposed, today = tried.supposed, tried.today
    if supposed.policy:
        yield Part("Policy", f"{supposed.policy} instead of {today.policy}", replace(supposed, policy=None).query)
    for team, tenths in supposed.capacity.items():
        column, without = today.column[team], supposed.without_capacity(team).query
        yield Part(f"{column.name} gives", f"{weeks(tenths)} instead of {weeks(column.net)}", without)
    for (bet, team), tenths in supposed.sizes.items():
        name, without = today.column[team].name, supposed.without_size(bet, team).query
        asked = (today.candidates[bet].demand or {}).get(team)
        was = weeks(asked) if asked else "nothing"
        yield Part(f"{_called(today, bet)} asks {name} for", f"{weeks(tenths)} instead of {was}", without)
    for place, placing in enumerate(supposed.moves):
        yield Part(_called(today, placing.bet), _where(today, placing.target), supposed.without_move(place).query)


def _where(today: Ground, target: Target) -> str:
    match target:
        case ToRank(rank):
            return f"to #{rank}"
        case Before(bet):
            return f"directly before {_called(today, bet)}"
        case After(None):
            return "to the top"
        case After(int(bet)):
            return f"directly after {_called(today, bet)}"
    raise TypeError(target)


def _called(today: Ground, bet: BetId) -> str:
    return next((named.name for named in _bets(today) if named.bet == bet), "a bet that is not here")


def _bets(today: Ground) -> Iterator[Named]:
    for entry in today.order:
        yield Named(entry.pk, f"{today.names.bet(entry.pk)} {entry.title}")
    for entry in today.tray:
        yield Named(entry.pk, f"{entry.title}, of the tray")

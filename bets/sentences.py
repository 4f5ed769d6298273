"""The allocation in words: the headline, why a bet waits, what it would take, what stands idle. Pure.

Plain text, to be escaped by whoever shows it. Whole sentences end with a full stop, labels do not.
"""

from collections.abc import Iterable, Sized
from dataclasses import dataclass

from bets.allocation import Allocation, BetId, Team, Tenths, Waiting
from bets.names import Names, listing, weeks
from bets.standing import largest_first
from bets.what_if import Difference, Prices


@dataclass(frozen=True, slots=True)
class Headline:
    """What is so, and where the first line falls: `lead`, `rank` as a link to `bet`, `tail`."""

    count: str
    lead: str = ""
    bet: BetId | None = None
    rank: str = ""
    tail: str = ""

    def __str__(self) -> str:
        return f"{self.count} {self.lead} {self.rank}{self.tail}".rstrip()


@dataclass(frozen=True, slots=True)
class Why:
    """Why one bet waits: the lead, to be stressed, and the rest beside it. As one text: a label."""

    bet: str
    lead: str
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.bet} waits: {self.lead} {self.rest}".rstrip(" .")


def headline(allocation: Allocation, names: Names) -> Headline:
    """ "32 of 42 bets are funded. The first line falls at #9, in infra." """
    count = _count(len(allocation.funded), len(allocation.candidates))
    if allocation.line is not None:
        return Headline(count, "The line falls at", allocation.line, names.bet(allocation.line), ".")
    if not allocation.team_lines:
        return Headline(count)
    first = next(iter(allocation.team_lines.values()))
    teams = [names.team(team) for team, bet in allocation.team_lines.items() if bet == first]
    lead = "The first line falls at" if len(teams) == 1 else "The first lines fall at"
    return Headline(count, lead, first, names.bet(first), f", in {listing(teams)}.")


def _count(funded: int, bets: int) -> str:
    if bets == 0:
        return "No bet is ranked yet."
    if bets == 1:
        return "The only bet is funded." if funded else "The only bet is not funded."
    if funded == 0:
        return f"None of {bets} bets is funded."
    if funded == bets:
        return f"All {bets} bets are funded."
    return f"{funded} of {bets} bets {'is' if funded == 1 else 'are'} funded."


def why(allocation: Allocation, bet: BetId, names: Names) -> Why:
    """Why this bet waits, as it stood at its turn. Raises KeyError for a bet that does not wait."""
    waiting = allocation.unfunded[bet]
    return Why(names.bet(bet), *_lead_and_rest(allocation, waiting, names))


def _lead_and_rest(allocation: Allocation, waiting: Waiting, names: Names) -> tuple[str, str]:
    if waiting.line is not None:
        return _held_back(f"below the line at {names.bet(waiting.line)}", allocation, waiting, names)
    if waiting.behind:
        return _held_back(_queues(allocation, waiting, names), allocation, waiting, names)
    if waiting.missing:
        return f"{_prerequisites(allocation, waiting, names)}.", ""
    if waiting.excluded_by is not None:
        return f"either this or {names.bet(waiting.excluded_by)}, which is funded.", ""
    if waiting.teams:
        return f"{_shortages(allocation, waiting, waiting.teams, names)}.", ""
    return "nobody has said yet what it needs.", ""


def _held_back(lead: str, allocation: Allocation, waiting: Waiting, names: Names) -> tuple[str, str]:
    """A bet that another holds back, and what it would lack even if nobody did."""
    if waiting.would_fit:
        return f"{lead},", "though what is left would do."
    teams = [team for team in largest_first(waiting.turn_price) if team not in waiting.teams]
    if not teams:
        return f"{lead}.", ""
    return f"{lead};", f"also {_shortages(allocation, waiting, teams, names)}."


def _queues(allocation: Allocation, waiting: Waiting, names: Names) -> str:
    """ "in the queue for Cloud and Data behind #15 and for Acoustic behind #17" """
    queues = []
    for closer in waiting.behind:
        teams = [names.team(team) for team in waiting.teams if allocation.team_lines[team] == closer]
        queues.append(f"for {listing(teams)} behind {names.bet(closer)}")
    return f"in the queue {listing(queues)}"


def _prerequisites(allocation: Allocation, waiting: Waiting, names: Names) -> str:
    """ "needs #17, which waits; needs #30 and #31, which come later" """
    groups: dict[tuple[str, str], list[BetId]] = {}
    for needed in waiting.missing:
        if (waiting.bet, needed) in allocation.out_of_order:
            state = ("comes later", "come later")
        elif needed in allocation.unfunded:
            state = ("waits", "wait")
        else:
            state = ("is not in play", "are not in play")
        groups.setdefault(state, []).append(needed)
    clauses = [f"needs {names.bets(bets)}, which {_verb(bets, *state)}" for state, bets in groups.items()]
    return "; ".join(clauses)


def _shortages(allocation: Allocation, waiting: Waiting, teams: Iterable[Team], names: Names) -> str:
    """ "needs 24.0 Hardware, 22.0 left after #16; needs 9.5 Firmware, 8.0 left after #12" """
    shortages = []
    for team in teams:
        left = allocation.capacity.get(team, 0) - allocation.placements[waiting.bet][team]
        asked = left + waiting.turn_price[team]
        where = f"left after {names.bet(waiting.after[team])}" if team in waiting.after else "in all"
        shortages.append(f"needs {weeks(asked)} {names.team(team)}, {weeks(left)} {where}")
    return "; ".join(shortages)


def price(waiting: Waiting, prices: Prices, names: Names) -> str:
    """What it would take: the turn price with what follows from it, then the price that disturbs nobody."""
    turn = _paid(waiting.bet, waiting.turn_price, prices.turn, names)
    after = prices.no_regret
    if after is None or after.leaves or waiting.bet not in after.enters:
        return turn
    return f"{turn} {_more(waiting.no_regret_price, names)} would disturb nobody."


def _paid(bet: BetId, paid: Tenths, change: Difference, names: Names) -> str:
    """ "0.1 more Data funds it with #17 and #23; then #16 waits." Under fill a bet above may come first."""
    with_it = [other for other in change.enters if other != bet]
    fund = f"{_more(paid, names)} {_verb(paid, 'funds', 'fund')}"
    if bet not in change.enters:
        funded = f"{fund} {names.bets(with_it)} instead"
    else:
        funded = f"{fund} it with {names.bets(with_it)}" if with_it else f"{fund} it"
    if change.leaves:
        return f"{funded}; then {names.bets(change.leaves)} {_verb(change.leaves, 'waits', 'wait')}."
    return f"{funded} and {_verb(paid, 'disturbs', 'disturb')} nobody."


def _more(extra: Tenths, names: Names) -> str:
    """ "1.0 more Cloud and 0.1 more Data", the largest first."""
    return listing([f"{weeks(extra[team])} more {names.team(team)}" for team in largest_first(extra)])


def idle(allocation: Allocation, names: Names) -> dict[Team, str]:
    """A label per team with capacity left: "rustdoc: 5.0 of 5.1 idle behind #15"."""
    labels = {}
    for team, left in allocation.leftover.items():
        if left > 0:
            owner = allocation.idle_behind.get(team)
            behind = f" behind {names.bet(owner)}" if owner is not None else ""
            of = weeks(allocation.capacity[team])
            labels[team] = f"{names.team(team)}: {weeks(left)} of {of} idle{behind}"
    return labels


def warnings(allocation: Allocation, bet: BetId, names: Names) -> list[str]:
    """What is wrong with a bet whatever is left: it is too large for a team, or ahead of what it needs."""
    too_large = [
        f"Can never be funded: {names.team(team)} has {weeks(allocation.capacity.get(team, 0))} in all."
        for team in allocation.never_fits.get(bet, ())
    ]
    later = [needed for waits, needed in allocation.out_of_order if waits == bet]
    ahead = [f"Needs {names.bets(later)}, which {_verb(later, 'comes', 'come')} later."] if later else []
    return too_large + ahead


def change(difference: Difference, names: Names) -> str:
    """A what-if: "#15 comes in; #17 and #37 go. Funded: 31 instead of 32. 14.1 person-weeks ..." """
    enters, leaves = difference.enters, difference.leaves
    if not enters and not leaves:
        return "Nothing changes in what is funded."
    moves = [f"{names.bets(enters)} {_verb(enters, 'comes', 'come')} in"] if enters else []
    moves += [f"{names.bets(leaves)} {_verb(leaves, 'goes', 'go')}"] if leaves else []
    after, before = difference.funded_after, difference.funded_before
    funded = f"{after}, as before" if after == before else f"{after} instead of {before}"
    taken, freed = (weeks(sum(amounts.values())) for amounts in (difference.taken, difference.freed))
    return f"{'; '.join(moves)}. Funded: {funded}. {taken} person-weeks come in, {freed} go out."


def _verb(subjects: Sized, one: str, many: str) -> str:
    return one if len(subjects) == 1 else many

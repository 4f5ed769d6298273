"""What flagging a bet as must-do would take of each team, against the share that needs no sentence."""

from collections import Counter
from dataclasses import dataclass, replace

from bets.allocation import allocate
from bets.inputs import load
from bets.models import Bet
from bets.must_do import SHARE, exceeds, taken
from bets.names import Names, weeks
from bets.sentences import change
from bets.what_if import difference
from org.models import Team


@dataclass(frozen=True, slots=True)
class Share:
    """A team that this bet asks of: what must-do bets take of it now, and then; `cap` is 15 % of `net`."""

    team: str
    asked: str
    now: str
    then: str
    cap: str
    net: str
    exceeds: bool


@dataclass(frozen=True, slots=True)
class MustDoPage:
    """`becomes`: whether the bet would be flagged, or be so no longer. `moves`: what that moves in and out."""

    becomes: bool
    shares: tuple[Share, ...]
    moves: str
    percent: int = SHARE

    @property
    def exceeds(self) -> bool:
        return any(share.exceeds for share in self.shares)


def must_do_page(bet: Bet) -> MustDoPage:
    """Six statements. A bet of the tray is looked at as if it stood at the end of the order."""
    inputs, becomes = load(bet.cycle, extra=[bet.pk]), not bet.must_do
    flagged = [replace(each, must_do=becomes) if each.id == bet.pk else each for each in inputs.candidates]
    after = allocate(flagged, inputs.capacity, inputs.policy)
    names = dict(Team.objects.filter(board=bet.board_id).values_list("slug", "name"))
    ranks = {each.id: rank for rank, each in enumerate(inputs.candidates, start=1)}
    before_taken, after_taken = Counter(taken(inputs.allocation)), Counter(taken(after))
    own = next((each.demand or {} for each in flagged if each.id == bet.pk), {})
    shares = [
        Share(
            team=names[team], asked=weeks(tenths), now=weeks(before_taken[team]), then=weeks(after_taken[team]),
            cap=weeks(inputs.capacity.get(team, 0) * SHARE // 100), net=weeks(inputs.capacity.get(team, 0)),
            exceeds=exceeds(after_taken[team], inputs.capacity.get(team, 0)),
        )
        for team, tenths in sorted(own.items(), key=lambda asked: names[asked[0]])
    ]  # fmt: skip
    moved = change(difference(inputs.allocation, after), Names(ranks=ranks, teams=names))
    return MustDoPage(becomes, tuple(shares), moved)

"""The known cast: one board, its people by role, an outsider, and four bets in the order A, B, C, D."""

from collections.abc import Sequence
from dataclasses import dataclass

from bets.models import Bet, Capacity, Cycle, Rank
from org.models import Board, Membership, Team
from tests.factories import (
    BetFactory,
    BoardFactory,
    CapacityFactory,
    CycleFactory,
    DemandFactory,
    MembershipFactory,
    PersonFactory,
    RankFactory,
    TeamFactory,
)


@dataclass
class Cast:
    """Ines and Otto lead, Vera and Victor are VPs (Vera owns every bet; her team is data), Stina is the steward,
    Ada the admin, Willy a viewer; Olga is a leader of another board; Emil's membership has ended."""

    board: Board
    cycle: Cycle
    ines: Membership
    otto: Membership
    vera: Membership
    victor: Membership
    stina: Membership
    ada: Membership
    willy: Membership
    olga: Membership
    emil: Membership
    data: Team
    capacity: Capacity
    a: Bet
    b: Bet
    c: Bet
    d: Bet

    @property
    def order(self) -> str:
        """The order as letters, `ABCD`."""
        names = {self.a.pk: "A", self.b.pk: "B", self.c.pk: "C", self.d.pk: "D"}
        return "".join(names[bet] for bet in Rank.objects.order(self.cycle))

    def ids(self, letters: str) -> list[int]:
        bets = {"A": self.a, "B": self.b, "C": self.c, "D": self.d}
        return [bets[letter].pk for letter in letters]


def make_member(board: Board, name: str, roles: Sequence[str] = ()) -> Membership:
    person = PersonFactory(name=name, email=f"{name.lower()}.{board.slug}@example.com")
    return MembershipFactory(board=board, person=person, roles=list(roles))


def make_cast() -> Cast:
    board = BoardFactory(slug="north", name="North")
    cycle = CycleFactory(board=board, name="2027H1")
    vera = make_member(board, "Vera", ["vp"])
    data = TeamFactory(board=board, slug="data", name="Data", vp=vera)
    bets = [make_ranked(cycle, vera, title, data) for title in ("Alpha", "Bravo", "Charlie", "Delta")]
    emil = make_member(board, "Emil", ["leader", "vp"])
    emil.ended_at = emil.started_at
    emil.save()
    return Cast(
        board=board,
        cycle=cycle,
        ines=make_member(board, "Ines", ["leader"]),
        otto=make_member(board, "Otto", ["leader"]),
        vera=vera,
        victor=make_member(board, "Victor", ["vp"]),
        stina=make_member(board, "Stina", ["steward"]),
        ada=make_member(board, "Ada", ["admin"]),
        willy=make_member(board, "Willy"),
        olga=make_member(BoardFactory(slug="south"), "Olga", ["leader", "vp", "admin"]),
        emil=emil,
        data=data,
        capacity=CapacityFactory(cycle=cycle, team=data, raw_tenths=25),
        a=bets[0],
        b=bets[1],
        c=bets[2],
        d=bets[3],
    )


def make_ranked(cycle: Cycle, owner: Membership, title: str, team: Team, tenths: int = 10) -> Bet:
    """A submitted bet at the end of the order, with a confirmed demand of one week."""
    bet = BetFactory(cycle=cycle, owner=owner, title=title)
    DemandFactory(bet=bet, team=team, tenths=tenths)
    RankFactory(bet=bet)
    return bet

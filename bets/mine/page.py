"""My page as one object. A number of statements that depends on the cycles that are not closed, and on nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from bets import beside
from bets.access import may
from bets.mine import leading, pitches, teams
from bets.mine.around import Around
from bets.mine.bets import OwnBet, OwnTeam, grounds, own_bets, own_teams
from bets.mine.owed import Section, sections
from bets.models import Cycle
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next for somebody who owes nothing: a sentence, and a link with its name."""

    sentence: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Mine:
    sections: tuple[Section, ...]
    bets: tuple[OwnBet, ...]
    teams: tuple[OwnTeam, ...]
    next: Next | None

    @property
    def count(self) -> int:
        return sum(len(section.lines) for section in self.sections)

    @property
    def overdue(self) -> int:
        return sum(len(section.lines) for section in self.sections if section.is_overdue)


def mine(member: Membership, now: datetime) -> Mine:
    """What `member`, with board, owes, bets on and answers for."""
    cycles = Cycle.objects.filter(board=member.board).exclude(state=Cycle.State.CLOSED).newest_first()
    around = Around(member, now, tuple(cycles))
    for cycle in around.cycles:
        cycle.board = member.board
    seen = grounds(around)
    written, of_teams = pitches.written(around), teams.own_teams(around)
    asked = teams.to_confirm(of_teams, around)
    owed = [
        *leading.owed_by_leaders(around),
        *leading.owed_for_cycles(seen, around),
        *pitches.owed_for(written, seen, around),
        *teams.owed_for(of_teams, asked, around),
        *leading.owed_for_teams(around),
        *beside.owed(member, now),
    ]
    return Mine(
        sections=sections(owed, now, around.zone),
        bets=own_bets([row.bet for row in written], seen),
        teams=own_teams(of_teams, asked, around),
        next=_next(around),
    )


def _next(around: Around) -> Next | None:
    """The act that the newest phase is for; what is being written comes before what is being read."""
    for cycle in around.of(Cycle.State.PITCHING):
        if may(around.member, cycle, "bet.create_own_draft") and around.now < cycle.pitches_close_at:
            until = f"{cycle.closes_at():%d %B, %H:%M}".lstrip("0")
            return Next(
                f"Pitches for {cycle.name} close on {until}.", "Write one", reverse("new_pitch", args=[cycle.pk])
            )
    for cycle in around.of(Cycle.State.RANKING):
        if may(around.member, cycle, "rank.read"):
            return Next(f"{cycle.name} is being ranked.", "See the board", reverse("cycle", args=[cycle.pk]))
    for cycle in around.of(Cycle.State.LOCKED):
        return Next(f"The plan of {cycle.name} is locked.", "Read it", reverse("plan", args=[cycle.pk]))
    return None

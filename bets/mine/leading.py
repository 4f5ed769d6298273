"""What waits for whoever runs things: leaders, for the phases of a cycle the steward too, for teams who keeps them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.urls import reverse

from bets.access import may
from bets.actions.locking import VOTES_LIVE
from bets.board.ground import Ground
from bets.late import asked
from bets.mine.around import Around, one_or_all
from bets.mine.owed import Owed, by_day, by_hour
from bets.models import Bet, CapacityProposal, Cycle, UnlockVote
from bets.readiness import readiness
from org.access import may as may_on_board
from org.models import LeaderProposal, Team

_TIME_TO_CLOSE = timedelta(days=7)


def owed_for_cycles(grounds: Mapping[int, Ground], around: Around) -> Iterator[Owed]:
    """What keeps the phases from going on. Six statements for a cycle in ranking, two more for a leader."""
    member, today = around.member, around.member.board.today(around.now)
    if not (member.is_leader or member.is_steward):
        return
    for cycle in around.cycles:
        page = reverse("cycle_page", args=[cycle.pk])
        if may(member, cycle, "cycle.open_ranking") and cycle.pitches_close_at <= around.now:
            closed = by_day(cycle.closes_at().date(), around.zone)
            yield Owed(f"Pitches for {cycle.name} are closed: open the ranking.", page, closed)
        if may(member, cycle, "cycle.close") and cycle.ends_on < today:
            yield Owed(f"{cycle.name} is over: close it.", page, by_day(cycle.ends_on + _TIME_TO_CLOSE, around.zone))
        if cycle.state == Cycle.State.RANKING:
            yield _before_lock(cycle, grounds[cycle.pk], page, around)
            yield from _late(cycle, around)


def owed_by_leaders(around: Around) -> Iterator[Owed]:
    """What only a leader decides. Four statements, and none for others."""
    if around.member.is_leader:
        yield from _proposed_capacity(around)
        yield from _unlocks(around)
        yield from _without_owner(around)
        yield from _proposed_leaders(around)


def owed_for_teams(around: Around) -> Iterator[Owed]:
    """Teams that nobody answers for while bets may ask something of them. One statement."""
    board = around.member.board
    if not may_on_board(around.member, "team.manage") or not around.of(Cycle.State.PITCHING, Cycle.State.RANKING):
        return
    none = "nobody can confirm what bets ask"
    teams = Team.objects.filter(board=board, vp=None).order_by("name")
    found = [Owed(f"{team.name} has no VP: {none}.", reverse("team", args=[board.slug, team.slug])) for team in teams]
    yield from one_or_all(found, f"teams have no VP: {none}.", reverse("people", args=[board.slug]))


def _before_lock(cycle: Cycle, ground: Ground, page: str, around: Around) -> Owed:
    lacks = len(readiness(cycle, ground.inputs).missing)
    things = "1 thing is" if lacks == 1 else f"{lacks} things are"
    said = f"{things} missing before {cycle.name} can be locked." if lacks else f"{cycle.name} is ready to be locked."
    return Owed(said, page, around.before_lock(cycle))


def _late(cycle: Cycle, around: Around) -> Iterator[Owed]:
    if around.member.is_leader:
        for request in asked(cycle):
            said = f"{request.owner} asks to let “{request.title}” in late: “{request.reason}”"
            yield Owed(said, reverse("late_exception", args=[request.bet]), around.before_lock(cycle))


def _proposed_capacity(around: Around) -> Iterator[Owed]:
    cycles = around.of(Cycle.State.PITCHING, Cycle.State.RANKING)
    proposals = CapacityProposal.objects.filter(cycle__in=cycles, decided_at=None)
    for proposal in proposals.select_related("cycle", "team", "proposed_by__person").order_by("proposed_at", "pk"):
        said = (
            f"{proposal.proposed_by.name} says what {proposal.team.name} can give in {proposal.cycle.name}: accept it?"
        )
        url = f"{reverse('capacity', args=[proposal.cycle_id])}#team-{proposal.team.slug}"
        yield Owed(said, url, around.before_lock(proposal.cycle))


def _unlocks(around: Around) -> Iterator[Owed]:
    """Wishes that live, of plans that the member has not voted on themselves."""
    living = UnlockVote.objects.filter(plan__cycle__in=around.of(Cycle.State.LOCKED), plan__unlocked_at=None)
    votes = list(
        living.filter(at__gt=around.now - VOTES_LIVE).select_related("plan__cycle", "by__person").order_by("at")
    )
    joined = {vote.plan_id for vote in votes if vote.by_id == around.member.pk}
    for vote in votes:
        if vote.plan_id not in joined:
            cycle = vote.plan.cycle
            said = f"{vote.by.name} asks to unlock {cycle.name}: “{vote.reason}” It takes two leaders."
            yield Owed(said, reverse("unlock", args=[cycle.pk]), by_hour(vote.at + VOTES_LIVE))


def _without_owner(around: Around) -> Iterator[Owed]:
    bets = Bet.objects.filter(cycle__in=around.cycles, status=Bet.Status.SUBMITTED, owner__ended_at__isnull=False)
    for bet in bets.select_related("owner__person").order_by("title", "pk"):
        said = f"{bet.owner.name} has left: name another owner for “{bet.title}”."
        yield Owed(said, reverse("bet", args=[bet.pk]))


def _proposed_leaders(around: Around) -> Iterator[Owed]:
    """Nobody decides about themselves."""
    board = around.member.board
    open_ones = LeaderProposal.objects.filter(board=board, decided_at=None).exclude(member=around.member)
    for proposal in open_ones.select_related("member__person", "proposed_by__person").order_by("proposed_at"):
        said = f"{proposal.proposed_by.name} proposes {proposal.member.name} as a leader: decide."
        yield Owed(said, f"{reverse('people', args=[board.slug])}#proposals")

"""What somebody owes for the bets that they write: drafts, answers, numbers, prototypes. Four statements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from bets.addressees import demand_place
from bets.board.ground import Ground
from bets.completeness import completeness
from bets.excerpt import excerpt
from bets.mine.around import Around
from bets.mine.owed import Owed, by_hour
from bets.models import Bet, Comment, CoWriter, Cycle, Demand, Pitch, Prototype, Shrink, Waiver
from bets.names import weeks

_EXCERPT = 80
_IN_PLAY = (Bet.Status.DRAFT, Bet.Status.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Written:
    """A bet, with cycle, owner, pitch and rank, how many `teams` it asks, and whether it lacks a prototype: neither
    has it one, nor has a leader said why it needs none.
    """

    bet: Bet
    teams: int
    lacks_prototype: bool


def written(around: Around) -> list[Written]:
    """The bets that the member owns or co-writes, by cycle and title. One statement."""
    co_written = CoWriter.objects.filter(bet=OuterRef("pk"), member=around.member)
    waived = Waiver.objects.filter(bet=OuterRef("pk"), code="no_prototype")
    found = Bet.objects.filter(Q(owner=around.member) | Exists(co_written), cycle__in=around.cycles)
    found = found.select_related("pitch", "rank", "owner__person").order_by("-cycle__starts_on", "title", "pk")
    has = Exists(Prototype.objects.filter(bet=OuterRef("pk"))) | Exists(waived)
    cycles = {cycle.pk: cycle for cycle in around.cycles}
    rows = []
    for bet in found.annotate(teams=Count("demands"), has_prototype=has):
        bet.cycle = cycles[bet.cycle_id]
        rows.append(Written(bet, getattr(bet, "teams", 0), not getattr(bet, "has_prototype", False)))
    return rows


def owed_for(rows: Sequence[Written], grounds: Mapping[int, Ground], around: Around) -> Iterator[Owed]:
    """Everything that waits for whoever writes them. Three statements."""
    in_play = [row for row in rows if row.bet.status in _IN_PLAY]
    bets = {row.bet.pk: row.bet for row in in_play}
    for row in in_play:
        if row.bet.is_draft:
            yield from _draft(row, around)
    yield from _disputes(bets, around)
    yield from _shrinks(bets, around)
    for row in in_play:
        if row.lacks_prototype and row.bet.is_open and row.bet.cycle.state == Cycle.State.RANKING:
            yield from _prototype(row.bet, grounds.get(row.bet.cycle_id), around)
    yield from _questions(bets, around)


def _draft(row: Written, around: Around) -> Iterator[Owed]:
    """What is missing, and the submission, which is for the owner alone."""
    bet, url, own = row.bet, reverse("pitch", args=[row.bet.pk]), row.bet.owner_id == around.member.pk
    if bet.cycle.state == Cycle.State.RANKING and bet.late_exception and own:
        yield Owed(f"A leader lets “{bet.title}” in late: submit it.", url, around.before_lock(bet.cycle))
    if bet.cycle.state != Cycle.State.PITCHING:
        return
    closing = by_hour(bet.cycle.pitches_close_at)
    if gaps := len(completeness(Pitch.of(bet).content(), row.teams).gaps):
        missing = "1 part is" if gaps == 1 else f"{gaps} parts are"
        whose = "" if own else f" of {bet.owner.name}"
        yield Owed(f"“{bet.title}” is a draft{whose}: {missing} missing.", url, closing)
    elif own:
        yield Owed(f"“{bet.title}” is complete: submit it. A draft is no pitch.", url, closing)


def _disputes(bets: Mapping[int, Bet], around: Around) -> Iterator[Owed]:
    cycles = around.of(Cycle.State.PITCHING, Cycle.State.RANKING)
    disputed = Demand.objects.filter(bet__in=bets, bet__cycle__in=cycles, state=Demand.State.DISPUTED)
    for demand in disputed.select_related("team").order_by("bet__title", "team__name"):
        bet = bets[demand.bet_id]
        offers = f"offers {weeks(demand.offered_tenths)} of" if demand.offered_tenths else "cannot give"
        said = f"{demand.team.name} {offers} the {weeks(demand.tenths)} that “{bet.title}” asks: find a number."
        yield Owed(said, demand_place(bet, demand.team), around.to_confirm(bet.cycle))


def _shrinks(bets: Mapping[int, Bet], around: Around) -> Iterator[Owed]:
    """Only the owner says what the bet does without."""
    own = [pk for pk, bet in bets.items() if bet.owner_id == around.member.pk]
    asked = Shrink.objects.filter(bet__in=own, state=Shrink.State.OPEN, owner_at=None)
    for shrink in asked.select_related("team", "asked_by__person").order_by("asked_at", "pk"):
        bet = bets[shrink.bet_id]
        less = f"with {weeks(shrink.tenths)} of {shrink.team.name} instead of {weeks(shrink.before_tenths)}"
        said = f"{shrink.asked_by.name} asks whether “{bet.title}” can do {less}."
        yield Owed(said, demand_place(bet, shrink.team), around.before_lock(bet.cycle))


def _prototype(bet: Bet, ground: Ground | None, around: Around) -> Iterator[Owed]:
    """Without `ground`, for who may not see the order yet, of every bet: so nothing of it shows."""
    url, due = f"{reverse('bet', args=[bet.pk])}#prototypes", around.before_lock(bet.cycle)
    if ground is None:
        yield Owed(f"“{bet.title}” has no prototype yet; if it is funded, the lock waits for one.", url, due)
    elif bet.pk in ground.allocation.funded:
        yield Owed(f"“{bet.title}” is funded and has no prototype yet.", url, due)


def _questions(bets: Mapping[int, Bet], around: Around) -> Iterator[Owed]:
    """What waits for an answer as `bets.conversation` sees it. A challenge is for the owner alone."""
    replies = Comment.objects.filter(parent=OuterRef("pk"))
    by_owner = Exists(replies.filter(author=OuterRef("bet__owner")))
    by_writer = Exists(replies.filter(author__in=CoWriter.objects.filter(bet=OuterRef("bet")).values("member")))
    writes = Exists(CoWriter.objects.filter(bet=OuterRef("bet"), member=OuterRef("author")))
    asked = Q(kind=Comment.Kind.QUESTION) & ~by_writer
    challenged = Q(kind=Comment.Kind.CHALLENGE, bet__owner=around.member)
    waiting = Comment.objects.filter(asked | challenged, ~by_owner, ~writes, bet__in=bets, parent=None)
    for comment in waiting.exclude(author=F("bet__owner")).select_related("author__person"):
        yield _question(comment, bets[comment.bet_id])


def _question(comment: Comment, bet: Bet) -> Owed:
    verb = "asks about" if comment.kind == Comment.Kind.QUESTION else "challenges"
    url = f"{reverse('bet', args=[bet.pk])}#comment-{comment.pk}"
    return Owed(f"{comment.author.name} {verb} “{bet.title}”: “{excerpt(comment.text, _EXCERPT)}”", url)

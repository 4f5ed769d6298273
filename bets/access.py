"""The only road from a request to a cycle or a bet: permission first, then the row with what its page needs.

Whoever may not know of a row gets a 404 as for a missing one; who may know of it but not do this, a 403; who could
do it in another state of the cycle, a 409 `wrong_state`.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from bets.entrance import enter
from bets.models import Bet, Comment, Cycle, Plan, Prototype
from bets.permissions import RULES
from journal.refusals import WrongState
from org.access import demand, membership_of, security, today, unknown
from org.models import Board, Membership, Person
from org.permissions import Circumstances

_OF_THE_OWNER = {"bet.submit", "bet.withdraw", "bet.share", "bet.remove_draft"}
"""What a co-writer never does."""


def cycle_for(person: Person, pk: int, *, to: str, own: bool = False) -> tuple[Cycle, Membership]:
    """The cycle and the person's place on its board, if they may do `to` there. One statement."""
    entered = enter(person, pk) if person.is_authenticated else None
    if entered is None:
        raise unknown(person, f"cycle {pk}")
    cycle, member = entered
    authorise(member, cycle, to, own=own)
    return cycle, member


def pitching_for(person: Person, slug: str, *, to: str) -> tuple[list[Cycle], Membership]:
    """The board's cycles that are pitching, oldest first, and the person's place, if they may do `to` in them.

    WrongState where none is pitching. Two statements.
    """
    member = membership_of(person, board__slug=slug)
    demand(member, RULES[to], to, Circumstances())
    cycles = list(Cycle.objects.filter(board=member.board_id, state=Cycle.State.PITCHING).order_by("starts_on", "pk"))
    if not cycles:
        raise WrongState("No cycle of this board is pitching: this cannot be done now.")
    for cycle in cycles:
        cycle.board = member.board
    return cycles, member


def bet_for(person: Person, pk: int, *, to: str) -> tuple[Bet, Membership]:
    """The bet with cycle, board and owner, and the person's place, if they may do `to` with it.

    Another person's draft is a 404. `own` means owner or co-writer, and for some acts the owner alone.
    """
    bet = Bet.objects.select_related("cycle__board", "owner__person").filter(pk=pk).first()
    if bet is None:
        raise unknown(person, f"bet {pk}")
    bet.board = bet.cycle.board
    member = membership_of(person, board=bet.board)
    if not Bet.objects.known_to(member).filter(pk=pk).exists():
        raise unknown(member, f"bet {pk}")
    authorise(member, bet.cycle, to, own=_owns(member, bet, to))
    return bet, member


def text_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Bet, Membership]:
    """As `bet_for`, for doors to the text itself: pitch, versions, comments, what a prototype holds.

    PermissionDenied while the pitch is confidential, and the person not among those who read it nevertheless.
    """
    bet, member = bet_for(person, pk, to=to)
    if not bet.is_readable_by(member, now):
        security.info("refused %s to member %s: bet %s is confidential", to, member.pk, pk)
        raise PermissionDenied(f"This pitch is confidential until {bet.confidential_until:%d %B %Y}.")
    return bet, member


def comment_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Comment, Membership]:
    """What was said under a bet, with bet and author, if the person may do `to` with it. `own` means its author.

    404 also for who may not read it: see `Bet.is_readable_by`.
    """
    comment = Comment.objects.select_related("author__person", "bet__cycle__board").filter(pk=pk).first()
    if comment is None:
        raise unknown(person, f"comment {pk}")
    cycle = comment.bet.cycle
    member = membership_of(person, board=cycle.board)
    if not comment.bet.is_readable_by(member, now):
        raise unknown(member, f"comment {pk}")
    authorise(member, cycle, to, own=comment.author_id == member.pk)
    return comment, member


def prototype_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Prototype, Membership]:
    """A prototype with its bet, if the person may do `to` with it and may read the bet's text."""
    prototype = Prototype.objects.filter(pk=pk).first()
    if prototype is None:
        raise unknown(person, f"prototype {pk}")
    prototype.bet, member = text_for(person, prototype.bet_id, to=to, now=now)
    return prototype, member


def plan_for(person: Person, pk: int) -> tuple[Plan, Membership]:
    """A plan of any lock, with its cycle and who locked it, for who may read the order of the cycle now."""
    plan = Plan.objects.select_related("locked_by__person").filter(pk=pk).first()
    if plan is None:
        raise unknown(person, f"plan {pk}")
    plan.cycle, member = cycle_for(person, plan.cycle_id, to="rank.read")
    return plan, member


def authorise(member: Membership, cycle: Cycle, to: str, *, own: bool = False) -> None:
    """Raise PermissionDenied or WrongState unless the member may do `to` in this cycle, now."""
    if member.board_id != cycle.board_id or member.ended_at is not None:
        raise unknown(member, f"cycle {cycle.pk}, to {to}")
    demand(member, RULES[to], to, circumstances(cycle, own=own))
    check_state(cycle, to)


def held(cycle: Cycle, by: Membership, to: str, *, own: bool = False) -> Cycle:
    """The cycle, locked until the transaction ends, if `by` may still do `to`: what every act begins with.

    The door judged by the rows that it read; between that and the lock the cycle may have moved on, and the
    membership may have ended or lost a role. Lock order of the house: board, cycle, other rows, event counter.
    """
    locked = Cycle.objects.locked(cycle.pk)
    authorise(today(by), locked, to, own=own)
    return locked


def hold_board(board: int) -> None:
    """Lock the board until the transaction ends, as acts on people do. Never while a cycle of it is held.

    FOR NO KEY UPDATE: plain FOR UPDATE would also stop every insert that refers to the board.
    """
    Board.objects.select_for_update(no_key=True).get(pk=board)


def check_state(cycle: Cycle, to: str) -> None:
    """Raise WrongState unless `to` can be done in the state that the cycle is in."""
    if cycle.initial not in RULES[to].states:
        raise WrongState(f"{cycle.name} is {cycle.get_state_display().lower()}: this cannot be done now.")


def may(member: Membership, cycle: Cycle, to: str, *, own: bool = False) -> bool:
    """What `authorise` would allow; for a page that offers only what can be done."""
    rule = RULES[to]
    allowed = circumstances(cycle, own=own).allow(rule.verdicts(member.duties(timezone.now())))
    return allowed and cycle.initial in rule.states


def circumstances(cycle: Cycle, *, own: bool = False) -> Circumstances:
    published = cycle.is_published
    visible = published or cycle.visibility == Cycle.Visibility.LIVE_TO_VPS
    return Circumstances(own=own, published=published, visible=visible)


def _owns(member: Membership, bet: Bet, to: str) -> bool:
    if to in _OF_THE_OWNER:
        return bet.owner_id == member.pk
    return bet.is_written_by(member)

"""What happens to the plan and reaches the agenda by itself: capacity that a withdrawal frees after the lock."""

from bets.events import BetWithdrawn
from bets.models import Plan
from bets.names import listing, weeks
from eteam.models import Matter, Room
from journal.reactions import Happened, register

_LONGEST = 140


def ask_what_to_do(happened: Happened) -> None:
    """A bet is withdrawn from a plan in force, and was funded by it: what is to be done with what it was given?

    One question an event, whose own key holds it to one. Three statements at most.
    """
    plan = _plan(happened)
    if plan is None:
        return
    funded = plan.content.get("funded") or []
    demands = plan.content.get("demands", {}).get(str(happened.subject)) or {}
    if happened.subject not in funded or not demands:
        return
    title = f"What is to be done with {_freed(demands, plan)}?"
    matter = Matter(
        board_id=happened.board_id, kind=Matter.Kind.PLAN, bet_id=happened.subject, raised_at=happened.now,
        title=title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…",
        text=f"“{happened.name}” was withdrawn after the lock.",
        cause=f"event:{happened.board_id}:{happened.number}",
    )  # fmt: skip
    Matter.objects.bulk_create([matter], ignore_conflicts=True)


def _plan(happened: Happened) -> Plan | None:
    """The plan in force of the bet's cycle; None on a board without a weekly room."""
    if not Room.objects.filter(board=happened.board_id).exists():
        return None
    return Plan.objects.filter(cycle__bets=happened.subject, unlocked_at=None).first()


def _freed(demands: dict[str, int], plan: Plan) -> str:
    """`4.0 of Data and 0.5 of Fleet`, by the names that the teams had at the lock."""
    names = plan.content.get("shown", {}).get("teams", {})
    return listing([f"{weeks(tenths)} of {names.get(team, [team])[0]}" for team, tenths in sorted(demands.items())])


register(BetWithdrawn, ask_what_to_do)

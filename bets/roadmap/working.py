"""Works off what is to be asked of roadmap tools, one run at a time, by any number of processes at once."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from bets.models import Cycle, RoadmapRun, RoadmapTool
from bets.models.roadmap import PULLED_EVERY
from bets.roadmap import ending
from bets.roadmap.attempting import attempt
from bets.roadmap.claiming import ATTEMPT, claim
from bets.roadmap.items import Item
from bets.roadmap.tool import ItemRefused, Refused, TryLater
from bets.roadmap.tools import tool_of
from journal.clock import database_now


def work_off(now: datetime | None = None, *, most: int = 1) -> int:
    """How many attempts were made. `now` None: what is due by the database's clock."""
    made = 0
    while made < most and (run := claim(now)) is not None:
        _attempt(run, now or database_now())
        made += 1
    return made


def _attempt(run: RoadmapRun, now: datetime) -> None:
    known = RoadmapTool.objects.filter(board=run.board_id).first()
    done: list[Item] = []
    if known is None or not known.is_connected:
        ending.refuse(run, "The board is not connected any more.", done, now, pause=False)
        return
    _hang_up()
    try:
        said = attempt(run, known, tool_of(known, ATTEMPT), now, done)
    except TryLater as later:
        ending.put_off(run, str(later), later.seconds, done, now, failed=later.is_failure)
    except Refused as why:
        ending.refuse(run, str(why), done, now, pause=True)
    except ItemRefused as why:
        ending.refuse(run, f"The tool refuses the question. {why}", done, now, pause=False)
    else:
        ending.finish(run, said, done, now)


def _hang_up() -> None:
    """The connection goes back while somebody else's server thinks; inside a test's transaction it cannot."""
    if not connection.in_atomic_block:
        connection.close()


def ask_for_pulls(now: datetime) -> int:
    """How many boards are asked by themselves how their epics stand: connected ones with a locked cycle."""
    asked = 0
    for tool in RoadmapTool.objects.exclude(secret="").filter(paused_at=None).order_by("board"):
        cycle = Cycle.objects.filter(board=tool.board_id, state=Cycle.State.LOCKED).order_by("-starts_on").first()
        late = RoadmapRun.objects.filter(board=tool.board_id, kind="pull", asked_at__gt=now - PULLED_EVERY)
        if cycle is not None and not late.exists():
            asked += _ask(cycle, now)
    return asked


def _ask(cycle: Cycle, now: datetime) -> bool:
    """False where something is under way: the next round asks."""
    try:
        with transaction.atomic():
            RoadmapRun.objects.create(
                board_id=cycle.board_id, cycle=cycle, kind=RoadmapRun.Kind.PULL, asked_at=now, next_at=now
            )
    except IntegrityError:
        return False
    return True

"""From a request to a run. A 404 for one of another board."""

from bets.actions.roadmap import FOLLOW
from bets.models import RoadmapRun
from org.access import board_for, unknown
from org.models import Membership, Person


def run_for(person: Person, pk: int, *, slug: str | None = None) -> tuple[RoadmapRun, Membership]:
    """The run, and the person's place on its board. `slug`: of that board alone."""
    of_board = {} if slug is None else {"board__slug": slug}
    run = RoadmapRun.objects.select_related("board", "cycle").filter(pk=pk, **of_board).first()
    if run is None:
        raise unknown(person, f"run {pk}")
    _, member = board_for(person, run.board.slug, to=FOLLOW)
    return run, member

"""How an attempt at a run ended. Only who holds the lease writes it: somebody else may have taken the run up since."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from bets.events import RoadmapPaused, RoadmapRunEnded
from bets.models import RoadmapRun, RoadmapTool
from bets.roadmap import items
from bets.roadmap.items import Item
from journal.failpoints import failpoint
from journal.record import Somebody, record

SENDER = Somebody("roadmap")
MOST_FAILURES = 6
"""In a row; then it is failed, and whoever wants it asks again."""


@transaction.atomic
def put_off(run: RoadmapRun, why: str, seconds: float, done: Sequence[Item], now: datetime, *, failed: bool) -> None:
    """It goes on later, with what was done so far; after too many failures in a row not at all."""
    held = _held(run)
    if held is None:
        return
    held.items = _with(held.items, done)
    held.failures = held.failures + 1 if failed else 0
    if held.failures >= MOST_FAILURES:
        _end(held, RoadmapRun.State.FAILED, f"Given up after {held.failures} attempts. {why}", now)
        return
    held.said, held.lease_until, held.next_at = why[:300], None, now + timedelta(seconds=seconds)
    held.save(update_fields=["items", "failures", "said", "lease_until", "next_at"])


@transaction.atomic
def finish(run: RoadmapRun, said: str, done: Sequence[Item], now: datetime) -> None:
    failpoint("roadmap.done_before_mark")
    held = _held(run)
    if held is not None:
        held.items = _with(held.items, done)
        _end(held, RoadmapRun.State.DONE, said, now)


@transaction.atomic
def refuse(run: RoadmapRun, why: str, done: Sequence[Item], now: datetime, *, pause: bool) -> None:
    """Failed at once. `pause`: nothing is asked by itself any more before somebody has looked at the connection."""
    held = _held(run)
    if held is None:
        return
    held.items = _with(held.items, done)
    tool = RoadmapTool.objects.select_for_update(no_key=True).filter(board=held.board_id).first()
    if pause and tool is not None and not tool.is_paused:
        tool.paused_at, tool.paused_why = now, why[:200]
        tool.save(update_fields=["paused_at", "paused_why"])
        record(RoadmapPaused(reason=why), board_id=held.board_id, topic=held.board.topic, by=SENDER, subject=tool,
               now=now)  # fmt: skip
    _end(held, RoadmapRun.State.FAILED, why, now)


def _held(run: RoadmapRun) -> RoadmapRun | None:
    """As it stands under its lock, if it is still this process's."""
    rows = RoadmapRun.objects.waiting().select_for_update(no_key=True, of=("self",)).select_related("board", "cycle")
    return rows.filter(pk=run.pk, taken=run.taken, lease_until=run.lease_until).first()


def _end(run: RoadmapRun, state: str, said: str, now: datetime) -> None:
    run.state, run.said, run.ended_at, run.lease_until = state, said[:300], now, None
    run.save(update_fields=["state", "said", "ended_at", "lease_until", "items", "failures"])
    done = items.read(run.items)
    payload = RoadmapRunEnded(
        what=run.kind, state=state, said=run.said, changed=items.changed(done), refused=items.refused(done)
    )
    record(payload, board_id=run.board_id, topic=run.board.topic, by=SENDER, subject=run, now=now)


def _with(before: Sequence[dict[str, object]], done: Sequence[Item]) -> list[dict[str, object]]:
    """What earlier attempts did stays; what they were refused is only worth something if it was refused again."""
    kept = [row for row in before if row["what"] not in (items.REFUSED, items.GONE, items.LEFT)]
    return kept + [row for row in items.kept(done) if row not in kept]

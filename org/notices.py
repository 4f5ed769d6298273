"""Telling people in the product: part of an act, in its transaction, before its event."""

from collections.abc import Iterable
from datetime import datetime

from journal.kinds import Payload
from org.models import Board, Membership, Notice

_LONGEST = 400


def tell(
    members: Iterable[int | None], payload: Payload, sentence: str, path: str, *, by: Membership, now: datetime
) -> None:
    """One notice for each of `members` (ids of current memberships of the board of `by`), but for `by` itself.

    `sentence` is whole by itself, `path` the page where one can act. Who has left is told nothing. One statement
    to see who is there, one to write.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path} is no page of this site.")
    wanted = {member for member in members if member is not None and member != by.pk}
    here = Membership.objects.current().filter(board=by.board_id, pk__in=wanted)
    short = sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1]}…"
    Notice.objects.bulk_create(
        Notice(board_id=by.board_id, member_id=member, kind=payload.kind, sentence=short, path=path, at=now)
        for member in here.order_by("pk").values_list("pk", flat=True)
    )


def leaders(board: Board) -> list[int]:
    """The ids of its leaders, to be told."""
    return list(Membership.objects.filter(board=board).leaders().values_list("pk", flat=True))

"""A locked plan whose bets are worked on in a roadmap tool, a push that went well in part, and a team that drifts."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bets.models import Bet
from tests.browser.looks import LONG, WORD
from tests.browser.scenery import session
from tests.cast import make_cast
from tests.eteam.rows import RoomFactory
from tests.factories import (
    ReferenceFactory,
    RoadmapRunFactory,
    RoadmapToolFactory,
    TeamMoveFactory,
    TeamProjectFactory,
)
from tests.locked import locked_plan


def board() -> dict[str, Any]:
    """A is linked and stands still, C moved an hour ago; the titles of B and D are as long as titles may be."""
    cast, now = make_cast(), timezone.now()
    for bet, title in ((cast.b, LONG), (cast.d, WORD)):
        Bet.objects.filter(pk=bet.pk).update(title=title)
    locked_plan(cast)
    RoomFactory(board=cast.board)
    RoadmapToolFactory(board=cast.board, paused_at=now, paused_why="It does not know this e-mail address.")
    TeamProjectFactory(board=cast.board, team=cast.data, project="DAT")
    there = {"cycle": cast.cycle, "seen_at": now, "status": "In progress", "progress": 40}
    ReferenceFactory(bet=cast.a, external_id="DAT-1", url="https://example.atlassian.net/browse/DAT-1", **there)
    low = ReferenceFactory(bet=cast.c, external_id="DAT-3", url="https://example.atlassian.net/browse/DAT-3", **there)
    TeamMoveFactory(reference=low, board=cast.board, team=cast.data, moved_at=now - timedelta(hours=1))
    items = [
        {"bet": cast.a.pk, "title": "Alpha", "what": "made", "sentence": "DAT-1 was made."},
        {"bet": cast.b.pk, "title": LONG, "what": "refused", "sentence": "summary: It is longer than 255 characters."},
        {"bet": cast.d.pk, "title": WORD, "what": "gone", "sentence": "DAT-9 is gone."},
    ]
    run = RoadmapRunFactory(
        board=cast.board, cycle=cast.cycle, asked_at=now, next_at=now, ended_at=now, state="done", items=items,
        said="1 of 3 went well.",
    )  # fmt: skip
    people = {"ines": cast.ines, "vera": cast.vera, "ada": cast.ada, "stina": cast.stina}
    return {
        "cycle": cast.cycle.pk,
        "slug": cast.board.slug,
        "run": run.pk,
        "bets": {"Alpha": cast.a.pk},
        "sessions": {name: session(member.person) for name, member in people.items()},
    }

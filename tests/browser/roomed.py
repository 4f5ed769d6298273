"""A board with a weekly room whose session is running, one item on the floor."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from org.models import Board, Membership, Team
from tests.browser import scenery
from tests.browser.looks import LONG, WORD
from tests.eteam.rows import BlockerFactory, MatterFactory, RoomFactory, SessionFactory


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Data is Vera's, and Voice, which blocks it, Victor's."""
    made = scenery.board(name, people, titles)
    house = Board.objects.get(slug=name)
    member = {each.person.name: each for each in Membership.objects.filter(board=house).select_related("person")}
    for team, vp in (("data", "Vera"), ("voice", "Victor")):
        Team.objects.filter(board=house, slug=team).update(vp=member[vp])
    now = timezone.now()
    RoomFactory(board=house)
    data, voice = (Team.objects.get(board=house, slug=slug) for slug in ("data", "voice"))
    both = {"blocked_team": data, "blocking": "team", "blocking_team": voice, "raised_by": member["Vera"]}
    raised = now - timedelta(days=2)
    blockers = [
        BlockerFactory(title=title, raised_at=raised, due_at=now + due, route=route, owner=member["Victor"], **both)
        for title, due, route in (
            ("No signing key", timedelta(minutes=60), "first"),
            ("No log format", timedelta(minutes=100), "first"),
            ("No price list", timedelta(days=2), "room"),
        )
    ]
    if name.endswith("-look"):
        BlockerFactory(title=LONG, raised_at=raised, due_at=now + timedelta(days=3), route="room", **both)
        BlockerFactory(title=WORD, raised_at=raised, due_at=now - timedelta(days=1), route="now", **both)
    MatterFactory(board=house, kind="plan", title="What about the hotels?", raised_at=raised)
    session = SessionFactory(
        board=house, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(minutes=170), state="running",
        opened_at=now - timedelta(minutes=10), opened_by=member["Ines"], chair=member["Ines"],
        focus=f"blocker:{blockers[0].pk}", focus_since=now,
    )  # fmt: skip
    SessionFactory(board=house, starts_at=now + timedelta(days=7), ends_at=now + timedelta(days=7, hours=3))
    return made | {"session": session.pk, "blockers": [each.pk for each in blockers]}

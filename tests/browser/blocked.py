"""A board with blockers of every kind, flags that wait for a VP, and nothing running."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from org.models import Board, Membership, Team
from tests.browser import scenery
from tests.browser.looks import LONG, WORD
from tests.eteam.rows import BlockerFactory, FlagFactory, RemarkFactory, RoomFactory, SessionFactory, TeamMemberFactory


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Data is Vera's, with Willy on it, and Voice, which blocks it, Victor's."""
    made = scenery.board(name, people, titles)
    house = Board.objects.get(slug=name)
    member = {each.person.name: each for each in Membership.objects.filter(board=house).select_related("person")}
    for slug, vp in (("data", "Vera"), ("voice", "Victor")):
        Team.objects.filter(board=house, slug=slug).update(vp=member[vp])
    data, voice = (Team.objects.get(board=house, slug=slug) for slug in ("data", "voice"))
    TeamMemberFactory(team=data, member=member["Willy"])
    RoomFactory(board=house)
    now = timezone.now()
    SessionFactory(board=house, starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=3, hours=3))
    both: dict[str, Any] = {
        "blocked_team": data, "blocking": "team", "blocking_team": voice, "raised_by": member["Vera"],
        "owner": member["Victor"], "raised_at": now - timedelta(days=2),
    }  # fmt: skip
    late, due = now - timedelta(hours=3), now + timedelta(days=4)
    said = {"unblocked_at": now, "unblocked_entered_at": now, "unblocked_by": member["Victor"]}
    blockers = [
        BlockerFactory(title="No chip", due_at=late, breached_at=late, route="now", **both),
        BlockerFactory(title="No key", due_at=due, route="room", text="A key of our own.", **both),
        BlockerFactory(title="No drawing", due_at=due, confirm_by=due, **both, **said),
        BlockerFactory(title="No alloy", due_at=due, confirmed_at=now, confirmed_by=member["Vera"], **both, **said),
        BlockerFactory(title="No price", due_at=due, decided_at=now, **both),
    ]
    if name.endswith("-look"):
        BlockerFactory(title=LONG, due_at=due, route="first", **both)
        BlockerFactory(title=WORD, due_at=due, route="room", **both)
    RemarkFactory(blocker=blockers[1], author=member["Victor"], at=now)
    flags = {"team": data, "flagged_by": member["Willy"], "flagged_at": now, "becomes_at": now + timedelta(days=2)}
    flag = FlagFactory(title="No water", **flags)
    if name.endswith("-look"):
        FlagFactory(title=WORD, text=LONG, **flags)
    return made | {"blockers": [each.pk for each in blockers], "flag": flag.pk}

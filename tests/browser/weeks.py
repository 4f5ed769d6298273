"""Boards with a weekly room: a session that begins now, what blocks whom in it, and somebody who only flags."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from eteam.actions.reporting import make_report, newest_week
from eteam.actions.rerouting import reroute
from eteam.figures import Week
from eteam.models import Blocker, Report, Room, Session
from org.models import Board, Membership, Team
from tests.browser import scenery
from tests.browser.looks import LONG, WORD
from tests.eteam.rows import BlockerFactory, RemarkFactory, RoomFactory, SessionFactory, TeamMemberFactory


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """As `scenery.board`, with the numbers of the board, its session and its blockers. Willy reports to Vera."""
    made = scenery.board(name, people, titles)
    house = Board.objects.get(slug=name)
    members = {
        each.person.name.lower(): each for each in Membership.objects.filter(board=house).select_related("person")
    }
    now = timezone.now()
    data, voice = (_team(house, slug, members[vp]) for slug, vp in (("data", "vera"), ("voice", "victor")))
    Membership.objects.filter(pk=members["willy"].pk).update(manager=members["vera"])
    TeamMemberFactory(team=data, member=members["willy"])
    room: Room = RoomFactory(board=house)
    session = _session(house, now)
    SessionFactory(board=house, starts_at=now + timedelta(days=7))
    first = _blocker("No signing key", data, voice, members, now + timedelta(minutes=60))
    later = _blocker("No test phones", data, voice, members, now + timedelta(days=5))
    RemarkFactory(blocker=first, author=members["otto"], text="The bank says no, and that stays in this room.")
    reroute(room, now)
    if name.endswith("-look"):  # a journey counts its items: what is left open of last week is for those who look
        made["week"] = _reported(room, data, voice, members, now).week
    return made | {
        "board": house.pk,
        "session": session.pk,
        "blockers": {each.title: each.pk for each in (first, later)},
    }


def _reported(room: Room, data: Team, voice: Team, members: Mapping[str, Membership], now: datetime) -> Report:
    """Of the week before this one: one in time, one late, one still open; and made again beside the first."""
    week = newest_week(room, now)
    ends = {"unblocked_by": members["victor"], "confirmed_by": members["vera"]}
    for title, due, end in (
        ("No chip", 2, {"unblocked_at": 1, "unblocked_entered_at": 1, "confirmed_at": 1} | ends),
        (LONG, 3, {"unblocked_at": 4, "unblocked_entered_at": 4, "confirmed_at": 4} | ends),
        (WORD, 3, {}),
    ):
        given = {name: _on(week, day) if isinstance(day, int) else day for name, day in end.items()}
        BlockerFactory(
            title=title, blocked_team=data, blocking="team", blocking_team=voice, owner=members["victor"],
            raised_by=members["vera"], raised_at=_on(week, 0), due_at=_on(week, due), **given,
        )  # fmt: skip
    make_report(room=room, week=week, now=now)
    return make_report(room=room, week=week, now=now)


def _on(week: Week, day: int) -> datetime:
    return week.starts_at + timedelta(days=day, hours=10)


def _session(house: Board, now: datetime) -> Session:
    found: Session = SessionFactory(board=house, starts_at=now - timedelta(minutes=1))
    return found


def _team(house: Board, slug: str, vp: Membership) -> Team:
    team = Team.objects.get(board=house, slug=slug)
    team.vp = vp
    team.save()
    return team


def _blocker(title: str, blocked: Team, by: Team, members: Mapping[str, Membership], due: datetime) -> Blocker:
    found: Blocker = BlockerFactory(
        title=title, blocked_team=blocked, blocking="team", blocking_team=by, owner=members["victor"],
        raised_by=members["vera"], raised_at=due - timedelta(days=5), due_at=due,
    )  # fmt: skip
    return found

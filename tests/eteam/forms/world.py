"""Two boards with a weekly room each: what a form of the one may name, and the same of the other, which it may not.

It is five past one in Stockholm on Tuesday 1 December 2026, and the session begins at one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from eteam.actions.attending import enter
from eteam.actions.feeding import renew
from eteam.actions.outcomes import Where, type_outcome
from eteam.actions.planning import cancel, generate
from eteam.actions.timetable import change
from eteam.models import Blocker
from eteam.reminders.unsubscribing import token
from org.actions.calendars import edit
from org.calendar_changes import NamedCalendar
from org.models import Person
from org.working_time import Calendar, usual
from tests.cast import Cast, make_cast, make_member
from tests.eteam.live.the_room import TheRoom, at, make_room
from tests.eteam.rows import (
    BlockerFactory,
    FlagFactory,
    MatterFactory,
    OutcomeFactory,
    PauseFactory,
    RoomFactory,
    SessionFactory,
    TeamMemberFactory,
)
from tests.factories import (
    BetFactory,
    BoardFactory,
    CycleFactory,
    MembershipFactory,
    ReferenceFactory,
    TeamFactory,
    TeamMoveFactory,
)
from tests.locked import locked_plan

NOW = at(5)
SECRET = "hushelsewhere"
"""Stands in every row of the other board that has a place for words."""

COUNTED_ANEW = datetime(2026, 12, 4, 16, tzinfo=UTC)
"""When `recounted` is due once Wednesday is off."""


@dataclass
class World:
    """`mine` and `theirs` have the same names: an id, or the word that stands for a row in an address or a form."""

    stage: TheRoom
    mine: dict[str, Any]
    theirs: dict[str, Any]

    @property
    def cast(self) -> Cast:
        return self.stage.cast


def make_world() -> World:
    cast = make_cast()
    stage = make_room(cast)
    stage.room.pauses = True
    stage.room.save()
    TeamMemberFactory(team=cast.data, member=cast.willy)
    blocker = stage.blocker("Oven", at(170))
    fresh = BoardFactory(slug="fresh")
    MembershipFactory(board=fresh, person=cast.ines.person, roles=["leader"])
    mine = {
        "slug": "north", "fresh": "fresh", "week": "2026-W48", "leader": cast.otto.pk, "vp": cast.victor.pk,
        "team": cast.data.pk, "team_slug": "data", "cloud": stage.cloud.pk, "cloud_slug": "cloud", "bet": cast.a.pk,
        "cycle": cast.cycle.pk, "session": stage.session.pk, "following": stage.following.pk, "blocker": blocker.pk,
        "unblocked": stage.blocker("Fan", at(170), unblocked_at=at(1), unblocked_entered_at=at(1),
                                   confirmed_at=at(1), unblocked_by=cast.vera, confirmed_by=cast.vera).pk,
        "pressing": stage.blocker("Key", at(6)).pk, "matter": stage.matter().pk,
        "flag": FlagFactory(team=cast.data, flagged_by=cast.willy, flagged_at=at(0), becomes_at=at(240)).pk,
        "token": token(cast.ines.pk, "report"),
    }  # fmt: skip
    return World(stage, mine, _theirs(cast))


def _theirs(cast: Cast) -> dict[str, Any]:
    olga = cast.olga
    south = olga.board
    Person.objects.filter(pk=olga.person_id).update(name=SECRET)
    RoomFactory(board=south)
    cycle = CycleFactory(board=south, name=SECRET)
    team, other = (TeamFactory(board=south, slug=slug, vp=olga, name=SECRET) for slug in ("hush-a", "hush-b"))
    session = SessionFactory(board=south, starts_at=at(0), running=True, opened_by=olga)
    blocker = BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET, text=SECRET)
    said = {"unblocked_at": at(1), "unblocked_entered_at": at(1), "unblocked_by": olga}
    outcome = OutcomeFactory(
        blocker=blocker, decider=olga, owner=olga, entered_by=olga, waits_for=olga, text=SECRET, session=session
    )
    PauseFactory(blocker=blocker, by=olga, reason=SECRET)
    return {
        "slug": south.slug, "fresh": south.slug, "week": "2026-W48", "leader": olga.pk, "vp": olga.pk,
        "team": team.pk, "team_slug": team.slug, "cloud": other.pk, "cloud_slug": other.slug,
        "bet": BetFactory(cycle=cycle, owner=olga, title=SECRET).pk, "cycle": cycle.pk, "session": session.pk,
        "following": SessionFactory(board=south, starts_at=at(1440), cancelled_for=SECRET).pk, "blocker": blocker.pk,
        "unblocked": BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET, confirmed_at=at(1),
                                    confirmed_by=olga, **said).pk,
        "provisional": BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET, confirm_by=at(480), **said).pk,
        "pressing": BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET, route="now").pk,
        "recounted": blocker.pk, "matter": MatterFactory(board=south, title=SECRET, text=SECRET).pk,
        "flag": FlagFactory(team=team, flagged_by=olga, title=SECRET).pk, "outcome": outcome.pk,
        "decision": outcome.pk, "token": token(olga.pk, "report")[:-2],
    }  # fmt: skip


# --- what a form finds before it: each takes the world, and names in `mine` what it made

Before = Callable[[World], object]


def nothing(world: World) -> None:
    pass


def a_session(world: World) -> None:
    world.stage.opened(now=at(0))


def somebody_there(world: World) -> None:
    a_session(world)
    enter(session=world.stage.session, by=world.cast.otto, now=at(3))


def a_provisional_answer(world: World) -> None:
    blocker = world.stage.blocker("Lamp", at(170))
    world.stage.end(blocker, world.stage.unblocked(at(1)), by=world.cast.victor, now=at(4), outside=True)
    world.mine["provisional"] = blocker.pk


def a_stopped_clock(world: World) -> None:
    cast = world.cast
    PauseFactory(blocker_id=world.mine["blocker"], board=cast.board, blocker=None, by=cast.otto, starts_at=at(1))


def a_typed_outcome(world: World) -> None:
    cast, stage = world.cast, world.stage
    a_session(world)
    typed = type_outcome(
        of=stage.blocker("Lamp", at(170)), verdict=stage.decided(), where=Where(session=stage.session),
        waits_for=cast.ines, by=cast.stina, now=at(4),
    )  # fmt: skip
    world.mine["outcome"] = typed.pk


def a_decision(world: World) -> None:
    stage = world.stage
    world.mine["decision"] = stage.end(stage.blocker("Lamp", at(170)), stage.decided(), now=at(4), outside=True).pk


def a_wednesday_off(world: World) -> None:
    cast, calendar = world.cast, usual("Europe/Stockholm")
    due = datetime(2026, 12, 3, 16, tzinfo=UTC)
    world.mine["recounted"] = world.stage.blocker("Lamp", due, raised_at=at(0)).pk
    without = Calendar(calendar.zone, calendar.weekly, {date(2026, 12, 2): ()})
    edit(calendar=NamedCalendar(without), base_version=0, by=cast.stina, now=at(4))


def a_new_timetable(world: World) -> None:
    generate(cycle=world.cast.cycle, by=world.cast.ines, now=at(3))
    change(room=world.stage.room, by=world.cast.ines, now=at(4), weekday=3)


def a_cancelled_session(world: World) -> None:
    cancel(session=world.stage.following, reason="The house is closed.", by=world.cast.stina, now=at(4))


def a_drift(world: World) -> None:
    """Data works on Charlie, and on Alpha nobody; nothing blocks it."""
    cast = world.cast
    locked_plan(cast)
    Blocker.objects.filter(board=cast.board, bet=cast.a).update(bet=None)
    told = {"cycle": cast.cycle, "seen_at": at(0)}
    ReferenceFactory(bet=cast.a, **told)
    TeamMoveFactory(reference=ReferenceFactory(bet=cast.c, **told), board=cast.board, team=cast.data, moved_at=at(0))


def a_feed(world: World) -> None:
    renew(by=world.cast.ines, now=at(4))


def somebody_else(world: World) -> None:
    make_member(world.cast.board, "Frida")

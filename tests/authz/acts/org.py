"""People, calendar: the real actions, made ready for somebody to try."""

from datetime import date

from org.actions import acting, calendars, places, roster
from org.calendar_changes import NamedCalendar
from org.models import Membership
from org.roster.standing import planned
from org.working_time import Calendar, usual
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import TeamMemberFactory
from tests.factories import NOW, CalendarFactory

_FILE = b"name,email,roles\nMia,mia@example.com,vp\n"


@attempt("calendar.edit")
def edit_calendar(cast: Cast, by: Membership, owner: Membership) -> Act:
    calendar = NamedCalendar(Calendar("Asia/Tokyo", usual("Asia/Tokyo").weekly))
    return lambda: calendars.edit(calendar=calendar, base_version=0, by=by, now=NOW)


@attempt("calendar.edit")
def give_up_a_calendar(cast: Cast, by: Membership, owner: Membership) -> Act:
    CalendarFactory(board=cast.board, team=cast.data, version=1)
    return lambda: calendars.follow_board(team=cast.data, base_version=1, by=by, now=NOW)


@attempt("member.appoint_acting_vp")
def appoint_acting(cast: Cast, by: Membership, owner: Membership) -> Act:
    first, last = date(2026, 11, 24), date(2026, 12, 11)
    return lambda: acting.appoint(
        member=cast.willy, vp=cast.victor, first=first, last=last, reason="He is on leave.", by=by, now=NOW
    )


@attempt("member.appoint_acting_vp")
def end_acting(cast: Cast, by: Membership, owner: Membership) -> Act:
    time = {"acting_from": date(2026, 11, 24), "acting_until": date(2026, 12, 11), "acting_reason": "Leave."}
    Membership.objects.filter(pk=cast.willy.pk).update(acting_for=cast.victor, **time)
    return lambda: acting.end(member=cast.willy, by=by, now=NOW)


@attempt("team.manage")
def give_a_place(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: places.give_place(team=cast.data, member=cast.willy, by=by, now=NOW)


@attempt("team.manage")
def take_a_place(cast: Cast, by: Membership, owner: Membership) -> Act:
    TeamMemberFactory(team=cast.data, member=cast.willy)
    return lambda: places.take_place(team=cast.data, member=cast.willy, by=by, now=NOW)


@attempt("member.manage")
def import_people(cast: Cast, by: Membership, owner: Membership) -> Act:
    seal = planned(_FILE, cast.ada, NOW).seal(_FILE)
    return lambda: roster.import_people(data=_FILE, seal=seal, by=by, now=NOW)

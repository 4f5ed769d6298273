"""Where one can go, and what one can do, by right: the navigation and the palette offer the same."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from bets import access as bets
from bets.models import Cycle
from config.seats import Seat
from eteam import access as eteam
from eteam.permissions import RULES as ROOM_RULES
from eteam.reminders.kept_mail import keeps_mail
from org import access as org
from org.models import Board, Membership


class Of(Enum):
    """What an address is made of."""

    HOUSE = "nothing"
    BOARD = "the board's slug"
    CYCLE = "the cycle"
    PLAN = "the newest cycle that is published"


@dataclass(frozen=True, slots=True)
class Destination:
    """`to`: the right that it takes, and `also`: another, where it takes two.

    `words`: what else it is found by. `here`: how a page says that it is the one. `key`: pressed after g; what has
    one stands in the navigation. `in_room`: there is no such page before somebody has said when the room meets.
    `only`: whether whoever sits there is shown it, where a right does not say so.
    """

    name: str
    route: str
    of: Of
    to: str = "board.view"
    words: str = ""
    here: str = ""
    key: str = ""
    anchor: str = ""
    also: str = ""
    in_room: bool = False
    only: Callable[[Seat | None], bool] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A destination that this person may go to now. `about`: the name of the cycle or board that it belongs to."""

    name: str
    url: str
    about: str
    here: str
    key: str


def _reads_sent_mail(seat: Seat | None) -> bool:
    """As its page: where no mail server is named, admins; in the demo everybody."""
    return keeps_mail() and (settings.DEMO or (seat is not None and seat.member.is_admin))


_SCHEDULE = "eteam.session.schedule_move_cancel"

PAGES = (
    Destination("Board", "cycle", Of.CYCLE, words="order rank list", here="board", key="b"),
    Destination("Plan", "plan", Of.PLAN, "rank.read", words="locked print hash", here="plan", key="p"),
    Destination("Pitches", "pitches", Of.CYCLE, "bet.list", words="bets drafts", here="pitches", key="w"),
    Destination("My page", "mine", Of.BOARD, words="owe tasks todo", here="mine", key="m"),
    Destination("Inbox", "inbox", Of.BOARD, "inbox.own", words="notices unread", here="inbox", key="i"),
    Destination("Room", "room", Of.BOARD, "eteam.read_room", words="session agenda tuesday", here="room", key="e"),
    Destination("Decisions", "decisions", Of.BOARD, "eteam.read_room", words="room outcomes owners", here="decisions"),
    Destination("Teams", "teams", Of.BOARD, "people.view", words="lists lines", here="teams", key="t"),
    Destination("Blockers", "blockers", Of.BOARD, "blocker.flag", words="blocked lanes", here="blockers", key="k"),
    Destination("Report", "reports", Of.BOARD, "report.weekly", words="weekly blockers trend", here="report", key="r"),
    Destination("People", "people", Of.BOARD, "people.view", words="members roles", here="people", key="o"),
    Destination("Cycle", "cycle_page", Of.CYCLE, words="dates policy state missing", here="cycle", key="c"),
    Destination("Capacity", "capacity", Of.CYCLE, "capacity.read", words="teams weeks carry-over"),
    Destination("Gallery", "gallery", Of.CYCLE, "rank.read", words="prototypes pictures", also="attachment.download"),
    Destination("The order on paper", "order_sheet", Of.CYCLE, "rank.read", words="print sheet board"),
    Destination("The order as CSV", "export", Of.CYCLE, "export", words="export download file", anchor="?format=csv"),
    Destination("The order as XLSX", "export", Of.CYCLE, "export", words="export excel file", anchor="?format=xlsx"),
    Destination("The order as JSON", "export", Of.CYCLE, "export", words="export download", anchor="?format=json"),
    Destination("Ranking session", "session", Of.CYCLE, "session.attend", words="present clock pitches running order"),
    Destination("Ranking round", "round", Of.CYCLE, "round.follow", words="private orders reveal ready"),
    Destination("Questions", "questions", Of.CYCLE, "allocation.preview", words="decisive kill pairs session"),
    Destination("Log", "log", Of.CYCLE, "rank.read", words="history moves reasons restore revision"),
    Destination("For the wall", "projector", Of.CYCLE, "session.attend", words="projector beamer large session"),
    Destination("Sessions", "sessions", Of.BOARD, "eteam.read_room", words="e-team planned dates", in_room=True),
    Destination("Timetable", "timetable", Of.BOARD, "eteam.read_room", words="room promise longest wait checkpoint"),
    Destination("Calendar", "calendar", Of.BOARD, "people.view", words="working time holidays"),
    Destination(
        "Roadmap tool", "roadmap", Of.BOARD, "roadmap.follow", words="jira epics push pull sync", here="roadmap"
    ),
    Destination("Drift", "drift", Of.PLAN, "board.view", words="off track moved elsewhere", also="eteam.read_room"),
    Destination("All cycles", "cycles", Of.BOARD, words="half-year past"),
    Destination("All boards", "boards", Of.HOUSE),
    Destination("Settings", "settings", Of.HOUSE, words="zone time"),
    Destination("Health", "deliveries_health", Of.BOARD, "eteam.deliveries", words="deliveries failed beat mail"),
    Destination("Reminders", "reminders", Of.BOARD, "inbox.own", words="e-mail mute unsubscribe calendar feed ical"),
    Destination("Tokens", "tokens", Of.BOARD, "token.own", words="api rest script integration secret", here="tokens"),
    Destination(
        "Webhooks",
        "webhooks",
        Of.BOARD,
        "webhook.configure",
        words="api events deliveries endpoint dead letter replay",
        here="webhooks",
    ),
    Destination("Who outside gets the live order", "live_orders", Of.BOARD, "webhook.live_order", words="webhooks"),
    Destination("REST interface", "api_docs", Of.HOUSE, words="api openapi docs integrate", here="api"),
    Destination("Sent mail", "sent_mail", Of.HOUSE, words="e-mail messages kept outbox", only=_reads_sent_mail),
    Destination("Password", "account_change_password", Of.HOUSE, words="change"),
)

FLAG = Destination("Flag what blocks us", "new_blocker", Of.BOARD, "blocker.flag", words="blocked stuck help flag")
"""Also by a key, from anywhere."""

ACTS = (
    FLAG,
    Destination("Raise a blocker", "new_blocker", Of.BOARD, "blocker.raise", words="blocked stuck", in_room=True),
    Destination("Decide flags", "flags", Of.BOARD, "blocker.raise", words="blocked inbox reject", in_room=True),
    Destination("New pitch", "new_pitch", Of.CYCLE, "bet.create_own_draft", words="write bet draft idea"),
    Destination("What if", "what_if", Of.CYCLE, "allocation.preview", words="capacity policy try"),
    Destination("Undo the newest move", "cycle", Of.CYCLE, "rank.move", words="take back", anchor="#live"),
    Destination("Open ranking", "opening", Of.CYCLE, "cycle.open_ranking", words="start phase"),
    Destination("Lock the plan", "lock", Of.CYCLE, "cycle.lock", words="freeze finish missing"),
    Destination("Unlock the plan", "unlock", Of.CYCLE, "cycle.unlock", words="open again"),
    Destination("Close the cycle", "closing", Of.CYCLE, "cycle.close", words="end"),
    Destination("Edit dates and policy", "cycle_page", Of.CYCLE, "cycle.create_edit", words="visibility"),
    Destination("Invite somebody", "people", Of.BOARD, "member.manage", words="add person new", anchor="#invite"),
    Destination("Import people", "people_import", Of.BOARD, "member.manage", words="csv managers roles"),
    Destination("Import bets", "imports", Of.CYCLE, "import.drafts", words="csv xlsx jira linear aha plane"),
    Destination("Add a team", "people", Of.BOARD, "team.manage", words="new", anchor="#teams"),
    Destination("Plan the sessions", "sessions_planning", Of.BOARD, _SCHEDULE, words="cycle generate", in_room=True),
    Destination("Move a session", "sessions", Of.BOARD, _SCHEDULE, words="cancel room chair", in_room=True),
    Destination("Let sessions follow the timetable", "sessions_following", Of.BOARD, _SCHEDULE, in_room=True),
    Destination("Change the timetable", "timetable", Of.BOARD, "eteam.room.edit", words="room", anchor="#change"),
    Destination("Edit the calendar", "calendar", Of.BOARD, "calendar.edit", words="holidays working time"),
)

FIRST_STEPS = (Destination("Say when the room meets", "timetable", Of.BOARD, "eteam.room.edit"),)
"""Offered until they are done."""


def links(destinations: Iterable[Destination], seat: Seat | None, cycle: Cycle | None) -> Iterator[Link]:
    """Those that `seat` may go to, `cycle` being the one that they are about."""
    for each in destinations:
        if each.in_room and not (seat and seat.has_room):
            continue
        if each.only is not None and not each.only(seat):
            continue
        about = _about(each, seat, cycle)
        if each.of is not Of.HOUSE and (seat is None or about is None or not _may(each, seat.member, about)):
            continue
        if url := _address(each, about):
            yield Link(each.name, url, about.name if about else "", each.here, each.key)


def _about(each: Destination, seat: Seat | None, cycle: Cycle | None) -> Board | Cycle | None:
    if seat is None or each.of is Of.HOUSE:
        return None
    if each.of is Of.BOARD:
        return seat.member.board
    if each.of is Of.PLAN and not (cycle and cycle.is_published):
        return seat.plan
    return cycle


def _may(each: Destination, member: Membership, about: Board | Cycle) -> bool:
    rights = [right for right in (each.to, each.also) if right]
    if isinstance(about, Cycle):
        return all(
            eteam.may(member, right) if right in ROOM_RULES else bets.may(member, about, right) for right in rights
        )
    return all(eteam.may(member, right) if right in ROOM_RULES else org.may(member, right) for right in rights)


def _address(each: Destination, about: Board | Cycle | None) -> str:
    """Empty where this installation has no such page."""
    arguments = [about.slug if isinstance(about, Board) else about.pk] if about else []
    try:
        return reverse(each.route, args=arguments) + each.anchor
    except NoReverseMatch:
        return ""

"""The kinds of reminders, in one table. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

INBOX, MAIL, CHAT = "inbox", "mail", "chat"

ROOM = frozenset({"leader", "vp", "steward"})
"""The roles that sit in the weekly room."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`says`: what it is, on the page where one switches it off. `channels`: the ways it takes.

    `to`: the roles that ever get it. Whoever has one of the roles `required` cannot switch it off: it belongs to it.
    """

    name: str
    says: str
    channels: tuple[str, ...] = (INBOX, MAIL)
    to: frozenset[str] = ROOM
    required: frozenset[str] = frozenset()

    def reaches(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles can get its e-mail at all."""
        return MAIL in self.channels and not self.to.isdisjoint(roles)

    def may_be_muted(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles may do without its e-mail."""
        return MAIL in self.channels and self.required.isdisjoint(roles)


INVITATION = "session_invitation"
CATCH_UP = "session_catch_up"
DAY_BEFORE = "session_day_before"
HOUR_BEFORE = "session_hour_before"
TODAY = "session_today"
MOVED = "session_moved"
CANCELLED = "session_cancelled"
LADDER = "ladder"

_VP = frozenset({"vp"})
_LEADER = frozenset({"leader"})
_CHAIR = frozenset({"leader", "steward"})
_OWNER = frozenset({"leader", "vp"})
"""Whoever can own a bet or a decision."""

_TOLD_ANYWAY = (MAIL,)
"""Of what the act itself has put into the inbox already."""

_ALL = (
    Kind(INVITATION, "Invitation to a session", required=ROOM),
    Kind(CATCH_UP, "A session that was added late", required=ROOM),
    Kind(DAY_BEFORE, "One working day before a session"),
    Kind(HOUR_BEFORE, "60 minutes before a session"),
    Kind(TODAY, "The day of a session", channels=(CHAT,)),
    Kind(MOVED, "A session was moved", channels=(INBOX, MAIL, CHAT), required=ROOM),
    Kind(CANCELLED, "A session was cancelled", channels=(INBOX, MAIL, CHAT), required=ROOM),
    Kind("session_left_open", "A session was not closed by midnight", to=_CHAIR, required=ROOM),
    Kind(LADDER, "A blocker that cannot wait", channels=(INBOX, MAIL, CHAT), to=_OWNER, required=ROOM),
    Kind("flag_waiting", "A flag waits for your answer", channels=_TOLD_ANYWAY, to=_VP, required=_VP),
    Kind("unblocked_answer", "Somebody says that your team is unblocked", channels=_TOLD_ANYWAY, to=_VP, required=_VP),
    Kind("decision_due", "A decision of yours is due", to=_OWNER),
    Kind("decision_overdue", "A decision of yours is overdue", to=_OWNER),
    Kind("report", "The weekly blocker report"),
    Kind("pitches_close_week", "Pitches close in 7 days", to=_VP),
    Kind("pitches_close_day", "Pitches close in 1 day", to=_VP),
    Kind("ranking_session_day", "One working day before the ranking session of a cycle"),
    Kind("demands_soon", "Your team is asked: 5 working days left to answer", to=_VP),
    Kind("demands_last", "Your team is asked: 1 working day left to answer", to=_VP),
    Kind("demands_over", "Teams that have not answered", to=_LEADER),
    Kind("bet_asked", "A leader asked about your bet", channels=_TOLD_ANYWAY, to=_OWNER),
    Kind("bet_fell", "Your bet fell below a line", to=_OWNER),
    Kind("plan_locked", "The plan is locked: what it means for your bet", to=_OWNER),
)

KINDS = {kind.name: kind for kind in _ALL}

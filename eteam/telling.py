"""What other programs may learn of the weekly room's events: see `journal.telling`.

Facts and times of blockers and sessions, and that a report is out. What people wrote (reasons, remarks, the
discussion), what was decided and who was there stay in the room.
"""

from journal.models import Event
from journal.telling import Told, chosen, register

_OF_BLOCKERS = {
    "eteam.blocker.raised": "A blocker was raised, with its due time and route.",
    "eteam.blocker.breached": "The due time of a blocker passed, and the team is still blocked.",
    "eteam.blocker.confirmed": "The blocked team can work again.",
    "eteam.blocker.still_blocked": "The blocked side says that it is still blocked.",
    "eteam.blocker.reopened": "A blocker was opened again.",
    "eteam.blocker.withdrawn": "A blocker was withdrawn.",
    "eteam.blocker.escalated": "A blocker reached the next step of its ladder.",
    "eteam.blocker.handed_over": "Somebody else sees to a blocker.",
    "eteam.pause.begun": "The clock of a blocker stands still.",
    "eteam.pause.ended": "The clock of a blocker runs on.",
}
_OF_SESSIONS = {
    "eteam.session.opened": "A session of the weekly room was opened.",
    "eteam.session.closed": "A session of the weekly room was closed.",
    "eteam.session.added": "A session was added beside the timetable.",
    "eteam.session.moved": "A session was moved.",
    "eteam.session.cancelled": "A session was cancelled.",
    "eteam.session.restored": "A cancelled session is held after all.",
}
_OF_REPORTS = {"eteam.report.published": "A weekly report was published, or a revision of it."}

_PARTICULARS: dict[str, tuple[str, ...]] = {
    "eteam.blocker.raised": ("team", "raised_at", "due_at", "route", "bet"),
    "eteam.blocker.breached": ("due_at",),
    "eteam.blocker.confirmed": ("unblocked_at", "by_silence"),
    "eteam.blocker.still_blocked": ("route",),
    "eteam.blocker.reopened": ("due_before", "due_at", "route"),
    "eteam.blocker.escalated": ("percent",),
    "eteam.pause.ended": ("due_before", "due_at"),
    "eteam.session.opened": ("session",),
    "eteam.session.closed": ("session", "unheard"),
    "eteam.session.added": ("session", "starts_at", "minutes"),
    "eteam.session.moved": ("session", "revision", "before", "after", "minutes"),
    "eteam.session.cancelled": ("session", "revision", "starts_at"),
    "eteam.session.restored": ("session", "revision", "starts_at"),
    "eteam.report.published": ("week", "report_revision", "data_at", "digest"),
}


def tell_of_blocker(event: Event, live_order: bool) -> Told:
    return _told(event, "blocker")


def tell_of_session(event: Event, live_order: bool) -> Told:
    return _told(event, "session")


def tell_of_report(event: Event, live_order: bool) -> Told:
    return _told(event, "report")


def _told(event: Event, what: str) -> Told:
    subject = {"type": what, "id": event.subject_id, "name": event.subject_name}
    return Told(subject, chosen(event.data, _PARTICULARS.get(event.kind, ())))


register(tell_of_blocker, _OF_BLOCKERS)
register(tell_of_session, _OF_SESSIONS)
register(tell_of_report, _OF_REPORTS)

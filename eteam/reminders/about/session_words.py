"""What is said of a session."""

from datetime import datetime

from django.conf import settings

from eteam.models import DomainReport, Reminder, Session
from eteam.reminders import kinds
from eteam.reminders.entries import entry
from eteam.reminders.invitation import CANCEL, REQUEST, invitation
from eteam.reminders.people import zone_of
from eteam.reminders.places import session_page
from eteam.reminders.words import Words, when
from org.models import Membership, Role
from org.moments import relative

_HEADLINES = {
    kinds.INVITATION: "You are invited: {name}, {when}.",
    kinds.CATCH_UP: "{Name} was added: {when}, {left}.",
    kinds.DAY_BEFORE: "{Name} is {when}.",
    kinds.HOUR_BEFORE: "{Name} begins {left}: {when}.",
    kinds.TODAY: "{Name} is today: {when}.",
    kinds.MOVED: "{Name} was moved: it is {when} now.",
    kinds.CANCELLED: "{Name} of {when} is cancelled.",
}

_AFTER_ALL = "{Name} is held after all: {when}."
"""To whom it was said that it is cancelled."""

_HELD = "Everyone needed is in the room. Nobody stands in for anybody, and nothing is left for later."
_RAISE = "What cannot wait until the next one is decided outside the room: look at what is NOW."

_WITH_CALENDAR = (kinds.INVITATION, kinds.CATCH_UP, kinds.MOVED, kinds.CANCELLED)


def words(reminder: Reminder, now: datetime) -> Words:
    """Two statements, one more for a VP before the session, and for a move."""
    session = Session.objects.select_related("board").get(pk=reminder.subject_id)
    member = reminder.recipient
    zone = zone_of(member, session.board)
    calendar = _calendar(session, member, now) if member and reminder.kind in _WITH_CALENDAR else ""
    cancelled = reminder.kind == kinds.CANCELLED
    return Words(
        headline=_headline(_sentence(reminder), session, zone, now),
        paragraphs=_paragraphs(reminder.kind, session, member, now),
        facts=_facts(session, zone, now),
        path=session_page(session),
        act="Open the weekly room" if cancelled else "Open the session",
        calendar=calendar,
        method=(CANCEL if cancelled else REQUEST) if calendar else "",
    )


def _sentence(reminder: Reminder) -> str:
    if reminder.kind == kinds.MOVED and _was_cancelled(reminder):
        return _AFTER_ALL
    return _HEADLINES[reminder.kind]


def _was_cancelled(reminder: Reminder) -> bool:
    """Whether that is the last that this recipient was told."""
    same = Reminder.objects.filter(subject=reminder.subject, subject_id=reminder.subject_id)
    told = same.filter(recipient=reminder.recipient, state=Reminder.State.SENT, revision__lt=reminder.revision)
    return told.order_by("-revision").values_list("kind", flat=True).first() == kinds.CANCELLED


def _headline(sentence: str, session: Session, zone: str, now: datetime) -> str:
    short = f"the {session.get_kind_display().lower()} of {session.board.name}"
    left = relative(session.starts_at, now)
    said = when(session.starts_at, zone, now)
    return sentence.format(name=short, Name=short[0].upper() + short[1:], when=said, left=left)


def _paragraphs(kind: str, session: Session, member: Membership | None, now: datetime) -> tuple[str, ...]:
    if kind == kinds.CANCELLED:
        reason = [f"The reason: {session.cancelled_for}"] if session.cancelled_for else []
        return (*reason, _RAISE)
    if kind in (kinds.DAY_BEFORE, kinds.HOUR_BEFORE) and member and _owes_a_report(session, member, now):
        return ("Your domain is not reported yet: three lines, before the session begins.", _HELD)
    return (_HELD,)


def _owes_a_report(session: Session, member: Membership, now: datetime) -> bool:
    if Role.VP not in member.duties(now) or session.is_checkpoint:
        return False
    return not DomainReport.objects.filter(session=session, vp=member).exists()


def _facts(session: Session, zone: str, now: datetime) -> tuple[tuple[str, str], ...]:
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    there = [("There", when(session.starts_at, session.zone, now))] if session.zone != zone else []
    return (("Begins", when(session.starts_at, zone, now)), *there, ("Lasts", _length(minutes)))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, f"{rest} minutes"] if rest or not parts else parts)


def _calendar(session: Session, member: Membership, now: datetime) -> str:
    return invitation(
        entry(session, now),
        organizer=settings.DEFAULT_FROM_EMAIL,
        attendee=member.person.email,
        name=member.name,
    )

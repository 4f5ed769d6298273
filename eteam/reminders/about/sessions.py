"""Reminders of a session: invitation, before it, moved, cancelled. Never after its start."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from eteam.models import Reminder, Room, Session
from eteam.reminders import kinds, moments
from eteam.reminders.about.session_words import words
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.folding import Letter, chat_letters, letters
from eteam.reminders.kinds import CANCELLED, CATCH_UP, MOVED
from eteam.reminders.people import in_rooms, sits_in_room, zone_of
from eteam.reminders.wanted import Wanted, keep
from org.calendars import calendar_of
from org.models import Board, Membership
from org.working_time import Calendar

NAME = "session"

_TELLS = [Reminder.State.SENT, Reminder.State.UNCONFIRMED, Reminder.State.CLAIMED]
"""Somebody has such a message, or may have it in a moment."""


def plan(now: datetime) -> None:
    """Five statements, and two more for each board with a session ahead; one or two where something is new."""
    ahead = list(_ahead(now))
    _let_go(ahead)
    known = _Known.of(ahead)
    boards = {session.board_id: session.board for session in ahead}
    members = in_rooms(boards, now)
    grounds = {pk: _Ground.of(board, members.get(pk, ())) for pk, board in boards.items()}
    wanted = (each for session in ahead for each in _wanted(session, known, grounds[session.board_id], now))
    keep(wanted, now)
    _name_the_fold(ahead)


def _ahead(now: datetime) -> QuerySet[Session]:
    """Those that have not begun, and are near enough to be told of, or were told of before they were moved."""
    told = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    near = Q(starts_at__lte=now + moments.INVITED) & Q(state=Session.State.PLANNED)
    return (
        Session.objects.filter(near | Exists(told), starts_at__gt=now)
        .filter(state__in=[Session.State.PLANNED, Session.State.CANCELLED])
        .select_related("board")
    )


def _let_go(ahead: Sequence[Session]) -> None:
    """What is unsent of an earlier revision is not sent any more. Before anybody is counted as told: see `_Known`."""
    unsent = Reminder.objects.filter(subject=NAME, state=Reminder.State.PLANNED)
    cancelled = [session.pk for session in ahead if session.state == Session.State.CANCELLED]
    unsent.filter(subject_id__in=cancelled).exclude(kind=CANCELLED).update(
        state=Reminder.State.WITHDRAWN, error="The session was cancelled."
    )
    standing = [session.pk for session in ahead if session.pk not in cancelled]
    revision = Session.objects.filter(pk=OuterRef("subject_id")).values("revision")
    unsent.filter(subject_id__in=standing).exclude(revision=Subquery(revision)).update(
        state=Reminder.State.FOLDED, error="The session was moved."
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """By session: whom the present revision is planned for, and who was told of an earlier one. None is the chat."""

    planned: Mapping[int, set[int | None]]
    told: Mapping[int, set[int | None]]

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> "_Known":
        """One statement. Read after `_let_go`: what was claimed before that is told, what was not is not sent."""
        revisions = {session.pk: session.revision for session in sessions}
        planned, told = defaultdict[int, set[int | None]](set), defaultdict[int, set[int | None]](set)
        rows = Reminder.objects.filter(subject=NAME, subject_id__in=revisions)
        for pk, revision, recipient, state in rows.values_list("subject_id", "revision", "recipient", "state"):
            if revision == revisions[pk]:
                planned[pk].add(recipient)
            elif state in _TELLS:
                told[pk].add(recipient)
        return cls(planned, told)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the sessions of one board have in common."""

    calendar: Calendar
    members: Sequence[Membership]
    has_chat: bool

    @classmethod
    def of(cls, board: Board, members: Sequence[Membership]) -> "_Ground":
        room = Room.objects.of(board.pk).first()
        return cls(calendar_of(board), members, bool(room and room.chat))


def _wanted(session: Session, known: _Known, ground: _Ground, now: datetime) -> Iterator[Wanted]:
    planned, told = known.planned[session.pk], known.told[session.pk]
    for recipient, found in _letters(session, told, ground, now):
        if recipient not in planned:
            yield from (_row(session, recipient, letter) for letter in found)


def _letters(
    session: Session, told: set[int | None], ground: _Ground, now: datetime
) -> Iterator[tuple[int | None, Sequence[Letter]]]:
    if session.state == Session.State.CANCELLED:
        yield from ((recipient, [Letter(CANCELLED, now)]) for recipient in told)
        return
    if ground.has_chat:
        yield None, chat_letters(session.starts_at, session.zone, told=None in told, now=now)
    for member in ground.members:
        zone, is_told = zone_of(member, session.board), member.pk in told
        yield member.pk, letters(session.starts_at, zone, ground.calendar, told=is_told, now=now)


def _row(session: Session, recipient: int | None, letter: Letter) -> Wanted:
    return Wanted(
        board=session.board_id,
        kind=letter.kind,
        subject=NAME,
        subject_id=session.pk,
        revision=session.revision,
        recipient=recipient,
        due_at=letter.due_at,
        not_after=session.starts_at,
        folded=letter.folded,
    )


def _name_the_fold(ahead: Sequence[Session]) -> None:
    """What was left out, of this revision or of an earlier one, points at the message that says it."""
    mine = Reminder.objects.filter(
        subject=NAME, subject_id=OuterRef("subject_id"), channel=OuterRef("channel"), kind__in=[MOVED, CATCH_UP]
    ).filter(
        Q(recipient=OuterRef("recipient")) | Q(recipient=None, channel=kinds.CHAT), revision__gte=OuterRef("revision")
    )
    folded = Reminder.objects.filter(subject=NAME, subject_id__in=[session.pk for session in ahead])
    folded.filter(state=Reminder.State.FOLDED, folded_into=None).annotate(
        by=Subquery(mine.exclude(pk=OuterRef("pk")).order_by("-revision").values("pk")[:1])
    ).filter(by__isnull=False).update(folded_into=F("by"))


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    session = Session.objects.filter(pk=reminder.subject_id).first()
    if session is None or (session.state == Session.State.CANCELLED) != (reminder.kind == CANCELLED):
        return withdrawn("The session was cancelled.")
    if session.revision != reminder.revision:
        return Stop(Reminder.State.FOLDED, "The session was moved.")
    if session.state in (Session.State.RUNNING, Session.State.CLOSED):
        return Stop(Reminder.State.EXPIRED, "The session had begun.")
    if reminder.recipient is not None and not sits_in_room(reminder.recipient, now):
        return withdrawn("They are no longer in the room.")
    return None


ABOUT = Subject(NAME, plan, stop, words)

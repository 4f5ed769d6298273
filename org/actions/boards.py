"""A board comes to life. The first of an installation comes with the first person."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import connection, transaction

from journal.record import record
from journal.refusals import Invalid, Refusal
from org.events import BoardOpened
from org.models import Board, Membership, Person, Role

FOUNDER = [Role.LEADER, Role.VP, Role.ADMIN]

# Nobody else is writing yet, and a second first run must wait for the answer of the first one.
_ALONE = "LOCK TABLE org_person IN SHARE ROW EXCLUSIVE MODE"


class AlreadyStarted(Refusal):
    """Somebody was first."""

    code = "already_started"


@transaction.atomic
def start(*, name: str, email: str, password: str, board: str, slug: str, zone: str, now: datetime) -> Membership:
    """The first person of the installation, as admin, leader and VP of the first board; `board` is its name.

    Raises AlreadyStarted if there is a person by now. The password is taken as it is: the form judges it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
    if Person.objects.exists():
        raise AlreadyStarted("Somebody else was first and is the admin now: ask them for an invitation.")
    person = Person.objects.create_user(email.strip(), password, name=" ".join(name.split()))
    return open_board(name=board, slug=slug, zone=zone, by=person, now=now)


@transaction.atomic
def open_board(*, name: str, slug: str, zone: str, by: Person, now: datetime) -> Membership:
    """A new board, and `by` on it as admin, leader and VP. `zone` is an IANA name."""
    if zone not in available_timezones():
        raise Invalid(f"There is no time zone {zone}.", errors={"zone": f"There is no time zone {zone}."})
    if Board.objects.filter(slug=slug).exists():
        raise Invalid("Another board has this address.", errors={"slug": "Another board has this address."})
    board = Board.objects.create(name=" ".join(name.split()), slug=slug, zone=zone)
    member = Membership.objects.create(board=board, person=by, roles=FOUNDER, started_at=now)
    record(BoardOpened(zone=zone), board_id=board.pk, topic=board.topic, by=member, subject=board, now=now)
    return member

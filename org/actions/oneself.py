"""What everybody decides about themselves: their name, and the clocks that they live by."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction

from journal.record import record
from journal.refusals import Invalid
from org.events import PersonRenamed
from org.models import Membership, Person


@transaction.atomic
def change_settings(*, name: str, zone: str, by: Person, now: datetime) -> None:
    """`zone` is an IANA name, or empty for the board's. A new name is told to every board that they are on.

    Raises Invalid with the field at fault.
    """
    name = " ".join(name.split())
    if not name:
        raise Invalid("A person has a name.", errors={"name": "A person has a name."})
    if zone and zone not in available_timezones():
        raise Invalid(f"There is no time zone {zone}.", errors={"zone": f"There is no time zone {zone}."})
    person = Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    before, person.name, person.zone = person.name, name, zone
    person.save(update_fields=["name", "zone"])
    if name != before:
        _tell(person, before, now)


def _tell(person: Person, before: str, now: datetime) -> None:
    """In the order of the boards: each has a counter that somebody else may be holding."""
    places = Membership.objects.filter(person=person, ended_at=None).select_related("board").order_by("board")
    for member in places:
        member.person = person
        board = member.board
        record(PersonRenamed(before=before), board_id=board.pk, topic=board.topic, by=member, subject=member, now=now)

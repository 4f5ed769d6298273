"""From a request to an import. A 404 for one of another cycle or board."""

from bets.access import cycle_for
from bets.models import Cycle, Import
from org.access import unknown
from org.models import Membership, Person


def import_for(person: Person, pk: int, number: int) -> tuple[Import, Membership]:
    """The import with its cycle, and the person's place, if they may import there."""
    cycle, member = cycle_for(person, pk, to="import.drafts")
    found = Import.objects.select_related("member__person").filter(pk=number, cycle=cycle).first()
    if found is None:
        raise unknown(member, f"import {number}")
    return _within(found, cycle), member


def import_by_id(person: Person, pk: int) -> tuple[Import, Membership]:
    """As `import_for`, where the address does not name the cycle."""
    found = Import.objects.filter(pk=pk).only("cycle_id").first()
    if found is None:
        raise unknown(person, f"import {pk}")
    return import_for(person, found.cycle_id, pk)


def _within(imported: Import, cycle: Cycle) -> Import:
    imported.cycle, imported.board = cycle, cycle.board
    return imported

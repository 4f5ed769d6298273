"""Which version of the board a person would see: one statement, so that a page that asks again costs little."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from journal.models import Counter
from org.models import Membership, Person

REPRESENTATION = 1
"""Raise it with every change of what the fragment looks like: open pages then fetch it anew."""


@dataclass(frozen=True, slots=True)
class Version:
    """The board's newest event, and whose rights it is read with."""

    member: int
    roles: tuple[str, ...]
    number: int

    def etag(self, what: str) -> str:
        """For one representation, `what`: its name and all of its query. The same for all who have these roles."""
        return f'"{REPRESENTATION}-{self.number}-{"".join(role[0] for role in self.roles)}-{what}"'


def version_for(person: Person, cycle: int) -> Version | None:
    """Of the cycle's board; None for somebody who is not on it. Read it before the content that it stands for."""
    number = Counter.objects.filter(board_id=OuterRef("board_id")).values("number")
    seats = Membership.objects.filter(person=person, ended_at=None, board__cycles=cycle)
    row = seats.values_list("pk", "roles", Subquery(number)).first()
    return Version(row[0], tuple(sorted(row[1])), row[2] or 0) if row else None

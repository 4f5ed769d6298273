"""The page of one person: their places on this board over time, and who stands in for whom. Four statements."""

from dataclasses import dataclass
from datetime import date

from org.calendar_changes import day_name
from org.direct_reports import stands_in
from org.models import LeaderProposal, Membership, Team


@dataclass(frozen=True)
class PersonPage:
    """`places`: all memberships of the person on this board, the current one first; `teams`: those they work on."""

    member: Membership
    awaited: bool
    proposal: LeaderProposal | None
    places: tuple[Membership, ...]
    stand_ins: tuple[Membership, ...]
    teams: tuple[Team, ...]
    today: date

    @property
    def acting(self) -> str:
        """`acting for Victor until 12 March 2027`, or nothing."""
        return acting_words(self.places[0], self.today) if self.places else ""

    @property
    def stood_in_by(self) -> str:
        """`Willy until 12 March 2027`, or nothing."""
        return " and ".join(f"{member.name} {_time(member, self.today)}" for member in self.stand_ins)


def person_page(member: Membership, today: date) -> PersonPage:
    """`member` is current, and has its person at hand."""
    of_person = Membership.objects.filter(board=member.board_id, person=member.person_id)
    stand_ins = Membership.objects.current().filter(acting_for=member, acting_until__gte=today)
    return PersonPage(
        member=member,
        awaited=not member.person.has_usable_password(),
        proposal=LeaderProposal.objects.filter(member=member, decided_at=None).first(),
        places=tuple(of_person.select_related("acting_for__person").order_by("-started_at", "-pk")),
        stand_ins=tuple(stand_ins.select_related("person")),
        teams=tuple(Team.objects.filter(places__member=member).order_by("name")),
        today=today,
    )


def acting_words(member: Membership, today: date) -> str:
    """With `acting_for` and its person at hand."""
    if not stands_in(member, today) or member.acting_for is None:
        return ""
    return f"acting for {member.acting_for.name} {_time(member, today)}"


def _time(member: Membership, today: date) -> str:
    """`until 12 March 2027`, `from 1 March 2027 to 12 March 2027`"""
    if member.acting_from is None or member.acting_until is None:
        return ""
    if member.acting_from <= today:
        return f"until {day_name(member.acting_until)}"
    return f"from {day_name(member.acting_from)} to {day_name(member.acting_until)}"

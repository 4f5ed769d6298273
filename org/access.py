"""The only road from a request to a row of the organisation.

Every function asks for the permission that its caller needs. Whoever may not know of a row gets the answer for a
row that does not exist; whoever may know of it but not do this gets a refusal. Both leave a line in the security log.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from journal.refusals import Refusal
from org.models import Board, Membership, Person, Team
from org.permissions import RULES, Circumstances, Rule
from org.reach import INTEGRATION, Reach
from org.seats import seat_now


class OutOfReach(Refusal):
    """The holder of the token may do it, and the token not."""

    status = 403
    code = "insufficient_scope"


security = logging.getLogger("security")


def unknown(who: Person | Membership, what: str) -> Http404:
    """The answer for a row that `who` may not know of: that of a row that does not exist. Tells the security log."""
    security.info("unknown to %s %s: %s", who.__class__.__name__.lower(), who.pk, what)
    return Http404("No such page.")


def membership_of(person: Person | Any, **board: Any) -> Membership:
    """The current place of `person` on the board that matches; `board` filters memberships. Http404 without one."""
    if not person.is_authenticated:
        raise Http404("No such page.")
    if person.reach is not None:
        member = _in_reach(person, person.reach, board)
        if member is None:
            raise unknown(person, str(board))
        return member
    member = Membership.objects.select_related("board").filter(person=person, ended_at=None, **board).first()
    if member is None:
        raise unknown(person, str(board))
    member.person = person  # spares the query for what we already hold
    return member


def place_of_integration(person: Person, reach: Reach) -> Membership:
    """A membership that is nobody's and in no table. Its id is that of no row: nothing is its own."""
    place = Membership(pk=0, board=reach.board, person=person, roles=[INTEGRATION], started_at=timezone.now())
    place.reach = reach
    return place


def _in_reach(person: Person, reach: Reach, board: Mapping[str, Any]) -> Membership | None:
    """As `membership_of`, on the token's board alone."""
    if reach.is_integration:
        return place_of_integration(person, reach) if _is_asked_for(reach.board, board) else None
    members = Membership.objects.select_related("board").filter(board=reach.board, person=person, ended_at=None)
    member = members.filter(**board).first()
    if member is not None:
        member.person, member.reach = person, reach
    return member


def _is_asked_for(board: Board, asked: Mapping[str, Any]) -> bool:
    given = {"board": board, "board__slug": board.slug, "board_id": board.pk}
    return all(given[name] == value for name, value in asked.items())


def board_for(person: Person, slug: str, *, to: str) -> tuple[Board, Membership]:
    """The board and the person's place on it, if they may do `to` there."""
    member = membership_of(person, board__slug=slug)
    demand(member, RULES[to], to, Circumstances())
    return member.board, member


def places_of(person: Person, *, to: str | None = None) -> list[Membership]:
    """The person's current places, by board; a token's board alone. With `to`: they must be allowed it on each."""
    if person.reach is not None and person.reach.is_integration:
        places = [place_of_integration(person, person.reach)]
    else:
        mine = Membership.objects.select_related("board").filter(person=person, ended_at=None).order_by("board")
        places = list(mine if person.reach is None else mine.filter(board=person.reach.board))
    for place in places:
        place.person, place.reach = person, person.reach
        if to is not None:
            demand(place, RULES[to], to, Circumstances())
    return places


def fellow(by: Membership, pk: int) -> Membership:
    """Somebody who is on the same board now, with person and manager. Http404 without one."""
    people = Membership.objects.select_related("person", "manager__person")
    member = people.filter(board=by.board_id, pk=pk, ended_at=None).first()
    if member is None:
        raise unknown(by, f"member {pk}")
    return member


def team_of(by: Membership, slug: str) -> Team:
    """A team of the same board, with its VP. Http404 without one."""
    team = Team.objects.select_related("vp__person").filter(board=by.board_id, slug=slug).first()
    if team is None:
        raise unknown(by, f"team {slug}")
    return team


def held(by: Membership, to: str) -> Membership:
    """`by` as it stands under the lock of its board, if it may do `to`: what every act on people begins with.

    The door judged by the row that it read; between that and the lock the membership may have ended.
    """
    _lock(by.board_id)
    member = today(by)
    demand(member, RULES[to], to, Circumstances())
    return member


def today(by: Membership) -> Membership:
    """`by` as it stands now, with board and person, to be judged by. Http404 if it has ended.

    A statement of its own: joined to the one that waits for a lock, it would show what was before the wait.
    """
    if by.reach is not None and by.reach.is_integration:
        return by  # it has no row: whether its token holds was asked when it came in
    member = seat_now(by.pk)
    if member is None:
        raise unknown(by, f"board {by.board_id}")
    return member


def _lock(board: int) -> None:
    """FOR NO KEY UPDATE: plain FOR UPDATE would also stop every insert that refers to the board."""
    Board.objects.select_for_update(no_key=True).get(pk=board)


def demand(member: Membership, rule: Rule, to: str, circumstances: Circumstances) -> None:
    """Raise PermissionDenied, and tell the security log, unless the member's roles allow it, and their token does.

    Raises OutOfReach where it is the token alone that does not.
    """
    reach = member.reach
    if circumstances.allow(rule.verdicts(member.duties(timezone.now()))):
        if reach is None or to in reach.actions:
            return
        security.info("refused %s to a token of member %s: not in its scopes", to, member.pk)
        raise OutOfReach("This token's scopes do not cover it.")
    security.info("refused %s to member %s (%s) of board %s", to, member.pk, member.role_names, member.board_id)
    raise PermissionDenied("Your role on this board does not allow this.")


def may(member: Membership, to: str) -> bool:
    """What `demand` would allow; for a page that offers only what can be done."""
    return Circumstances().allow(RULES[to].verdicts(member.duties(timezone.now())))

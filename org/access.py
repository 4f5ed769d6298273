"""The only road from a request to a row of the organisation.

Every function asks for the permission that its caller needs. Whoever may not know of a row gets the answer for a
row that does not exist; whoever may know of it but not do this gets a refusal, and a line in the security log.
"""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from org.models import Board, Membership, Person
from org.permissions import RULES, Circumstances, Rule

security = logging.getLogger("security")


def membership_of(person: Person | Any, **board: Any) -> Membership:
    """The current place of `person` on the board that matches; `board` filters memberships. Http404 without one."""
    if not person.is_authenticated:
        raise Http404("No such page.")
    member = Membership.objects.select_related("board").filter(person=person, ended_at=None, **board).first()
    if member is None:
        security.info("unknown to person %s: %s", person.pk, board)
        raise Http404("No such page.")
    member.person = person  # spares the query for what we already hold
    return member


def board_for(person: Person, slug: str, *, to: str) -> tuple[Board, Membership]:
    """The board and the person's place on it, if they may do `to` there."""
    member = membership_of(person, board__slug=slug)
    demand(member, RULES[to], to, Circumstances())
    return member.board, member


def demand(member: Membership, rule: Rule, to: str, circumstances: Circumstances) -> None:
    """Raise PermissionDenied, and tell the security log, unless the member's roles allow it."""
    if circumstances.allow(rule.verdicts(member.roles)):
        return
    security.info("refused %s to member %s (%s) of board %s", to, member.pk, member.role_names, member.board_id)
    raise PermissionDenied("Your role on this board does not allow this.")

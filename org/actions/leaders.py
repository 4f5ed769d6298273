"""Who ranks. An admin proposes and a leader decides; nobody makes themselves a leader while there is one."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import fellow, held, security
from org.events import LeaderDeclined, LeaderGranted, LeaderProposed
from org.models import LeaderProposal, Membership, Role


class NotProposed(Refusal):
    """Nobody proposed this member, or somebody has decided already."""

    code = "not_proposed"


@transaction.atomic
def appoint(*, member: Membership, by: Membership, now: datetime) -> bool:
    """Make the member a leader. Returns whether they are one now; False: it waits for a leader to confirm.

    A leader's word counts at once, an admin's is a proposal; while the board has no leader it counts at once too.
    Nobody proposes themselves; on a board without a leader an admin may make themselves one.
    """
    by = held(by, "member.grant_leader" if by.is_leader else "member.propose_leader")
    member = fellow(by, member.pk)
    if member.is_leader:
        raise Invalid(f"{member.name} is a leader already.")
    alone = not Membership.objects.filter(board=by.board).leaders().exists()
    if not by.is_leader and not alone:
        refuse_oneself(member, by, "member.propose_leader")
        _propose(member, by, now)
        return False
    LeaderProposal.objects.filter(member=member, decided_at=None).delete()  # done otherwise
    _grant(member)
    _tell(LeaderGranted(alone=alone or None), member, by, now)
    return True


@transaction.atomic
def confirm(*, member: Membership, by: Membership, now: datetime) -> None:
    """A leader, not the member themselves, makes the proposed member a leader."""
    by, member, proposal = _open_proposal(member, by)
    proposal.decide(by, now)
    _grant(member)
    _tell(LeaderGranted(proposed_by=proposal.proposed_by_id), member, by, now)


@transaction.atomic
def decline(*, member: Membership, by: Membership, now: datetime) -> None:
    """A leader says no. The member can be proposed again."""
    by, member, proposal = _open_proposal(member, by)
    proposal.decide(by, now)
    _tell(LeaderDeclined(proposed_by=proposal.proposed_by_id), member, by, now)


def _propose(member: Membership, by: Membership, now: datetime) -> None:
    """An open proposal stays the only one, whoever repeats it."""
    fresh = {"board": by.board, "proposed_by": by, "proposed_at": now}
    _, made = LeaderProposal.objects.get_or_create(member=member, decided_at=None, defaults=fresh)
    if made:
        _tell(LeaderProposed(), member, by, now)


def _open_proposal(member: Membership, by: Membership) -> tuple[Membership, Membership, LeaderProposal]:
    """The decider and the member under the board's lock, and what waits to be decided."""
    by = held(by, "member.grant_leader")
    member = fellow(by, member.pk)
    refuse_oneself(member, by, "member.grant_leader")
    proposal = LeaderProposal.objects.filter(member=member, decided_at=None).first()
    if proposal is None:
        raise NotProposed(f"Nothing waits to be decided about {member.name}.")
    return by, member, proposal


def refuse_oneself(member: Membership, by: Membership, to: str) -> None:
    """Raise PermissionDenied, and tell the security log, if `by` would decide about themselves."""
    if member.pk == by.pk:
        security.info("refused %s to member %s, for themselves", to, by.pk)
        raise PermissionDenied("Nobody decides about themselves.")


def _grant(member: Membership) -> None:
    member.roles = [role for role in Role.values if role == Role.LEADER or role in member.roles]
    member.save(update_fields=["roles"])


def _tell(payload: Payload, member: Membership, by: Membership, now: datetime) -> None:
    record(payload, board_id=by.board_id, topic=by.board.topic, by=by, subject=member, now=now)

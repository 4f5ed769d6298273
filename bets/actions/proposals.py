"""A team's VP proposes what the team can give; a leader accepts it, or leaves things as they are and says why."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held, may
from bets.actions.capacity import Movement, carry_out, set_at_once
from bets.actions.shares import Share, check, proposed, share_of, stored
from bets.actions.validity import check_reason
from bets.events import CapacityChanged, CapacityProposed, CapacityRefused
from bets.models import CapacityProposal, Cycle
from bets.names import weeks
from bets.what_if import Difference
from journal.kinds import Payload
from journal.models import Event
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import today
from org.models import Membership, Team
from org.notices import leaders, tell


class Answered(Refusal):
    """A leader has answered it, or its VP has put another in its place."""

    code = "answered"


class NotLast(Refusal):
    """It has changed again since, so that this cannot be taken back by itself."""

    code = "not_last"


@dataclass(frozen=True)
class Put:
    """What became of it. Set at once: `moved`, and the event's number unless all was so already. Else: `proposal`."""

    moved: Difference | None = None
    event: int | None = None
    proposal: CapacityProposal | None = None


@transaction.atomic
def put(
    *, cycle: Cycle, share: Share, by: Membership, now: datetime, reason: str = "", seen: Movement | None = None
) -> Put:
    """Say what a team can give: set at once by whose word is enough, proposed by the team's VP.

    Raises Invalid by field, and for a proposal of what stands already; MovesOthers as `set_capacity` does.
    """
    cycle = held(cycle, by, "capacity.set", own=by.answers_for(share.team.vp_id, now))
    check(cycle, share)
    if may(today(by), cycle, "capacity.set"):
        moved, event = set_at_once(cycle, [share], by, now, reason=reason, seen=seen)
        return Put(moved, event)
    return Put(proposal=_propose(cycle, share, by, now, reason))


@transaction.atomic
def put_back(*, cycle: Cycle, team: Team, event: int, by: Membership, now: datetime) -> Put:
    """As `put`, what the team gave before the event with this number, the newest about its capacity in the cycle.

    Raises NotLast if it is not the newest any more, or if the team had none before it.
    """
    held(cycle, by, "capacity.set", own=by.answers_for(team.vp_id, now))
    changes = Event.objects.filter(topic=cycle.topic, kind=CapacityChanged.kind, data__shares__has_key=team.slug)
    newest = changes.order_by("-number").first()
    was = newest.data["was"][team.slug] if newest and newest.number == event else None
    if was is None:
        raise NotLast(f"What {team.name} gives has changed again since, or was new. Set it by hand.")
    return put(cycle=cycle, share=share_of(team, was), by=by, now=now, reason="taken back")


@transaction.atomic
def accept(*, proposal: CapacityProposal, by: Membership, now: datetime, seen: Movement | None = None) -> Difference:
    """It counts from now on. Raises Answered, and MovesOthers as `set_capacity` does."""
    cycle = held(proposal.cycle, by, "capacity.accept")
    proposal = _open(cycle, proposal)
    share, proposer = proposed(proposal), proposal.proposed_by.name
    change = carry_out(cycle, [share], reason=proposal.reason, seen=seen, proposed_by=proposer)
    proposal.decide(by, now, is_accepted=True)
    sentence = f"{by.name} accepts what {share.team.name} gives in {cycle.name}: {weeks(share.net_tenths)} net."
    _answer(cycle, proposal, change.payload, sentence, by, now)
    return change.moved


@transaction.atomic
def refuse(*, proposal: CapacityProposal, by: Membership, now: datetime, reason: str) -> None:
    """The capacity stays as it is. Raises Answered."""
    cycle = held(proposal.cycle, by, "capacity.accept")
    check_reason(reason)
    proposal, reason = _open(cycle, proposal), reason.strip()
    proposal.decide(by, now, is_accepted=False, reason=reason)
    payload = CapacityRefused(team=proposal.team.slug, proposed_by=proposal.proposed_by.name, reason=reason)
    sentence = f"{by.name} leaves the capacity of {proposal.team.name} in {cycle.name} as it is: “{reason}”"
    _answer(cycle, proposal, payload, sentence, by, now)


def _propose(cycle: Cycle, share: Share, by: Membership, now: datetime, reason: str) -> CapacityProposal:
    """In the place of the open one, if there is one: a leader who looked at that one is told so."""
    stands = stored(cycle, [share.team])[share.team.slug]
    if stands is not None and stands.data == share.data:
        raise Invalid(f"This is what {share.team.name} gives already.")
    CapacityProposal.objects.filter(cycle=cycle, team=share.team, decided_at=None).delete()
    proposal = CapacityProposal.objects.create(
        board=cycle.board, cycle=cycle, team=share.team, **share.data,
        reason=reason.strip(), proposed_by=by, proposed_at=now,
    )  # fmt: skip
    payload = CapacityProposed(team=share.team.slug, share=share.data, reason=proposal.reason or None)
    sentence = f"{by.name} proposes {weeks(share.net_tenths)} net for {share.team.name} in {cycle.name}: accept it?"
    path = f"{reverse('capacity', args=[cycle.pk])}#team-{share.team.slug}"
    tell(leaders(cycle.board), payload, sentence, path, by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
    return proposal


def _open(cycle: Cycle, proposal: CapacityProposal) -> CapacityProposal:
    """The proposal as it stands under the lock."""
    found = CapacityProposal.objects.select_related("team", "proposed_by__person")
    fresh = found.filter(pk=proposal.pk, cycle=cycle, decided_at=None).first()
    if fresh is None:
        raise Answered("This proposal was answered, or replaced by another. Look again.")
    return fresh


def _answer(
    cycle: Cycle, proposal: CapacityProposal, payload: Payload, sentence: str, by: Membership, now: datetime
) -> None:
    """Tell who proposed it and the team's VP: two people where somebody stood in."""
    path = reverse("capacity", args=[cycle.pk])
    tell([proposal.proposed_by_id, proposal.team.vp_id], payload, sentence, path, by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)

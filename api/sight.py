"""Which events of a board's journal somebody may see. All others keep their number, and nothing else.

An event is judged by what it tells, and by the rights of today: what tells of an order is for who may read that order
now, what tells of a bet for who may know of the bet, and of its text for who may read the text. A kind that nobody
has put on the list below is seen by nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Min, Q

import bets.permissions
import eteam.permissions
import org.permissions
from api.fields import instant
from bets.access import circumstances
from bets.events import BetSubmitted
from bets.models import Bet, Cycle
from journal.models import Event
from org.models import Membership
from org.permissions import OK


class About(StrEnum):
    """What of a bet an event tells, beside what its cycle lets one read."""

    BET = "bet"
    """That there is the bet, and its title: for everybody once it is submitted."""
    TEXT = "text"
    """What is written there, or by whom: for who may read the pitch."""
    DRAFT = "draft"
    """What only its writers know, then and later."""
    PLEA = "plea"
    """What the owner of a draft tells the leaders."""
    NOBODY = "nobody"
    """A bet that is gone: for who did it."""


@dataclass(frozen=True)
class Seen:
    """`to`: every right that it takes; `about`: what of a bet it tells, None for nothing; `or_by_oneself`: the right,
    or having done it.
    """

    to: tuple[str, ...]
    about: About | None = None
    or_by_oneself: bool = False


_ORDER = ("rank.read",)
_LEADERS, _LEADERS_AND_STEWARD = ("rank.answer_question",), ("cycle.create_edit",)


def _each(kinds: str, seen: Seen) -> dict[str, Seen]:
    return dict.fromkeys(kinds.split(), seen)


SEEN: Mapping[str, Seen] = {
    # --- the board
    **_each("org.board.opened org.team.created org.team.edited org.calendar.changed", Seen(("board.view",))),
    **_each(
        "org.member.invited org.invitation.repeated org.roles.changed org.manager.named org.direct_report.excepted"
        " org.member.ended org.leader.proposed org.leader.granted org.leader.declined org.place.given org.place.taken"
        " org.people.imported org.person.renamed org.acting.appointed org.acting.ended",
        Seen(("people.view",)),
    ),
    **_each("api.token.created api.token.revoked", Seen(("token.integration",))),
    **_each(
        "api.webhook.added api.webhook.edited api.webhook.removed api.webhook.paused api.webhook.resumed"
        " api.webhook.secret_rotated api.webhook.live_order_switched api.webhook.tested api.webhook.replayed"
        " journal.webhook.given_up",
        Seen(("webhook.configure",)),
    ),
    **_each(
        "bets.roadmap.connected bets.roadmap.disconnected bets.roadmap.paused bets.roadmap.resumed"
        " bets.roadmap.asked bets.roadmap.ended bets.roadmap_project.mapped",
        Seen(("roadmap.follow",)),
    ),
    # --- a cycle
    **_each("bets.cycle.created bets.cycle.edited bets.cycle.moved bets.cycle.imported", Seen(("bet.list",))),
    **_each("bets.plan.locked bets.unlock.asked", Seen(_ORDER)),
    **_each("bets.waiver.given bets.waiver.taken_back", Seen(_LEADERS_AND_STEWARD)),
    "bets.capacity.changed": Seen(("capacity.read", "allocation.read")),
    **_each("bets.capacity.proposed bets.capacity.refused", Seen(_LEADERS_AND_STEWARD, or_by_oneself=True)),
    # --- its order, and how it comes about
    **_each("bets.ranking.changed bets.ranking.explained bets.ranking.frozen bets.ranking.thawed", Seen(_ORDER)),
    **_each(
        "bets.session.opened bets.session.closed bets.session.entered bets.session.left bets.session.steered",
        Seen(_ORDER),
    ),
    **_each("bets.question.answered bets.question.settled", Seen(_LEADERS)),
    **_each(
        "bets.round.opened bets.round.revealed bets.round.proved bets.round.called_off"
        " bets.private_order.started bets.private_order.ready",
        Seen(("round.follow",)),
    ),
    # --- a bet
    **_each(
        "bets.bet.submitted bets.must_do.flagged bets.owner.named bets.external.set bets.external.removed",
        Seen(("bet.list",), About.BET),
    ),
    **_each("bets.bet.withdrawn bets.bet.declined", Seen(_ORDER, About.BET)),
    **_each(
        "bets.bet.edited bets.writers.named bets.confidentiality.set bets.ties.changed bets.demand.changed"
        " bets.comment.posted bets.comment.edited bets.comment.removed bets.prototype.added bets.prototype.removed",
        Seen(("bet.read_pitch",), About.TEXT),
    ),
    **_each(
        "bets.shrink.asked bets.shrink.agreed bets.shrink.refused bets.shrink.taken_back", Seen(_ORDER, About.TEXT)
    ),
    **_each("bets.bet.drafted bets.intent.shown bets.intent.hidden", Seen(("bet.list",), About.DRAFT)),
    **_each("bets.late_exception.asked bets.late_exception.granted", Seen(("bet.list",), About.PLEA)),
    "bets.draft.removed": Seen(("bet.list",), About.NOBODY),
    # --- the weekly room
    **_each(
        "eteam.room.set_up eteam.room.changed eteam.room.rerouted eteam.session.planned eteam.session.followed"
        " eteam.session.added eteam.session.moved eteam.session.cancelled eteam.session.restored"
        " eteam.session.chair_named eteam.session.opened eteam.session.closed eteam.session.entered"
        " eteam.session.left eteam.session.left_open eteam.session.floor_given eteam.domain.reported"
        " eteam.outcome.recorded eteam.outcome.confirmed eteam.outcome.refused eteam.decision.done"
        " eteam.matter.raised eteam.huddle.called eteam.flag.raised eteam.flag.rejected"
        " eteam.blocker.remarked eteam.blocker.still_blocked eteam.blocker.reopened eteam.blocker.withdrawn"
        " eteam.blocker.escalated eteam.pause.begun eteam.pause.ended eteam.due_times.recounted",
        Seen(("eteam.read_room",)),
    ),
    # Nothing that was said: due, route, owner and date, which whoever may read blockers reads there.
    **_each(
        "eteam.blocker.raised eteam.blocker.handed_over eteam.blocker.confirmed eteam.blocker.breached",
        Seen(("blocker.read",)),
    ),
    "eteam.report.published": Seen(("report.weekly",)),
}

_MOVES_IN_AND_OUT = {"enters", "leaves"}
"""Parts of an event that say where the line is."""


def told(events: Sequence[Event], member: Membership, now: datetime) -> list[dict[str, Any]]:
    """The events of one board as `member` may see them, in the same order. Five statements, for any number."""
    sight = _sight(events, member, now)
    return [_told(event) if sight.sees(event) else {"number": event.number, "hidden": True} for event in events]


@dataclass(frozen=True)
class _Sight:
    """What the events are judged by. Bets by id: those that the member may know of, read, and writes; `submitted`: the
    number of the event that each was first submitted by.
    """

    member: Membership
    duties: Sequence[str]
    cycles: Mapping[str, Cycle]
    known: frozenset[int]
    readable: frozenset[int]
    written: frozenset[int]
    submitted: Mapping[int, int]

    def sees(self, event: Event) -> bool:
        seen = SEEN.get(event.kind)
        if seen is None:
            return False
        rights = (*seen.to, "allocation.read") if _MOVES_IN_AND_OUT & event.data.keys() else seen.to
        if not all(self._may(to, event) for to in rights):
            return seen.or_by_oneself and self._did(event)
        return seen.about is None or self._knows(seen.about, event)

    def _may(self, to: str, event: Event) -> bool:
        """By role alone, and the state of the cycle; never for being one's own."""
        if to not in bets.permissions.RULES:
            rules = eteam.permissions.RULES if to in eteam.permissions.RULES else org.permissions.RULES
            return OK in rules[to].verdicts(self.duties)
        verdicts = bets.permissions.RULES[to].verdicts(self.duties)
        cycle = self.cycles.get(event.topic)
        return OK in verdicts if cycle is None else circumstances(cycle).allow(verdicts)

    def _knows(self, about: About, event: Event) -> bool:
        bet = event.subject_id
        if about is About.NOBODY:
            return self._did(event)
        if bet in self.written:
            return True
        if about is About.DRAFT:
            return False
        if about is About.PLEA:
            return self.member.is_leader
        # What happened to it as a draft stays its writers': it may have had another title.
        was_draft = event.number < self.submitted.get(bet, 0)
        return bet in (self.readable if about is About.TEXT else self.known) and not was_draft

    def _did(self, event: Event) -> bool:
        return event.actor_id is not None and event.actor_id == self.member.pk


def _sight(events: Sequence[Event], member: Membership, now: datetime) -> _Sight:
    board = member.board_id
    about = {event.subject_id for event in events if (seen := SEEN.get(event.kind)) and seen.about}
    rows = Bet.objects.filter(board=board, pk__in=about)
    mine = Q(owner=member) | Q(co_writers=member)
    return _Sight(
        member=member,
        duties=member.duties(now),
        cycles={cycle.topic: cycle for cycle in Cycle.objects.filter(board=board)},
        known=_ids(rows.known_to(member)),
        readable=_ids(rows.readable_by(member, now)),
        written=_ids(rows.filter(mine)),
        submitted=_submitted(events, about),
    )


def _ids(rows: Any) -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True))


def _submitted(events: Sequence[Event], about: Iterable[int]) -> dict[int, int]:
    """None for a bet of a first set-up, which never was a draft."""
    if not events:
        return {}
    topics = {event.topic for event in events}
    found = Event.objects.filter(
        board_id=events[0].board_id, topic__in=topics, kind=BetSubmitted.kind, subject_id__in=list(about)
    )
    return dict(found.values_list("subject_id").annotate(first=Min("number")))


def _told(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "kind": event.kind,
        "at": instant(event.at),
        "topic": event.topic,
        "revision": event.revision,
        "actor": {"id": event.actor_id or None, "name": event.actor_name},
        "subject": {"id": event.subject_id, "name": event.subject_name},
        "data": event.data,
    }

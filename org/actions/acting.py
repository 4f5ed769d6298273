"""Who stands in for a VP: appointed by a leader for a time, with a reason, and in their own name."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org import direct_reports
from org.access import fellow, held
from org.actions.leaders import refuse_oneself
from org.calendar_changes import day_name
from org.calendars import calendar_of
from org.events import ActingAppointed, ActingEnded
from org.models import Board, Membership
from org.notices import tell
from org.working_time import working_days_between

FEWEST_WORKING_DAYS = 10
_LONGEST = timedelta(days=366)
_NOBODY = {"acting_for": None, "acting_from": None, "acting_until": None, "acting_reason": ""}


class ActsAlready(Refusal):
    """One stand-in stands in for one VP at a time."""

    code = "acts_already"


class NotActing(Refusal):
    """They stand in for nobody, or it is over."""

    code = "not_acting"


@transaction.atomic
def appoint(
    *, member: Membership, vp: Membership, first: date, last: date, reason: str, by: Membership, now: datetime
) -> Membership:
    """`member` stands in for the VP `vp` from `first` to `last`, both included, on the board's calendar.

    Raises Invalid with the field at fault, ActsAlready, DirectReportNotAllowed.
    """
    by = held(by, "member.appoint_acting_vp")
    refuse_oneself(member, by, "member.appoint_acting_vp")
    member, vp, today = fellow(by, member.pk), fellow(by, vp.pk), by.board.today(now)
    _check_vp(member, vp)
    _check_dates(first, last, by.board, today)
    if not reason.strip():
        raise _at("reason", "Say why, in a sentence.")
    _refuse_second(member, vp, today)
    member.acting_for, member.acting_from, member.acting_until = vp, first, last
    member.acting_reason = reason.strip()
    direct_reports.check(member, field="vp", today=today)
    member.save(update_fields=list(_NOBODY))
    days = {"first": first.isoformat(), "last": last.isoformat()}
    _tell_appointed(ActingAppointed(acting_for=vp.pk, reason=member.acting_reason, **days), member, vp, by, now)
    return member


@transaction.atomic
def end(*, member: Membership, by: Membership, now: datetime) -> None:
    """It is over today, before its last day. Raises NotActing."""
    by = held(by, "member.appoint_acting_vp")
    member = fellow(by, member.pk)
    vp, last = member.acting_for, member.acting_until
    if vp is None or last is None or not direct_reports.stands_in(member, by.board.today(now)):
        raise NotActing(f"{member.name} stands in for nobody.")
    Membership.objects.filter(pk=member.pk).update(**_NOBODY)
    payload = ActingEnded(acting_for=vp.pk, last=last.isoformat())
    sentence = f"{by.name} ended it that {member.name} stands in for {vp.name}."
    tell([member.pk, vp.pk], payload, sentence, _page(member, by), by=by, now=now)
    _record(payload, member, by, now)


def release(vp: Membership, today: date, *, also: Collection[int] = ()) -> list[int]:
    """Nobody stands in for `vp` any more, nor do the memberships `also` for whomever; who it was.

    Part of another act, which tells it. What was over already stays as it was.
    """
    found = Membership.objects.filter(Q(acting_for=vp) | Q(pk__in=also, acting_for__isnull=False))
    stand_ins = list(found.filter(acting_until__gte=today).order_by("pk").values_list("pk", flat=True))
    if stand_ins:
        Membership.objects.filter(pk__in=stand_ins).update(**_NOBODY)
    return stand_ins


def _check_vp(member: Membership, vp: Membership) -> None:
    if vp.pk == member.pk:
        raise _at("vp", "Nobody stands in for themselves.")
    if not vp.is_vp:
        raise _at("vp", f"{vp.name} is not a VP.")


def _check_dates(first: date, last: date, board: Board, today: date) -> None:
    if first < today:
        raise _at("first", "It begins today at the earliest.")
    if last < first:
        raise _at("last", "The last day is not before the first.")
    if last - first > _LONGEST:
        raise _at("last", "Nobody stands in for longer than a year: make them a VP.")
    days = working_days_between(first, last, calendar_of(board))
    if days < FEWEST_WORKING_DAYS:
        counted = "That is 1 working day" if days == 1 else f"These are {days} working days"
        raise _at("last", f"{counted}; it takes at least {FEWEST_WORKING_DAYS}.")


def _refuse_second(member: Membership, vp: Membership, today: date) -> None:
    """The member may stand in for somebody already, or somebody for the VP."""
    others = Membership.objects.filter(Q(pk=member.pk) | Q(acting_for=vp), ended_at=None, acting_until__gte=today)
    other = others.select_related("person", "acting_for__person").first()
    if other is None or other.acting_for is None or other.acting_until is None:
        return
    until = day_name(other.acting_until)
    raise ActsAlready(f"{other.name} stands in for {other.acting_for.name} until {until}: end that first.")


def _tell_appointed(
    payload: ActingAppointed, member: Membership, vp: Membership, by: Membership, now: datetime
) -> None:
    time = f"from {day_name(date.fromisoformat(payload.first))} to {day_name(date.fromisoformat(payload.last))}"
    to_both = {
        member.pk: f"{by.name} asks you to stand in for {vp.name} {time}: {payload.reason}",
        vp.pk: f"{member.name} stands in for you {time}, by {by.name}: {payload.reason}",
    }
    for told, sentence in to_both.items():
        tell([told], payload, sentence, _page(member, by), by=by, now=now)
    _record(payload, member, by, now)


def _page(member: Membership, by: Membership) -> str:
    return reverse("person", args=[by.board.slug, member.pk])


def _at(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={field: sentence})


def _record(payload: Payload, member: Membership, by: Membership, now: datetime) -> None:
    record(payload, board_id=by.board_id, topic=by.board.topic, by=by, subject=member, now=now)

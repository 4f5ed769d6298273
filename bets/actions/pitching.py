"""A bet comes to life: drafted, edited and submitted by its owner, and by nobody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from bets.access import held
from bets.actions.validity import check_fields, check_link, check_reason, refuse
from bets.events import BetDrafted, BetEdited, BetSubmitted, LateExceptionGranted, MustDoFlagged, OwnerNamed
from bets.models import Bet, Cycle, Pitch
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership

BET_FIELDS = ("title", "thesis", "link", "needs_no_team")
PITCH_FIELDS = tuple(field.attname for field in Pitch.parts())


class PitchesClosed(Refusal):
    """`extra`: `closed_at`, the closing time in UTC, which may be yet to come where ranking was opened early."""

    code = "pitches_closed"


class Incomplete(Invalid):
    """`extra`: `missing`, the names of the parts that are still empty."""

    code = "incomplete"


@transaction.atomic
def draft(*, cycle: Cycle, by: Membership, now: datetime, title: str, **fields: Any) -> Bet:
    """A new draft. Its owner is who makes it, never somebody named in the request. Raises Invalid by field."""
    cycle = held(cycle, by, "bet.create_own_draft")
    bet = Bet(board=cycle.board, cycle=cycle, owner=by, created_at=now)
    pitch = Pitch(bet=bet)
    _assign(bet, pitch, {"title": title, **fields})
    bet.save()
    pitch.save()
    _tell(BetDrafted(), bet, by, now)
    return bet


@transaction.atomic
def edit(*, bet: Bet, by: Membership, now: datetime, **fields: Any) -> Bet:
    """Change what the pitch says. After submission the event keeps what it said before, and nothing is emptied.

    Raises Invalid with `errors` by field.
    """
    cycle = held(bet.cycle, by, "bet.edit", own=bet.is_written_by(by))
    bet = Bet.objects.select_related("pitch").get(pk=bet.pk, cycle=cycle)
    pitch = bet.pitch if hasattr(bet, "pitch") else Pitch(bet=bet)
    changed = _assign(bet, pitch, fields)
    if bet.is_open:
        _check_nothing_emptied(changed)
    if changed:
        bet.save()
        pitch.save()
        _tell(BetEdited(fields=changed), bet, by, now)
    return bet


@transaction.atomic
def submit(*, bet: Bet, by: Membership, now: datetime) -> Bet:
    """The owner submits. Raises Incomplete with what is missing, PitchesClosed after pitching.

    Pitches close at the closing time, and when ranking is opened before it. From then on a leader's exception for
    this bet lets it in, marked late. Withdrawn or declined bets may be
    submitted again and come to the tray.
    """
    cycle = held(bet.cycle, by, "bet.submit", own=bet.owner_id == by.pk)
    bet = Bet.objects.select_related("pitch").get(pk=bet.pk, cycle=cycle)
    if bet.is_open:
        return bet
    late = _closed(cycle)
    if late and not bet.late_exception:
        sentence = f"{late} A leader can make an exception for this bet."
        raise PitchesClosed(sentence, closed_at=cycle.pitches_close_at.isoformat())
    _check_complete(bet)
    bet.status, bet.submitted_by, bet.submitted_at = Bet.Status.SUBMITTED, by, now
    bet.submitted_via, bet.is_late, bet.ended_reason = Bet.Via.OWNER, bool(late), ""
    bet.save()
    _tell(BetSubmitted(late=bet.is_late), bet, by, now)
    return bet


@transaction.atomic
def grant_late_exception(*, bet: Bet, by: Membership, now: datetime, reason: str) -> None:
    """A leader lets this one bet be submitted after the closing time."""
    held(bet.cycle, by, "bet.late_exception")
    check_reason(reason)
    Bet.objects.filter(pk=bet.pk).update(late_exception=reason, late_exception_by=by)
    _tell(LateExceptionGranted(reason=reason), bet, by, now)


@transaction.atomic
def flag_must_do(*, bet: Bet, must_do: bool, by: Membership, now: datetime, reason: str) -> None:
    """A leader says that a law or security leaves no choice; it takes its capacity before #1."""
    held(bet.cycle, by, "bet.flag_must_do")
    check_reason(reason)
    if Bet.objects.filter(pk=bet.pk).exclude(must_do=must_do).update(must_do=must_do, must_do_reason=reason):
        _tell(MustDoFlagged(must_do=must_do, reason=reason), bet, by, now)


@transaction.atomic
def reassign_owner(*, bet: Bet, owner: Membership, by: Membership, now: datetime, reason: str) -> None:
    """A leader names a new owner, who must be a VP of the board. The rank stays."""
    cycle = held(bet.cycle, by, "bet.reassign_owner")
    check_reason(reason)
    if owner.board_id != cycle.board_id or owner.ended_at or not owner.is_vp:
        raise Invalid("The new owner must be a VP of this board.")
    before = Bet.objects.select_for_update(no_key=True).get(pk=bet.pk).owner_id
    if before != owner.pk:
        Bet.objects.filter(pk=bet.pk).update(owner=owner)
        payload = OwnerNamed(owner=owner.pk, owner_name=owner.name, before=before, reason=reason)
        _tell(payload, bet, by, now)


def _assign(bet: Bet, pitch: Pitch, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields; return `[before, after]` of those that changed.

    Raises Invalid for any other name, and by field for values that cannot be taken.
    """
    unknown = set(fields) - {*BET_FIELDS, *PITCH_FIELDS}
    if unknown:
        raise Invalid(f"These cannot be set: {', '.join(sorted(unknown))}.")
    changed = {}
    for name, value in fields.items():
        row = bet if name in BET_FIELDS else pitch
        wanted = value.strip() if isinstance(value, str) else value
        if (before := getattr(row, name)) != wanted:
            setattr(row, name, wanted)
            changed[name] = [before, wanted]
    _check(bet, pitch, changed)
    return changed


def _check(bet: Bet, pitch: Pitch, changed: Mapping[str, Any]) -> None:
    """Only what changed: what a first set-up brought may be worse, and can be mended part by part."""
    check_fields(bet, {name for name in changed if name in BET_FIELDS} | {"title"})
    check_fields(pitch, {name for name in changed if name in PITCH_FIELDS})
    if changed.get("link"):
        check_link(bet.link)
    if "confidence" in changed and pitch.confidence is not None and pitch.confidence > 100:
        raise refuse({"confidence": "Write a percentage from 0 to 100."})


def _check_nothing_emptied(changed: Mapping[str, list[Any]]) -> None:
    """What was submitted is complete, or as a first set-up left it: no part may go missing now."""
    emptied = [name for name, (_, after) in changed.items() if after in ("", None) and name != "link"]
    if emptied:
        raise refuse(dict.fromkeys(emptied, "The bet is submitted: this can be changed, and not be left empty."))


def _check_complete(bet: Bet) -> None:
    missing = [] if bet.thesis else ["one-line thesis"]
    missing += bet.pitch.missing() if hasattr(bet, "pitch") else ["pitch"]
    if not bet.needs_no_team and not bet.demands.exists():
        missing.append("demand per team")
    if missing:
        raise Incomplete(f"Still missing: {', '.join(missing)}.", missing=missing)


def _closed(cycle: Cycle) -> str:
    """The sentence that says when pitches closed; empty while they are open."""
    if _is_closed(cycle):
        return f"Pitches closed on {cycle.closes_at():%d %B %Y at %H:%M} ({cycle.board.zone})."
    return "" if cycle.state == Cycle.State.PITCHING else "Pitches closed when ranking was opened."


def _is_closed(cycle: Cycle) -> bool:
    """By the database's clock: the one that all web processes share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() >= %s", [cycle.pitches_close_at])
        return bool(cursor.fetchone()[0])


def _tell(payload: Payload, bet: Bet, by: Membership, now: datetime) -> None:
    record(payload, board_id=bet.board_id, topic=bet.cycle.topic, by=by, subject=bet, now=now)

"""A cycle is made, changed, opened for ranking and closed. Locking stands in `locking`."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from bets.access import authorise, held, hold_board
from bets.actions.rounds import conclude
from bets.actions.validity import check_fields, refuse
from bets.events import CycleCreated, CycleEdited, CycleMoved
from bets.models import Cycle
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid
from org.access import today
from org.models import Board, Membership, Role
from org.moments import wall
from org.notices import tell

_DATES = ("starts_on", "ends_on", "pitches_close_at", "confirm_by", "ranking_session_at", "locks_on")

FIELDS = ("name", *_DATES, "visibility")

_YEARS = range(2000, 2200)
"""Pages count days between dates, and one more: the last date that there is would break them."""


@transaction.atomic
def create(
    *,
    board: Board,
    name: str,
    starts_on: date,
    ends_on: date,
    pitches_close_at: datetime,
    by: Membership,
    now: datetime,
    confirm_by: date | None = None,
    ranking_session_at: datetime | None = None,
    locks_on: date | None = None,
    visibility: str = Cycle.Visibility.LIVE_TO_VPS,
) -> Cycle:
    """A new cycle, in pitching. It may overlap others. Raises Invalid with `errors` by field."""
    cycle = Cycle(
        board=board, name=name.strip(), starts_on=starts_on, ends_on=ends_on, pitches_close_at=pitches_close_at,
        confirm_by=confirm_by, ranking_session_at=ranking_session_at, locks_on=locks_on, visibility=visibility,
    )  # fmt: skip
    hold_board(board.pk)
    authorise(today(by), cycle, "cycle.create_edit")
    _check(cycle, FIELDS)
    cycle.save()
    closes = wall(cycle.pitches_close_at, board.zone)
    sentence = f"{by.name} opened {cycle.name}: pitches are taken until {closes}."
    _tell(CycleCreated(), cycle, by, now, sentence)
    return cycle


@transaction.atomic
def edit(*, cycle: Cycle, by: Membership, now: datetime, **fields: Any) -> Cycle:
    """Change dates, name, visibility; the policy is a leader's, in pitching and ranking only.

    Raises Invalid with `errors` by field.
    """
    if "name" in fields:
        hold_board(cycle.board_id)  # two cycles may take the same name at once; the board comes before the cycle
        fields["name"] = str(fields["name"]).strip()
    cycle = held(cycle, by, "cycle.set_policy" if "policy" in fields else "cycle.create_edit")
    unknown = set(fields) - {*FIELDS, "policy"}
    if unknown:
        raise Invalid(f"These cannot be set: {', '.join(sorted(unknown))}.")
    changed = {name: [str(getattr(cycle, name)), str(value)] for name, value in fields.items()
               if getattr(cycle, name) != value}  # fmt: skip
    for name in changed:
        setattr(cycle, name, fields[name])
    _check(cycle, changed)
    if changed:
        cycle.save(update_fields=list(changed))
        sentence = _deadlines(cycle, changed)
        _tell(CycleEdited(fields=changed), cycle, by, now, f"{by.name} changed {sentence}" if sentence else "")
    return cycle


@transaction.atomic
def open_ranking(*, cycle: Cycle, by: Membership, now: datetime) -> Cycle:
    """Pitching ends, be it before the closing time; the submitted bets wait in the tray."""
    cycle = held(cycle, by, "cycle.open_ranking")
    sentence = f"{by.name} opened the ranking of {cycle.name}: pitching is over."
    return _move(cycle, Cycle.State.RANKING, by, now, sentence)


@transaction.atomic
def close(*, cycle: Cycle, by: Membership, now: datetime) -> Cycle:
    """The half-year is over. There is no way back from here, and an open ranking round is called off with it."""
    cycle = held(cycle, by, "cycle.close")
    conclude(cycle=cycle, by=by, now=now)
    return _move(cycle, Cycle.State.CLOSED, by, now, f"{by.name} closed {cycle.name}: it is over.")


def _move(cycle: Cycle, state: Cycle.State, by: Membership, now: datetime, sentence: str) -> Cycle:
    before, cycle.state = cycle.state, state
    cycle.save(update_fields=["state"])
    _tell(CycleMoved(before=before, after=state), cycle, by, now, sentence, path="cycle")
    return cycle


def _deadlines(cycle: Cycle, changed: Collection[str]) -> str:
    """The dates of `changed` that people plan by: "2027H1: pitches close 27 November 2026, 17:00"."""
    zone, ranked = cycle.board.zone, cycle.ranking_session_at
    said = {"pitches_close_at": f"pitches close {wall(cycle.pitches_close_at, zone)}",
            "confirm_by": f"answers by {_day(cycle.confirm_by)}",
            "ranking_session_at": f"the ranking session is on {wall(ranked, zone) if ranked else _day(None)}",
            "locks_on": f"the lock is on {_day(cycle.locks_on)}"}  # fmt: skip
    parts = [text for name, text in said.items() if name in changed]
    return f"{cycle.name}: {', '.join(parts)}." if parts else ""


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else "no fixed day"


def _check(cycle: Cycle, changed: Collection[str]) -> None:
    check_fields(cycle, changed)
    dates = {name: getattr(cycle, name) for name in _DATES}
    if far := [name for name, on in dates.items() if on is not None and on.year not in _YEARS]:
        raise refuse(dict.fromkeys(far, f"Write a year from {_YEARS.start} to {_YEARS.stop - 1}."))
    if cycle.ends_on <= cycle.starts_on:
        raise refuse({"ends_on": "A cycle ends after it starts."})
    if cycle.confirm_by and cycle.locks_on and cycle.locks_on < cycle.confirm_by:
        raise refuse({"locks_on": "What is asked of teams is answered before the lock."})
    if cycle.ranking_session_at and cycle.locks_on and cycle.board.today(cycle.ranking_session_at) > cycle.locks_on:
        raise refuse({"ranking_session_at": "Bets are ranked before the lock."})
    others = Cycle.objects.filter(board=cycle.board_id, name=cycle.name).exclude(pk=cycle.pk)
    if "name" in changed and others.exists():
        raise refuse({"name": f"There is a cycle {cycle.name} already."})


def _tell(
    payload: Payload, cycle: Cycle, by: Membership, now: datetime, sentence: str, path: str = "cycle_page"
) -> None:
    """One event; and who pitches, answers or ranks in it is told, if there is a sentence for them."""
    if sentence:
        concerned = Membership.objects.current().filter(board=cycle.board_id, roles__overlap=[Role.VP, Role.LEADER])
        members = list(concerned.values_list("pk", flat=True))
        tell(members, payload, sentence, reverse(path, args=[cycle.pk]), by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)

"""A cycle is made, changed, opened for ranking and closed. Locking stands in `locking`."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bets.access import authorise, held, hold_board, today
from bets.actions.validity import check_fields, refuse
from bets.events import CycleCreated, CycleEdited, CycleMoved
from bets.models import Cycle
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid
from org.models import Board, Membership

FIELDS = ("name", "starts_on", "ends_on", "pitches_close_at", "visibility")


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
) -> Cycle:
    """A new cycle, in pitching. It may overlap others. Raises Invalid with `errors` by field."""
    cycle = Cycle(
        board=board, name=name.strip(), starts_on=starts_on, ends_on=ends_on, pitches_close_at=pitches_close_at
    )
    hold_board(board.pk)
    authorise(today(by), cycle, "cycle.create_edit")
    _check(cycle, FIELDS)
    cycle.save()
    _tell(CycleCreated(), cycle, by, now)
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
        _tell(CycleEdited(fields=changed), cycle, by, now)
    return cycle


@transaction.atomic
def open_ranking(*, cycle: Cycle, by: Membership, now: datetime) -> Cycle:
    """Pitching ends; the submitted bets wait in the tray."""
    return _move(held(cycle, by, "cycle.open_ranking"), Cycle.State.RANKING, by, now)


@transaction.atomic
def close(*, cycle: Cycle, by: Membership, now: datetime) -> Cycle:
    """The half-year is over. There is no way back from here."""
    return _move(held(cycle, by, "cycle.close"), Cycle.State.CLOSED, by, now)


def _move(cycle: Cycle, state: Cycle.State, by: Membership, now: datetime) -> Cycle:
    before, cycle.state = cycle.state, state
    cycle.save(update_fields=["state"])
    _tell(CycleMoved(before=before, after=state), cycle, by, now)
    return cycle


def _check(cycle: Cycle, changed: Collection[str]) -> None:
    check_fields(cycle, changed)
    if cycle.ends_on <= cycle.starts_on:
        raise refuse({"ends_on": "A cycle ends after it starts."})
    others = Cycle.objects.filter(board=cycle.board_id, name=cycle.name).exclude(pk=cycle.pk)
    if "name" in changed and others.exists():
        raise refuse({"name": f"There is a cycle {cycle.name} already."})


def _tell(payload: Payload, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)

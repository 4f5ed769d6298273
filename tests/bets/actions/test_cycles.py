"""A cycle is made, changed, opened and closed; and those hear of it who plan by it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bets.actions import cycles
from bets.models import Cycle
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW

CLOSES = datetime(2027, 5, 14, 15, 0, tzinfo=UTC)


def make(cast: Cast, **fields: Any) -> Cycle:
    given = {
        "board": cast.board, "name": "2027H2", "starts_on": date(2027, 7, 1), "ends_on": date(2027, 12, 31),
        "pitches_close_at": CLOSES, "by": cast.stina, "now": NOW,
    }  # fmt: skip
    return cycles.create(**{**given, **fields})


def told() -> dict[str, str]:
    return {notice.member.name: notice.sentence for notice in Notice.objects.select_related("member__person")}


def test_a_new_cycle_takes_pitches_and_vps_and_leaders_are_told(cast: Cast) -> None:
    cycle = make(cast, confirm_by=date(2027, 6, 4), locks_on=date(2027, 6, 18))
    assert Cycle.objects.get(pk=cycle.pk).state == "pitching"
    assert last().kind == "bets.cycle.created"
    assert set(told()) == {"Ines", "Otto", "Vera", "Victor"}
    assert told()["Vera"] == "Stina opened 2027H2: pitches are taken until 14 May 2027, 17:00."


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"name": "  "}, "name"),
        ({"name": "2027H1"}, "name"),
        ({"ends_on": date(2027, 7, 1)}, "ends_on"),
        ({"confirm_by": date(2027, 6, 19), "locks_on": date(2027, 6, 18)}, "locks_on"),
        ({"ranking_session_at": CLOSES, "locks_on": date(2027, 5, 13)}, "ranking_session_at"),
        ({"visibility": "everybody"}, "visibility"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, fields: dict[str, Any], at_fault: str) -> None:
    with pytest.raises(Invalid) as refused:
        make(cast, **fields)
    assert list(refused.value.extra["errors"]) == [at_fault]
    assert Event.objects.count() == 0
    assert Notice.objects.count() == 0


def test_another_deadline_is_told_and_another_name_is_not(cast: Cast) -> None:
    cycles.edit(cycle=cast.cycle, name="2027 H1", by=cast.stina, now=NOW)
    assert told() == {}
    cycles.edit(cycle=cast.cycle, pitches_close_at=CLOSES, confirm_by=date(2026, 12, 4), by=cast.stina, now=NOW)
    assert told()["Otto"] == "Stina changed 2027 H1: pitches close 14 May 2027, 17:00, answers by 4 December 2026."


def test_when_it_is_ranked_together_is_told(cast: Cast) -> None:
    cycles.edit(cycle=cast.cycle, ranking_session_at=CLOSES, by=cast.stina, now=NOW)
    assert told()["Vera"] == "Stina changed 2027H1: the ranking session is on 14 May 2027, 17:00."


def test_what_changes_nothing_is_no_event(cast: Cast) -> None:
    cycles.edit(cycle=cast.cycle, name="2027H1", by=cast.stina, now=NOW)
    assert Event.objects.count() == 0


def test_ranking_is_opened_once(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    cycles.open_ranking(cycle=cast.cycle, by=cast.stina, now=NOW)
    assert last().data == {"before": "pitching", "after": "ranking"}
    assert told()["Ines"] == "Stina opened the ranking of 2027H1: pitching is over."
    with pytest.raises(WrongState):
        cycles.open_ranking(cycle=cast.cycle, by=cast.stina, now=NOW)


def test_only_a_locked_cycle_is_closed(cast: Cast) -> None:
    with pytest.raises(WrongState):
        cycles.close(cycle=cast.cycle, by=cast.stina, now=NOW)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    cycles.close(cycle=cast.cycle, by=cast.stina, now=NOW)
    assert Cycle.objects.get(pk=cast.cycle.pk).state == "closed"


@pytest.mark.parametrize("state", ["locked", "closed"])
def test_after_the_lock_dates_may_change_and_the_policy_may_not(cast: Cast, state: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    cycles.edit(cycle=cast.cycle, ends_on=date(2027, 7, 2), by=cast.ines, now=NOW)
    with pytest.raises(WrongState):
        cycles.edit(cycle=cast.cycle, policy="fill", by=cast.ines, now=NOW)

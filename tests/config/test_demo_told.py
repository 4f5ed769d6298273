"""The demo's weekly room as the product itself would have written it, up to the hour at which the demo is started."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import Max

from bets.models import Plan
from config.demo.load import load_demo
from eteam.drift.reading import look
from eteam.models import Blocker, Outcome, Report, Session
from journal.models import Event
from tests.lasting import lasting

STARTS = {
    "the day after the session": "2026-12-02 09:00",
    "while the checkpoint would run, in the next half-year": "2027-02-05 08:15",
    "beyond the last half-year that there is": "2028-03-27 10:00",
}
WEEK = timedelta(weeks=1)


@pytest.fixture(scope="module", params=STARTS.values(), ids=STARTS.keys())
def told(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The demo is made, at that time of UTC, once for all that is asked of it."""
    at = datetime.fromisoformat(request.param).replace(tzinfo=UTC)

    def make() -> datetime:
        with time_machine.travel(at, tick=False):
            load_demo(now=at)
        return at

    yield from lasting(make, django_db_blocker)


@pytest.fixture
def now(told: datetime, db: None) -> datetime:
    return told


def test_the_coming_session_is_near_thirteen_weeks_are_told_and_what_is_open_is_new(now: datetime) -> None:
    sessions = Session.objects.filter(kind="session").by_start()
    ahead = [each.starts_at for each in sessions.filter(starts_at__gt=now)]
    assert now < ahead[0] <= now + WEEK
    assert ahead[1] > ahead[0] + WEEK - timedelta(hours=2), "one a week"
    held = [each.starts_at for each in sessions.filter(state="closed")]
    assert len(held) == 14
    assert now - WEEK - timedelta(hours=3) < held[-1]
    assert {each.astimezone(ZoneInfo("Europe/Brussels")).strftime("%a %H:%M") for each in held} == {"Tue 13:00"}
    assert not Session.objects.exclude(state__in=("closed", "cancelled")).filter(ends_at__lte=now).exists()
    assert not Session.objects.running().exists()

    still_open = list(Blocker.objects.open())
    assert 4 <= len(still_open) <= 10
    assert sum(each.breached_at is None for each in still_open) >= 3
    assert min(each.raised_at for each in still_open) > now - WEEK

    room = Event.objects.filter(topic__startswith="room:")
    hours = (
        room.aggregate(last=Max("at"))["last"], Blocker.objects.aggregate(last=Max("raised_at"))["last"],
        Outcome.objects.aggregate(last=Max("entered_at"))["last"],
    )  # fmt: skip
    assert all(now - WEEK < each <= now for each in hours)
    assert list(room.order_by("number").values_list("at", flat=True)) == sorted(room.values_list("at", flat=True))
    late = Blocker.objects.exclude(breached_at=None)
    assert late.exists()
    assert all(each.breached_at == each.due_at for each in late)

    made = [each.made_at.astimezone(ZoneInfo("Europe/Brussels")) for each in Report.objects.order_by("made_at")]
    assert len(made) == 14 or (len(made) == 15 and now.isoweekday() == 1)
    assert {each.strftime("%a %H:%M") for each in made} == {"Mon 07:00"}
    assert all(after.date() - before.date() == WEEK for before, after in pairwise(made))


def test_one_team_drifts_and_of_one_bet_nobody_tells(now: datetime) -> None:
    plan = Plan.objects.get(unlocked_at=None)
    found = look(plan, now)
    assert [drift.sentence(found.teams[drift.team], now) for drift in found.drifts] == [
        "In the last 14 days Controls moved work under #7 “The shop oven in a flat box” while its funded #6"
        " “Thirty rye programs” had none and no open blocker."
    ]
    assert [work.title for work in found.unknown] == ["Forty engineers for heat pumps"]

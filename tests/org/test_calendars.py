"""Versions of a board's calendar: made one after the other, and never changed."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from journal.models import Event
from journal.refusals import Invalid
from org import access
from org.actions.calendars import StaleCalendar, edit
from org.calendar_changes import NamedCalendar
from org.calendars import calendar_of, calendar_version
from org.models import Board, Calendar, Membership
from org.working_time import Calendar as Value
from org.working_time import Window, Windows, usual
from tests.cast import Cast, make_cast
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW, CalendarFactory

EVE = date(2026, 12, 24)


def changed(zone: str = "Europe/Stockholm", **weekly: Windows) -> NamedCalendar:
    """The usual week with Christmas Eve closed, and other days: `day_5=()`."""
    week = {**usual(zone).weekly, **{int(day.removeprefix("day_")): windows for day, windows in weekly.items()}}
    return NamedCalendar(Value(zone, week, {EVE: ()}), {EVE: "Christmas Eve"})


def test_the_newest_version_holds(cast: Cast) -> None:
    edit(calendar=changed(), base_version=0, by=cast.ada, now=NOW)
    edit(calendar=changed(day_5=(Window.of("09:00", "15:00"),)), base_version=1, by=cast.stina, now=NOW)
    assert calendar_version(cast.board) == 2
    assert calendar_of(cast.board).on(date(2026, 11, 27)) == (Window.of("09:00", "15:00"),)
    assert calendar_of(cast.board).on(EVE) == ()
    assert Calendar.objects.get(version=2).names == {"2026-12-24": "Christmas Eve"}


def test_a_change_is_told_in_words(cast: Cast) -> None:
    edit(calendar=changed(), base_version=0, by=cast.ada, now=NOW)
    event = Event.objects.get()
    assert (event.kind, event.topic, event.subject_id) == ("org.calendar.changed", cast.board.topic, cast.board.pk)
    assert event.data == {"version": 1, "changes": ["24 December 2026 (Christmas Eve): closed"]}


def test_what_is_like_that_already_makes_no_version(cast: Cast) -> None:
    edit(calendar=changed(), base_version=0, by=cast.ada, now=NOW)
    assert edit(calendar=changed(day_6=()), base_version=1, by=cast.ada, now=NOW) is None
    assert (Calendar.objects.count(), Event.objects.count()) == (1, 1)


def test_the_zone_of_the_board_changes_with_it(cast: Cast) -> None:
    edit(calendar=changed("Asia/Tokyo"), base_version=0, by=cast.ada, now=NOW)
    board = Board.objects.get(pk=cast.board.pk)
    assert (board.zone, calendar_of(board).zone) == ("Asia/Tokyo", "Asia/Tokyo")
    assert NOW.astimezone(ZoneInfo(board.zone)).hour == 21


def test_what_is_wrong_is_told_at_its_day(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        edit(calendar=changed(day_1=(Window(600, 500),)), base_version=0, by=cast.ada, now=NOW)
    assert list(refused.value.extra["errors"]) == ["1"]
    assert not Calendar.objects.exists()


def test_whoever_had_an_older_version_before_them_is_told_what_changed(cast: Cast) -> None:
    edit(calendar=changed(), base_version=0, by=cast.stina, now=NOW)
    with pytest.raises(StaleCalendar, match="Stina changed the calendar meanwhile") as stale:
        edit(calendar=changed(day_5=()), base_version=0, by=cast.ada, now=NOW)
    assert stale.value.extra == {"changed": ["24 December 2026 (Christmas Eve): closed"], "version": 1}
    assert calendar_version(cast.board) == 1


def test_a_version_never_changes_whatever_the_sql(cast: Cast) -> None:
    version = CalendarFactory(board=cast.board)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Calendar.objects.filter(pk=version.pk).update(zone="UTC")
    assert Calendar.objects.get(pk=version.pk).zone == "Europe/Stockholm"


def test_each_board_has_its_own(cast: Cast) -> None:
    edit(calendar=changed(), base_version=0, by=cast.ada, now=NOW)
    south = cast.olga.board
    assert (calendar_version(south), calendar_of(south)) == (0, usual(south.zone))


# --- at once


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_the_second_is_told() -> None:
    cast = make_cast()
    with transaction.atomic():
        edit(calendar=changed(), base_version=0, by=cast.ada, now=NOW)
        other = begin_elsewhere(lambda: edit(calendar=changed(day_5=()), base_version=0, by=cast.stina, now=NOW))
    with pytest.raises(StaleCalendar):
        other.result(timeout=30)
    assert calendar_of(cast.board).on(date(2026, 11, 27)), "the first one's Friday"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_only_the_unique_key_would_stop_them(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    monkeypatch.setattr(access, "_lock", lambda board: None)
    monkeypatch.setattr("journal.record._INSERT", "SELECT %(board)s::int")  # the counter would make one wait
    monkeypatch.setattr(Board, "save", lambda *args, **kwargs: None)  # and so would the board's row
    with pytest.raises(IntegrityError, match="one_calendar_per_version"), transaction.atomic():
        edit_unseen(cast, cast.ada)


def edit_unseen(cast: Cast, by: Membership) -> None:
    """Somebody else saves between what `by` reads and what they write."""
    create = Calendar.objects.create

    def after_another(**values: object) -> Calendar:
        Calendar.objects.create = create
        elsewhere(lambda: edit(calendar=changed(day_5=()), base_version=0, by=cast.stina, now=NOW))
        return create(**values)

    Calendar.objects.create = after_another
    edit(calendar=changed(), base_version=0, by=by, now=NOW)

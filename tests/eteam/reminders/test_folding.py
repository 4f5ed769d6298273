"""Which messages of one session one person gets."""

from datetime import UTC, datetime, timedelta

from eteam.reminders.folding import Letter, chat_letters, letters
from org.working_time import usual

STOCKHOLM = "Europe/Stockholm"
STARTS = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
HOUR_BEFORE = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)


def say(now: datetime, *, told: bool = False) -> tuple[Letter, ...]:
    return letters(STARTS, STOCKHOLM, usual(STOCKHOLM), told=told, now=now)


def test_who_is_added_in_time_is_invited_and_reminded_twice() -> None:
    now = STARTS - timedelta(days=7)
    assert say(now) == (
        Letter("session_invitation", now),
        Letter("session_day_before", DAY_BEFORE),
        Letter("session_hour_before", HOUR_BEFORE),
    )


def test_who_is_added_late_gets_what_is_ahead_and_one_message_for_all_that_is_past() -> None:
    now = DAY_BEFORE + timedelta(hours=2)
    assert say(now) == (
        Letter("session_catch_up", now),
        Letter("session_day_before", DAY_BEFORE, folded=True),
        Letter("session_hour_before", HOUR_BEFORE),
    )


def test_who_is_added_in_the_last_hour_gets_one_message() -> None:
    now = HOUR_BEFORE + timedelta(minutes=30)
    assert [letter.kind for letter in say(now) if not letter.folded] == ["session_catch_up"]


def test_a_move_is_told_after_two_minutes() -> None:
    now = STARTS - timedelta(days=3)
    assert say(now, told=True) == (
        Letter("session_moved", now + timedelta(minutes=2)),
        Letter("session_day_before", DAY_BEFORE),
        Letter("session_hour_before", HOUR_BEFORE),
    )


def test_what_is_due_within_twelve_hours_of_a_move_is_folded_into_it() -> None:
    now = DAY_BEFORE - timedelta(hours=12)
    assert [letter.kind for letter in say(now, told=True) if letter.folded] == ["session_day_before"]
    before = now - timedelta(seconds=1)
    assert [letter.kind for letter in say(before, told=True) if letter.folded] == []


def test_a_move_into_the_next_minute_does_not_wait() -> None:
    now = STARTS - timedelta(minutes=1)
    assert say(now, told=True)[0] == Letter("session_moved", now)


def test_the_chat_is_told_on_the_day() -> None:
    now = STARTS - timedelta(days=7)
    morning = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert chat_letters(STARTS, STOCKHOLM, told=False, now=now) == (Letter("session_today", morning),)


def test_the_chat_hears_of_a_move_only_if_it_knew_the_old_time() -> None:
    now = STARTS - timedelta(hours=3)
    assert [letter.kind for letter in chat_letters(STARTS, STOCKHOLM, told=True, now=now) if not letter.folded] == [
        "session_moved"
    ]

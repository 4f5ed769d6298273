"""The auditor is worth something only if it sees each thing that may go wrong."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.faults.reminders.ledger import Ledger, Notice, Row, compared
from tests.faults.reminders.postoffice import Letter

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
MAIL = Row(1, "session_invitation", 5, 1, "mail", "sent", "<1@bets>", "vera@example.com", 7, AT, "")
INBOX = replace(MAIL, id=2, channel="inbox", key="")
LETTER = Letter("<1@bets>", "vera@example.com", "Session on Tuesday", 0.0)
NOTICE: Notice = (7, "session_invitation", "Session on Tuesday", "/sessions/5/")
CLEAN = Ledger([], [], [], [], [], {})


def test_finds_nothing_where_all_was_sent_once() -> None:
    found = compared([MAIL, INBOX], [NOTICE], [LETTER])
    assert found == CLEAN
    assert found.is_clean()


@pytest.mark.parametrize("state", ["planned", "claimed"])
def test_misses_what_nobody_carried_out(state: str) -> None:
    assert compared([replace(MAIL, state=state)], [], []).missed == [1]


@pytest.mark.parametrize("state", ["withdrawn", "folded", "expired", "failed"])
def test_does_not_miss_what_is_over_in_another_way(state: str) -> None:
    assert compared([replace(MAIL, state=state)], [], []) == CLEAN


def test_does_not_take_the_word_of_a_row() -> None:
    assert compared([MAIL], [], []).unsent == [1]
    assert compared([INBOX], [], []).unsent == [7]


def test_sees_a_notice_that_came_twice() -> None:
    assert compared([INBOX], [NOTICE, NOTICE], []).doubled == [NOTICE]
    other: Notice = (7, "session_invitation", "Session on Wednesday", "/sessions/5/")
    assert compared([INBOX], [NOTICE, other], []).doubled == [other]


def test_counts_letters_that_came_again_and_sees_those_that_nobody_sent() -> None:
    assert compared([MAIL], [], [LETTER, LETTER, LETTER]).repeated == {"<1@bets>": 2}
    assert compared([MAIL], [], [LETTER, replace(LETTER, key="<9@bets>")]).unasked == ["<9@bets>"]
    assert compared([MAIL], [], [LETTER, replace(LETTER, to="otto@example.com")]).unasked == ["<1@bets>"]


def test_sees_two_rows_under_one_key() -> None:
    assert compared([MAIL, replace(MAIL, id=3)], [], [LETTER]).same_key == ["<1@bets>"]

"""A text that only puts off is refused as a decision, and one that decides something passes, whatever words it uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eteam.deferral import is_deferral

REFUSED = (
    "later", "Later.", "LATER!!", "Let's take it offline", "Let’s take this off-line…", "take it offline",
    "offline", "Discuss next week", "next week", "Next Tuesday", "We'll discuss", "We will discuss it later.",
    "To be discussed", "TBD", "tbc", "t.b.d. tbd", "postponed", "Postponed to next week",
    "We postpone this until the next session.", "Deferred.", "Let's sync up tomorrow",
    "The team will circle back", "We'll get back to you", "Let's park this", "Parking lot",
    "We need to align first", "To be decided by the leaders", "The leaders will look into it",
    "We think about it", "Let us sleep on it", "We'll see", "wait and see", "Follow up by e-mail",
    "Let's have a call", "We set up a separate meeting", "To be clarified between the teams",
    "Someone should check", "Both teams talk about it and come back", "not now", "At some point, maybe", "asap",
    "We'll handle it outside the room", "", "  ", "...", "—", "Decided", "It will be resolved soon",
    "We take it up again on Thursday", "Let's revisit this next quarter", "Pending", "on hold",
    "Keep an eye on it", "No decision yet", "Discuss on 12 December", "Let's talk again in 2 weeks",
    "Postponed by two weeks", "À discuss later", "ｌａｔｅｒ",
)  # fmt: skip

PASSES = (
    "The beta fleet gets its own signing key.", "Grace issues the key today.", "Postpone the launch to 3 March.",
    "The launch is postponed by two weeks.", "We buy the offline maps.", "Ship without the offline mode.",
    "Discuss the contract with Acme's lawyers and sign it by Friday.", "Cloud delivers the API next week.",
    "Firmware may use the production key until August.", "No.", "Yes, but only for Norway.", "Drop it.",
    "Stop #12, and give its 4.0 weeks to Data.", "Vera decides alone from now on.", "The later date holds.",
    "Data lends Fleet one engineer until the end of the month.", "Option B", "B", "We take the second supplier.",
    "We wait for the audit report of 3 December, then release.", "Raise the limit to 500 euro.",
    "Two engineers, 4 days", "Check-in at the airport stays manual.", "Rewrite the parking service.",
    "Open the port on Tuesday.", "Nej", "Отложить запуск", "送信を停止する", "Move to Frankfurt.",
    "The launch moves to May 3.", "Call Acme today.",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_a_text_that_only_puts_off_is_found(text: str) -> None:
    assert is_deferral(text)


@pytest.mark.parametrize("text", PASSES)
def test_a_text_that_decides_passes(text: str) -> None:
    assert not is_deferral(text)


@pytest.mark.parametrize("text", ["12 December 2026", "In 2 weeks", "May 3"])
def test_a_date_alone_may_be_what_was_decided(text: str) -> None:
    assert not is_deferral(text)
    assert is_deferral(f"Discuss: {text}")


@given(st.sampled_from(REFUSED), st.sampled_from(REFUSED))
def test_two_ways_of_putting_off_are_none_of_deciding(one: str, other: str) -> None:
    assert is_deferral(f"{one} {other}")


@given(st.sampled_from(REFUSED), st.sampled_from(PASSES))
def test_a_decision_does_not_become_none_by_words_around_it(around: str, text: str) -> None:
    assert not is_deferral(f"{around}. {text}")


@given(st.text())
def test_it_answers_to_whatever_is_typed(text: str) -> None:
    assert is_deferral(text) in (True, False)

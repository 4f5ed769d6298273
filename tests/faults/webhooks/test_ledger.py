"""The auditor is worth something only if it sees each thing that may go wrong."""

from dataclasses import replace

from tests.faults.webhooks.ledger import Ledger, compared
from tests.faults.webhooks.receiver import Arrival

ONE, TWO = Arrival("/a", "msg_a_1", 1, is_signed=True), Arrival("/a", "msg_a_2", 2, is_signed=True)
OTHER = Arrival("/b", "msg_b_1", 1, is_signed=True)
WANTED = {("/a", 1), ("/a", 2), ("/b", 1)}


def test_finds_nothing_where_each_came_in_its_order() -> None:
    assert compared(WANTED, [ONE, OTHER, TWO]) == Ledger([], [], [], [], [], 0)


def test_misses_what_did_not_come_and_wonders_at_what_nobody_wanted() -> None:
    assert compared(WANTED, [ONE, OTHER]).missing == [("/a", 2)]
    assert compared({("/a", 1)}, [ONE, TWO]).unasked == [("/a", 2)]


def test_sees_the_first_of_each_out_of_its_order() -> None:
    assert compared(WANTED, [TWO, ONE, OTHER]).out_of_order == [("/a", 1)]


def test_forgives_a_repetition_of_an_earlier_one() -> None:
    found = compared(WANTED, [ONE, TWO, ONE, OTHER])
    assert found.is_clean()
    assert found.repeats == 1


def test_sees_a_repetition_under_another_id_and_a_bad_signature() -> None:
    assert compared(WANTED, [ONE, replace(ONE, id="x"), TWO, OTHER]).two_ids == [("/a", 1)]
    assert compared(WANTED, [replace(ONE, is_signed=False), TWO, OTHER]).unsigned == [("/a", 1)]

"""A smaller demand instead of a killed bet."""

from bets.allocation import Candidate, Policy, allocate
from bets.asking.third_way import third_way


def test_who_waits_for_one_team_alone_is_asked_at_what_was_left() -> None:
    today = allocate([Candidate(1, {"data": 10}), Candidate(2, {"data": 15, "supply": 5})], TWO, Policy.TEAM)
    way = third_way(today, (2, 1))
    assert way
    assert (way.bet, way.team, way.tenths, way.change.enters) == (2, "data", 10, (2,))


def test_who_lacks_two_teams_is_not() -> None:
    today = allocate([Candidate(1, {"data": 10}), Candidate(2, {"data": 15, "supply": 50})], TWO, Policy.TEAM)
    assert third_way(today, (2, 1)) is None


def test_nor_is_who_would_have_nothing_left() -> None:
    today = allocate([Candidate(1, {"data": 20}), Candidate(2, {"data": 15})], TWO, Policy.TEAM)
    assert third_way(today, (2, 1)) is None


def test_nor_is_who_waits_for_something_else() -> None:
    today = allocate([Candidate(1, {"data": 10}), Candidate(2, {"data": 5}, needs=(3,))], TWO, Policy.TEAM)
    assert third_way(today, (2, 1)) is None


TWO = {"data": 20, "supply": 20}

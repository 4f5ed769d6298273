"""What the solver finds replaces what was proposed at once: claimed, solved outside, written under the lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection

from bets.actions import proving, rounds
from bets.actions.proving import AGAIN, claim, prove_one, write
from bets.consensus.kemeny import Proposal
from bets.models import Round
from bets.tasks import prove
from config.celery import app
from journal.models import Event
from tests.bets.round.the_round import letters, opened, ready_as, revealed, sorted_as
from tests.cast import Cast, make_member
from tests.factories import NOW

LATER = NOW + timedelta(seconds=5)


@pytest.fixture
def round(cast: Cast) -> Round:
    """Revealed, with an order of which nothing is proved."""
    found = revealed(cast, ines="BACD", otto="ABCD")
    Round.objects.filter(pk=found.pk).update(proposal=cast.ids("ABDC"), distance=3, bound=None)
    found.refresh_from_db()
    return found


def proofs() -> list[tuple[str, object]]:
    events = Event.objects.filter(kind="bets.round.proved")
    return [(event.actor_name, event.data) for event in events]


def test_the_proposal_is_replaced_and_proved(cast: Cast, round: Round) -> None:
    assert prove_one(now=LATER)
    round.refresh_from_db()
    assert (round.distance, round.bound, round.is_proved, round.tried_at) == (1, 1, True, LATER)
    assert letters(cast, round.proposal) in ("ABCD", "BACD")
    assert proofs() == [("The solver", {"round": round.pk, "distance": 1, "bound": 1})]


def test_what_is_proved_is_left_alone(cast: Cast, round: Round) -> None:
    prove_one(now=LATER)
    assert not prove_one(now=LATER + AGAIN * 2)
    assert len(proofs()) == 1


def test_without_a_round_there_is_nothing_to_do(cast: Cast) -> None:
    assert not prove_one(now=LATER)
    ready_as(cast, opened(cast), cast.ines, "BACD")
    assert not prove_one(now=LATER)


def test_the_order_of_a_reference_is_not_bettered(cast: Cast) -> None:
    round = revealed(cast, ines="DCBA", otto="ABCD", reference=cast.ines)
    assert not prove_one(now=LATER)
    round.refresh_from_db()
    assert letters(cast, round.proposal) == "DCBA"


def test_a_reference_that_was_not_ready_hinders_nothing(cast: Cast) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    round = opened(cast, reference=lena)
    sorted_as(cast, round, lena, "DCBA")
    for leader in (cast.ines, cast.otto):
        ready_as(cast, round, leader, "ABCD")
    rounds.close(round=round, by=lena, now=NOW)
    Round.objects.update(proposal=cast.ids("ABDC"), distance=2, bound=None)
    assert prove_one(now=LATER)


def test_a_round_is_claimed_once(cast: Cast, round: Round) -> None:
    assert claim(now=LATER) is not None
    assert claim(now=LATER) is None


def test_whose_process_died_is_claimed_again_after_a_while_and_not_for_ever(cast: Cast, round: Round) -> None:
    claim(now=LATER)
    assert claim(now=LATER + AGAIN) is None
    assert claim(now=LATER + AGAIN + timedelta(seconds=1)) is not None
    assert claim(now=NOW + Round.PROVED_WITHIN) is None


def test_the_solver_runs_outside_of_any_transaction(round: Round) -> None:
    """In the test's own one there is nothing beside it: no savepoint of ours is open while it works."""
    depth = len(connection.savepoint_ids)
    seen: list[int] = []

    def looking(orders: list[tuple[int, ...]], last: tuple[int, ...]) -> Proposal:
        seen.append(len(connection.savepoint_ids))
        return Proposal(tuple(last), 0, 0)

    with solver(looking):
        prove_one(now=LATER)
    assert seen == [depth]


def test_when_time_runs_out_it_says_how_far_it_is_proved(cast: Cast, round: Round) -> None:
    with solver(lambda orders, last: Proposal(tuple(cast.ids("ABDC")), 3, 1)):
        prove_one(now=LATER)
    round.refresh_from_db()
    assert (letters(cast, round.proposal), round.distance, round.bound) == ("ABDC", 3, 1)
    assert proofs()[0][1] == {"round": round.pk, "distance": 3, "bound": 1}


def test_nothing_is_written_or_told_if_nothing_is_better(cast: Cast, round: Round) -> None:
    for _ in range(2):
        with solver(lambda orders, last: Proposal(tuple(cast.ids("ABDC")), 3, 1)):
            prove_one(now=LATER)
        Round.objects.update(tried_at=None)
    assert len(proofs()) == 1


def test_a_proof_that_comes_after_a_calling_off_is_dropped(cast: Cast, round: Round) -> None:
    claimed = claim(now=LATER)
    assert claimed
    Round.objects.update(called_off=True)
    assert not write(claim=claimed, found=Proposal(tuple(cast.ids("ABCD")), 1, 1), now=LATER)
    round.refresh_from_db()
    assert (letters(cast, round.proposal), proofs()) == ("ABDC", [])


def test_so_is_one_for_a_proposal_that_was_replaced_meanwhile(cast: Cast, round: Round) -> None:
    claimed = claim(now=LATER)
    assert claimed
    Round.objects.update(proposal=cast.ids("BACD"), distance=1, bound=1)
    assert not write(claim=claimed, found=Proposal(tuple(cast.ids("ABCD")), 1, 1), now=LATER)
    round.refresh_from_db()
    assert letters(cast, round.proposal) == "BACD"


def test_without_that_look_it_would_be_written(cast: Cast, round: Round) -> None:
    """The negative control: what the two tests before would not notice otherwise."""
    claimed = claim(now=LATER)
    assert claimed
    Round.objects.update(called_off=True)
    with patch.object(Round, "is_revealed", True):
        assert write(claim=claimed, found=Proposal(tuple(cast.ids("ABCD")), 1, 1), now=LATER)
    assert len(proofs()) == 1


def test_the_tick_brings_it_and_lets_go_of_what_came_too_late() -> None:
    entry = next(each for each in app.conf.beat_schedule.values() if each["task"] == prove.name)
    assert entry["schedule"] <= 5
    assert entry["options"]["expires"] <= entry["schedule"]


def test_the_task_does_one_round(cast: Cast, round: Round) -> None:
    with time_machine.travel(LATER, tick=False):
        assert [prove(), prove()] == [True, False]


@contextmanager
def solver(found: object) -> Iterator[None]:
    with patch.object(proving, "prove", found):
        yield

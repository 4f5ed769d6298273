"""`verify` as a whole: what it prints, where it looks, and what it takes for good."""

import logging

import pytest
from django.core.management import CommandError, call_command

from bets.actions.leaving import withdraw
from bets.actions.locking import unlock
from bets.actions.orders import adopt
from bets.models import Bet, Cycle
from bets.models.rank import RankQuerySet
from config.tasks import verify as nightly
from config.verify import verify
from config.verify.findings import LISTED, Finding, findings
from tests.cast import Cast, make_cast, make_ranked
from tests.config.verify.breaking import broken
from tests.elsewhere import elsewhere
from tests.factories import NOW
from tests.logged import log_order


def test_a_healthy_board_keeps_every_promise(north: Cast) -> None:
    assert broken() == {}


def test_a_locked_board_keeps_every_promise(locked: Cast) -> None:
    assert broken() == {}


def test_a_bet_withdrawn_under_the_plan_breaks_nothing_nor_does_the_unlock_after_it(locked: Cast) -> None:
    withdraw(bet=locked.a, by=locked.vera, now=NOW, reason="The partner left.")
    assert broken() == {}
    for leader in (locked.ines, locked.otto):
        unlock(cycle=locked.cycle, by=leader, now=NOW, reason="The partner left.")
    assert broken() == {}
    assert locked.order == "DBC"


def test_a_board_without_a_single_event_keeps_every_promise(db: None) -> None:
    assert broken() == {}


def test_many_breaches_are_cut_short() -> None:
    told = str(Finding(1, "ranks", tuple("ab"), more=True))
    assert told == "1 ranks: a; b; and more"


def test_no_more_is_listed_than_helps(north: Cast) -> None:
    for number in range(LISTED + 1):
        Bet.objects.filter(pk=make_ranked(north.cycle, north.vera, f"Bet {number}", north.data).pk).update(
            status="draft"
        )
    ranks = findings()[0]
    assert (len(ranks.breaches), ranks.more) == (LISTED, True)


@pytest.mark.django_db(transaction=True)
def test_the_command_prints_a_line_for_each_promise(capsys: pytest.CaptureFixture[str]) -> None:
    log_order(make_cast())
    call_command("verify")
    lines = capsys.readouterr().out.splitlines()
    assert [int(line.split()[0]) for line in lines] == [1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13]
    assert all(line.endswith(": ok") for line in lines)


@pytest.mark.django_db(transaction=True)
def test_the_command_fails_when_a_promise_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    make_cast()  # an order without a log
    with pytest.raises(CommandError, match=r"1 of 11 are broken\.") as failure:
        call_command("verify")
    assert failure.value.returncode == 1
    assert "2 the log gives the order: north/2027H1" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_nightly_task_tells_the_log(caplog: pytest.LogCaptureFixture) -> None:
    make_cast()
    assert nightly() == 1
    (line,) = [entry for entry in caplog.records if entry.name == "config.tasks"]
    assert line.levelno == logging.ERROR
    assert "the log gives the order" in line.getMessage()


@pytest.fixture
def a_move_in_between(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Between the look at the log and the look at the ranks somebody else turns the order around."""
    cast = log_order(make_cast())
    order = RankQuerySet.order

    def turned_around_before(ranks: RankQuerySet, cycle: Cycle) -> list[int]:
        monkeypatch.undo()
        elsewhere(lambda: adopt(cycle=cycle, order=cast.ids("DCBA"), by=cast.ines, now=NOW))
        return order(ranks, cycle)

    monkeypatch.setattr(RankQuerySet, "order", turned_around_before)
    return cast


def test_what_others_do_meanwhile_is_not_seen(a_move_in_between: Cast) -> None:
    assert [str(finding) for finding in verify() if not finding.holds] == []
    assert a_move_in_between.order == "DCBA"


def test_without_the_snapshot_it_would_be_taken_for_a_breach(a_move_in_between: Cast) -> None:
    assert set(broken()) == {2}

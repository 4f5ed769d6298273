"""Eight people rank at once, over connections of their own, with real commits.

What is not found in N attempts happens in fewer than 3 of N, at 95 % confidence: that is what each zero says, and
the plays with a lock, a guard or a key taken away (`test_negative_controls`) show what it would look like.
"""

import time

import pytest

from config.verify import verify
from tests.concurrency.books import Audit, audit
from tests.concurrency.client import Diary, Habits
from tests.concurrency.crowd import Crowd
from tests.concurrency.table import CLIENTS, Table, lay

pytestmark = pytest.mark.django_db(transaction=True)

FULL = 10_000
NOTHING_WRONG = Audit(lost=[], double=[], two_answers=[], unasked=[], mistold=[], torn=[], untrue=[], log=[])


@pytest.fixture
def table(transactional_db: None) -> Table:
    return lay()


def played(crowd: Crowd, capsys: pytest.CaptureFixture[str]) -> Diary:
    """The diary of a play, after a line about it on the terminal."""
    begun = time.monotonic()
    diary = crowd.play()
    counts = ", ".join(f"{count} {what}" for what, count in sorted(diary.counts.items()))
    acts, looks = len(diary.answers), len(diary.looks)
    with capsys.disabled():
        print(  # noqa: T201  the figures are the result of these tests
            f"\n{acts} acts by {CLIENTS} clients in {time.monotonic() - begun:.0f} s ({counts or 'no waits'});"
            f" each zero is < {3 / acts:.2%} of the acts, < {3 / looks:.3%} of {looks} reads"
        )
    return diary


@pytest.mark.parametrize("acts", [2_000, pytest.param(FULL, marks=pytest.mark.faults)])
def test_a_crowd_leaves_one_strict_order(table: Table, acts: int, capsys: pytest.CaptureFixture[str]) -> None:
    """No act is lost or applied twice; every read in between is 1..n, and is the order that the log tells."""
    diary = played(Crowd(table, acts), capsys)
    assert audit(table, diary) == NOTHING_WRONG
    assert diary.counts["deadlock"] == 0
    assert [breach for breaches in diary.inspections for breach in breaches] == []
    assert [str(finding) for finding in verify() if not finding.holds] == []
    assert {act.kind for act in diary.acts.values()} == {
        "move", "tray", "withdraw", "decline", "undo", "adopt", "restore",
    }  # fmt: skip


@pytest.mark.parametrize("acts", [400, pytest.param(FULL, marks=pytest.mark.faults)])
def test_cut_connections_and_lost_answers_lose_and_double_nothing(
    table: Table, acts: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who got no answer asks again with the same key, until there is one."""
    habits = Habits(keyed=1.0, echoed=0.05, dropped=0.1, mortal=True)
    diary = played(Crowd(table, acts, habits, cut_every=0.05), capsys)
    assert audit(table, diary) == NOTHING_WRONG
    assert diary.counts["died"] > acts / 100
    assert [str(finding) for finding in verify() if not finding.holds] == []

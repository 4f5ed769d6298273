"""Every action, tried by everybody: who may not changes nothing and is written down; who may, may."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from bets.actions.pitching import PitchesClosed, submit
from bets.models import Bet, Cycle
from journal.models import Event
from journal.refusals import WrongState
from org.models import Membership
from tests.authz.acts import ATTEMPTS, Attempt, complete_draft
from tests.authz.digest import digest
from tests.authz.matrix import CONFIRM_LEADER, NOBODY, ROLES, STATES, Case, Row, read
from tests.cast import Cast, make_member
from tests.factories import NOW

ROWS = {row.action: row for row in read()}
pytestmark = pytest.mark.usefixtures("files")
INITIALS = {state: initial for initial, state in STATES.items()}

ROWS[CONFIRM_LEADER.action] = CONFIRM_LEADER

# These act on the board of whoever acts, and name nobody and nothing of another.
AT_HOME = {
    "ask_for_an_address", "invite", "invite_an_admin", "edit_calendar", "import_people", "add_a_webhook",
    "make_ones_own_token", "make_an_integrations_token", "connect_a_tool",
    "part_from_a_tool", "pause_a_tool", "let_a_tool_go_on", "try_a_tool_out",
}  # fmt: skip
# What somebody has read is nobody else's business: no event tells of it.
UNTOLD = {"inbox.own", "ical.own_feed"}
# Nothing is anybody's before the file is applied, which is told once: `import_drafts`.
NOT_YET_TOLD = {"send_a_file", "match_its_columns", "ask_for_it"}
# These name nobody: whatever one does by them is one's own.
ALWAYS_OWN = {"private_order.write", "eteam.domain_report", "token.own"}
UNCHANGING = {
    "read", "view", "list", "read_pitch", "preview", "published", "download", "follow", "weekly", "deliveries",
}  # fmt: skip
# Tried as what it is a part of: tests/eteam/live.
PARTS = {"blocker.accept_breach"}


def row_of(attempt: Attempt) -> Row:
    return ROWS[attempt.action]


def case_of(attempt: Attempt, roles: tuple[str, ...], *, own: bool) -> Case:
    """In the cast's cycle, which VPs may see."""
    is_own = (own or attempt.action in ALWAYS_OWN) and attempt.action != "bet.submit_for_other"
    return Case(roles, INITIALS[attempt.state], own=is_own, visibility="live_to_vps")


def allowed() -> list[tuple[Attempt, tuple[str, ...]]]:
    return [
        (attempt, roles)
        for attempt in ATTEMPTS
        for roles in ROLES
        if row_of(attempt).expected(case_of(attempt, roles, own=True)) in ("ok", "202")
    ]


def denied(attempt: Attempt) -> list[tuple[str, ...]]:
    return [roles for roles in ROLES if row_of(attempt).expected(case_of(attempt, roles, own=False)) in ("403", "404")]


def late() -> list[tuple[Attempt, str]]:
    """Attempts in a state of the cycle in which the row does not hold."""
    return [
        (attempt, state)
        for attempt in ATTEMPTS
        for state, initial in INITIALS.items()
        if initial not in row_of(attempt).states
        and any(cell in ("ok", "own") for cell in row_of(attempt).cells.values())
    ]


def names(value: object) -> str:
    return "+".join(value) or "viewer" if isinstance(value, tuple) else str(value)


def bring(cast: Cast, state: str) -> None:
    """The cycle into the state, as if it had got there."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    cast.cycle.refresh_from_db()


@pytest.mark.parametrize(("attempt", "roles"), allowed(), ids=names)
def test_who_may_does(cast: Cast, attempt: Attempt, roles: tuple[str, ...]) -> None:
    by = make_member(cast.board, "Zoe", roles)
    bring(cast, attempt.state)
    act = attempt.ready(cast, by, by)
    before, events = digest(), Event.objects.count()
    act()
    assert digest() != before
    told = attempt.action not in UNTOLD and attempt.name not in NOT_YET_TOLD
    assert Event.objects.count() == events + told


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_who_may_not_changes_nothing(cast: Cast, attempt: Attempt, caplog: pytest.LogCaptureFixture) -> None:
    people = [make_member(cast.board, f"Zoe{number}", roles) for number, roles in enumerate(denied(attempt))]
    for by in people:
        expect(cast, attempt, by, PermissionDenied, caplog)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_for_those_of_elsewhere_there_is_nothing(
    cast: Cast, attempt: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    for stranger in (cast.emil,) if attempt.name in AT_HOME else (cast.olga, cast.emil):
        expect(cast, attempt, stranger, Http404, caplog)


@pytest.mark.parametrize(("attempt", "state"), late(), ids=names)
def test_in_another_phase_it_waits(cast: Cast, attempt: Attempt, state: str) -> None:
    by = make_member(cast.board, "Zoe", ["admin", "leader", "vp"])
    bring(cast, attempt.state)
    act = attempt.ready(cast, by, by)
    bring(cast, state)
    before = digest()
    with pytest.raises(WrongState) as refused:
        act()
    assert refused.value.status == 409
    assert digest() == before


def test_in_ranking_nothing_is_submitted_without_an_exception(cast: Cast) -> None:
    """Although the closing time is yet to come."""
    bet = complete_draft(cast, cast.vera)
    with pytest.raises(PitchesClosed, match="closed when ranking was opened") as refused:
        submit(bet=bet, by=cast.vera, now=NOW)
    assert (refused.value.status, refused.value.code) == (409, "pitches_closed")
    assert Bet.objects.get(pk=bet.pk).status == "draft"


def test_every_row_that_changes_something_is_tried() -> None:
    changing = {row.action for row in ROWS.values() if row.action.rpartition(".")[2] not in UNCHANGING}
    reading = {action for action in changing if ".read" in action or action.startswith("export")}
    assert {attempt.action for attempt in ATTEMPTS} == changing - reading - NOBODY - PARTS - {"cycle.change_locked"}


def expect(
    cast: Cast, attempt: Attempt, by: Membership, error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    with transaction.atomic():
        bring(cast, attempt.state)
        act = attempt.ready(cast, by, cast.vera)
        before = digest()
        with caplog.at_level("INFO", "security"), pytest.raises(error):
            act()
        assert digest() == before
        transaction.set_rollback(True)  # the next one finds the board as this one did
    assert [record for record in caplog.records if record.name == "security"], f"{attempt}: nobody was told"

"""The database's own guard: no report of a VP has a place in the room beside them, whoever writes the row and how.

Each case is tried twice, with the trigger and with that one trigger off: so it is the trigger that refuses.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from org.models import Membership
from tests.cast import Cast, make_member

TRIGGER = "no_reports_beside_their_vp"
STANDS_IN = "acting_for_id = {victor}, acting_from = '2026-11-24', acting_until = {until}"

REFUSED = {
    "a report becomes VP": "roles = ARRAY['vp']",
    "a report becomes steward": "roles = ARRAY['steward']",
    "a report becomes steward beside other roles": "roles = ARRAY['admin', 'steward']",
    "a report stands in from today": STANDS_IN,
    "a report stands in later": STANDS_IN.replace("'2026-11-24'", "'2099-01-01'"),
}


def update(cast: Cast, member: Membership, changes: str, until: str = "'2099-12-31'") -> None:
    names = {"vera": cast.vera.pk, "victor": cast.victor.pk, "until": until}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE org_membership SET {changes.format(**names)} WHERE id = {member.pk}")


@contextmanager
def switched_off() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE org_membership DISABLE TRIGGER {TRIGGER}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE org_membership ENABLE TRIGGER {TRIGGER}")


@pytest.fixture
def report(cast: Cast) -> Membership:
    """Rita, who reports to Vera and has no role."""
    rita = make_member(cast.board, "Rita")
    rita.manager = cast.vera
    rita.save()
    return rita


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_it(cast: Cast, report: Membership, changes: str) -> None:
    with pytest.raises(DatabaseError, match="direct report is a VP or the steward"):
        update(cast, report, changes)
    with switched_off():
        update(cast, report, changes)


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_a_leaders_exception_lets_it_pass(cast: Cast, report: Membership, changes: str) -> None:
    update(cast, report, "direct_report_exception = 'They disagree well.'")
    update(cast, report, changes)


@pytest.mark.parametrize("seat", ["roles = ARRAY['vp']", "roles = ARRAY['steward']", STANDS_IN])
def test_whoever_has_a_seat_gets_no_vp_as_manager_and_no_manager_becomes_vp(cast: Cast, seat: str) -> None:
    rita, willy = make_member(cast.board, "Rita"), cast.willy
    update(cast, rita, seat)
    with pytest.raises(DatabaseError, match="direct report is a VP or the steward"):
        update(cast, rita, "manager_id = {vera}")
    update(cast, rita, f"manager_id = {willy.pk}")
    with pytest.raises(DatabaseError, match="direct report is a VP or the steward"):
        update(cast, willy, "roles = ARRAY['vp']")


def test_what_is_over_is_no_seat(cast: Cast, report: Membership) -> None:
    update(cast, report, STANDS_IN.replace("2026-11-24", "2020-01-01"), until="'2020-02-01'")
    update(cast, report, "ended_at = now()")
    update(cast, report, "roles = ARRAY['steward']")


def test_the_reports_of_a_leader_and_viewers_and_admins_have_no_such_bar(cast: Cast, report: Membership) -> None:
    update(cast, report, "roles = ARRAY['admin']")
    update(cast, cast.stina, f"manager_id = {cast.ines.pk}")
    update(cast, cast.victor, f"manager_id = {cast.ines.pk}")

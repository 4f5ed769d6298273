"""The page of what drifts, and the button that puts it on the agenda."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from eteam.models import Matter
from org.models import Membership
from tests.cast import Cast
from tests.eteam.rows import RoomFactory
from tests.factories import NOW, ReferenceFactory, TeamMoveFactory
from tests.locked import locked_plan

pytestmark = pytest.mark.django_db


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


@pytest.fixture
def drifting(cast: Cast) -> Iterator[Cast]:
    """Twenty days after the lock."""
    now = NOW + timedelta(days=20)
    locked_plan(cast)
    RoomFactory(board=cast.board)
    ReferenceFactory(cycle=cast.cycle, bet=cast.a, seen_at=now, external_id="DAT-1", url="https://jira.example/DAT-1")
    low = ReferenceFactory(cycle=cast.cycle, bet=cast.c, seen_at=now)
    TeamMoveFactory(reference=low, board=cast.board, team=cast.data, moved_at=now - timedelta(days=1))
    with time_machine.travel(now, tick=False):
        yield cast


def test_it_leads_to_both_bets_and_their_epics(drifting: Cast) -> None:
    page = browser(drifting.vera).get(f"/cycles/{drifting.cycle.pk}/drift/").content.decode()
    assert "Data moved work under #3 “Charlie” while its funded #1 “Alpha” had none" in page
    for link in (f"/bets/{drifting.a.pk}/", f"/bets/{drifting.c.pk}/", "https://jira.example/DAT-1"):
        assert f'href="{link}"' in page


def test_a_button_puts_it_on_the_next_agenda(drifting: Cast) -> None:
    vera, page = browser(drifting.vera), f"/cycles/{drifting.cycle.pk}/drift/"
    answer = vera.post(f"{page}matters/", {"bet": drifting.a.pk, "team": "data"}, follow=True)
    said = answer.content.decode()
    assert "It is on the next agenda." in said
    assert "Put it on the next agenda" not in said
    assert Matter.objects.get().raised_by == drifting.vera


def test_the_steward_reads_it_and_raises_nothing(drifting: Cast) -> None:
    stina, page = browser(drifting.stina), f"/cycles/{drifting.cycle.pk}/drift/"
    assert "Put it on the next agenda" not in stina.get(page).content.decode()
    assert stina.post(f"{page}matters/", {"bet": drifting.a.pk, "team": "data"}).status_code == 403


def test_what_drifts_no_more_is_said(drifting: Cast) -> None:
    answer = browser(drifting.vera).post(
        f"/cycles/{drifting.cycle.pk}/drift/matters/", {"bet": drifting.b.pk, "team": "data"}, follow=True
    )
    assert "Nothing drifts there any more" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"bet": "x", "team": "data"}, {"bet": "1", "team": "a b"}])
def test_what_is_no_drift_at_all_is_refused(drifting: Cast, sent: dict[str, str]) -> None:
    answer = browser(drifting.vera).post(f"/cycles/{drifting.cycle.pk}/drift/matters/", sent)
    assert answer.status_code == 422


def test_without_a_plan_or_a_link_it_says_what_to_do_first(cast: Cast) -> None:
    page = f"/cycles/{cast.cycle.pk}/drift/"
    assert "No plan is locked" in browser(cast.vera).get(page).content.decode()
    locked_plan(cast)
    assert "No bet is linked" in browser(cast.vera).get(page).content.decode()

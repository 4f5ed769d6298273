"""The pages of the roadmap tool: connected, mapped, pushed after a look, and told of bet by bet."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bets.models import Reference, RoadmapRun, RoadmapTool, TeamProject
from bets.roadmap.working import work_off
from org.models import Membership
from tests.bets.roadmap.conftest import Joined
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN, Jira
from tests.cast import Cast
from tests.factories import ReferenceFactory, RoadmapRunFactory, RoadmapToolFactory, TeamFactory, TeamProjectFactory
from tests.locked import locked_plan

pytestmark = pytest.mark.django_db
PAGE = "/boards/north/roadmap/"
SENT = {"address": "https://example.atlassian.net", "account": "r@example.com", "secret": "hush-token"}


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def text(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_an_admin_connects_it_and_no_page_ever_shows_the_token(cast: Cast) -> None:
    ada = browser(cast.ada)
    assert "connected to no tool" in text(ada, PAGE)
    answer = ada.post(f"{PAGE}connection/", SENT, follow=True)
    assert "Kept. Whether it answers is seen in seconds." in answer.content.decode()
    assert RoadmapTool.objects.get().secret == "hush-token"
    assert RoadmapRun.objects.get().kind == "test"
    for member in (cast.ada, cast.ines):
        assert "hush-token" not in text(browser(member), PAGE)


def test_an_empty_token_is_the_one_that_is_kept(cast: Cast) -> None:
    ada = browser(cast.ada)
    ada.post(f"{PAGE}connection/", SENT)
    ada.post(f"{PAGE}connection/", SENT | {"secret": "", "account": "other@example.com"})
    tool = RoadmapTool.objects.get()
    assert (tool.account, tool.secret) == ("other@example.com", "hush-token")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"address": "http://example.atlassian.net"}, "It begins with https://."),
        ({"address": "https://me:you@example.atlassian.net"}, "Leave name and password out"),
        ({"address": "https://example.atlassian.net/?a=b"}, "Leave out what follows the ?."),
        ({"address": "https://other.atlassian.net", "secret": ""}, "it goes to another address than before"),
        ({"account": "a:b"}, "Give the e-mail address that the token belongs to."),
        ({"account": ""}, "required"),
        ({"secret": "a\nb"}, "This is no API token."),
        ({"secret": "x\0"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(cast: Cast, sent: dict[str, str], said: str) -> None:
    RoadmapToolFactory(board=cast.board)
    answer = browser(cast.ada).post(f"{PAGE}connection/", SENT | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert RoadmapTool.objects.get().secret == "a token"


def test_parted_the_token_is_gone_and_the_links_stay(cast: Cast) -> None:
    ReferenceFactory(cycle=cast.cycle, bet=cast.a)
    RoadmapToolFactory(board=cast.board)
    browser(cast.ada).post(f"{PAGE}connection/end/")
    assert RoadmapTool.objects.get().secret == ""
    assert Reference.objects.count() == 1


def test_paused_and_going_on(cast: Cast) -> None:
    RoadmapToolFactory(board=cast.board)
    ada = browser(cast.ada)
    ada.post(f"{PAGE}pause/")
    assert "By Ada." in text(ada, PAGE)
    ada.post(f"{PAGE}pause/end/")
    assert not RoadmapTool.objects.get().is_paused


def test_each_team_gets_its_project_and_no_two_the_same(cast: Cast) -> None:
    ada, fleet = browser(cast.ada), TeamFactory(board=cast.board, slug="fleet", name="Fleet")
    ada.post(f"{PAGE}projects/data/", {"project": " DAT "})
    assert TeamProject.objects.get(team=cast.data).project == "DAT"
    answer = ada.post(f"{PAGE}projects/fleet/", {"project": "DAT"})
    assert answer.status_code == 422
    assert "DAT is the project of Data; one project is one team" in answer.content.decode()
    ada.post(f"{PAGE}projects/data/", {"project": ""})
    assert not TeamProject.objects.exists()
    assert fleet


def test_a_leader_sees_what_a_push_would_do_and_asks_for_it(joined: Joined) -> None:
    ines, cycle = browser(joined.cast.ines), joined.cast.cycle
    page = text(ines, f"/cycles/{cycle.pk}/roadmap/push/")
    assert '#1 Alpha <span class="soft">in DAT</span>' in page
    assert joined.jira.asked == [], "nothing is asked of the tool by a page"
    answer = ines.post(f"/cycles/{cycle.pk}/roadmap/push/", follow=True)
    assert "under way" in answer.content.decode()
    work_off()
    run = RoadmapRun.objects.get()
    assert "DAT-1 was made." in text(ines, f"{PAGE}runs/{run.pk}/")
    assert "DAT-1" in text(ines, PAGE)


def test_a_second_one_while_one_is_under_way_is_said(joined: Joined) -> None:
    RoadmapRunFactory(board=joined.cast.board, cycle=joined.cast.cycle, kind="pull")
    answer = browser(joined.cast.ines).post(f"/cycles/{joined.cast.cycle.pk}/roadmap/push/", follow=True)
    assert "Something else is under way with the tool." in answer.content.decode()


def test_the_owner_links_a_bet_by_hand_and_unlinks_it(cast: Cast) -> None:
    locked_plan(cast)
    vera = browser(cast.vera)
    page = f"/bets/{cast.a.pk}/external/"
    vera.post(page, {"source": "Linear", "external_id": "LIN-7", "url": "", "status": "Started", "progress": "30"})
    row = Reference.objects.get()
    assert (row.source, row.external_id, row.status, row.progress) == ("linear", "LIN-7", "Started", 30)
    assert "LIN-7" in text(vera, PAGE)
    vera.post(f"{page}end/")
    assert not Reference.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"external_id": ""}, "This field is required."),
        ({"url": "javascript:alert(1)"}, "Write a web address"),
        ({"progress": "101"}, "less than or equal to 100"),
        ({"external_id": "PRO-1"}, "is linked to “Bravo” already"),
    ],
)
def test_a_link_that_cannot_be_is_said(cast: Cast, sent: dict[str, str], said: str) -> None:
    locked_plan(cast)
    ReferenceFactory(cycle=cast.cycle, bet=cast.b, external_id="PRO-1")
    answer = browser(cast.ines).post(f"/bets/{cast.a.pk}/external/", {"source": "jira", "external_id": "X-1"} | sent)
    assert answer.status_code in (409, 422)
    assert said in answer.content.decode()


def test_the_page_costs_the_same_however_much_is_on_it(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    locked_plan(cast)
    RoadmapToolFactory(board=cast.board)
    ines = browser(cast.ines)
    ReferenceFactory(cycle=cast.cycle, bet=cast.a)
    text(ines, PAGE)
    with django_assert_num_queries(STATEMENTS):
        text(ines, PAGE)
    ReferenceFactory(cycle=cast.cycle, bet=cast.b)
    TeamProjectFactory(board=cast.board, team=cast.data)
    RoadmapRunFactory(board=cast.board, cycle=cast.cycle)
    with django_assert_num_queries(STATEMENTS):
        text(ines, PAGE)


STATEMENTS = 19
"""Session, person, seats and the frame; then those of the page."""


def test_connected_to_a_real_one_a_test_says_so(cast: Cast, jira: Jira, settings: Any) -> None:
    ada = browser(cast.ada)
    ada.post(f"{PAGE}connection/", {"address": jira.address, "account": ACCOUNT, "secret": TOKEN})
    work_off()
    assert "It answers, and knows us as Roadmap Robot." in text(ada, PAGE)

"""In the demo, and only there, one click makes one somebody."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from org.models import Person
from tests.cast import Cast, make_member


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def test_without_the_demo_there_is_no_such_page(client: Client, cast: Cast) -> None:
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"member": cast.ines.pk}).status_code == 404
    assert SESSION_KEY not in client.session


@pytest.mark.usefixtures("demo")
def test_one_button_each(client: Client, cast: Cast) -> None:
    page = client.get("/demo/").content.decode()
    assert page.count('name="member"') == 8
    assert '<span class="only-heard">Sign in as </span>Ines<span class="only-heard">, leader</span>' in page
    assert "Emil" not in page


@pytest.mark.usefixtures("demo")
def test_a_press_signs_in_under_another_session(client: Client, cast: Cast) -> None:
    client.force_login(cast.willy.person)
    before = client.session.session_key
    answer = client.post("/demo/", {"member": cast.ines.pk, "next": "/boards/north/people/"})
    assert answer.headers["Location"] == "/boards/north/people/"
    assert client.session[SESSION_KEY] == str(cast.ines.person_id)
    assert client.session.session_key != before


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("member", ["", "x", "0", "9" * 30, "²"])
def test_nobody_is_nobody(client: Client, cast: Cast, member: str) -> None:
    assert client.post("/demo/", {"member": member}).status_code == 404


@pytest.mark.usefixtures("demo")
def test_who_left_or_was_deactivated_cannot_be_played(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.vera.person_id).update(is_active=False)
    for member in (cast.emil, cast.vera):
        assert client.post("/demo/", {"member": member.pk}).status_code == 404


@pytest.mark.usefixtures("demo")
def test_it_never_leads_off_the_site(client: Client, cast: Cast) -> None:
    answer = client.post("/demo/", {"member": cast.ines.pk, "next": "//evil.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("demo")
def test_the_sign_in_page_offers_it(client: Client, cast: Cast) -> None:
    page = client.get("/account/login/?next=/boards/north/people/").content.decode()
    assert 'href="/demo/?next=/boards/north/people/"' in page


@pytest.mark.usefixtures("demo")
def test_more_people_cost_no_more_statements(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(9):  # boards, and four for each of two
        client.get("/demo/")
    for number in range(20):
        make_member(cast.board, f"Mia{number}")
    with django_assert_num_queries(9):
        client.get("/demo/")


def test_nobody_signs_in_as_somebody_there_is_none_of(cast: Cast, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    answer = client.post("/demo/", {"member": "0"}, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "No such page." in answer.content.decode()
    assert "Membership" not in answer.content.decode()

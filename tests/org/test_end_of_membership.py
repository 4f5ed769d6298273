"""When a membership ends, everything ends with it, at once."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from org.actions.people import end, invite
from org.models import Membership, Person
from tests.cast import Cast
from tests.factories import NOW, MembershipFactory
from tests.org.test_doors import DOORS, address

PASSWORD = "seven green boats"


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


@pytest.mark.parametrize("name", DOORS)
def test_the_very_next_request_is_refused_on_every_page(cast: Cast, name: str) -> None:
    client = signed_in(cast.willy)
    page = address(cast, name)
    assert client.get("/boards/north/people/").status_code == 200
    end(member=cast.willy, by=cast.ada, now=NOW)
    assert client.get(page).headers["Location"].startswith("/account/login/")
    assert SESSION_KEY not in client.session


def test_every_session_of_theirs_ends_and_nobody_elses(cast: Cast) -> None:
    laptop, phone, other = signed_in(cast.willy), signed_in(cast.willy), signed_in(cast.vera)
    end(member=cast.willy, by=cast.ada, now=NOW)
    for client in (laptop, phone):
        assert client.get("/settings/").status_code == 302
    assert other.get("/settings/").status_code == 200
    assert Session.objects.count() == 1, "what was refused is deleted"


def test_who_has_another_board_signs_in_again_for_it(cast: Cast) -> None:
    south = MembershipFactory(board=cast.olga.board, person=cast.willy.person)
    cast.willy.person.set_password(PASSWORD)
    cast.willy.person.save()
    client = signed_in(cast.willy)
    end(member=cast.willy, by=cast.ada, now=NOW)
    assert client.get("/boards/south/people/").status_code == 302
    client.post("/account/login/", {"login": cast.willy.person.email, "password": PASSWORD})
    assert client.get("/boards/south/people/").status_code == 200
    assert client.get("/boards/north/people/").status_code == 404
    assert south.ended_at is None


def test_whoever_comes_back_and_goes_again_is_out_again(cast: Cast) -> None:
    end(member=cast.willy, by=cast.ada, now=NOW)
    again = invite(name="Willy", email=cast.willy.person.email, roles=[], by=cast.ada, now=NOW)
    client = signed_in(Membership.objects.get(pk=again.pk))
    assert client.get("/boards/north/people/").status_code == 200
    end(member=again, by=cast.ada, now=NOW)
    assert client.get("/boards/north/people/").status_code == 302


def test_a_refused_end_ends_no_session(cast: Cast) -> None:
    client = signed_in(cast.ada)
    refused = client.post(f"/boards/north/people/{cast.ada.pk}/end/")
    assert refused.status_code == 409
    assert client.get("/boards/north/people/").status_code == 200


def test_it_costs_no_statement_more(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.emil)
    with django_assert_num_queries(3):  # session, person with what has ended, and the frame
        assert client.get("/settings/").status_code == 200


def test_without_the_count_of_endings_the_session_would_go_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person, "endings", 0)
    monkeypatch.setattr("org.sign_in._PERSON", "SELECT * FROM org_person WHERE id = %s AND is_active")
    client = signed_in(cast.willy)
    end(member=cast.willy, by=cast.ada, now=NOW)
    assert client.get("/settings/").status_code == 200


# --- what the page of a person says of it


def test_the_page_tells_the_places_of_a_person_over_time(cast: Cast) -> None:
    end(member=cast.vera, by=cast.ada, now=NOW)
    again = invite(name="Vera", email=cast.vera.person.email, roles=["steward"], by=cast.ada, now=NOW)
    page = signed_in(cast.victor).get(f"/boards/north/people/{again.pk}/").content.decode()
    assert "24 November 2026 to 24 November 2026</span><span>VP" in page
    assert "24 November 2026 to today</span><span>Steward" in page


def test_who_has_left_is_shown_when_asked_for(cast: Cast) -> None:
    client = signed_in(cast.willy)
    assert "Emil" not in client.get("/boards/north/people/").content.decode()
    page = client.get("/boards/north/people/?show=left").content.decode()
    assert "Emil" in page
    assert "24 November 2026 to 24 November 2026" in page

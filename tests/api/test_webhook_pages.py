"""The pages of webhooks: for admins all of it, for leaders who outside gets the live order."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from journal.models import Delivery, Endpoint
from org.models import Membership
from tests.cast import Cast
from tests.factories import NOW, AttemptFactory, DeliveryFactory, EndpointFactory

PAGE = "/boards/north/webhooks/"
SECRET = re.compile(r"whsec_[\w+/=]{40,}")
SENT = {"url": "https://hooks.example.com/", "description": "Data warehouse", "events": ["bets.plan.locked"]}


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


@pytest.fixture
def ada(cast: Cast) -> Client:
    return browser(cast.ada)


@pytest.fixture
def hook(cast: Cast) -> Endpoint:
    made: Endpoint = EndpointFactory(board_id=cast.board.pk, board_slug="north", description="Data warehouse")
    return made


def test_one_is_added_in_the_form_and_its_secret_shown_once(ada: Client) -> None:
    answer = ada.post(PAGE, SENT)
    assert answer["Cache-Control"] == "no-store"
    assert SECRET.findall(answer.content.decode()) == [Endpoint.objects.get().secret]
    for page in (PAGE, f"{PAGE}{Endpoint.objects.get().pk}/"):
        text = ada.get(page).content.decode()
        assert "Data warehouse" in text
        assert not SECRET.search(text)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"url": "http://hooks.example.com/"}, "It begins with https://."),
        ({"url": "https://me:you@hooks.example.com/"}, "Leave name and password out"),
        ({"url": "x\0"}, "Null characters are not allowed"),
        ({"events": []}, "required"),
        ({"events": ["bets.bet.drafted"]}, "Select a valid choice"),
        ({"description": "x" * 121}, "at most 120"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(
    ada: Client, hook: Endpoint, sent: dict[str, str], said: str
) -> None:
    for page in (PAGE, f"{PAGE}{hook.pk}/"):
        answer = ada.post(page, SENT | sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert ada.post(PAGE, {}).status_code == 422
    assert Endpoint.objects.count() == 1


def test_every_button_does_what_it_says(ada: Client, hook: Endpoint) -> None:
    page = f"{PAGE}{hook.pk}/"
    ada.post(f"{page}pause/")
    assert "Let it go on" in ada.get(page).content.decode()
    ada.post(f"{page}pause/end/")
    assert Endpoint.objects.get().paused_at is None
    text = ada.post(f"{page}secret/").content.decode()
    assert SECRET.findall(text) == [Endpoint.objects.get().secret]
    assert "the old one signs as well" in ada.get(page).content.decode()
    assert "A test event goes out" in ada.post(f"{page}tests/", follow=True).content.decode()
    assert Delivery.objects.get().kind == "api.webhook.tested"
    assert "is removed" in ada.post(f"{page}removal/", follow=True).content.decode()
    assert ada.get(page).status_code == 404


def test_one_message_shows_its_attempts_and_what_was_answered(ada: Client, hook: Endpoint) -> None:
    """What somebody else's server said is text here, and no markup."""
    row = DeliveryFactory(endpoint=hook, number=7, state="dead", body=b'{"type":"bets.plan.locked"}')
    AttemptFactory(delivery=row, status=500, error="It answered 500.", answer="<script>alert(1)</script>")
    AttemptFactory(delivery=row, status=None, error="It did not answer within 10 seconds.")
    page = f"{PAGE}{hook.pk}/deliveries/7/"
    text = ada.get(page).content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "It did not answer within 10 seconds." in text
    assert "&quot;type&quot;: &quot;bets.plan.locked&quot;" in text
    assert "It goes within seconds" in ada.post(f"{page}replay/", follow=True).content.decode()
    assert Delivery.objects.get().state == "pending"


def test_of_a_merged_one_nothing_is_sent_again(ada: Client, hook: Endpoint) -> None:
    DeliveryFactory(endpoint=hook, number=7, state="merged")
    page = f"{PAGE}{hook.pk}/deliveries/7/"
    assert "replay" not in ada.get(page).content.decode()
    assert "A newer event says all" in ada.post(f"{page}replay/", follow=True).content.decode()


def test_messages_come_page_by_page_and_by_state(ada: Client, hook: Endpoint) -> None:
    for number in range(1, 61):
        DeliveryFactory(endpoint=hook, number=number, state="dead" if number == 3 else "delivered", delivered_at=NOW)
    page = f"{PAGE}{hook.pk}/"
    first = ada.get(page).content.decode()
    assert ">60</a>" in first
    assert ">10</a>" not in first
    assert ">10</a>" in ada.get(f"{page}?before=11").content.decode()
    dead = ada.get(f"{page}?state=dead").content.decode()
    assert dead.count("deliveries/") == 1
    for nonsense in ("?before=x", f"?before={2**80}", "?before=-1", "?state=lost", "?before=\0"):
        assert ada.get(page + nonsense).status_code == 200


def test_only_a_leader_lets_the_live_order_out(cast: Cast, hook: Endpoint, ada: Client) -> None:
    page, switch = f"{PAGE}live-order/", f"{PAGE}{hook.pk}/live-order/"
    ines = browser(cast.ines)
    assert "Gets the revision alone." in ines.get(page).content.decode()
    assert hook.url not in ines.get(page).content.decode()
    assert ada.post(switch, {"on": "1"}).status_code == 403
    ines.post(switch, {"on": "1"})
    assert Endpoint.objects.get().live_order
    assert "Gets the live order." in ines.get(page).content.decode()
    ines.post(switch, {"on": "0"})
    assert not Endpoint.objects.get().live_order


def test_a_webhook_of_another_board_is_not_there(cast: Cast, ada: Client) -> None:
    other = EndpointFactory(board_id=cast.olga.board_id, board_slug=cast.olga.board.slug)
    assert ada.get(f"{PAGE}{other.pk}/").status_code == 404
    assert ada.get(f"/boards/{other.board_slug}/webhooks/{other.pk}/").status_code == 404


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}live-order/", PAGE + "{pk}/", PAGE + "{pk}/deliveries/1/"])
def test_a_page_costs_the_same_however_much_is_on_it(
    cast: Cast, hook: Endpoint, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    for number in range(1, 9):
        AttemptFactory.create_batch(3, delivery=DeliveryFactory(endpoint=hook, number=number, next_at=soon))
        EndpointFactory(board_id=hook.board_id, board_slug="north")
    cast.ada.roles = ["admin", "leader"]
    cast.ada.save()
    client = browser(cast.ada)
    with django_assert_max_num_queries(9):
        assert client.get(page.format(pk=hook.pk)).status_code == 200

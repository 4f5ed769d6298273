"""Webhooks: the real actions, made ready for somebody to try."""

from api.actions import webhooks
from journal.models import Delivery, Endpoint
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, DeliveryFactory, EndpointFactory

_WANTED = webhooks.Wanted(url="https://hooks.example.com/", description="", events=["bets.plan.locked"])


def endpoint_of(cast: Cast, **options: object) -> Endpoint:
    made: Endpoint = EndpointFactory(board_id=cast.board.pk, board_slug=cast.board.slug, **options)
    return made


@attempt("webhook.configure")
def add_a_webhook(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: webhooks.add(wanted=_WANTED, by=by, now=NOW)


@attempt("webhook.configure")
def edit_a_webhook(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.edit(endpoint=endpoint, wanted=_WANTED, by=by, now=NOW)


@attempt("webhook.configure")
def remove_a_webhook(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.remove(endpoint=endpoint, by=by, now=NOW)


@attempt("webhook.configure")
def pause_a_webhook(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.pause(endpoint=endpoint, by=by, now=NOW)


@attempt("webhook.configure")
def let_a_webhook_go_on(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast, paused_at=NOW)
    return lambda: webhooks.resume(endpoint=endpoint, by=by, now=NOW)


@attempt("webhook.configure")
def rotate_a_secret(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.rotate(endpoint=endpoint, by=by, now=NOW)


@attempt("webhook.configure")
def send_a_test(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.send_test(endpoint=endpoint, by=by, now=NOW)


@attempt("webhook.deliveries_replay")
def send_again(cast: Cast, by: Membership, owner: Membership) -> Act:
    delivery = DeliveryFactory(endpoint=endpoint_of(cast), state=Delivery.State.DEAD)
    return lambda: webhooks.replay(delivery=delivery, by=by, now=NOW)


@attempt("webhook.live_order")
def switch_the_live_order_on(cast: Cast, by: Membership, owner: Membership) -> Act:
    endpoint = endpoint_of(cast)
    return lambda: webhooks.switch_live_order(endpoint=endpoint, on=True, by=by, now=NOW)

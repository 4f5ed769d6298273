"""Webhooks as pages: configured and watched by admins; which of them get the live order is the leaders' to say."""

from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from api.access import delivery_for, endpoint_for
from api.actions import webhooks as acts
from api.actions.webhooks import CONFIGURE, LIVE_ORDER, REPLAY
from api.webhook_forms import WebhookForm
from api.webhooks_page import endpoint_page
from api.webhooks_page import webhooks as all_webhooks
from journal.models import Delivery, Endpoint
from journal.refusals import Invalid, WrongState
from org.access import board_for
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: SignedIn, slug: str) -> HttpResponse:
    """All of the board; a POST adds one, and answers with its page and the secret on it."""
    _, me = board_for(request.user, slug, to=CONFIGURE)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            endpoint = acts.add(wanted=form.wanted(), by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            return _one(request, endpoint, me, secret=endpoint.secret)
    context = {"board": me.board, "here": "webhooks", "lines": all_webhooks(me.board_id), "form": form}
    return render(request, "api/webhooks.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """One, with what was sent to it; a POST changes address, description and choice of events."""
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    if request.method != "POST":
        return _one(request, endpoint, me)
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            acts.edit(endpoint=endpoint, wanted=form.wanted(), by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("webhook", slug, pk)
    return _one(request, endpoint, me, status=422, form=form)


@require_POST
def removal(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    acts.remove(endpoint=endpoint, by=me, now=timezone.now())
    messages.success(request, f"“{endpoint.name}” is removed: nothing is sent to it any more.")
    return redirect("webhooks", slug)


@require_POST
def pause(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    acts.pause(endpoint=endpoint, by=me, now=timezone.now())
    messages.success(request, "Paused. What happens meanwhile waits.")
    return redirect("webhook", slug, pk)


@require_POST
def pause_end(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    acts.resume(endpoint=endpoint, by=me, now=timezone.now())
    messages.success(request, "It goes on, from the first that waits.")
    return redirect("webhook", slug, pk)


@require_POST
def secret(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """A new one, on the page that answers and on no other."""
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    after = acts.rotate(endpoint=endpoint, by=me, now=timezone.now())
    return _one(request, after, me, secret=after.secret)


@require_POST
def tests(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    endpoint, me = endpoint_for(request.user, pk, to=CONFIGURE, slug=slug)
    delivery = acts.send_test(endpoint=endpoint, by=me, now=timezone.now())
    messages.success(request, "A test event goes out within seconds, once nothing before it waits.")
    return redirect("webhook_delivery", slug, pk, delivery.number)


@require_safe
def delivery(request: SignedIn, slug: str, pk: int, number: int) -> HttpResponse:
    """One message: its bytes, its attempts and what was answered."""
    found, me = delivery_for(request.user, pk, number, to=REPLAY, slug=slug)
    context = {
        "board": me.board, "here": "webhooks", "delivery": found, "endpoint": found.endpoint,
        "body": _readable(found), "tries": list(found.tries.all()),
        "crumbs": [*_way(found.endpoint, me), (f"Event {number}", "")],
    }  # fmt: skip
    return render(request, "api/delivery.html", context)


@require_POST
def replay(request: SignedIn, slug: str, pk: int, number: int) -> HttpResponse:
    found, me = delivery_for(request.user, pk, number, to=REPLAY, slug=slug)
    try:
        after = acts.replay(delivery=found, by=me, now=timezone.now())
    except WrongState as refusal:
        messages.error(request, refusal.detail)
    else:
        paused = after.endpoint.is_paused
        messages.success(request, "It goes once the webhook goes on." if paused else "It goes within seconds.")
    return redirect("webhook_delivery", slug, pk, number)


@require_safe
def live_orders(request: SignedIn, slug: str) -> HttpResponse:
    """For leaders: to which of them the order goes before it is published."""
    _, me = board_for(request.user, slug, to=LIVE_ORDER)
    context = {"board": me.board, "here": "webhooks", "lines": all_webhooks(me.board_id)}
    return render(request, "api/live_orders.html", context)


@require_POST
def live_order(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    endpoint, me = endpoint_for(request.user, pk, to=LIVE_ORDER, slug=slug)
    on = request.POST.get("on") == "1"
    acts.switch_live_order(endpoint=endpoint, on=on, by=me, now=timezone.now())
    said = "gets the order from now on." if on else "gets no order before it is published."
    messages.success(request, f"“{endpoint.name}” {said}")
    return redirect("live_orders", slug)


def _one(
    request: SignedIn, endpoint: Endpoint, me: Membership, *, status: int = 200, secret: str = "", **more: Any
) -> HttpResponse:
    state = request.GET.get("state", "")
    known = state if state in Delivery.State.values else ""
    context = {
        "board": me.board, "here": "webhooks", "endpoint": endpoint, "secret": secret, "form": WebhookForm.of(endpoint),
        "page": endpoint_page(endpoint, before=_number(request.GET.get("before", "")), state=known or None),
        "state": known, "states": Delivery.State.choices, "now": timezone.now(),
        "crumbs": [*_way(endpoint, me)[:-1], (endpoint.name, "")],
        **more,
    }  # fmt: skip
    response = render(request, "api/webhook.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _way(endpoint: Endpoint, me: Membership) -> list[tuple[str, str]]:
    slug = me.board.slug
    return [
        ("Webhooks", reverse("webhooks", args=[slug])),
        (endpoint.name, reverse("webhook", args=[slug, endpoint.pk])),
    ]


def _number(text: str) -> int | None:
    """Anything that is no number of an event is as if nothing had been asked."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _readable(delivery: Delivery) -> str:
    """The body with line breaks; what is signed has none."""
    if delivery.body is None:
        return ""
    return orjson.dumps(orjson.loads(bytes(delivery.body)), option=orjson.OPT_INDENT_2).decode()

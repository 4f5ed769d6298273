"""Who outside is told of a board's events: endpoints added, changed, paused and removed, and messages sent again.

The board's lock comes first, then the endpoint's, which is also what senders take: for no longer than a statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from api.events import (
    DeliveryReplayed,
    LiveOrderSwitched,
    SecretRotated,
    WebhookAdded,
    WebhookEdited,
    WebhookPaused,
    WebhookRemoved,
    WebhookResumed,
    WebhookTested,
)
from journal.kinds import Payload
from journal.models import Delivery, Endpoint
from journal.models.webhook import DESCRIPTION_LENGTH
from journal.record import record
from journal.refusals import Invalid, WrongState
from journal.telling import offered
from journal.webhooks import signing, urls
from org.access import held, unknown
from org.models import Membership

CONFIGURE, REPLAY, LIVE_ORDER = "webhook.configure", "webhook.deliveries_replay", "webhook.live_order"

MOST = 20
"""Endpoints of a board: each makes every act write one row more."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`events`: the kinds that it is told of, as `bets.plan.locked`."""

    url: str
    description: str
    events: Sequence[str]


@transaction.atomic
def add(*, wanted: Wanted, by: Membership, now: datetime) -> Endpoint:
    """Its secret is shown to whoever made it, this once. Raises Invalid with the fields at fault."""
    member = held(by, CONFIGURE)
    given = _checked(wanted)
    if Endpoint.objects.of(member.board_id).count() >= MOST:
        raise Invalid(f"A board has at most {MOST} webhooks. Remove one first.")
    endpoint = Endpoint.objects.create(
        board_id=member.board_id, board_slug=member.board.slug, key=signing.new_key(), url=given.url,
        description=given.description, kinds=list(given.events), secret=signing.new_secret(), created_at=now,
    )  # fmt: skip
    _record(WebhookAdded(events=endpoint.kinds), endpoint, member, now)
    return endpoint


@transaction.atomic
def edit(*, endpoint: Endpoint, wanted: Wanted, by: Membership, now: datetime) -> Endpoint:
    """What waits already is sent to the new address. Raises Invalid with the fields at fault."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    given = _checked(wanted)
    after = {"url": given.url, "description": given.description, "kinds": list(given.events)}
    changed = [name for name, value in after.items() if getattr(endpoint, name) != value]
    if not changed:
        return endpoint
    for name in changed:
        setattr(endpoint, name, after[name])
    endpoint.save(update_fields=changed)
    fields = ["events" if name == "kinds" else name for name in changed]
    _record(WebhookEdited(fields=fields, events=endpoint.kinds), endpoint, member, now)
    return endpoint


@transaction.atomic
def remove(*, endpoint: Endpoint, by: Membership, now: datetime) -> None:
    """Nothing is sent to it any more, also of what waits; its secrets are gone at once."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    endpoint.removed_at = now
    endpoint.secret = endpoint.previous_secret = ""
    endpoint.previous_until = None
    endpoint.save(update_fields=["removed_at", "secret", "previous_secret", "previous_until"])
    _record(WebhookRemoved(), endpoint, member, now)


@transaction.atomic
def pause(*, endpoint: Endpoint, by: Membership, now: datetime) -> Endpoint:
    """What happens meanwhile waits. Paused already: nothing happens."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    if not endpoint.is_paused:
        endpoint.paused_at, endpoint.paused_why = now, f"By {member.name}."[:200]
        endpoint.save(update_fields=["paused_at", "paused_why"])
        _record(WebhookPaused(), endpoint, member, now)
    return endpoint


@transaction.atomic
def resume(*, endpoint: Endpoint, by: Membership, now: datetime) -> Endpoint:
    """From the first that waits on, at once. What was given up stays so until it is sent again by hand."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    if endpoint.is_paused:
        endpoint.paused_at, endpoint.paused_why = None, ""
        endpoint.save(update_fields=["paused_at", "paused_why"])
        _record(WebhookResumed(), endpoint, member, now)
    return endpoint


@transaction.atomic
def rotate(*, endpoint: Endpoint, by: Membership, now: datetime) -> Endpoint:
    """A new secret; for a day the old one signs as well. Of an older one nothing is left."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    endpoint.previous_secret, endpoint.secret = endpoint.secret, signing.new_secret()
    endpoint.previous_until = now + signing.BOTH
    endpoint.save(update_fields=["secret", "previous_secret", "previous_until"])
    _record(SecretRotated(until=endpoint.previous_until.isoformat()), endpoint, member, now)
    return endpoint


@transaction.atomic
def switch_live_order(*, endpoint: Endpoint, on: bool, by: Membership, now: datetime) -> Endpoint:
    """By a leader: whether this one gets the order before it is published. As it is already: nothing happens."""
    member, endpoint = _held(endpoint, by, LIVE_ORDER)
    if endpoint.live_order != on:
        endpoint.live_order = on
        endpoint.save(update_fields=["live_order"])
        _record(LiveOrderSwitched(on=on), endpoint, member, now)
    return endpoint


@transaction.atomic
def send_test(*, endpoint: Endpoint, by: Membership, now: datetime) -> Delivery:
    """An event that tells nothing, in its place among the others."""
    member, endpoint = _held(endpoint, by, CONFIGURE)
    number = _record(WebhookTested(), endpoint, member, now)
    return Delivery.objects.create(
        endpoint=endpoint, number=number, kind=WebhookTested.kind, topic=member.board.topic, created_at=now,
        next_at=now,
    )  # fmt: skip


@transaction.atomic
def replay(*, delivery: Delivery, by: Membership, now: datetime) -> Delivery:
    """Sent once more, with its id and its bytes, and eight attempts anew; of a paused endpoint once that goes on.

    One that waits for its next attempt is sent now. Raises WrongState for one that a newer one stands for.
    """
    member, endpoint = _held(delivery.endpoint, by, REPLAY)
    row = endpoint.deliveries.select_for_update(no_key=True).get(pk=delivery.pk)
    row.endpoint = endpoint
    if row.state == Delivery.State.MERGED:
        raise WrongState("A newer event says all that this one said. Send that one again.")
    if row.state != Delivery.State.PENDING:
        row.state, row.attempts, row.lease_until, row.delivered_at = Delivery.State.PENDING, 0, None, None
    row.next_at = now
    row.save(update_fields=["state", "attempts", "lease_until", "delivered_at", "next_at"])
    _record(DeliveryReplayed(event=row.number), endpoint, member, now)
    return row


def _held(endpoint: Endpoint, by: Membership, to: str) -> tuple[Membership, Endpoint]:
    """Both as they stand under their locks. Http404 if the endpoint is gone meanwhile, or of another board."""
    member = held(by, to)
    today = Endpoint.objects.of(member.board_id).select_for_update(no_key=True).filter(pk=endpoint.pk).first()
    if today is None:
        raise unknown(member, f"webhook {endpoint.pk}")
    return member, today


def _checked(wanted: Wanted) -> Wanted:
    """Without needless spaces, its events in the order of their names. Raises Invalid."""
    errors = {}
    url, description = wanted.url.strip(), " ".join(wanted.description.split())
    if (fault := urls.fault(url)) is not None:
        errors["url"] = fault
    if len(description) > DESCRIPTION_LENGTH:
        errors["description"] = f"Say in at most {DESCRIPTION_LENGTH} characters what it is for."
    known = {each.name for each in offered()}
    if not wanted.events:
        errors["events"] = "Choose what it is told of."
    elif strange := sorted(set(wanted.events) - known):
        errors["events"] = f"There is no such event to be told of: {', '.join(strange)[:200]}."
    if errors:
        raise Invalid(" ".join(errors.values()), errors=errors)
    return Wanted(url=url, description=description, events=sorted(set(wanted.events)))


def _record(payload: Payload, endpoint: Endpoint, by: Membership, now: datetime) -> int:
    return record(payload, board_id=endpoint.board_id, topic=by.board.topic, by=by, subject=endpoint, now=now)

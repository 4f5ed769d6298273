"""What a test event says: that it is one."""

from api.events import WebhookTested
from journal.models import Event
from journal.telling import Told, register


def tell_of_test(event: Event, live_order: bool) -> Told:
    return Told({"type": "webhook", "id": event.subject_id, "name": event.subject_name})


register(tell_of_test, {WebhookTested.kind: "Somebody tried whether it arrives."}, offered=False)

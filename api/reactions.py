"""What happens to webhooks by itself and must be known to somebody: their board's admins."""

from django.urls import reverse

from journal.models import Endpoint
from journal.reactions import Happened, register
from journal.webhooks.events import EndpointGivenUp
from org.models import Membership, Notice
from org.models.membership import Role


def tell_admins(happened: Happened) -> None:
    """Three statements."""
    endpoint = Endpoint.objects.get(pk=happened.subject)
    admins = Membership.objects.current().filter(board=happened.board_id, roles__contains=[Role.ADMIN])
    sentence = f"{endpoint.name} is paused. {endpoint.paused_why} What waits behind it goes when you let it go on."
    path = reverse("webhook", args=[endpoint.board_slug, endpoint.pk])
    Notice.objects.bulk_create(
        Notice(
            board_id=happened.board_id, member_id=pk, kind=happened.payload.kind, sentence=sentence[:400],
            path=path, at=happened.now,
        )
        for pk in admins.order_by("pk").values_list("pk", flat=True)
    )  # fmt: skip


register(EndpointGivenUp, tell_admins)

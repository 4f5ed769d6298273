"""The pages of webhooks: all of a board, one with what was sent to it, and one message with its attempts."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Count, Prefetch, Q

from journal.models import Attempt, Delivery, Endpoint

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """`waiting`: messages not sent yet; `dead`: given up."""

    endpoint: Endpoint
    waiting: int
    dead: int

    @property
    def host(self) -> str:
        """What may be told of the address to somebody who does not configure it."""
        return urlsplit(self.endpoint.url).hostname or ""


@dataclass(frozen=True, slots=True)
class EndpointPage:
    """Newest first. `older`: the number from which the next page goes on; None at the end."""

    line: Line
    deliveries: tuple[Delivery, ...]
    older: int | None


def webhooks(board: int) -> tuple[Line, ...]:
    """Two statements."""
    counted = Delivery.objects.filter(endpoint__board_id=board, state__in=(Delivery.State.PENDING, Delivery.State.DEAD))
    rows = counted.values_list("endpoint", "state").annotate(Count("pk"))
    counts = {(endpoint, state): count for endpoint, state, count in rows}
    return tuple(
        Line(
            each,
            waiting=counts.get((each.pk, Delivery.State.PENDING), 0),
            dead=counts.get((each.pk, Delivery.State.DEAD), 0),
        )
        for each in Endpoint.objects.of(board)
    )


def endpoint_page(endpoint: Endpoint, *, before: int | None, state: str | None) -> EndpointPage:
    """Three statements."""
    counts = endpoint.deliveries.aggregate(
        waiting=Count("pk", filter=Q(state=Delivery.State.PENDING)),
        dead=Count("pk", filter=Q(state=Delivery.State.DEAD)),
    )
    rows = endpoint.deliveries.defer("body").prefetch_related(Prefetch("tries", Attempt.objects.order_by("pk")))
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows.newest_first()[: PAGE + 1])
    shown = tuple(found[:PAGE])
    for each in shown:
        each.endpoint = endpoint
    return EndpointPage(Line(endpoint, **counts), shown, shown[-1].number if len(found) > PAGE else None)

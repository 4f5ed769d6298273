"""From a request to a token, or a webhook. A 404 for whatever is not one's own, or not of one's board."""

from api.models import Token
from journal.models import Delivery, Endpoint
from org.access import board_for, unknown
from org.models import Membership, Person


def token_for(person: Person, slug: str, pk: int) -> tuple[Token, Membership]:
    """A token that the person may revoke, and their place on its board."""
    _, member = board_for(person, slug, to="token.own")
    token = Token.objects.filter(board=member.board_id, pk=pk).select_related("board").first()
    if token is None or token.member_id not in (None, member.pk):
        raise unknown(member, f"token {pk}")
    if token.is_personal:
        return token, member
    _, admin = board_for(person, slug, to="token.integration")
    return token, admin


def endpoint_for(person: Person, pk: int, *, to: str, slug: str | None = None) -> tuple[Endpoint, Membership]:
    """A webhook with the person's place on its board, if they may do `to` there. `slug`: of that board alone."""
    of_board = {} if slug is None else {"board_slug": slug}
    endpoint = Endpoint.objects.filter(pk=pk, removed_at=None, **of_board).first()
    if endpoint is None:
        raise unknown(person, f"webhook {pk}")
    _, member = board_for(person, endpoint.board_slug, to=to)
    return endpoint, member


def delivery_for(
    person: Person, pk: int, number: int, *, to: str, slug: str | None = None
) -> tuple[Delivery, Membership]:
    """What a webhook was told, or is to be told, of the board's event `number`."""
    endpoint, member = endpoint_for(person, pk, to=to, slug=slug)
    delivery = endpoint.deliveries.filter(number=number).first()
    if delivery is None:
        raise unknown(member, f"delivery {number} of webhook {pk}")
    delivery.endpoint = endpoint
    return delivery, member

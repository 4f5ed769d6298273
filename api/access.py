"""From a request to a token: one's own, or, for an admin, an integration's. A 404 for every other."""

from api.models import Token
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

"""The page of tokens: one's own, and for an admin those of the board's integrations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q

from api.models import Token
from org.access import may
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Line:
    """`state` is one of live, revoked, expired."""

    token: Token
    state: str

    @classmethod
    def of(cls, token: Token, now: datetime) -> Self:
        return cls(token, "live" if token.is_live(now) else "revoked" if token.revoked_at else "expired")


@dataclass(frozen=True, slots=True)
class TokensPage:
    """The live ones first. `integrations` None: not for this reader."""

    own: tuple[Line, ...]
    integrations: tuple[Line, ...] | None


def tokens_page(me: Membership, now: datetime) -> TokensPage:
    """One statement."""
    sees_all = may(me, "token.integration")
    whose = Q(member=me) | Q(member=None) if sees_all else Q(member=me)
    tokens = Token.objects.filter(whose, board=me.board_id).select_related("created_by__person", "revoked_by__person")
    lines = sorted((Line.of(token, now) for token in tokens.newest_first()), key=lambda line: line.state != "live")
    return TokensPage(
        own=tuple(line for line in lines if line.token.is_personal),
        integrations=tuple(line for line in lines if not line.token.is_personal) if sees_all else None,
    )

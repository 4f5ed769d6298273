"""Making and revoking tokens. The secret is returned once, and kept nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from api.events import TokenCreated, TokenRevoked
from api.models import NAME_LENGTH, Token
from api.scopes import OF_INTEGRATIONS, Scope, unheard_of
from api.secrets import Secret
from journal.record import Named, record
from journal.refusals import Invalid
from org.access import held, unknown
from org.models import Board, Membership


@dataclass(frozen=True)
class Made:
    """`text` is what is shown once."""

    token: Token
    text: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`scopes` as in `api.scopes.Scope`; `expires_at` None: never."""

    name: str
    scopes: Collection[str]
    expires_at: datetime | None = None


@transaction.atomic
def make_own(*, wanted: Wanted, by: Membership, now: datetime) -> Made:
    """A token that is `by`, within its scopes, on this board."""
    member = held(by, "token.own")
    return _make(wanted, member.board, member, by=member, maker=member, now=now)


@transaction.atomic
def make_integration(*, wanted: Wanted, by: Membership, now: datetime) -> Made:
    """A token that is nobody: it reads what is published, and brings drafts and progress."""
    member = held(by, "token.integration")
    return _make(wanted, member.board, None, by=member, maker=member, now=now)


@transaction.atomic
def make_from_command(*, wanted: Wanted, board: Board, member: Membership | None, by: Named, now: datetime) -> Made:
    """As one of the two above, by whoever has the machine's command line. `member` None: an integration's."""
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)
    return _make(wanted, board, member, by=by, maker=None, now=now)


@transaction.atomic
def revoke_own(*, token: Token, by: Membership, now: datetime) -> None:
    """At once: the next request with it is answered 401. One that is revoked already stays as it is.

    Another's is, for them, not there.
    """
    member = held(by, "token.own")
    if token.member_id != member.pk:
        raise unknown(member, f"token {token.prefix}")
    _revoke(token, by=member, revoker=member, now=now)


@transaction.atomic
def revoke_integration(*, token: Token, by: Membership, now: datetime) -> None:
    member = held(by, "token.integration")
    if token.is_personal or token.board_id != member.board_id:
        raise unknown(member, f"token {token.prefix}")
    _revoke(token, by=member, revoker=member, now=now)


@transaction.atomic
def revoke_from_command(*, token: Token, by: Named, now: datetime) -> None:
    """Anybody's, by whoever has the machine's command line."""
    Board.objects.select_for_update(no_key=True).get(pk=token.board_id)
    _revoke(token, by=by, revoker=None, now=now)


def _make(
    wanted: Wanted, board: Board, member: Membership | None, *, by: Named, maker: Membership | None, now: datetime
) -> Made:
    name = _checked(wanted, now, of_integration=member is None)
    secret = Secret.new()
    token = Token.objects.create(
        board=board, member=member, name=name, prefix=secret.prefix, digest=secret.digest,
        scopes=sorted(set(wanted.scopes)), created_at=now, created_by=maker, expires_at=wanted.expires_at,
    )  # fmt: skip
    payload = TokenCreated(
        prefix=token.prefix, scopes=token.scopes, member=member.pk if member is not None else None,
        expires_at=wanted.expires_at.isoformat() if wanted.expires_at is not None else None,
    )  # fmt: skip
    record(payload, board_id=board.pk, topic=board.topic, by=by, subject=token, now=now)
    return Made(token, secret.text)


def _checked(wanted: Wanted, now: datetime, *, of_integration: bool) -> str:
    """The name without needless spaces. Raises Invalid, which names the field."""
    errors = {}
    name = " ".join(wanted.name.split())
    if not 0 < len(name) <= NAME_LENGTH:
        errors["name"] = f"Say in at most {NAME_LENGTH} characters what it is for."
    strange = unheard_of(wanted.scopes, tuple(OF_INTEGRATIONS) if of_integration else tuple(Scope))
    if strange:
        errors["scopes"] = f"Not for {'an integration' if of_integration else 'a token'}: {', '.join(strange)}."
    elif not wanted.scopes:
        errors["scopes"] = "Choose what it may do."
    if wanted.expires_at is not None and wanted.expires_at <= now:
        errors["expires_at"] = "It would have expired already."
    if errors:
        raise Invalid(" ".join(errors.values()), errors=errors)
    return name


def _revoke(token: Token, *, by: Named, revoker: Membership | None, now: datetime) -> None:
    token = Token.objects.select_related("board").get(pk=token.pk)
    if token.revoked_at is not None:
        return
    token.revoke(revoker, now)
    payload = TokenRevoked(prefix=token.prefix)
    record(payload, board_id=token.board_id, topic=token.board.topic, by=by, subject=token, now=now)

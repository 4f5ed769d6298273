"""Tokens: the real actions, made ready for somebody to try."""

from api.actions import tokens
from api.scopes import Scope
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, TokenFactory

_WANTED = tokens.Wanted(name="Of a script", scopes=[Scope.READ])


@attempt("token.own")
def make_ones_own_token(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: tokens.make_own(wanted=_WANTED, by=by, now=NOW)


@attempt("token.own")
def revoke_ones_own_token(cast: Cast, by: Membership, owner: Membership) -> Act:
    token = TokenFactory(board=cast.board, member=owner)
    return lambda: tokens.revoke_own(token=token, by=by, now=NOW)


@attempt("token.integration")
def make_an_integrations_token(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: tokens.make_integration(wanted=_WANTED, by=by, now=NOW)


@attempt("token.integration")
def revoke_an_integrations_token(cast: Cast, by: Membership, owner: Membership) -> Act:
    token = TokenFactory(board=cast.board, member=None)
    return lambda: tokens.revoke_integration(token=token, by=by, now=NOW)

"""What is said about the order afterwards, made ready for somebody to try."""

from bets.actions.explaining import explain
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW
from tests.logged import log_order


@attempt("rank.move")
def say_why(cast: Cast, by: Membership, owner: Membership) -> Act:
    log_order(cast)
    return lambda: explain(cycle=cast.cycle, revision=1, reason="value", by=by, now=NOW)

"""One's own calendar address, made ready for somebody to ask for."""

from eteam.actions import feeding
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW


@attempt("ical.own_feed")
def ask_for_an_address(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: feeding.renew(by=by, now=NOW)

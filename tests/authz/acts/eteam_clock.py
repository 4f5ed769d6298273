"""Clocks that stand still, made ready for somebody to try."""

from eteam.actions import pausing
from org.models import Membership
from tests.authz.acts.eteam_rows import blocked
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import PauseFactory
from tests.factories import NOW


@attempt("blocker.pause")
def stop_the_clock_of_a_blocker(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner)
    return lambda: pausing.begin_pause(blocker=blocker, reason="The authority answers.", by=by, now=NOW)


@attempt("blocker.pause")
def let_the_clock_of_a_blocker_run_on(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner)
    PauseFactory(blocker=blocker, by=cast.otto)
    return lambda: pausing.end_pause(blocker=blocker, by=by, now=NOW)

"""Outcomes and what comes of them, made ready for somebody to try. The blocked team is data, of `owner`."""

from datetime import timedelta

from eteam.actions import deciding, huddles, outcomes
from eteam.models import Outcome
from eteam.verdicts import Decided
from org.models import Membership
from tests.authz.acts.eteam_rows import blocked
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import OutcomeFactory
from tests.factories import NOW


def decided(cast: Cast) -> Decided:
    return Decided("The fleet gets a key of its own.", cast.otto, cast.victor, NOW + timedelta(hours=4))


def outcome(cast: Cast, vp: Membership, **fields: object) -> Outcome:
    """Of a blocker of the team of this VP."""
    blocker = blocked(cast, vp)
    found: Outcome = OutcomeFactory(
        blocker=blocker, decider=cast.otto, entered_by=cast.stina, **{"owner": cast.otto, **fields}
    )
    return found


@attempt("eteam.outcome")
def decide(cast: Cast, by: Membership, owner: Membership) -> Act:
    """Outside the room."""
    blocker, verdict, where = blocked(cast, owner), decided(cast), outcomes.Where(present=[cast.otto])
    return lambda: outcomes.record_outcome(of=blocker, verdict=verdict, where=where, by=by, now=NOW)


@attempt("eteam.type_outcome")
def type_what_was_decided(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker, verdict, where = blocked(cast, owner), decided(cast), outcomes.Where(present=[cast.otto])
    return lambda: outcomes.type_outcome(of=blocker, verdict=verdict, where=where, waits_for=cast.otto, by=by, now=NOW)


@attempt("eteam.confirm_outcome")
def confirm_what_was_typed(cast: Cast, by: Membership, owner: Membership) -> Act:
    typed = outcome(cast, owner, waits_for=owner)
    return lambda: outcomes.confirm(outcome=typed, by=by, now=NOW)


@attempt("eteam.confirm_outcome")
def refuse_what_was_typed(cast: Cast, by: Membership, owner: Membership) -> Act:
    typed = outcome(cast, owner, waits_for=owner)
    return lambda: outcomes.refuse_outcome(outcome=typed, by=by, now=NOW)


@attempt("eteam.decision_done")
def say_that_a_decision_is_carried_out(cast: Cast, by: Membership, owner: Membership) -> Act:
    mine = outcome(cast, owner, owner=owner)
    return lambda: deciding.finish(outcome=mine, by=by, now=NOW)


@attempt("eteam.huddle")
def call_a_huddle(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner, route="now")
    return lambda: huddles.call(blocker=blocker, by=by, now=NOW)

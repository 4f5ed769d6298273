"""Flags and blockers, made ready for somebody to try."""

from eteam.actions import flagging, raising, seeing_to, unblocking
from org.models import Membership
from tests.authz.acts.eteam_rows import blocked, flagged, room, unblocked
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import TeamMemberFactory
from tests.factories import NOW

SAID = {"title": "No key", "text": "", "blocking": "leaders", "blocking_team": None, "bet": None}


@attempt("blocker.flag")
def flag(cast: Cast, by: Membership, owner: Membership) -> Act:
    """For a team that they work on."""
    here = room(cast)
    if by.board_id == cast.board.pk:
        TeamMemberFactory(team=cast.data, member=by)
    return lambda: flagging.flag(room=here, team=cast.data, by=by, now=NOW, **SAID)


@attempt("blocker.decide_flag")
def take_up_a_flag(cast: Cast, by: Membership, owner: Membership) -> Act:
    flag = flagged(cast, owner)
    return lambda: flagging.take_up(flag=flag, by=by, now=NOW)


@attempt("blocker.decide_flag")
def reject_a_flag(cast: Cast, by: Membership, owner: Membership) -> Act:
    flag = flagged(cast, owner)
    return lambda: flagging.reject(flag=flag, reason="The key is there.", by=by, now=NOW)


@attempt("blocker.raise")
def raise_a_blocker(cast: Cast, by: Membership, owner: Membership) -> Act:
    here = room(cast)
    return lambda: raising.raise_blocker(room=here, blocked_team=cast.data, by=by, now=NOW, **SAID)


@attempt("blocker.remark")
def remark(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner)
    return lambda: seeing_to.remark(blocker=blocker, text="The old key holds.", by=by, now=NOW)


@attempt("eteam.outcome")
def hand_a_blocker_over(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner)
    return lambda: seeing_to.change_owner(blocker=blocker, owner=cast.victor, by=by, now=NOW)


@attempt("blocker.confirm_unblocked")
def confirm_that_it_is_unblocked(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = unblocked(cast, owner)
    return lambda: unblocking.confirm(blocker=blocker, by=by, now=NOW)


@attempt("blocker.confirm_unblocked")
def say_that_it_is_not(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = unblocked(cast, owner)
    return lambda: unblocking.reject(blocker=blocker, reason="The key is of the wrong fleet.", by=by, now=NOW)


@attempt("blocker.reopen")
def reopen(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = unblocked(cast, owner, confirmed_at=NOW)
    return lambda: unblocking.reopen(blocker=blocker, reason="The key is gone again.", by=by, now=NOW)


@attempt("blocker.withdraw")
def withdraw_a_blocker(cast: Cast, by: Membership, owner: Membership) -> Act:
    blocker = blocked(cast, owner)
    return lambda: unblocking.withdraw(blocker=blocker, reason="It was none.", by=by, now=NOW)

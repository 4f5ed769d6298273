"""The weekly room of the scene: one row of each kind that its addresses name. All is Vera's, or of her team."""

from datetime import timedelta
from typing import Any

from eteam.actions.reporting import make_report
from eteam.figures import Week
from org.models import Membership
from tests.cast import Cast, make_member
from tests.eteam.rows import (
    BlockerFactory,
    DomainReportFactory,
    FlagFactory,
    HuddleFactory,
    MatterFactory,
    OutcomeFactory,
    PauseFactory,
    PresenceFactory,
    RemarkFactory,
    ReminderFactory,
    RoomFactory,
    SessionFactory,
)
from tests.factories import NOW

DISCUSSION = "hushdiscussion"
"""Said in the room, or about a blocker between sessions: read by whoever may read the room."""


def reads_room(member: Membership) -> bool:
    return bool({"leader", "vp", "steward"} & set(member.roles))


def furnish(cast: Cast) -> dict[str, Any]:
    """What stands for each word of an address of the room. A session is running, and all is discussed in it."""
    board, vera = cast.board, cast.vera
    room = RoomFactory(board=board, pauses=True)
    somebody = make_member(board, "Frida")
    session = SessionFactory(board=board, running=True, opened_by=cast.stina, chair=cast.ines, starts_at=NOW)
    SessionFactory(board=board)
    PresenceFactory(session=session, member=vera)
    DomainReportFactory(session=session, vp=cast.victor, changed=DISCUSSION, needed=DISCUSSION)
    flag = FlagFactory(team=cast.data, flagged_by=somebody)
    blocker = BlockerFactory(blocked_team=cast.data, raised_by=somebody, owner=cast.victor, flag=None)
    RemarkFactory(blocker=blocker, author=cast.otto, text=DISCUSSION)
    huddle = HuddleFactory(blocker=blocker, called_by=cast.otto, called=[vera.pk, cast.otto.pk])
    matter = MatterFactory(board=board, team=cast.data, text=DISCUSSION, raised_by=cast.otto)
    decided = {"decider": cast.otto, "owner": vera, "entered_by": cast.stina, "present": [DISCUSSION]}
    outcome = OutcomeFactory(blocker=blocker, waits_for=vera, session=session, text=DISCUSSION, **decided)
    OutcomeFactory(
        blocker=None, matter=matter, kind="carried", owner=vera, session=session, decider=None, text="",
        next_step=DISCUSSION, reason=DISCUSSION, by_when=None, board=board, entered_by=cast.otto,
    )  # fmt: skip
    ReminderFactory(board=board, recipient=cast.victor, subject_id=session.pk)
    later = NOW + timedelta(hours=1)
    return {
        "sessions": session.pk,
        "flags": flag.pk,
        "blockers": blocker.pk,
        "matters": matter.pk,
        "outcomes": outcome.pk,
        "huddles": huddle.pk,
        "pauses": PauseFactory(blocker=blocker, by=cast.otto, ends_at=later, starts_at=NOW).pk,
        "week": make_report(room=room, week=Week.at(NOW, board.zone), now=NOW).week,
        "places": cast.willy.pk,
    }

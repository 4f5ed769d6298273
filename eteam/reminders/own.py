"""Which e-mails somebody gets, and whether their calendar has an address. Two statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eteam.access import may
from eteam.models import Feed, Mute
from eteam.reminders.kinds import KINDS
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    says: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Own:
    """`choices` can be switched off, `fixed` belong to the role. `feed`: when its address was made, if there is one."""

    choices: Sequence[Choice]
    fixed: Sequence[str]
    may_have_feed: bool
    feed: datetime | None


def own(member: Membership, now: datetime) -> Own:
    roles = member.duties(now)
    muted = set(Mute.objects.filter(member=member).values_list("kind", flat=True))
    mail = [kind for kind in KINDS.values() if kind.reaches(roles)]
    return Own(
        choices=[Choice(kind.name, kind.says, kind.name not in muted) for kind in mail if kind.may_be_muted(roles)],
        fixed=[kind.says for kind in mail if not kind.may_be_muted(roles)],
        may_have_feed=may(member, "ical.own_feed"),
        feed=Feed.objects.filter(member=member).values_list("made_at", flat=True).first(),
    )

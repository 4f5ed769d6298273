"""Somebody does without a kind of e-mail. It concerns nobody else: the log hears nothing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eteam.models import Mute
from eteam.reminders.kinds import KINDS
from journal.refusals import Invalid
from org.access import today
from org.models import Membership


@transaction.atomic
def mute(*, kind: str, by: Membership, now: datetime) -> None:
    """No e-mail of this kind any more. Raises Invalid for one that belongs to their role, or that there is none of."""
    member = today(by)
    if kind not in _mutable(member, now):
        sentence = "This e-mail belongs to your role, and cannot be switched off."
        raise Invalid(sentence, errors={"kind": sentence})
    _write(member, {kind})


@transaction.atomic
def choose(*, wanted: Collection[str], by: Membership, now: datetime) -> None:
    """Of what reaches them and can be switched off, they get the kinds in `wanted` and no others.

    What they chose of other kinds stays, for the day on which they have another role again.
    """
    member = today(by)
    asked = {name for name in _mutable(member, now) if KINDS[name].reaches(member.duties(now))}
    unwanted = asked - set(wanted)
    Mute.objects.filter(member=member, kind__in=asked - unwanted).delete()
    _write(member, unwanted)


def _mutable(member: Membership, now: datetime) -> set[str]:
    roles = member.duties(now)
    return {kind.name for kind in KINDS.values() if kind.may_be_muted(roles)}


def _write(member: Membership, kinds: Collection[str]) -> None:
    rows = [Mute(board_id=member.board_id, member=member, kind=kind) for kind in sorted(kinds)]
    Mute.objects.bulk_create(rows, ignore_conflicts=True)

"""A leader answers, with a sentence, for one thing that would otherwise keep the plan from being locked."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held, may
from bets.actions.validity import check_reason
from bets.events import WaiverGiven, WaiverTakenBack
from bets.missing import WAIVABLE, Missing
from bets.models import Bet, Cycle, Waiver
from bets.readiness import missing
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership, Team
from org.notices import tell


class NotMissing(Refusal):
    """It lacks no longer, was waived already, or the figures are others than the leader saw."""

    code = "not_missing"


@transaction.atomic
def waive(
    *, cycle: Cycle, code: str, bet: int | None = None, other: int | None = None, team: str | None = None,
    fact: str = "", by: Membership, now: datetime, reason: str,
) -> Waiver:  # fmt: skip
    """Answer for the one thing that these five name, as `readiness.missing` lists it.

    Counts while the figures (`fact`) stay as they are. Raises Invalid for what nobody may answer for, NotMissing if
    the figures have changed since.
    """
    cycle = held(cycle, by, "cycle.waive")
    check_reason(reason)
    if code not in WAIVABLE:
        raise Invalid("No sentence does instead of this: it has to be done.")
    wanted = (code, bet, other, team)
    item = next((item for item in missing(cycle) if (item.about, item.fact) == (wanted, fact)), None)
    if item is None:
        raise NotMissing("This is missing no longer, or its figures have changed. Look again.")
    waiver = _write(cycle, item, by, now, reason.strip())
    payload = WaiverGiven(code=code, fact=fact, bet=bet, other=other, team=team, reason=waiver.reason)
    sentence = f"{by.name} lets this be in {cycle.name}: {item.sentence} “{waiver.reason}”"
    tell(_concerned(waiver, cycle), payload, sentence, reverse("cycle_page", args=[cycle.pk]), by=by, now=now)
    _tell(payload, cycle, by, now)
    return waiver


@transaction.atomic
def take_back(*, waiver: Waiver, by: Membership, now: datetime) -> None:
    """The sentence counts no longer; what it answered for is missing again. Nothing happens if it is gone."""
    cycle = held(waiver.cycle, by, "cycle.waive")
    if not Waiver.objects.filter(pk=waiver.pk, cycle=cycle).delete()[0]:
        return
    team = waiver.team.slug if waiver.team else None
    payload = WaiverTakenBack(
        code=waiver.code, bet=waiver.bet_id, other=waiver.other_id, team=team, reason=waiver.reason
    )
    _tell(payload, cycle, by, now)


def _write(cycle: Cycle, item: Missing, by: Membership, now: datetime, reason: str) -> Waiver:
    """In the place of one for other figures, if there is one."""
    bet, other = (Bet.objects.get(pk=pk) if pk is not None else None for pk in (item.bet, item.other))
    team = Team.objects.get(board=cycle.board_id, slug=item.team) if item.team is not None else None
    waiver, _ = Waiver.objects.update_or_create(
        cycle=cycle, code=item.code, bet=bet, other=other, team=team,
        defaults={"board": cycle.board, "fact": item.fact, "reason": reason, "by": by, "at": now},
    )  # fmt: skip
    return waiver


def _concerned(waiver: Waiver, cycle: Cycle) -> list[int]:
    """Whose it is to know: owners of bets, or else the VP of the team, who may see the order that it tells of."""
    owners = {bet.owner for bet in (waiver.bet, waiver.other) if bet is not None}
    if not owners and waiver.team is not None and waiver.team.vp is not None:
        owners = {waiver.team.vp}
    return [member.pk for member in owners if may(member, cycle, "rank.read")]


def _tell(payload: Payload, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)

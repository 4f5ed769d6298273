"""The owner says who writes with them, who sees the intent, and who reads what is confidential."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held
from bets.actions.pitching.rows import fresh, tell_journal
from bets.actions.validity import refuse
from bets.events import ConfidentialitySet, IntentHidden, IntentShown, WritersNamed
from bets.models import Bet, CoWriter, Cycle, Demand, Reader
from journal.refusals import WrongState
from org.models import Membership, Role
from org.notices import tell


@transaction.atomic
def name_writers(*, bet: Bet, writers: Collection[Membership], by: Membership, now: datetime) -> None:
    """Name all co-writers: VPs of the board who edit and upload, and never submit. Who is new is told.

    Raises Invalid with `errors` for anybody else.
    """
    bet = _held(bet, by)
    before = set(CoWriter.objects.filter(bet=bet).values_list("member_id", flat=True))
    wanted = {writer.pk for writer in writers if writer.pk != by.pk}
    _check_writers([writer for writer in writers if writer.pk in wanted - before], bet, now)
    if wanted == before:
        return
    CoWriter.objects.filter(bet=bet, member_id__in=before - wanted).delete()
    CoWriter.objects.bulk_create(CoWriter(board_id=bet.board_id, bet=bet, member_id=pk) for pk in wanted - before)
    payload = WritersNamed(added=sorted(wanted - before), removed=sorted(before - wanted))
    sentence = f"{by.name} asks you to write {bet.title} with them."
    tell(payload.added, payload, sentence, reverse("pitch", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


def _check_writers(writers: Collection[Membership], bet: Bet, now: datetime) -> None:
    for writer in writers:
        if not _is_here(writer, bet) or Role.VP not in writer.duties(now):
            raise refuse({"writers": f"{writer.name} is no VP of this board."})


@transaction.atomic
def show_intent(*, bet: Bet, shown: bool, by: Membership, now: datetime) -> None:
    """Show title, thesis and teams of a draft to the other VPs while pitches are written, or no longer.

    The VPs of the teams are told: talks about demand begin now.
    """
    bet = _held(bet, by)
    if shown and (not bet.is_draft or bet.cycle.state != Cycle.State.PITCHING):
        raise WrongState("An intent is shown of a draft, while pitches are written.")
    if (bet.intent_at is not None) == shown:
        return
    Bet.objects.filter(pk=bet.pk).update(intent_at=now if shown else None)
    payload = IntentShown() if shown else IntentHidden()
    if shown:
        _tell_teams(payload, bet, by, now)
    tell_journal(payload, bet, by, now)


def _tell_teams(payload: IntentShown | IntentHidden, bet: Bet, by: Membership, now: datetime) -> None:
    asked = Demand.objects.filter(bet=bet).values_list("team__vp_id", flat=True)
    sentence = f"{by.name} means to pitch {bet.title}, and to ask for your team."
    tell(asked, payload, sentence, reverse("pitches", args=[bet.cycle_id]), by=by, now=now)


@transaction.atomic
def keep_confidential(
    *, bet: Bet, until: date | None, readers: Collection[Membership], by: Membership, now: datetime
) -> None:
    """Until the date, on the board's calendar, only leaders, the writers and `readers` read the text; None: no longer.

    Title, thesis, rank, teams and weeks stay visible. Who is new among the readers is told. Raises Invalid by field.
    """
    bet = _held(bet, by)
    _check_until(bet, until, now)
    if strangers := [reader.name for reader in readers if not _is_here(reader, bet)]:
        raise refuse({"readers": f"{strangers[0]} is not on this board."})
    wanted = {reader.pk for reader in readers} if until else set()
    before = set(Reader.objects.filter(bet=bet).values_list("member_id", flat=True))
    if wanted == before and until == bet.confidential_until:
        return
    Bet.objects.filter(pk=bet.pk).update(confidential_until=until)
    Reader.objects.filter(bet=bet, member_id__in=before - wanted).delete()
    Reader.objects.bulk_create(Reader(board_id=bet.board_id, bet=bet, member_id=pk) for pk in wanted - before)
    payload = ConfidentialitySet(until=until.isoformat() if until else None, readers=sorted(wanted))
    if not bet.is_draft:
        sentence = f"{by.name} lets you read {bet.title}, which is confidential."
        tell(wanted - before, payload, sentence, reverse("bet", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


def _check_until(bet: Bet, until: date | None, now: datetime) -> None:
    if until is not None and until != bet.confidential_until and until <= bet.cycle.board.today(now):
        raise refuse({"until": "Name a day that is yet to come; from that day on everybody may read it."})


def _held(bet: Bet, by: Membership) -> Bet:
    """The bet under the lock, if `by` owns it still."""
    cycle = held(bet.cycle, by, "bet.share", own=bet.owner_id == by.pk)
    return fresh(bet, cycle, by, owner=True)


def _is_here(member: Membership, bet: Bet) -> bool:
    return member.board_id == bet.board_id and member.ended_at is None

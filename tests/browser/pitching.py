"""A board on which pitches are written: in pitching for two more days, with a draft of Vera's and Victor's."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bets.models import Bet, Cycle
from org.models import Membership, Team
from tests.browser import scenery
from tests.factories import CoWriterFactory, DemandFactory, DraftFactory, PitchFactory


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """As `scenery.board`, with the draft Whiskey, which lacks two parts, among its bets."""
    made = scenery.board(name, {**people, "victor": ["vp"]}, titles)
    Cycle.objects.filter(pk=made["cycle"]).update(
        state="pitching", pitches_close_at=timezone.now() + timedelta(days=2)
    )  # fmt: skip
    cycle = Cycle.objects.get(pk=made["cycle"])
    vera, victor = (Membership.objects.get(board=cycle.board, person__name=person) for person in ("Vera", "Victor"))
    draft = DraftFactory(cycle=cycle, owner=vera, title="Whiskey", thesis="What Whiskey is for, in one line.")
    PitchFactory(bet=draft, kill_decider="", debt_effect="")
    CoWriterFactory(bet=draft, member=victor)
    for team in Team.objects.filter(board=cycle.board):
        DemandFactory(bet=draft, team=team, tenths=30, state="proposed")
    intent = DraftFactory(cycle=cycle, owner=victor, title="Xray", thesis="Seen early.", intent_at=timezone.now())
    bets: dict[str, int] = made["bets"]
    return {**made, "bets": {**bets, "Whiskey": draft.pk, "Xray": intent.pk, "Sized": _submitted(cycle, vera).pk}}


def _submitted(cycle: Cycle, owner: Membership) -> Bet:
    bet: Bet = Bet.objects.filter(cycle=cycle, owner=owner, title="Tango").get()
    PitchFactory(bet=bet)
    return bet

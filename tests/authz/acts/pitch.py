"""Acts on a pitch, beside drafting, editing and submitting."""

from datetime import timedelta

from bets.actions import bringing, pitching
from bets.changes import fingerprint
from bets.exchange import BetKey
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, BetFactory, CycleFactory, DraftFactory, PitchFactory


@attempt("bet.create_own_draft", state="pitching")
def copy(cast: Cast, by: Membership, owner: Membership) -> Act:
    earlier = CycleFactory(board=cast.board, starts_on="2026-07-01", ends_on="2026-12-31", state="closed")
    source = PitchFactory(bet=BetFactory(cycle=earlier, owner=owner)).bet
    return lambda: pitching.copy(cycle=cast.cycle, source=source, by=by, now=NOW)


@attempt("bet.edit")
def save_a_version(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = PitchFactory(bet=BetFactory(cycle=cast.cycle, owner=owner)).bet
    seen = {"value": fingerprint("Two people's work a year.")}
    return lambda: pitching.edit(bet=bet, value="Three people's work.", seen=seen, by=by, now=NOW)


@attempt("bet.share")
def name_writers(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: pitching.name_writers(bet=bet, writers=[cast.victor], by=by, now=NOW)


@attempt("bet.share", state="pitching")
def show_intent(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = DraftFactory(cycle=cast.cycle, owner=owner)
    return lambda: pitching.show_intent(bet=bet, shown=True, by=by, now=NOW)


@attempt("bet.share")
def keep_confidential(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    until = (NOW + timedelta(days=30)).date()
    return lambda: pitching.keep_confidential(bet=bet, until=until, readers=[cast.willy], by=by, now=NOW)


@attempt("bet.remove_draft")
def remove(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = DraftFactory(cycle=cast.cycle, owner=owner)
    return lambda: pitching.remove(bet=bet, by=by, now=NOW)


@attempt("bet.bring", state="pitching")
def bring(cast: Cast, by: Membership, owner: Membership) -> Act:
    named = None if by.is_vp else cast.vera.person.email
    item = bringing.Item(BetKey("jira", "106"), {"title": "Foxtrot"}, named)
    return lambda: bringing.bring_one(cycle=cast.cycle, item=item, by=by, now=NOW)

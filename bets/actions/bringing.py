"""Another tool brings bets as drafts, each under the key that it has there: made once, and brought up to date since.

Whoever imports names the owner; a VP brings their own. Nobody submits by it, and what was submitted stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404

from bets.access import authorise, held, may
from bets.actions.demand_changes import check_amount
from bets.actions.pitching.rows import tell_journal
from bets.actions.pitching.values import assign
from bets.actions.validity import refuse
from bets.events import BetDrafted, CycleImported
from bets.exchange import BetKey
from bets.models import Bet, Cycle, Demand, Pitch
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import today, unknown
from org.models import Membership, Team

Refused = Refusal | PermissionDenied | Http404
REFUSALS = (Refusal, PermissionDenied, Http404)
"""What one item is refused with while the others go on."""


class NotADraft(Refusal):
    """It was submitted: only its writers change it from then on. `extra`: `bet`, its id."""

    code = "not_a_draft"


@dataclass(frozen=True)
class Item:
    """`parts` of bet and pitch by name. `owner` is an e-mail address; None: whose it is already, or who brings it.

    `weeks`: all that it asks, as teams by short name with tenths of person-weeks; None leaves what it asks as it is.
    """

    key: BetKey
    parts: Mapping[str, Any]
    owner: str | None = None
    weeks: Sequence[tuple[str, int]] | None = None


@dataclass(frozen=True)
class Brought:
    """The draft as it stands now, with its owner; `changed` also where it was `made`. `for_another`: as an import."""

    bet: Bet
    made: bool
    changed: bool
    for_another: bool


@transaction.atomic
def bring_one(*, cycle: Cycle, item: Item, by: Membership, now: datetime) -> Brought:
    """As `bring`; raises what the item is refused with."""
    (result,) = bring(cycle=cycle, items=[item], by=by, now=now)
    if isinstance(result, Exception):
        raise result
    return result


@transaction.atomic
def bring(*, cycle: Cycle, items: Sequence[Item], by: Membership, now: datetime) -> list[Brought | Refused]:
    """Each item in its turn, or why it is refused: then nothing of it is kept, and the others go on.

    What was brought for others is one event, as an import is; a draft of one's own begins with the event of every
    draft. What says the same as before changes nothing, and no event tells of it.
    """
    cycle = held(cycle, by, "bet.bring")
    desk = _Desk(cycle, items, by, now)
    results = [desk.attend_to(item) for item in items]
    _tell([result for result in results if isinstance(result, Brought)], cycle, by, now)
    return results


class _Desk:
    """What the items are judged by, read at once: the drafts that are there, the VPs and teams that are named."""

    def __init__(self, cycle: Cycle, items: Sequence[Item], by: Membership, now: datetime) -> None:
        self.cycle, self.by, self.now = cycle, by, now
        place = today(by)
        self.may_import = may(place, cycle, "import.drafts")
        self.may_own = "vp" in place.duties(now)
        self.bets = _under({item.key for item in items}, cycle)
        self.vps = _vps({item.owner for item in items if item.owner}, cycle)
        slugs = {slug for item in items for slug, _ in item.weeks or ()}
        self.teams = {team.slug: team for team in Team.objects.filter(board=cycle.board_id, slug__in=slugs)}

    def attend_to(self, item: Item) -> Brought | Refused:
        try:
            with transaction.atomic():
                return self._bring(item)
        except REFUSALS as refusal:
            # The row in memory may hold what was just refused, and another item may name the same key.
            self.bets.pop(item.key, None)
            self.bets |= _under({item.key}, self.cycle)
            return refusal

    def _bring(self, item: Item) -> Brought:
        known = self.bets.get(item.key)
        if known is not None:
            self._check_is_theirs(known)
        owner = self._owner(item, known)
        bet = known or self._begun(item, owner)
        pitch = Pitch.of(bet)
        changed = assign(pitch, item.parts)
        if bet.owner_id != owner.pk:
            bet.owner, changed = owner, [*changed, "owner"]
        if changed:
            bet.edited_at = self.now
            bet.save()
            pitch.save(force_insert=pitch._state.adding)
        is_asked_otherwise = self._ask(bet, item, is_new=known is None)
        self.bets[item.key] = bet
        for_another = self.may_import and owner.pk != self.by.pk
        return Brought(bet, known is None, bool(changed) or is_asked_otherwise, for_another)

    def _check_is_theirs(self, bet: Bet) -> None:
        if not bet.is_draft:
            raise NotADraft(f"“{bet.title}” was submitted: only its writers change what it says.", bet=bet.pk)
        if not self.may_import and not bet.is_written_by(self.by):
            raise unknown(self.by, f"bet {bet.pk}")

    def _owner(self, item: Item, known: Bet | None) -> Membership:
        if item.owner is None:
            if known is None and not self.may_own:
                raise refuse({"owner": "Name the owner: the e-mail address of a VP of this board."})
            return known.owner if known is not None else self.by
        owner = self.vps.get(item.owner.lower())
        stands = known.owner_id if known is not None else self.by.pk
        if not self.may_import and (owner is None or owner.pk != stands):
            authorise(self.by, self.cycle, "import.drafts")  # a co-writer takes no draft over
        if owner is None:
            raise refuse({"owner": "There is no VP of this board with this address."})
        return owner

    def _begun(self, item: Item, owner: Membership) -> Bet:
        """Not saved yet."""
        source, external_id = item.key
        bet = Bet(board=self.cycle.board, cycle=self.cycle, owner=owner, created_at=self.now)
        bet.external_source, bet.external_id = source, external_id
        bet.pitch = Pitch(bet=bet)
        return bet

    def _ask(self, bet: Bet, item: Item, *, is_new: bool) -> bool:
        """Write what is asked otherwise than today; whether anything. What stays keeps its VP's answer."""
        if item.weeks is None and not bet.needs_no_team:
            return False
        demands = [] if is_new else bet.demands.select_related("team")
        stands = {demand.team.slug: demand.tenths for demand in demands}
        wanted = stands if item.weeks is None else self._amounts(item.weeks)
        if wanted and bet.needs_no_team:
            raise refuse({"needs_no_team": "It asks for weeks of a team: take those away, or this statement."})
        fresh = {slug: tenths for slug, tenths in wanted.items() if stands.get(slug) != tenths}
        gone = {slug for slug, tenths in stands.items() if wanted.get(slug) != tenths}
        if gone:
            bet.demands.filter(team__slug__in=gone).delete()
        Demand.objects.bulk_create(
            Demand(board_id=bet.board_id, bet=bet, team=self.teams[slug], tenths=tenths)
            for slug, tenths in fresh.items()
        )
        return bool(fresh or gone)

    def _amounts(self, weeks: Sequence[tuple[str, int]]) -> dict[str, int]:
        """Raises Invalid with a pointer to the first that cannot be asked."""
        amounts: dict[str, int] = {}
        for number, (slug, tenths) in enumerate(weeks):
            place = f"/demands/{number}"
            if slug not in self.teams:
                raise _at(f"{place}/team", "There is no such team.")
            if slug in amounts:
                raise _at(f"{place}/team", "This team is named twice.")
            try:
                check_amount(self.teams[slug], self.cycle, tenths)
            except Invalid as error:
                raise _at(f"{place}/person_weeks", error.detail) from error
            amounts[slug] = tenths
        return amounts


def _under(keys: set[BetKey], cycle: Cycle) -> dict[BetKey, Bet]:
    """The cycle's bets under these keys, with pitch and owner."""
    sources, ids = {source for source, _ in keys}, {external_id for _, external_id in keys}
    named = Bet.objects.filter(cycle=cycle, external_source__in=sources, external_id__in=ids)
    found: dict[BetKey, Bet] = {}
    for bet in named.select_related("pitch", "owner__person"):
        bet.cycle, bet.board = cycle, cycle.board
        found[BetKey(bet.external_source, bet.external_id)] = bet
    return found


def _vps(addresses: set[str], cycle: Cycle) -> dict[str, Membership]:
    """The VPs of the board by e-mail address, in small letters."""
    if not addresses:
        return {}
    wanted = Q(person__email__in={address.lower() for address in addresses})
    members = Membership.objects.filter(wanted, board=cycle.board_id, ended_at=None).select_related("person")
    return {member.person.email.lower(): member for member in members if member.is_vp}


def _at(pointer: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={pointer: sentence})


def _tell(brought: Sequence[Brought], cycle: Cycle, by: Membership, now: datetime) -> None:
    """Last of all, when it is settled what is kept: the first event takes the board's counter."""
    changed = [each for each in brought if each.changed]
    for each in changed:
        if each.made and not each.for_another:
            tell_journal(BetDrafted(), each.bet, by, now)
    theirs = [each for each in changed if each.for_another]
    if theirs:
        drafted = sum(each.made for each in theirs)
        payload = CycleImported(drafted=drafted, updated=len(theirs) - drafted)
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)

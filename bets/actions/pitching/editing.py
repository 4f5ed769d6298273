"""What a pitch says, and what it asks of teams, is changed by its writers: never past each other unseen."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from bets.access import held
from bets.actions import demands
from bets.actions.pitching import versions
from bets.actions.pitching.rows import fresh, tell_journal
from bets.actions.pitching.values import assign
from bets.actions.validity import refuse
from bets.changes import fingerprint
from bets.completeness import DEMAND
from bets.events import BetEdited
from bets.models import Bet, Cycle, Pitch
from bets.names import listing
from journal.refusals import Refusal
from org.models import Membership, Team
from org.notices import leaders, tell

Weeks = Mapping[Team, int | None]
"""Tenths of person-weeks by team; None asks nothing of it any more."""


class ChangedMeanwhile(Refusal):
    """Somebody else wrote at the same part. `extra`: `fields`, what those say now, by name."""

    code = "changed_meanwhile"


class AlreadySubmitted(Refusal):
    """What is submitted is not saved while one types: each save is a version that others see."""

    code = "submitted"


@transaction.atomic
def edit(
    *,
    bet: Bet,
    by: Membership,
    now: datetime,
    weeks: Weeks | None = None,
    seen: Mapping[str, str] | None = None,
    **fields: Any,
) -> Bet:
    """Change what the pitch says, and what it asks.

    `seen` are fingerprints of the values that the writer saw, by field and by `weeks_<team>`; of what is named there
    nothing is overwritten that somebody else changed since: ChangedMeanwhile. Raises Invalid with `errors` by field.

    A draft's edits make no event and no version: nobody else may see it, so that its story begins with its creation,
    its intent and its submission. After that every edit is a version and one event, and nothing is left empty.
    """
    cycle = held(bet.cycle, by, "bet.edit", own=bet.is_written_by(by))
    return _edit(fresh(bet, cycle, by, owner=False), by, now, weeks or {}, seen or {}, fields)


@transaction.atomic
def autosave(
    *, bet: Bet, by: Membership, now: datetime, weeks: Weeks, seen: Mapping[str, str], fields: Mapping[str, Any]
) -> Bet:
    """What the page saves by itself while one types: as `edit`, of a draft only. Raises AlreadySubmitted."""
    cycle = held(bet.cycle, by, "bet.edit", own=bet.is_written_by(by))
    bet = fresh(bet, cycle, by, owner=False)
    if not bet.is_draft:
        raise AlreadySubmitted("It was submitted meanwhile. Load the page again, and save your change as a version.")
    return _edit(bet, by, now, weeks, seen, fields)


def _edit(
    bet: Bet, by: Membership, now: datetime, weeks: Weeks, seen: Mapping[str, str], fields: Mapping[str, Any]
) -> Bet:
    pitch = Pitch.of(bet)
    before, asked = pitch.content(), {demand.team_id: demand.tenths for demand in bet.demands.all()}
    wanted = {team: tenths for team, tenths in weeks.items() if asked.get(team.pk) != tenths}
    changed = assign(pitch, fields)
    told = {name: before[name] for name in changed} | {f"weeks_{team.slug}": asked.get(team.pk) for team in wanted}
    _check_meanwhile(told, seen)
    _check_size(pitch, before, asked, wanted)
    if bet.is_open:
        _check_nothing_emptied(pitch, changed)
    if changed:
        _save(pitch, before, changed, by, now)
    for team, tenths in wanted.items():
        _ask(bet, team, tenths, by, now)
    return bet


def _check_meanwhile(told: Mapping[str, Any], seen: Mapping[str, str]) -> None:
    """`told`: what the parts that change said until now."""
    missed = {name: value for name, value in told.items() if name in seen and fingerprint(value) != seen[name]}
    if missed:
        raise ChangedMeanwhile("Somebody else changed this while you wrote.", fields=missed)


def _check_size(pitch: Pitch, before: Mapping[str, Any], asked: Mapping[int, int], wanted: Weeks) -> None:
    """No team and some teams is a contradiction; and what was sized does not become unsized once it is submitted."""
    bet, stated = pitch.bet, bool(before["needs_no_team"])
    after = dict(asked) | {team.pk: tenths for team, tenths in wanted.items()}
    asks = any(tenths is not None for tenths in after.values())
    if bet.needs_no_team and asks and (wanted or not stated):
        raise refuse({"needs_no_team": "It asks for weeks of a team: take those away, or this statement."})
    if bet.is_open and (asked or stated) and not (asks or bet.needs_no_team):
        raise refuse({DEMAND: "The bet is submitted: it keeps a demand, or states that it needs no team."})


def _check_nothing_emptied(pitch: Pitch, changed: Collection[str]) -> None:
    """What was submitted is complete, or as a first set-up left it: no part may go missing now."""
    content = pitch.content()
    emptied = [name for name in changed if content[name] in ("", None) and name != "link"]
    if emptied:
        raise refuse(dict.fromkeys(emptied, "The bet is submitted: this can be changed, and not be left empty."))


def _save(pitch: Pitch, before: dict[str, Any], changed: list[str], by: Membership, now: datetime) -> None:
    bet = pitch.bet
    bet.edited_at = now
    bet.save(update_fields=[*(name for name in changed if name in Bet.PARTS), "edited_at"])
    pitch.save()
    if bet.is_draft:
        return
    versions.keep_first(bet, before)
    number = versions.keep(pitch, state=bet.cycle.state, by=by, now=now)
    payload = BetEdited(fields=changed, version=number)
    if bet.cycle.state == Cycle.State.RANKING:
        tell(leaders(bet.cycle.board), payload, _sentence(bet, changed), reverse("bet", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


def _sentence(bet: Bet, changed: Collection[str]) -> str:
    called = {field.attname: str(field.verbose_name) for field in Pitch.parts()}
    parts = [called.get(name, name.replace("_", " ")) for name in changed]
    return f"{bet.title} was changed after ranking began: {listing(parts)}."


def _ask(bet: Bet, team: Team, tenths: int | None, by: Membership, now: datetime) -> None:
    if tenths is None:
        demands.drop(bet=bet, team=team, by=by, now=now)
    else:
        demands.ask(bet=bet, team=team, tenths=tenths, by=by, now=now)

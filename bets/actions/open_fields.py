"""What stays open after the lock: link, status line, and errors of typing. Whatever was written is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction

from bets.access import held
from bets.actions.pitching import ChangedMeanwhile, versions
from bets.actions.pitching.rows import fresh, tell_journal
from bets.actions.pitching.values import assign
from bets.actions.validity import check_fields, refuse
from bets.changes import fingerprint
from bets.events import BetEdited
from bets.models import Bet, Pitch
from journal.refusals import Invalid, WrongState
from org.models import Membership

_NUMBERS = (models.IntegerField, models.BooleanField)
TEXTS = ("title", "thesis", *(part.attname for part in Pitch.parts() if not isinstance(part, _NUMBERS)))
"""What may hold an error of typing. Numbers hold none: what they say was part of the decision."""


@transaction.atomic
def edit_open_fields(
    *, bet: Bet, by: Membership, now: datetime, note: str = "", seen: str | None = None,
    status_line: str | None = None, **fields: Any,
) -> Bet:  # fmt: skip
    """Change the link, the status line (None: as it is) and texts of a bet whose cycle is locked or closed.

    A changed text needs a `note` that says what was wrong with it, and none can be emptied. Raises Invalid with
    `errors` by field; with `seen`, what `said` gave when the writer looked, ChangedMeanwhile if somebody else wrote
    since. Nothing is written where nothing changes.
    """
    cycle = held(bet.cycle, by, "bet.edit_open_fields", own=bet.is_written_by(by))
    bet = fresh(bet, cycle, by, owner=False)
    pitch = Pitch.of(bet)
    _check(pitch, seen, fields)
    before = pitch.content()
    changed = assign(pitch, fields)
    _check_texts(pitch, [name for name in changed if name in TEXTS], note)
    changed += _say(bet, status_line)
    if changed:
        _save(pitch, before, changed, by, now, note)
    return bet


def said(pitch: Pitch) -> str:
    """All that this act may change, in one word: another word, and somebody wrote."""
    return fingerprint(pitch.content() | {"status_line": pitch.bet.status_line})


def _check(pitch: Pitch, seen: str | None, fields: Collection[str]) -> None:
    if not pitch.bet.is_open:
        raise WrongState(f"The bet is {pitch.bet.get_status_display().lower()}: what it said stays as it is.")
    if frozen := set(fields) - {"link", *TEXTS}:
        raise Invalid(f"The plan is locked; these cannot be set: {', '.join(sorted(frozen))}.")
    if seen is not None and seen != said(pitch):
        raise ChangedMeanwhile("Somebody else changed this while you wrote. Look at what it says now, and save again.")


def _check_texts(pitch: Pitch, texts: Collection[str], note: str) -> None:
    content = pitch.content()
    if emptied := [name for name in texts if not content[name]]:
        raise refuse(dict.fromkeys(emptied, "This can be put right, and not be left empty."))
    if texts and not note.strip():
        raise refuse({"note": "Say what was wrong, in a sentence."})


def _say(bet: Bet, status_line: str | None) -> list[str]:
    """Set the status line; its name if that changed it."""
    if status_line is None or status_line.strip() == bet.status_line:
        return []
    bet.status_line = status_line.strip()
    check_fields(bet, ["status_line"])
    return ["status_line"]


def _save(pitch: Pitch, before: dict[str, Any], changed: list[str], by: Membership, now: datetime, note: str) -> None:
    bet = pitch.bet
    bet.edited_at = now
    bet.save(update_fields=["title", "thesis", "link", "status_line", "edited_at"])
    pitch.save()
    versions.keep_first(bet, before)
    number = versions.keep(pitch, state=bet.cycle.state, by=by, now=now)
    tell_journal(BetEdited(fields=changed, version=number, reason=note.strip() or None), bet, by, now)

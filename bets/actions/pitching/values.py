"""What a writer gives for the parts of a bet and its pitch, judged before it is kept."""

from collections.abc import Collection, Mapping
from typing import Any

from bets.actions.validity import check_fields, check_link, refuse
from bets.models import Bet, Pitch
from journal.refusals import Invalid

PITCH_PARTS = tuple(field.attname for field in Pitch.parts())
LONGEST = 20_000
"""Characters of one part. Ten pages; whoever needs more has a document, and a link."""


def assign(pitch: Pitch, fields: Mapping[str, Any]) -> list[str]:
    """Set parts of the pitch and its bet, by name; return the names of those that changed.

    Raises Invalid for any other name, and by field for values that cannot be taken.
    """
    unknown = set(fields) - {*Bet.PARTS, *PITCH_PARTS}
    if unknown:
        raise Invalid(f"These cannot be set: {', '.join(sorted(unknown))}.")
    changed = [name for name, value in fields.items() if _set(pitch.bet if name in Bet.PARTS else pitch, name, value)]
    _check(pitch, changed)
    return changed


def _set(row: Bet | Pitch, name: str, value: Any) -> bool:
    """Blanks around a text are not kept, and its lines end in one way. Whether anything changed."""
    wanted = value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value
    if getattr(row, name) == wanted:
        return False
    setattr(row, name, wanted)
    return True


def _check(pitch: Pitch, changed: Collection[str]) -> None:
    """Only what changed: what a first set-up brought may be worse, and can be mended part by part."""
    texts = {name: text for name, text in pitch.content().items() if name in changed and isinstance(text, str)}
    if broken := [name for name, text in texts.items() if not _can_be_kept(text)]:
        raise refuse(dict.fromkeys(broken, "There is a character in it that cannot be kept."))
    if long := {name: len(text) for name, text in texts.items() if len(text) > LONGEST}:
        raise refuse({name: f"{count:,} characters; at most {LONGEST:,} are kept." for name, count in long.items()})
    if "link" in changed:
        check_link(pitch.bet.link)
    check_fields(pitch.bet, {name for name in changed if name in Bet.PARTS} | {"title"})
    check_fields(pitch, {name for name in changed if name in PITCH_PARTS})
    if "confidence" in changed and pitch.confidence is not None and pitch.confidence > 100:
        raise refuse({"confidence": "Write a percentage from 0 to 100."})


def _can_be_kept(text: str) -> bool:
    """PostgreSQL keeps no NUL, and nothing can be made of half a character."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)

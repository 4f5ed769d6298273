"""What a page saves by itself: for each field what it showed before, and what it shows now. Pure.

Two people may write at one pitch. So a field is changed only if it still says what the writer saw; what they saw is
told by a fingerprint, which is short enough to be carried by a form.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from journal.refusals import Invalid

Value = str | bool | int | None


@dataclass(frozen=True, slots=True)
class Change:
    """`was`: what the writer saw; `now`: what they wrote. As typed, not judged yet."""

    was: Value
    now: Value


def fingerprint(value: object) -> str:
    """The same for the same value: sixteen hexadecimal digits. `value` is plain JSON."""
    return hashlib.blake2s(orjson.dumps(value), digest_size=8).hexdigest()


def read_changes(body: bytes) -> dict[str, Change]:
    """From `{"fields": {"problem": {"was": "...", "is": "..."}}}`. Raises Invalid."""
    fields = _object(_object(_parsed(body), "The body").get("fields"), "“fields”")
    return {name: _change(name, _object(sent, "Each field")) for name, sent in fields.items()}


def read_seen(text: str) -> dict[str, str]:
    """What a form carries: fingerprints by field. Raises Invalid; empty if it carries none."""
    seen = _object(_parsed(text.encode() or b"{}"), "What the form carries")
    return {name: str(value) for name, value in seen.items()}


def _parsed(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid("This cannot be read: it is not JSON.") from error


def _object(sent: object, what: str) -> Mapping[str, object]:
    if not isinstance(sent, dict):
        raise Invalid(f"{what} must be a JSON object.")
    return sent


def _change(name: str, sent: Mapping[str, object]) -> Change:
    if set(sent) != {"was", "is"}:
        raise _bad(name, "Say what it was, and what it is.")
    return Change(_plain(name, sent["was"]), _plain(name, sent["is"]))


def _plain(name: str, value: object) -> Value:
    """Looks at the type alone: what is nested a thousand deep cannot even be printed."""
    if value is None or isinstance(value, str | bool | int):
        return value
    raise _bad(name, "Not a text, a whole number, true, false or null.")


def _bad(name: str, sentence: str) -> Invalid:
    return Invalid(f"{name[:40]}: {sentence}", errors={name[:40]: sentence})

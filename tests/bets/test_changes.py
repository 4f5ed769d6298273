"""What a page saves by itself: read from its body, and compared by fingerprint."""

import pytest

from bets.changes import Change, fingerprint, read_changes, read_seen
from journal.refusals import Invalid


def test_a_change_says_what_was_and_what_is() -> None:
    body = b'{"fields": {"problem": {"was": "a", "is": "b"}, "needs_no_team": {"was": false, "is": true}}}'
    assert read_changes(body) == {"problem": Change("a", "b"), "needs_no_team": Change(False, True)}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"fields": []}',
        b'{"fields": {"problem": "b"}}',
        b'{"fields": {"problem": {"is": "b"}}}',
        b'{"fields": {"problem": {"was": "a", "is": "b", "owner": 1}}}',
        b'{"fields": {"problem": {"was": "a", "is": ["b"]}}}',
        b'{"fields": {"problem": {"was": "a", "is": 1.5}}}',
        b'{"fields": {"problem": {"was": "a", "is": 1e400}}}',
        b'{"fields": {"problem": {"was": "a", "is": "\\ud800"}}}',
        b'{"fields": {"problem": {"was": "a", "is": "\xff"}}}',
        b'{"fields": ' + b'{"a":' * 1000 + b"1" + b"}" * 1000 + b"}",
    ],
)
def test_what_is_no_change_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        read_changes(body)


@pytest.mark.parametrize("text", ["[]", "1", "{", "null"])
def test_a_form_carries_an_object_or_nothing(text: str) -> None:
    assert read_seen("") == {}
    with pytest.raises(Invalid):
        read_seen(text)


def test_only_the_same_value_has_the_same_fingerprint() -> None:
    values = ["", "a", "a ", "1", 1, None, False, True, "\u00e9", "e\u0301"]
    assert len({fingerprint(value) for value in values}) == len(values)
    assert fingerprint("a") == fingerprint("a")

"""What stays open after the lock: link, status line and errors of typing, by owner and co-writers, as versions."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.open_fields import TEXTS, edit_open_fields, said
from bets.actions.pitching import ChangedMeanwhile
from bets.models import Bet, Cycle, Pitch, Version
from journal.models import Event
from journal.refusals import Invalid, WrongState
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, CoWriterFactory, PitchFactory


@pytest.fixture
def locked(cast: Cast) -> Cast:
    PitchFactory(bet=cast.a)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    return cast


def edit(cast: Cast, **fields: Any) -> Bet:
    return edit_open_fields(bet=cast.a, **({"by": cast.vera, "now": NOW} | fields))


def test_the_owner_says_how_it_goes(locked: Cast) -> None:
    edit(locked, status_line=" Halfway there. ")
    assert Bet.objects.get(pk=locked.a.pk).status_line == "Halfway there."
    assert (last().kind, last().data["fields"]) == ("bets.bet.edited", ["status_line"])


def test_the_link_changes_without_a_note(locked: Cast) -> None:
    edit(locked, link="https://example.com/a")
    assert Bet.objects.get(pk=locked.a.pk).link == "https://example.com/a"


def test_a_text_that_is_put_right_is_a_version_beside_the_one_before(locked: Cast) -> None:
    edit(locked, title="Alfa", problem="Half of all calls.", note="A wrong letter, and “is” for “are”.")
    first, second = Version.objects.filter(bet=locked.a)
    assert (first.content["title"], second.content["title"]) == ("Alpha", "Alfa")
    assert (second.state, second.by) == ("locked", locked.vera)
    assert Pitch.objects.get(bet=locked.a).problem == "Half of all calls."
    assert last().data == {
        "fields": ["title", "problem"],
        "version": 2,
        "reason": "A wrong letter, and “is” for “are”.",
    }


def test_what_was_wrong_must_be_said(locked: Cast) -> None:
    with pytest.raises(Invalid, match="Say what was wrong") as refused:
        edit(locked, title="Alfa", note=" ")
    assert set(refused.value.extra["errors"]) == {"note"}
    assert Bet.objects.get(pk=locked.a.pk).title == "Alpha"


@pytest.mark.parametrize("name", ["title", "thesis", "problem", "target"])
def test_nothing_is_emptied(locked: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit(locked, **{name: "", "note": "It was wrong."})
    assert set(refused.value.extra["errors"]) == {name}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"link": "javascript:alert(1)"}, "link"),
        ({"status_line": "x" * 201}, "status_line"),
        ({"status_line": "a\0b"}, "status_line"),
        ({"title": "x" * 201, "note": "n"}, "title"),
        ({"problem": "\ud800", "note": "n"}, "problem"),
    ],
)
def test_values_that_cannot_be_taken_are_told_by_field(locked: Cast, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit(locked, **fields)
    assert set(refused.value.extra["errors"]) == {field}
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["needs_no_team", "confidence", "owner", "must_do", "status", "nonsense"])
def test_what_the_plan_froze_cannot_be_set(locked: Cast, name: str) -> None:
    assert name not in TEXTS
    with pytest.raises(Invalid, match="these cannot be set"):
        edit(locked, **{name: "1", "note": "n"})


def test_nothing_is_written_where_nothing_changes(locked: Cast) -> None:
    edit(locked, title="Alpha", status_line="", link="")
    assert not Event.objects.exists()
    assert not Version.objects.exists()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(locked: Cast) -> None:
    seen = said(Pitch.objects.select_related("bet").get(bet=locked.a))
    edit(locked, problem="Calls.", note="A word too many.")
    with pytest.raises(ChangedMeanwhile):
        edit(locked, status_line="Halfway.", seen=seen)
    edit(locked, status_line="Halfway.", seen=said(Pitch.objects.select_related("bet").get(bet=locked.a)))


def test_a_co_writer_may(locked: Cast) -> None:
    CoWriterFactory(bet=locked.a, member=locked.victor)
    edit(locked, by=locked.victor, status_line="Halfway.")


@pytest.mark.parametrize("name", ["victor", "ines", "stina", "ada", "willy"])
def test_nobody_else_may(locked: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        edit(locked, by=getattr(locked, name), status_line="Halfway.")


@pytest.mark.parametrize("state", ["pitching", "ranking"])
def test_before_the_lock_there_is_another_way(locked: Cast, state: str) -> None:
    Cycle.objects.filter(pk=locked.cycle.pk).update(state=state)
    with pytest.raises(WrongState):
        edit(locked, status_line="Halfway.")


def test_a_bet_that_was_withdrawn_stays_as_it_is(locked: Cast) -> None:
    Bet.objects.filter(pk=locked.a.pk).update(status="withdrawn")
    with pytest.raises(WrongState, match="withdrawn"):
        edit(locked, status_line="Halfway.")


def test_a_bet_without_a_pitch_gets_one(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="closed")
    edit_open_fields(bet=cast.b, by=cast.vera, now=NOW, problem="Calls.", note="It never came in.")
    assert Pitch.objects.get(bet=cast.b).problem == "Calls."

"""The form of what stays open after the lock."""

from typing import Any

import pytest

from bets.models import Bet, Cycle, Version
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast
from tests.factories import CoWriterFactory, PitchFactory


@pytest.fixture
def locked(cast: Cast) -> Cast:
    PitchFactory(bet=cast.a)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    return cast


def get(cast: Cast, name: str = "vera") -> Any:
    return signed_in(getattr(cast, name)).get(f"/bets/{cast.a.pk}/open-fields/")


def post(cast: Cast, name: str = "vera", **sent: str) -> Any:
    return signed_in(getattr(cast, name)).post(f"/bets/{cast.a.pk}/open-fields/", sent)


def test_the_form_shows_what_there_is_and_nothing_that_is_frozen(locked: Cast) -> None:
    page = get(locked).content.decode()
    assert "Half of all calls are about pairing." in page
    for name in ("status_line", "link", "note", "title", "thesis", "problem", "kill_decider"):
        assert f'name="{name}"' in page
    for name in ("confidence", "needs_no_team", "weeks_data"):
        assert f'name="{name}"' not in page


def test_a_status_line_is_saved_alone(locked: Cast) -> None:
    assert post(locked, status_line="Halfway.")["Location"] == f"/bets/{locked.a.pk}/"
    bet = Bet.objects.select_related("pitch").get(pk=locked.a.pk)
    assert (bet.status_line, bet.title, bet.pitch.problem) == (
        "Halfway.",
        "Alpha",
        "Half of all calls are about pairing.",
    )


def test_a_text_without_a_note_comes_back_with_what_was_typed(locked: Cast) -> None:
    response = post(locked, title="Alfa", status_line="Halfway.")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say what was wrong, in a sentence." in page
    assert 'value="Alfa"' in page
    assert 'value="Halfway."' in page
    assert not Version.objects.exists()


def test_values_at_fault_are_told_at_their_fields(locked: Cast) -> None:
    response = post(locked, link="javascript:alert(1)", status_line="x" * 201)
    assert response.status_code == 422
    assert "200" in response.content.decode()
    assert 'id="id_link_error"' in post(locked, link="javascript:alert(1)").content.decode()


def test_a_form_that_is_older_than_somebody_elses_change_saves_nothing_at_first(locked: Cast) -> None:
    seen = get(locked).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    post(locked, problem="Calls.", note="A word too many.")
    response = post(locked, status_line="Halfway.", problem="Half of all calls are about pairing.", seen=seen)
    assert response.status_code == 409
    assert "Somebody else changed this while you wrote." in response.content.decode()
    bet = Bet.objects.select_related("pitch").get(pk=locked.a.pk)
    assert (bet.status_line, bet.pitch.problem) == ("", "Calls.")


@pytest.mark.parametrize("method", [get, post])
@pytest.mark.parametrize(
    ("name", "status"),
    [("victor", 403), ("ines", 403), ("stina", 403), ("ada", 403), ("willy", 403), ("olga", 404), ("emil", 404)],
)
def test_nobody_but_its_writers_comes_here(locked: Cast, method: Any, name: str, status: int) -> None:
    assert method(locked, name).status_code == status


def test_a_co_writer_does(locked: Cast) -> None:
    CoWriterFactory(bet=locked.a, member=locked.victor)
    assert get(locked, "victor").status_code == 200


@pytest.mark.parametrize(("state", "status"), [("pitching", 409), ("ranking", 409), ("closed", 200)])
def test_it_is_there_from_the_lock_on(locked: Cast, state: str, status: int) -> None:
    Cycle.objects.filter(pk=locked.cycle.pk).update(state=state)
    assert get(locked).status_code == status


def test_it_takes_a_fixed_number_of_statements(locked: Cast) -> None:
    client = signed_in(locked.vera)
    with statements() as found:
        assert client.get(f"/bets/{locked.a.pk}/open-fields/").status_code == 200
    assert len(found) == 7, found

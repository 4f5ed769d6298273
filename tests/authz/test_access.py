"""The roads from a request to a row: whoever is of elsewhere gets the answer for what does not exist."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bets.access import bet_for, cycle_for
from bets.permissions import RULES as BETS
from org.access import board_for, fellow, team_of
from org.models import Person
from org.permissions import RULES as ORG
from tests.cast import Cast
from tests.factories import CoWriterFactory, DraftFactory

MISSING = 2**40


def refusal(look: Callable[[], object]) -> str:
    with pytest.raises(Http404) as refused:
        look()
    return str(refused.value)


@pytest.fixture
def strangers(cast: Cast) -> list[Person]:
    return [cast.emil.person, cast.olga.person]


def test_a_cycle_of_elsewhere_is_as_one_that_does_not_exist(
    cast: Cast, strangers: list[Person], caplog: pytest.LogCaptureFixture
) -> None:
    for person in strangers:
        for to in BETS:
            missing = refusal(lambda person=person, to=to: cycle_for(person, MISSING, to=to))  # type: ignore[misc]
            caplog.clear()
            with caplog.at_level("INFO", "security"):
                assert refusal(lambda person=person, to=to: cycle_for(person, cast.cycle.pk, to=to)) == missing  # type: ignore[misc]
            assert f"unknown to person {person.pk}" in caplog.text


def test_a_bet_of_elsewhere_is_as_one_that_does_not_exist(
    cast: Cast, strangers: list[Person], caplog: pytest.LogCaptureFixture
) -> None:
    for person in strangers:
        missing = refusal(lambda person=person: bet_for(person, MISSING, to="bet.read_pitch"))  # type: ignore[misc]
        caplog.clear()
        with caplog.at_level("INFO", "security"):
            assert refusal(lambda person=person: bet_for(person, cast.a.pk, to="bet.read_pitch")) == missing  # type: ignore[misc]
        assert f"unknown to person {person.pk}" in caplog.text


def test_a_board_of_elsewhere_is_as_one_that_does_not_exist(cast: Cast, strangers: list[Person]) -> None:
    for person in strangers:
        for to in ORG:
            missing = refusal(lambda person=person, to=to: board_for(person, "nowhere", to=to))  # type: ignore[misc]
            assert refusal(lambda person=person, to=to: board_for(person, "north", to=to)) == missing  # type: ignore[misc]


def test_people_and_teams_of_another_board_do_not_exist(cast: Cast) -> None:
    missing = refusal(lambda: fellow(cast.olga, MISSING))
    assert refusal(lambda: fellow(cast.olga, cast.vera.pk)) == missing
    assert refusal(lambda: fellow(cast.ada, cast.emil.pk)) == missing
    assert refusal(lambda: team_of(cast.olga, cast.data.slug)) == missing


def test_nobody_in_particular_knows_of_nothing(cast: Cast) -> None:
    nobody: Person = AnonymousUser()  # type: ignore[assignment]
    assert refusal(lambda: cycle_for(nobody, cast.cycle.pk, to="board.view"))
    assert refusal(lambda: bet_for(nobody, cast.a.pk, to="bet.read_pitch"))
    assert refusal(lambda: board_for(nobody, "north", to="board.view"))


def test_another_persons_draft_does_not_exist_even_for_a_leader(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    for member in (cast.victor, cast.ines, cast.stina, cast.ada):
        caplog.clear()
        with caplog.at_level("INFO", "security"):
            refusal(lambda member=member: bet_for(member.person, draft.pk, to="bet.read_pitch"))  # type: ignore[misc]
        assert f"unknown to membership {member.pk}: bet {draft.pk}" in caplog.text


def test_a_draft_is_its_owners_and_its_co_writers(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert bet_for(cast.vera.person, draft.pk, to="bet.edit")[0] == draft
    assert bet_for(cast.victor.person, draft.pk, to="bet.edit")[0] == draft


def test_a_co_writer_edits_and_does_not_submit(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert bet_for(cast.vera.person, draft.pk, to="bet.submit")[0] == draft
    for to in ("bet.submit", "bet.withdraw"):
        with pytest.raises(PermissionDenied):
            bet_for(cast.victor.person, draft.pk, to=to)


def test_a_refusal_names_role_and_board_in_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "security"), pytest.raises(PermissionDenied):
        cycle_for(cast.stina.person, cast.cycle.pk, to="rank.move")
    assert f"refused rank.move to member {cast.stina.pk} (Steward) of board {cast.board.pk}" in caplog.text

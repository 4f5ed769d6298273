"""Teams and the VPs who answer for them."""

import pytest
from django.http import Http404

from journal.models import Event
from journal.refusals import Invalid
from org.actions.teams import create_team, edit_team
from tests.cast import Cast
from tests.factories import NOW


def test_a_team_gets_its_address_from_its_name(cast: Cast) -> None:
    team = create_team(name=" Customer  Care", short="Care", vp=cast.victor, by=cast.stina, now=NOW)
    assert (team.name, team.slug, team.head, team.vp) == ("Customer Care", "customer-care", "Care", cast.victor)
    assert Event.objects.get().data == {"vp": cast.victor.pk}


def test_two_teams_of_one_name_are_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        create_team(name="data", short="", vp=None, by=cast.ada, now=NOW)
    assert refused.value.extra["errors"] == {"name": "A team has this name already."}


def test_a_team_keeps_its_address_under_another_name(cast: Cast) -> None:
    edit_team(team=cast.data, name="Data and Models", short="", vp=cast.victor, by=cast.ada, now=NOW)
    cast.data.refresh_from_db()
    assert (cast.data.slug, cast.data.name, cast.data.vp) == ("data", "Data and Models", cast.victor)
    fields = {"name": ["Data", "Data and Models"], "vp": [cast.vera.pk, cast.victor.pk]}
    assert Event.objects.get().data == {"fields": fields}


def test_an_edit_that_changes_nothing_makes_no_event(cast: Cast) -> None:
    edit_team(team=cast.data, name="Data", short="", vp=cast.vera, by=cast.ada, now=NOW)
    assert not Event.objects.exists()


def test_only_a_vp_of_the_board_heads_a_team(cast: Cast) -> None:
    with pytest.raises(Invalid, match="Stina is not a VP"):
        create_team(name="Care", short="", vp=cast.stina, by=cast.ada, now=NOW)
    with pytest.raises(Http404):
        create_team(name="Care", short="", vp=cast.olga, by=cast.ada, now=NOW)


def test_a_team_has_a_name(cast: Cast) -> None:
    with pytest.raises(Invalid):
        create_team(name="  ", short="", vp=None, by=cast.ada, now=NOW)


def test_names_that_leave_no_address_are_told_apart_by_a_number(cast: Cast) -> None:
    names = ["データ", "设计", "Customer Care", "Customer-Care"]
    teams = [create_team(name=name, short="", vp=None, by=cast.ada, now=NOW) for name in names]
    assert [team.slug for team in teams] == ["team", "team-2", "customer-care", "customer-care-2"]


def test_no_team_takes_the_name_of_another_later(cast: Cast) -> None:
    team = create_team(name="Care", short="", vp=None, by=cast.ada, now=NOW)
    with pytest.raises(Invalid, match="this name already"):
        edit_team(team=team, name="DATA", short="", vp=None, by=cast.ada, now=NOW)
    edit_team(team=team, name="CARE", short="", vp=None, by=cast.ada, now=NOW)

"""Who works on which team."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.test import Client

from journal.models import Event
from org.actions.places import give_place, take_place
from org.models import Membership, TeamMember
from org.people import people_of, people_page
from tests.cast import Cast
from tests.factories import NOW, TeamFactory


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def test_a_place_is_given_once_and_told_once(cast: Cast) -> None:
    for _ in range(2):
        give_place(team=cast.data, member=cast.willy, by=cast.stina, now=NOW)
    assert people_of(cast.data) == [cast.willy]
    event = Event.objects.get()
    assert (event.kind, event.subject_id) == ("org.place.given", cast.willy.pk)
    assert event.data == {"team": cast.data.pk, "team_name": "Data"}


def test_a_place_is_taken_once_and_told_once(cast: Cast) -> None:
    give_place(team=cast.data, member=cast.willy, by=cast.ada, now=NOW)
    for _ in range(2):
        take_place(team=cast.data, member=cast.willy, by=cast.ada, now=NOW)
    assert people_of(cast.data) == []
    kinds = list(Event.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["org.place.given", "org.place.taken"]


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_only_stewards_and_admins_give_and_take(cast: Cast, name: str) -> None:
    for act in (give_place, take_place):
        with pytest.raises(PermissionDenied):
            act(team=cast.data, member=cast.willy, by=getattr(cast, name), now=NOW)


def test_nobody_of_another_board_and_nobody_who_left_gets_one(cast: Cast) -> None:
    for member in (cast.olga, cast.emil):
        with pytest.raises(Http404):
            give_place(team=cast.data, member=member, by=cast.stina, now=NOW)
    with pytest.raises(IntegrityError):
        TeamMember.objects.create(board=cast.board, team=cast.data, member=cast.olga)


def test_whoever_left_works_on_nothing(cast: Cast) -> None:
    give_place(team=cast.data, member=cast.willy, by=cast.stina, now=NOW)
    cast.willy.ended_at = NOW
    cast.willy.save()
    assert people_of(cast.data) == []


def test_the_people_page_says_who_works_on_what(cast: Cast) -> None:
    cloud = TeamFactory(board=cast.board, name="Cloud")
    for team in (cast.data, cloud):
        give_place(team=team, member=cast.willy, by=cast.stina, now=NOW)
    places = {place.member: place for group in people_page(cast.board, NOW).groups for place in group.places}
    assert places[cast.willy].particulars == "on Cloud and Data"
    assert places[cast.vera].particulars == "Data"


def test_the_page_of_a_team_and_of_a_person_give_and_take(cast: Cast) -> None:
    client, team, person = signed_in(cast.stina), "/boards/north/teams/data/", f"/boards/north/people/{cast.willy.pk}/"
    assert client.post(f"{team}places/", {"member": cast.willy.pk}).status_code == 302
    assert "Willy works on Data no more" in client.get(f"{team}settings/").content.decode()
    answer = client.post(f"{team}places/{cast.willy.pk}/end/", {"back": "team"})
    assert answer.headers["Location"] == f"{team}settings/"
    assert client.post(f"{person}places/", {"team": cast.data.pk}).status_code == 302
    assert "Willy works on Data no more" in client.get(person).content.decode()
    assert client.post(f"{team}places/{cast.willy.pk}/end/").headers["Location"] == person
    assert not TeamMember.objects.exists()


def test_what_is_none_of_theirs_is_refused_in_the_form(cast: Cast) -> None:
    client = signed_in(cast.stina)
    team, person = "/boards/north/teams/data/places/", f"/boards/north/people/{cast.willy.pk}/places/"
    for wrong in ("", "x", str(cast.olga.pk), str(10**30), "1\0"):
        assert client.post(team, {"member": wrong}).status_code == 422, wrong
        assert client.post(person, {"team": wrong}).status_code == 422, wrong
    assert signed_in(cast.willy).post(team, {"member": cast.willy.pk}).status_code == 403
    assert signed_in(cast.olga).post(team, {"member": cast.willy.pk}).status_code == 404


def test_a_vp_without_a_manager_in_the_data_is_warned_about(cast: Cast) -> None:
    assert [member for member in (cast.ines, cast.vera, cast.willy) if member.lacks_manager] == [cast.vera]
    page = signed_in(cast.willy).get("/boards/north/people/").content.decode()
    assert "No manager is named for 2 VPs." in page
    assert page.count("no manager named") == 2
    assert "nobody is named" in signed_in(cast.willy).get(f"/boards/north/people/{cast.vera.pk}/").content.decode()
    Membership.objects.filter(pk__in=[cast.vera.pk, cast.victor.pk]).update(manager=cast.ines)
    assert "manager is named" not in signed_in(cast.willy).get("/boards/north/people/").content.decode()

"""The people page, and the page of one person."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from org.models import Board, Membership
from org.people import people_page
from tests.cast import Cast, make_member
from tests.factories import NOW, LeaderProposalFactory, TeamFactory

PAGE = "/boards/north/people/"


def look(member: Membership, page: str = PAGE) -> str:
    return signed_in(member).get(page).content.decode()


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def test_everybody_stands_under_their_first_role(cast: Cast) -> None:
    page = people_page(cast.board, NOW)
    groups = {group.title: [place.member.name for place in group.places] for group in page.groups}
    assert groups == {
        "Leaders": ["Ines", "Otto"],
        "VPs": ["Vera", "Victor"],
        "Stewards": ["Stina"],
        "Admins": ["Ada"],
        "Viewers": ["Willy"],
    }
    assert page.headline == "7 people: 2 lead, 2 pitch."


def test_further_roles_are_said_beside_the_name(cast: Cast) -> None:
    zoe = make_member(cast.board, "Zoe", ["admin", "leader", "vp"])
    TeamFactory(board=cast.board, name="Voice", vp=zoe)
    (leaders, *_) = people_page(cast.board, NOW).groups
    assert [place.particulars for place in leaders.places] == ["", "", "Voice; also VP and Admin"]


@pytest.mark.parametrize(
    ("roles", "headline"),
    [([], "1 person: nobody leads, nobody pitches."), (["leader", "vp"], "1 person: 1 leads, 1 pitches.")],
)
def test_the_headline_counts_in_words(db: None, roles: list[str], headline: str) -> None:
    board = Board.objects.create(slug="south", name="South")
    make_member(board, "Ines", roles)
    assert people_page(board, NOW).headline == headline


def test_a_vp_stands_with_their_teams(cast: Cast) -> None:
    TeamFactory(board=cast.board, name="Voice", vp=cast.vera)
    TeamFactory(board=cast.board, name="Care", vp=None)
    page = look(cast.willy)
    assert '<span class="what">Data and Voice</span>' in page
    assert '<span class="signal">no VP</span>' in page


def test_only_who_may_is_offered_to(cast: Cast) -> None:
    LeaderProposalFactory(member=cast.vera, proposed_by=cast.ada)
    offers = {
        "Invite": {cast.stina, cast.ada},
        "Add a team": {cast.stina, cast.ada},
        "Confirm": {cast.ines, cast.otto},
    }
    for offer, people in offers.items():
        for member in (cast.ines, cast.otto, cast.vera, cast.stina, cast.ada, cast.willy):
            assert (f">{offer}<" in look(member)) is (member in people), (offer, member)


def test_addresses_are_for_those_who_manage(cast: Cast) -> None:
    one = f"{PAGE}{cast.vera.pk}/"
    assert cast.vera.person.email in look(cast.stina, one)
    for member in (cast.ines, cast.victor, cast.willy):
        assert cast.vera.person.email not in look(member, one) + look(member)


def test_an_empty_board_says_what_to_do_first(db: None) -> None:
    board = Board.objects.create(slug="north", name="North")
    ada = make_member(board, "Ada", ["admin"])
    page = look(ada)
    assert "Only you are here." in page
    assert "Nobody ranks: name a leader." in page
    assert "None yet. A team gives person-weeks" in page


def test_more_members_cost_no_more_statements(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.ada)
    TeamFactory(board=cast.board, vp=cast.victor)
    with django_assert_num_queries(
        10
    ):  # session, person, place; people, teams, places, proposals; two lists; the navigation
        client.get(PAGE)
    for number in range(30):
        mia = make_member(cast.board, f"Mia{number}", ["vp"])
        TeamFactory(board=cast.board, vp=mia)
        LeaderProposalFactory(member=mia, proposed_by=cast.ada)
    with django_assert_num_queries(10):
        client.get(PAGE)


# --- what is sent


def test_a_refused_invitation_keeps_what_was_typed(cast: Cast) -> None:
    fields = {"name": "Mia", "email": cast.vera.person.email, "roles": ["steward"], "manager": cast.ines.pk}
    answer = signed_in(cast.ada).post(f"{PAGE}invitations/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vera is on this board already." in page
    assert 'aria-invalid="true"' in page
    assert 'value="Mia"' in page
    assert 'value="steward" id="id_roles_1" checked' in page


def test_roles_and_manager_are_set_on_the_page_of_a_person(cast: Cast) -> None:
    client, one = signed_in(cast.ada), f"{PAGE}{cast.willy.pk}/"
    assert client.post(f"{one}manager/", {"manager": cast.vera.pk}).status_code == 302
    answer = client.post(f"{one}roles/", {"roles": ["vp"]})
    assert answer.status_code == 422
    assert "Willy reports to Vera" in answer.content.decode()
    assert signed_in(cast.ines).post(f"{one}exception/", {"exception-reason": "They disagree well."}).status_code == 302
    assert client.post(f"{one}roles/", {"roles": ["vp"]}).status_code == 302
    cast.willy.refresh_from_db()
    assert (cast.willy.roles, cast.willy.manager) == (["vp"], cast.vera)


def test_a_steward_sets_an_admins_other_roles(cast: Cast) -> None:
    answer = signed_in(cast.stina).post(f"{PAGE}{cast.ada.pk}/roles/", {"roles": ["vp"]})
    assert answer.status_code == 302
    cast.ada.refresh_from_db()
    assert cast.ada.roles == ["vp", "admin"]


def test_an_admin_proposes_and_a_leader_confirms(cast: Cast) -> None:
    one = f"{PAGE}{cast.vera.pk}/leadership/"
    assert "Vera is proposed" in signed_in(cast.ada).post(one, follow=True).content.decode()
    signed_in(cast.otto).post(f"{one}confirmation/")
    cast.vera.refresh_from_db()
    assert cast.vera.is_leader


def test_a_leader_declines(cast: Cast) -> None:
    LeaderProposalFactory(member=cast.vera, proposed_by=cast.ada)
    signed_in(cast.otto).post(f"{PAGE}{cast.vera.pk}/leadership/refusal/")
    assert "Waits for a leader" not in look(cast.otto)


def test_whoever_left_is_gone_from_the_page_and_the_page_from_them(cast: Cast) -> None:
    client = signed_in(cast.willy)
    assert client.get(PAGE).status_code == 200
    answer = signed_in(cast.ada).post(f"{PAGE}{cast.willy.pk}/end/", follow=True)
    assert "Willy" not in answer.content.decode()
    assert client.get(PAGE).headers["Location"] == f"/account/login/?next={PAGE}"
    assert signed_in(Membership.objects.get(pk=cast.willy.pk)).get(PAGE).status_code == 404


def test_the_only_leader_goes_with_a_sentence_typed_on_the_page(cast: Cast) -> None:
    client = signed_in(cast.ada)
    client.post(f"{PAGE}{cast.otto.pk}/end/")
    answer = client.post(f"{PAGE}{cast.ines.pk}/end/")
    assert answer.status_code == 422
    assert "Ines is the only leader" in answer.content.decode()
    client.post(f"{PAGE}{cast.ines.pk}/end/", {"end-reason": "The company was sold."})
    assert "Nobody ranks: name a leader." in look(cast.ada)


def test_the_last_admin_is_told_on_the_page(cast: Cast) -> None:
    answer = signed_in(cast.ada).post(f"{PAGE}{cast.ada.pk}/end/")
    assert answer.status_code == 409
    assert "Ada is the only admin." in answer.content.decode()


def test_teams_are_made_and_changed(cast: Cast) -> None:
    client = signed_in(cast.stina)
    assert client.post("/boards/north/teams/", {"team-name": "Care", "team-vp": cast.victor.pk}).status_code == 302
    refused = client.post("/boards/north/teams/", {"team-name": "care"})
    assert refused.status_code == 422
    assert "A team has this name already." in refused.content.decode()
    page = client.get("/boards/north/teams/care/settings/").content.decode()
    assert 'value="Care"' in page
    client.post("/boards/north/teams/care/settings/", {"name": "Customer care", "vp": ""})
    assert "Customer care" in look(cast.willy)


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Say why, in a sentence."), ("Two labs.", "Vera reports to nobody on this board")]
)
def test_a_refused_exception_says_why_also_where_there_is_no_manager(
    cast: Cast, client: Client, reason: str, sentence: str
) -> None:
    client.force_login(cast.ines.person)
    answer = client.post(f"/boards/north/people/{cast.vera.pk}/exception/", {"exception-reason": reason})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_page_of_a_person_costs_the_same_however_many_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, person, membership, the member, proposal, places, stand-ins, teams, the frame; for a leader the calendar
    and the VPs; for who manages members all who could be a manager, and the other teams."""
    one = f"{PAGE}{cast.willy.pk}/"
    clients = {name: signed_in(getattr(cast, name)) for name in ("vera", "ines", "ada")}
    costs = {"vera": 9, "ines": 11, "ada": 11}
    for more in range(2):
        for name, client in clients.items():
            with django_assert_num_queries(costs[name]):
                client.get(one)
        for number in range(10 * (1 - more)):
            make_member(cast.board, f"Mia{number}", ["vp"])


def test_the_page_of_the_file_costs_what_every_page_costs(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.ada)
    with django_assert_num_queries(4):  # session, person, membership, and the frame
        client.get(f"{PAGE}import/")

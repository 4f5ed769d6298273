"""People from a file: what it would do, then all of it or nothing."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from journal.models import Event
from org.actions.people import except_direct_report, invite, name_manager
from org.actions.roster import BoardChanged, import_people
from org.models import Membership, Person, TeamMember
from org.roster.problems import BadFile
from org.roster.standing import planned
from tests.authz.digest import digest
from tests.cast import Cast, make_cast
from tests.elsewhere import begin_elsewhere
from tests.eteam.rows import TeamMemberFactory
from tests.factories import NOW, PersonFactory, TeamFactory
from tests.org.roster.broken import ON_THE_BOARD, Broken, lines, people, person
from tests.org.roster.test_reading import check
from tests.org.sink import Sink

PAGE = "/boards/north/people/import/"
FILE = lines(
    "name;email;roles;manager_email;team",
    "Mia Sand;mia@example.com;vp;ben@example.com;Data",
    "Ben;ben@example.com;viewer;ines.north@example.com;",
    "Vera;vera.north@example.com;viewer;;",
    "Willy;willy.north@example.com;steward;ines.north@example.com;",
)


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def upload(client: Client, data: bytes = FILE) -> str:
    return client.post(PAGE, {"file": SimpleUploadedFile("people.csv", data)}).content.decode()


def hidden(page: str, **more: str) -> dict[str, str]:
    """What the button of a shown plan sends."""
    return dict(re.findall(r'name="(content|seal)" value="([^"]*)"', page)) | more


def imported(cast: Cast, data: bytes = FILE, *, remind: bool = False) -> None:
    seal = planned(data, cast.ada, NOW).seal(data)
    import_people(data=data, seal=seal, remind=remind, by=cast.ada, now=NOW)


def newest() -> Event:
    return Event.objects.order_by("-number").first() or Event()


# --- the act


def test_all_of_it_is_done_with_one_event(cast: Cast) -> None:
    imported(cast)
    mia, ben = (Membership.objects.get(person__email=f"{name}@example.com") for name in ("mia", "ben"))
    assert (mia.roles, mia.manager, ben.roles, ben.manager) == (["vp"], ben, [], cast.ines)
    assert not mia.person.has_usable_password()
    for member in (cast.vera, cast.willy, cast.data):
        member.refresh_from_db()
    assert (cast.vera.roles, cast.willy.roles, cast.willy.manager) == ([], ["steward"], cast.ines)
    assert cast.data.vp == mia
    (event,) = Event.objects.all()
    assert (event.kind, event.topic, event.actor_id) == ("org.people.imported", cast.board.topic, cast.ada.pk)
    assert event.data == {
        "invited": {str(mia.pk): ["vp"], str(ben.pk): []},
        "roles": {str(cast.vera.pk): [["vp"], []], str(cast.willy.pk): [[], ["steward"]]},
        "managers": {str(cast.willy.pk): [None, cast.ines.pk]},
        "teams": {"data": [cast.vera.pk, mia.pk]},
    }


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    imported(cast)
    before = digest()
    imported(cast)
    assert digest() == before


PLACES = lines(
    "name,email,teams",
    "Willy,willy.north@example.com,data;cloud",
    "Vera,vera.north@example.com,none",
    "Mia,mia@example.com,cloud",
)


def on_teams() -> set[tuple[str, str]]:
    return set(TeamMember.objects.values_list("member__person__name", "team__slug"))


def test_places_on_teams_are_given_and_taken_with_the_same_event(cast: Cast) -> None:
    cloud = TeamFactory(board=cast.board, slug="cloud")
    for team, member in ((cast.data, cast.vera), (cloud, cast.vera), (cast.data, cast.willy), (cast.data, cast.otto)):
        TeamMemberFactory(team=team, member=member)
    page = upload(signed_in(cast.ada), PLACES)
    assert "1 to invite, 2 on other teams." in page
    imported(cast, PLACES)
    assert on_teams() == {("Willy", "data"), ("Willy", "cloud"), ("Mia", "cloud"), ("Otto", "data")}
    mia = Membership.objects.get(person__email="mia@example.com")
    (event,) = Event.objects.all()
    assert event.data["places"] == {
        str(cast.willy.pk): [["data"], ["cloud", "data"]],
        str(cast.vera.pk): [["cloud", "data"], []],
        str(mia.pk): [[], ["cloud"]],
    }
    before = digest()
    imported(cast, PLACES)
    assert digest() == before, "once more it changes nothing"


def test_a_team_of_another_board_is_no_place_here(cast: Cast) -> None:
    TeamFactory(board=cast.olga.board, slug="care")
    page = upload(signed_in(cast.ada), lines("name,email,teams", "Willy,willy.north@example.com,care"))
    assert "Line 2, teams" in page
    assert "There is no team “care” on this board." in page


def test_the_file_to_take_away_has_the_places(cast: Cast) -> None:
    TeamMemberFactory(team=cast.data, member=cast.willy)
    data = signed_in(cast.ada).get("/boards/north/people/export/").content
    assert b"Willy,willy.north@example.com,viewer,,,data\r\n" in data
    assert not planned(data, cast.ada, NOW).changes


def test_names_of_those_who_are_here_stay(cast: Cast) -> None:
    imported(cast, people("Wilhelmina,willy.north@example.com,vp,,"))
    assert Membership.objects.get(pk=cast.willy.pk).name == "Willy"


def test_a_person_of_another_board_keeps_name_and_password(cast: Cast) -> None:
    imported(cast, people("Somebody,olga.south@example.com,,,"))
    olga = Membership.objects.get(board=cast.board, person=cast.olga.person)
    assert olga.name == "Olga"
    assert Person.objects.filter(email="olga.south@example.com").count() == 1


def test_two_change_places_whatever_the_database_sees_between(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    steps = ["Willy,willy.north@example.com,vp,,data", "Vera,vera.north@example.com,viewer,,"]
    imported(cast, people(*steps))
    assert Membership.objects.get(pk=cast.willy.pk).roles == ["vp"]


def test_an_exception_stays_with_its_manager_and_goes_with_them(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    except_direct_report(member=cast.willy, reason="They disagree well.", by=cast.ines, now=NOW)
    imported(cast, people("Willy,willy.north@example.com,vp,vera.north@example.com,"))
    cast.willy.refresh_from_db()
    assert (cast.willy.roles, cast.willy.direct_report_exception) == (["vp"], "They disagree well.")
    imported(cast, people("Willy,willy.north@example.com,vp,ines.north@example.com,"))
    cast.willy.refresh_from_db()
    assert (cast.willy.manager, cast.willy.direct_report_exception) == (cast.ines, "")


@pytest.mark.parametrize("broken", ON_THE_BOARD, ids=lambda broken: broken.name)
def test_what_the_board_does_not_allow_is_told_and_nothing_is_done(cast: Cast, broken: Broken) -> None:
    PersonFactory(email="closed@example.com", is_active=False)
    before = digest()
    with pytest.raises(BadFile) as refused:
        import_people(data=broken.data, seal="", by=cast.ada, now=NOW)
    check(broken, refused.value)
    assert digest() == before


def test_a_steward_makes_no_admin_by_a_file(cast: Cast) -> None:
    with pytest.raises(BadFile) as refused:
        planned(people(person(roles="admin")), cast.stina, NOW)
    assert "Only an admin" in refused.value.problems[0].sentence


def test_what_somebody_confirmed_and_is_no_longer_so_is_shown_again(cast: Cast) -> None:
    seal = planned(FILE, cast.ada, NOW).seal(FILE)
    invite(name="Ben", email="ben@example.com", roles=[], by=cast.stina, now=NOW)
    before = digest()
    with pytest.raises(BoardChanged) as changed:
        import_people(data=FILE, seal=seal, by=cast.ada, now=NOW)
    assert changed.value.extra["plan"].summary.startswith("1 to invite")
    assert digest() == before


# --- the page


def test_the_page_says_what_the_file_would_do_and_does_nothing(cast: Cast) -> None:
    client, before = signed_in(cast.stina), digest()
    assert "First it says what it would do." in client.get(PAGE).content.decode()
    page = upload(client)
    for words in ("2 to invite, 2 with other roles, 1 with another manager, 1 team with another VP.", "Mia Sand",
                  "vp → viewer", "nobody → Ines", "Vera → Mia Sand", "Nothing is done yet."):  # fmt: skip
        assert words in page
    assert digest() == before


def test_the_button_does_it_and_everybody_gets_a_mail(cast: Cast, mails: Sink) -> None:
    client = signed_in(cast.stina)
    answer = client.post(PAGE, hidden(upload(client)), follow=True)
    assert answer.redirect_chain == [("/boards/north/people/", 302)]
    assert "2 invitations sent." in answer.content.decode()
    assert sorted(str(mail["To"]) for mail in mails.mails) == ["ben@example.com", "mia@example.com"]
    assert all(mail["Subject"] == "Stina invites you to North" for mail in mails.mails)


def test_one_address_that_the_server_refuses_stops_nobody(cast: Cast, mails: Sink) -> None:
    mails.refused.add("ben@example.com")
    client = signed_in(cast.stina)
    page = client.post(PAGE, hidden(upload(client)), follow=True).content.decode()
    assert "1 invitation sent." in page
    assert "No mail could be sent to ben@example.com." in page
    assert [mail["To"] for mail in mails.mails] == ["mia@example.com"]


def test_without_a_mail_server_it_says_who_was_not_written_to(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    client = signed_in(cast.stina)
    page = client.post(PAGE, hidden(upload(client)), follow=True).content.decode()
    assert "0 invitations sent." in page
    assert "No mail could be sent to mia@example.com, ben@example.com." in page
    assert Membership.objects.filter(person__email="mia@example.com").exists()


def test_the_same_file_invites_those_once_more_who_are_not_in_yet(cast: Cast, mails: Sink) -> None:
    imported(cast)
    Person.objects.exclude(email__in=["mia@example.com", "ben@example.com"]).update(password="known")
    client = signed_in(Membership.objects.select_related("person").get(pk=cast.ada.pk))
    page = upload(client)
    assert "Nothing in this file is new." in page
    assert "2 of this file have not come in yet" in page
    client.post(PAGE, hidden(page, remind="on"))
    assert len(mails.mails) == 2
    assert len(newest().data["reminded"]) == 2


def test_a_bad_file_is_told_line_by_line(cast: Cast) -> None:
    client, before = signed_in(cast.ada), digest()
    data = people(person(email="x", roles="king"), person(name="<script>", manager="y"))
    answer = client.post(PAGE, {"file": SimpleUploadedFile("people.csv", data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("3 to be mended", "Line 3, email", "Line 3, roles", "Line 4, manager_email"):
        assert words in page
    assert digest() == before


@pytest.mark.parametrize("sent", [{}, {"content": "%%%", "seal": "x"}, {"content": "", "seal": ""}])
def test_nothing_and_nonsense_are_told(cast: Cast, sent: dict[str, str]) -> None:
    answer = signed_in(cast.ada).post(PAGE, sent)
    assert answer.status_code == 422


def test_a_confirmation_that_came_too_late_shows_what_it_would_do_now(cast: Cast) -> None:
    client = signed_in(cast.ada)
    sent = hidden(upload(client))
    invite(name="Ben", email="ben@example.com", roles=[], by=cast.stina, now=NOW)
    answer = client.post(PAGE, sent)
    assert answer.status_code == 409
    assert "The board has changed since." in answer.content.decode()
    assert client.post(PAGE, hidden(answer.content.decode())).status_code == 302


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_only_who_manages_members_comes_near(cast: Cast, name: str) -> None:
    client, before = signed_in(getattr(cast, name)), digest()
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"file": SimpleUploadedFile("people.csv", FILE)}).status_code == 403
    assert client.get("/boards/north/people/export/").status_code == 403
    assert digest() == before


def test_a_name_in_the_file_is_only_text_on_the_page(cast: Cast) -> None:
    page = upload(signed_in(cast.ada), people(person(name="<script>alert(1)</script>")))
    assert "<script>alert(1)" not in page


# --- the export


def test_everybody_is_exported_and_comes_back_unchanged(cast: Cast) -> None:
    Person.objects.filter(pk=cast.willy.person_id).update(name="=HYPERLINK(1)")
    client = signed_in(cast.stina)
    answer = client.get("/boards/north/people/export/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people-north.csv"'
    assert b"'=HYPERLINK(1),willy.north@example.com,viewer,," in answer.content
    assert b"Vera,vera.north@example.com,vp,,data" in answer.content
    assert b"emil" not in answer.content
    assert "Nothing in this file is new." in upload(client, answer.content)


# --- costs, and two at once


def test_more_people_cost_few_statements_more(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    data = people(*(person(email=f"b{number}@example.com", manager="ines.north@example.com") for number in range(150)))
    with django_assert_max_num_queries(22):
        imported(cast, data)


@pytest.mark.django_db(transaction=True)
def test_of_two_files_at_once_the_second_is_told_what_the_first_left() -> None:
    cast = make_cast()
    seal = planned(FILE, cast.ada, NOW).seal(FILE)
    with transaction.atomic():
        imported(cast)
        other = begin_elsewhere(lambda: import_people(data=FILE, seal=seal, by=cast.stina, now=NOW))
    with pytest.raises(BoardChanged):
        other.result(timeout=30)
    assert Membership.objects.filter(person__email="mia@example.com").count() == 1


def test_stand_ins_of_a_vp_who_is_none_any_more_are_told(cast: Cast) -> None:
    today = cast.board.today(NOW)
    Membership.objects.filter(pk=cast.otto.pk).update(
        acting_for=cast.vera, acting_from=today, acting_until=today + timedelta(days=30), acting_reason="Leave."
    )
    imported(cast)
    assert newest().data["stand_ins"] == [cast.otto.pk]
    assert Membership.objects.get(pk=cast.otto.pk).acting_for is None

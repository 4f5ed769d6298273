"""A file is sent, matched, looked at and applied by a worker: all of it or nothing, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bets.actions import reading
from bets.actions.reading import LEASE, work_on_one
from bets.importing import Mapping, guessed
from bets.models import Bet, Cycle, Import
from journal.models import Event
from org.models import Membership
from tests.bets.importing.test_reading import JIRA
from tests.cast import Cast
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("files")
FILE = JIRA.replace("Vera Ek", "vera.north@example.com").replace("c,,0|", "c,victor.north@example.com,0|")


@pytest.fixture
def page(cast: Cast, client: Client) -> str:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    client.force_login(cast.stina.person)
    sent = client.post(f"/cycles/{cast.cycle.pk}/imports/", {"file": SimpleUploadedFile("j.csv", FILE.encode())})
    return str(sent.headers["Location"])


def applied(client: Client, page: str) -> Import:
    imported = Import.objects.latest("pk")
    chosen = {f"column.{name}": label for name, label in imported.mapping["columns"].items()}
    assert client.post(f"{page}mapping/", {"source": "jira", **chosen}).status_code == 302
    assert "2 new drafts" in client.get(page).content.decode()
    assert client.post(f"{page}application/").status_code == 302
    return imported


def test_from_the_file_to_drafts_of_their_owners(cast: Cast, client: Client, page: str, files: Path) -> None:
    assert "Which column is which?" in client.get(page).content.decode()
    imported = applied(client, page)
    assert not Bet.objects.filter(external_source="jira").exists()
    assert work_on_one(now=NOW)
    made = Bet.objects.filter(external_source="jira").order_by("pk")
    assert [(bet.title, bet.owner.name, bet.status) for bet in made] == [
        ("Faster search", "Vera", "draft"), ("Fewer outages", "Victor", "draft"),
    ]  # fmt: skip
    imported.refresh_from_db()
    assert (imported.state, imported.made["bets"]) == ("applied", [bet.pk for bet in made])
    assert not work_on_one(now=NOW)


def test_what_an_owner_makes_of_a_draft_is_not_told_to_whoever_imported_it(
    cast: Cast, client: Client, page: str, files: Path
) -> None:
    imported = applied(client, page)
    assert work_on_one(now=NOW)
    first, second = Bet.objects.filter(external_source="jira").order_by("pk")
    Bet.objects.filter(pk=first.pk).update(title="Close the office in Lisbon")
    Bet.objects.filter(pk=second.pk).update(status="submitted", submitted_by=cast.victor, submitted_at=NOW)
    told = client.get(f"/cycles/{cast.cycle.pk}/imports/{imported.pk}/").content.decode()
    assert "Lisbon" not in told
    assert "Faster search" in told, "as the file called it"
    assert f"/bets/{first.pk}/" not in told
    assert f"/bets/{second.pk}/" in told


def test_killed_in_the_middle_nothing_is_there_and_another_takes_it_up(
    cast: Cast, client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(client, page)

    def die(done: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_teller", lambda imported: die)
        with pytest.raises(KeyboardInterrupt):
            work_on_one(now=NOW)
    assert not Bet.objects.filter(external_source="jira").exists()
    assert not work_on_one(now=NOW + LEASE - timedelta(seconds=1)), "its claim still holds"
    assert work_on_one(now=NOW + LEASE + timedelta(seconds=1))
    assert Bet.objects.filter(external_source="jira").count() == 2


def test_it_is_done_in_the_name_of_whoever_asked_and_by_their_rights(
    cast: Cast, client: Client, page: str, files: Path
) -> None:
    """Sent by one, asked for by another; who sent it has left since."""
    imported = Import.objects.latest("pk")
    chosen = {f"column.{name}": label for name, label in imported.mapping["columns"].items()}
    client.post(f"{page}mapping/", {"source": "jira", **chosen})
    Membership.objects.filter(pk=cast.stina.pk).update(ended_at=NOW)
    client.force_login(cast.ada.person)
    assert client.post(f"{page}application/").status_code == 302
    Membership.objects.filter(pk=cast.ada.pk).update(roles=[])
    assert work_on_one(now=NOW)
    imported.refresh_from_db()
    assert imported.state == "failed"
    assert not Bet.objects.filter(external_source="jira").exists()
    Membership.objects.filter(pk=cast.ada.pk).update(roles=["admin"])
    Import.objects.filter(pk=imported.pk).update(state="applying", claimed_at=None)
    assert work_on_one(now=NOW)
    assert Event.objects.get(kind="bets.cycle.imported").actor_name == "Ada"


CARDS = b"Id,Title,Owner\n1,Cards,vera.north@example.com\n"


def test_ids_of_two_tools_that_are_not_known_are_told_apart(cast: Cast, client: Client, page: str, files: Path) -> None:
    files_of = f"/cycles/{cast.cycle.pk}/imports/"
    for tool, title in (("trello", "Cards"), ("asana", "Tasks")):
        data = CARDS.replace(b"Cards", title.encode())
        client.post(files_of, {"file": SimpleUploadedFile("some.csv", data)})
        imported = Import.objects.latest("pk")
        columns = {f"column.{name}": label for name, label in (imported.mapping or {})["columns"].items()}
        one = f"{files_of}{imported.pk}/"
        assert "Name of the tool" in client.get(one).content.decode()
        nameless = client.post(f"{one}mapping/", {"tool": "", **columns})
        assert (nameless.status_code, "The source is missing" in nameless.content.decode()) == (422, True)
        assert client.post(f"{one}mapping/", {"tool": tool, **columns}).status_code == 302
        client.post(f"{one}application/")
        assert work_on_one(now=NOW)
    brought = Bet.objects.filter(external_id="1").order_by("pk").values_list("external_source", "title")
    assert list(brought) == [("trello", "Cards"), ("asana", "Tasks")]


def test_the_only_tool_whose_columns_fit_is_remembered_by_its_name() -> None:
    trello = Mapping("trello", {"external_id": "Id", "title": "Title"})
    asana = Mapping("asana", {"external_id": "Id", "title": "Name"})
    labels = ("Id", "Title", "Members")
    assert guessed(labels, {"trello": trello, "asana": asana}) == trello
    assert guessed((*labels, "Name"), {"trello": trello, "asana": asana}).source == "other"

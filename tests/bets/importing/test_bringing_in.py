"""A file is sent, matched, looked at and applied by a worker: all of it or nothing, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bets.actions import reading
from bets.actions.reading import LEASE, work_on_one
from bets.models import Bet, Cycle, Import
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

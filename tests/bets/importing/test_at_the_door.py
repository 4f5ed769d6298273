"""Whatever is sent as a file, the door and the pages after it answer with a sentence; never with an error of ours."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from bets.actions.reading import is_quick, work_on_one
from bets.importing import MOST_BYTES
from bets.models import Bet, Cycle, Import
from journal.models import Event
from tests.bets.importing.killers import GOOD, HEADER, ROW, killers
from tests.cast import Cast
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("files")
KILLERS = dict(killers())
OWN = "external_source,external_id,title,owner,demand:data\n"
STRANGE_NAMES = (
    "../../x.csv",
    "a" * 500,
    "CON",
    "x\x00.csv",
    "\u202evsc.exe",
    "<b>.csv",
    "a/b\\c",
    "💥.xlsx",
)
_ERROR = re.compile(r'<ul class="errorlist"[^>]*><li>([^<]+)</li>')
_FAILURE = re.compile(r'role="alert">.*?<ul class="rows"><li>([^<]+)</li>', re.DOTALL)


@pytest.fixture
def door(cast: Cast, client: Client) -> str:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    client.force_login(cast.stina.person)
    return f"/cycles/{cast.cycle.pk}/imports/"


def send(client: Client, door: str, data: bytes, name: str = "x.csv", **more: str) -> HttpResponse:
    return client.post(door, {"file": SimpleUploadedFile(name, data), **more})  # type: ignore[return-value]


def worked() -> Import:
    """The newest import, when no worker has anything to do with it any more."""
    while work_on_one(now=NOW):
        pass
    imported = Import.objects.latest("pk")
    assert not imported.is_working, "a step went wrong, and was put off"
    return imported


def match(client: Client, page: str, imported: Import) -> HttpResponse:
    """As the page proposes it; rows without an owner are Vera's."""
    columns = {f"column.{name}": label for name, label in imported.mapping["columns"].items()}
    return client.post(f"{page}mapping/", {"source": imported.source, "owner": "vera.north@example.com", **columns})  # type: ignore[return-value]


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_answered_with_a_sentence(client: Client, door: str, name: str) -> None:
    before = Bet.objects.count()
    answer = send(client, door, KILLERS[name])
    if answer.status_code == 422:
        assert _ERROR.search(answer.content.decode())
        return
    assert answer.status_code == 302
    page, imported = answer.headers["Location"], worked()
    if imported.state == "read":
        answer = match(client, page, imported)
        assert answer.status_code in (302, 422)
        if answer.status_code == 422:
            assert _ERROR.search(answer.content.decode())
        imported = worked()
    seen = client.get(page)
    assert seen.status_code == 200
    if imported.state == "failed":
        assert _FAILURE.search(seen.content.decode())
    assert client.get(f"{page}part/").status_code == 200
    assert Bet.objects.count() == before, "it was not asked for"


@pytest.mark.parametrize("name", ["", "..", "/", "a/.."])
def test_a_name_that_is_none_is_no_file(client: Client, door: str, name: str) -> None:
    """As a form cannot send it."""
    part = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{GOOD}\r\n--x--\r\n'
    answer = client.generic("POST", door, part, "multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert not Import.objects.exists()


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_a_strange_name_of_a_file_is_kept_out_of_the_way(client: Client, door: str, files: Path, name: str) -> None:
    assert send(client, door, GOOD.encode(), name).status_code in (302, 422)
    assert all(len(kept.name) > 20 for kept in files.rglob("*") if kept.is_file())
    assert client.get(door).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"file": "a text"}, {"file": ""}])
def test_no_file_is_asked_for(client: Client, door: str, sent: dict[str, str]) -> None:
    answer = client.post(door, sent)
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()


def test_one_byte_more_than_20_mb_is_refused_before_it_is_kept(client: Client, door: str, files: Path) -> None:
    answer = send(client, door, b"x" * (MOST_BYTES + 1))
    assert answer.status_code == 422
    assert "The file is larger than 20 MB: split it." in answer.content.decode()
    assert not Import.objects.exists()
    assert not [kept for kept in files.rglob("*") if kept.is_file()]


def test_20_mb_are_taken_and_nobody_waits_for_them(client: Client, door: str) -> None:
    data = HEADER.encode() + b'A-1,"' + b"x" * (MOST_BYTES - len(HEADER) - 7) + b'"\n'
    assert len(data) == MOST_BYTES
    assert send(client, door, data).status_code == 302
    assert Import.objects.get().state == "uploaded", "it was read while somebody waited"
    assert worked().state == "read"


def test_5000_rows_are_taken_and_one_more_is_refused(client: Client, door: str) -> None:
    rows = [ROW.replace("A-1", f"A-{number}") for number in range(5_001)]
    send(client, door, (HEADER + "".join(rows[:-1])).encode())
    assert worked().rows == 5_000
    page = send(client, door, (HEADER + "".join(rows)).encode()).headers["Location"]
    assert worked().state == "failed"
    assert "line 5002: There are more than 5,000 rows: split the file." in client.get(page).content.decode()


def test_a_workbook_is_never_unpacked_while_somebody_waits(client: Client, door: str) -> None:
    send(client, door, KILLERS["a formula"])
    imported = Import.objects.get()
    assert not is_quick(imported)
    assert imported.state == "uploaded"


def test_the_same_file_again_changes_nothing(cast: Cast, client: Client, door: str) -> None:
    data = (OWN + "".join(f"planner,{n},Bet {n},vera.north@example.com,{n}.5\n" for n in range(1, 251))).encode()

    def take_in() -> tuple[Import, int]:
        page = send(client, door, data).headers["Location"]
        assert worked().state == "checked"
        assert client.post(f"{page}application/").status_code == 302
        return worked(), Event.objects.count()

    first, events = take_in()
    assert len(first.made["drafted"]) == 250
    stamp = list(Bet.objects.filter(external_source="planner").order_by("pk").values_list())
    again, later = take_in()
    assert (again.made["drafted"], again.made["updated"], again.made["new_people"]) == ([], [], [])
    assert later == events
    assert list(Bet.objects.filter(external_source="planner").order_by("pk").values_list()) == stamp

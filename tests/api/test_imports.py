"""Files over REST: tried first, matched otherwise, applied by a worker."""

from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from bets.actions.reading import work_on_one
from bets.importing import MOST_BYTES
from bets.models import Bet, Cycle, Import, LastMapping
from journal.models import Event
from tests.api.tokens import Machine, integration, machine_of
from tests.bets.importing.test_reading import JIRA
from tests.cast import Cast
from tests.factories import NOW, ImportFactory

pytestmark = pytest.mark.usefixtures("files")
VERA = "vera.north@example.com"
OURS = (
    "external_source,external_id,title,owner,demand:data,demand:core\n"
    f"planner,1,Faster search,{VERA},2.5,1\nplanner,2,Fewer outages,new@example.com,,3\n"
).encode()


@pytest.fixture
def roadmap(cast: Cast) -> Machine:
    """An integration whose token may import, on a board that takes pitches."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    return Machine(integration(cast.board, "import").text)


def send(machine: Machine, cast: Cast, data: bytes, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    form = {"file": SimpleUploadedFile("roadmap.csv", data), **fields}
    body = encode_multipart(BOUNDARY, form)
    return machine.post(f"cycles/{cast.cycle.pk}/imports/", body, Content_Type=MULTIPART_CONTENT, **(headers or {}))


def apply(machine: Machine, number: int) -> HttpResponse:
    return machine.call("PUT", f"imports/{number}/application/")


def worked() -> None:
    while work_on_one(now=NOW):
        pass


def test_a_file_is_tried_and_nothing_is_made(cast: Cast, roadmap: Machine) -> None:
    answer = send(roadmap, cast, OURS)
    assert answer.status_code == 201
    told = answer.json()
    assert answer["Location"] == f"/api/v1/imports/{told['id']}/"
    assert (told["state"], told["by"], told["name"], told["rows"]) == ("checked", "Roadmap", "roadmap.csv", 2)
    assert (told["problems"], told["problem_count"], told["made"]) == ([], 0, None)
    assert told["would_make"] == {
        "new_people": ["new@example.com"], "new_teams": ["core"],
        "counts": {"new": 2, "update": 0, "left_alone": 0},
        "rows": [
            {"line": 2, "title": "Faster search", "owner": VERA, "their_rank": "", "fate": "new"},
            {"line": 3, "title": "Fewer outages", "owner": "new@example.com", "their_rank": "", "fate": "new"},
        ],
    }  # fmt: skip
    assert not Bet.objects.exclude(external_id="").exists()


def test_it_is_applied_by_a_worker_and_then_says_what_it_made(cast: Cast, roadmap: Machine) -> None:
    number = send(roadmap, cast, OURS).json()["id"]
    answer = apply(roadmap, number)
    assert (answer.status_code, answer.json()["state"]) == (202, "applying")
    assert not Bet.objects.exclude(external_id="").exists()
    worked()
    told = roadmap.get(f"imports/{number}/").json()
    made = list(Bet.objects.exclude(external_id="").order_by("pk"))
    assert (told["state"], told["made"]["bets"]) == ("applied", [bet.pk for bet in made])
    assert told["made"]["drafted"] == ["Faster search", "Fewer outages"]
    assert [(bet.status, bet.submitted_by) for bet in made] == [("draft", None)] * 2
    event = Event.objects.get(kind="bets.cycle.imported")
    assert (event.actor_id, event.actor_name) == (None, "Roadmap")
    again = apply(roadmap, number)
    assert (again.status_code, again.json()["made"]) == (200, told["made"])
    assert not Import.objects.filter(state="applying").exists()


def test_the_same_key_makes_one_import_and_another_file_with_it_is_refused(cast: Cast, roadmap: Machine) -> None:
    key = {"Idempotency-Key": "42"}
    first = send(roadmap, cast, OURS, key)
    assert send(roadmap, cast, OURS, key).json() == first.json()
    assert Import.objects.count() == 1
    answer = send(roadmap, cast, OURS.replace(b"2.5", b"3.5"), key)
    assert (answer.status_code, Import.objects.count()) == (422, 1)


def test_problems_come_by_line_and_column(cast: Cast, roadmap: Machine) -> None:
    told = send(roadmap, cast, JIRA.encode()).json()
    assert (told["state"], told["problem_count"], told["would_make"]) == ("checked", 2, None)
    assert [(each["line"], each["column"]) for each in told["problems"]] == [(2, "Assignee"), (3, "Assignee")]
    answer = apply(roadmap, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_what_is_named_counts_and_the_rest_is_guessed(cast: Cast, roadmap: Machine) -> None:
    columns = {"thesis": "Labels (2)", "owner": None}
    told = send(
        roadmap, cast, JIRA.encode(), columns=orjson.dumps(columns).decode(), owner="Vera.North@example.com"
    ).json()
    assert told["problems"] == []
    assert (told["mapping"]["source"], told["mapping"]["owner"]) == ("jira", VERA)
    assert told["mapping"]["columns"] == {
        "external_id": "Issue key", "title": "Summary", "their_rank": "Custom field (Rank)", "thesis": "Labels (2)",
    }  # fmt: skip
    assert told["would_make"]["rows"][0]["their_rank"] == "0|i0001:"


def test_a_source_of_ones_own_is_remembered_for_the_next_file(cast: Cast, roadmap: Machine) -> None:
    data = f"No,What,Who\n7,Faster search,{VERA}\n".encode()
    columns = {"external_id": "No", "title": "What", "owner": "Who"}
    told = send(roadmap, cast, data, source="planner", columns=orjson.dumps(columns).decode()).json()
    apply(roadmap, told["id"])
    worked()
    assert LastMapping.objects.get().source == "planner"
    again = send(roadmap, cast, data, source="planner").json()
    assert (again["mapping"]["columns"], again["would_make"]["counts"]["update"]) == (columns, 1)


def test_its_columns_are_matched_otherwise_without_sending_it_again(cast: Cast, roadmap: Machine) -> None:
    number = send(roadmap, cast, JIRA.encode()).json()["id"]
    wanted = {"source": "jira", "columns": {"external_id": "Issue key", "title": "Summary"}, "owner": VERA}
    answer = roadmap.put(f"imports/{number}/mapping/", wanted)
    assert (answer.status_code, answer.json()["problems"]) == (200, [])
    assert answer.json()["mapping"] == wanted
    answer = roadmap.put(f"imports/{number}/mapping/", {"source": "jira", "columns": {"title": "Nothing", "x/y": "a"}})
    assert answer.status_code == 422
    assert {each["pointer"] for each in answer.json()["errors"]} == {
        "/columns/external_id", "/columns/title", "/columns/x~1y", "/owner",
    }  # fmt: skip


def test_a_large_file_waits_for_a_worker(cast: Cast, roadmap: Machine) -> None:
    rows = "".join(f"planner,{number},{'x' * 150},{VERA},,\n" for number in range(2_000))
    answer = send(roadmap, cast, OURS.partition(b"\n")[0] + b"\n" + rows.encode())
    assert (answer.status_code, answer.json()["state"]) == (202, "uploaded")
    worked()
    assert roadmap.get(f"imports/{answer.json()['id']}/").json()["would_make"]["counts"]["new"] == 2_000


def test_an_unchanged_import_is_not_sent_again(cast: Cast, roadmap: Machine) -> None:
    path = f"imports/{send(roadmap, cast, OURS).json()['id']}/"
    tag = roadmap.get(path)["ETag"]
    assert roadmap.get(path, If_None_Match=tag).status_code == 304
    apply(roadmap, int(path.split("/")[1]))
    assert roadmap.get(path, If_None_Match=tag).status_code == 200


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"source": "a b"}, "/source"),
        ({"source": "x" * 61}, "/source"),
        ({"owner": "nobody"}, "/owner"),
        ({"columns": "{"}, "/columns"),
        ({"columns": "[]"}, "/columns"),
        ({"columns": '{"title": 7}'}, "/columns/title"),
        ({"columns": '{"titel": "x"}'}, "/columns/titel"),
        ({"columns": '{"demand:a b": "x"}'}, "/columns/demand:a b"),
        ({"state": "submitted"}, "/state"),
        ({"file": "a text"}, "/file"),
        ({"file": ""}, "/file"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at(cast: Cast, roadmap: Machine, fields: dict[str, str], pointer: str) -> None:
    answer = send(roadmap, cast, OURS, **fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert not Import.objects.exists()


@pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (b"x" * (MOST_BYTES + 1), "larger than 20 MB")])
def test_an_empty_and_a_too_large_file_are_refused(cast: Cast, roadmap: Machine, data: bytes, said: str) -> None:
    answer = send(roadmap, cast, data)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/file"
    assert said in error["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"x", "multipart/form-data", 400),
        (b"", MULTIPART_CONTENT, 422),
        (encode_multipart(BOUNDARY, {"owner": [VERA, VERA]}), MULTIPART_CONTENT, 400),
        (encode_multipart(BOUNDARY, {f"f{number}": "1" for number in range(2_000)}), MULTIPART_CONTENT, 400),
        (encode_multipart(BOUNDARY, {"owner": "x" * 3_000_000}), MULTIPART_CONTENT, 400),
    ],
)
def test_a_body_that_is_no_form_is_refused(cast: Cast, roadmap: Machine, body: bytes, kind: str, status: int) -> None:
    for headers in ({}, {"Idempotency-Key": "1"}):
        answer = roadmap.post(f"cycles/{cast.cycle.pk}/imports/", body, Content_Type=kind, **headers)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"


def test_what_is_no_table_is_given_up_with_a_sentence(cast: Cast, roadmap: Machine) -> None:
    told = send(roadmap, cast, b"\x89PNG" + bytes(50)).json()
    assert (told["state"], told["failure"]) == ("failed", "This is no table: send a CSV, XLSX or JSON file.")
    assert apply(roadmap, told["id"]).status_code == 409


def test_a_stewards_token_imports_and_a_leaders_does_not(cast: Cast, roadmap: Machine) -> None:
    told = send(machine_of(cast.stina, "import"), cast, OURS).json()
    assert (told["state"], told["by"]) == ("checked", "Stina")
    assert send(machine_of(cast.ines, "import"), cast, OURS).json()["code"] == "forbidden"
    assert send(machine_of(cast.stina, "read"), cast, OURS).json()["code"] == "insufficient_scope"


def test_who_is_signed_in_sends_a_file_with_the_token_of_the_page(cast: Cast, roadmap: Machine) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.stina.person)
    page = f"/api/v1/cycles/{cast.cycle.pk}/imports/"
    assert client.post(page, {"file": SimpleUploadedFile("x.csv", OURS)}).status_code == 403
    client.get(f"/cycles/{cast.cycle.pk}/imports/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.post(page, {"file": SimpleUploadedFile("x.csv", OURS)}, headers=token).status_code == 201


def test_of_another_board_there_is_no_import(cast: Cast, roadmap: Machine) -> None:
    other = ImportFactory(cycle__state="pitching")
    for answer in (roadmap.get(f"imports/{other.pk}/"), apply(roadmap, other.pk), roadmap.get("imports/999999/")):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

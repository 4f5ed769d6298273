"""The doors to prototypes: what is shown is inert, who may not look finds nothing, what is too much is not read."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bets.models import Cycle, Plan, Prototype
from bets.prototypes import shelf
from org.models import Membership
from tests.bets.uploads.making import PDF, picture
from tests.bets.uploads.unfit import unfit
from tests.cast import Cast, make_member
from tests.factories import NOW, PlanFactory, PrototypeFactory, ReaderFactory, WaiverFactory

pytestmark = pytest.mark.usefixtures("files")

FAR = "2099-01-01"


def sent(client: Client, cast: Cast, by: Membership, **fields: Any) -> Any:
    client.force_login(by.person)
    return client.post(f"/bets/{cast.a.pk}/prototypes/", fields)


def upload(data: bytes, name: str = "sketch.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


@pytest.fixture
def drawn(cast: Cast) -> Prototype:
    made: Prototype = PrototypeFactory.build(
        bet=cast.a, board=cast.board, kind="image", link="", media_type="image/png", title="A “sketch”\r\n"
    )
    made.file.save("kept.png", ContentFile(picture()), save=False)
    made.save()
    return made


def look(client: Client, member: Membership, made: Prototype, **headers: str) -> Any:
    client.force_login(member.person)
    answer: Any = client.get(f"/prototypes/{made.pk}/", headers=headers)
    if answer.streaming:
        answer.body = b"".join(answer.streaming_content)
        for close in answer._resource_closers:  # not the answer itself: that would close the test's connection too
            close()
    return answer


def test_a_picture_is_sent_and_seen(cast: Cast, client: Client) -> None:
    answer = sent(client, cast, cast.vera, file=upload(picture()), title="The walk")
    assert answer.headers["Location"] == f"/bets/{cast.a.pk}/#prototypes"
    made = Prototype.objects.get(bet=cast.a)
    seen = look(client, cast.victor, made)
    assert seen.body.startswith(b"\xff\xd8")
    assert seen.headers["Content-Type"] == "image/jpeg"


def test_a_picture_is_inert(cast: Cast, client: Client, drawn: Prototype) -> None:
    seen = look(client, cast.vera, drawn)
    assert seen.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert seen.headers["Content-Disposition"] == 'inline; filename="a-sketch.png"'
    assert seen.headers["Cache-Control"] == "private, no-cache"


def test_a_document_is_only_ever_handed_out(cast: Cast, client: Client) -> None:
    sent(client, cast, cast.vera, file=upload(PDF, "pitch.html"))
    seen = look(client, cast.vera, Prototype.objects.get(bet=cast.a))
    assert seen.headers["Content-Disposition"] == 'attachment; filename="pitch.pdf"'
    assert seen.headers["Content-Type"] == "application/pdf"


def test_a_picture_that_the_browser_has_is_not_sent_again_but_asked_for_again(
    cast: Cast, client: Client, drawn: Prototype
) -> None:
    tag = look(client, cast.vera, drawn).headers["ETag"]
    assert look(client, cast.vera, drawn, if_none_match=tag).status_code == 304
    assert look(client, cast.ada, drawn, if_none_match=tag).status_code == 403


WHO = [("willy", 403), ("vera", 200), ("victor", 200), ("ines", 200), ("stina", 200), ("ada", 403), ("olga", 404),
       ("emil", 404)]  # fmt: skip


@pytest.mark.parametrize(("name", "status"), WHO)
def test_who_may_look(cast: Cast, client: Client, drawn: Prototype, name: str, status: int) -> None:
    assert look(client, getattr(cast, name), drawn).status_code == status


def test_the_company_at_large_sees_those_of_what_is_funded(cast: Cast, client: Client, drawn: Prototype) -> None:
    plan = PlanFactory(cycle=cast.cycle, content={"funded": []})
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert look(client, cast.willy, drawn).status_code == 403
    Plan.objects.filter(pk=plan.pk).update(unlocked_at=NOW)
    PlanFactory(cycle=cast.cycle, content={"funded": [cast.a.pk]})
    assert look(client, cast.willy, drawn).status_code == 200


def test_of_a_confidential_pitch_the_prototypes_are_confidential_too(
    cast: Cast, client: Client, drawn: Prototype
) -> None:
    type(cast.a).objects.filter(pk=cast.a.pk).update(confidential_until=FAR)
    assert look(client, cast.victor, drawn).status_code == 403
    assert look(client, cast.ines, drawn).status_code == 200
    ReaderFactory(bet=cast.a, member=cast.victor)
    assert look(client, cast.victor, drawn).status_code == 200


def test_a_link_has_no_file(cast: Cast, client: Client) -> None:
    made = PrototypeFactory(bet=cast.a)
    assert look(client, cast.vera, made).headers["Location"] == f"/bets/{cast.a.pk}/#prototypes"


UNFIT = [pytest.param(data, name, id=what) for what, data, name in unfit() if len(data) < 100_000]


@pytest.mark.parametrize(("data", "name"), UNFIT)
def test_what_is_unfit_is_refused_at_its_field_and_nothing_stays(
    cast: Cast, client: Client, files: Path, data: bytes, name: str
) -> None:
    answer = sent(client, cast, cast.vera, file=upload(data, name), title="Kept title")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "prototype-file-error" in page
    assert 'value="Kept title"' in page
    assert not Prototype.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_what_is_too_large_is_thrown_away_while_it_comes(cast: Cast, client: Client, files: Path) -> None:
    answer = sent(client, cast, cast.vera, file=upload(picture() + bytes(12 * 1024 * 1024)), title="Kept title")
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.content.decode()
    assert 'value="Kept title"' in answer.content.decode()


def test_a_link_and_a_file_at_once_are_two(cast: Cast, client: Client) -> None:
    answer = sent(client, cast, cast.vera, file=upload(picture()), link="https://sketches.example.com/")
    assert "one at a time" in answer.content.decode()
    assert sent(client, cast, cast.vera).status_code == 422


@pytest.mark.parametrize("name", ["willy", "victor", "ines", "stina", "ada"])
def test_nobody_else_adds_or_takes_away(cast: Cast, client: Client, drawn: Prototype, name: str) -> None:
    member = getattr(cast, name)
    assert sent(client, cast, member, file=upload(picture())).status_code == 403
    assert client.post(f"/prototypes/{drawn.pk}/removal/").status_code == 403
    assert Prototype.objects.count() == 1


def test_the_owner_takes_it_away(cast: Cast, client: Client, drawn: Prototype) -> None:
    client.force_login(cast.vera.person)
    assert client.post(f"/prototypes/{drawn.pk}/removal/").status_code == 302
    assert not Prototype.objects.exists()


def test_the_shelf_tells_a_leaders_reason_for_none(cast: Cast) -> None:
    WaiverFactory(cycle=cast.cycle, bet=cast.a, code="no_prototype", reason="It is a contract.", by=cast.ines)
    shown = shelf(cast.a, cast.vera, NOW)
    assert shown.waiver is not None
    assert shown.waiver.reason == "It is a contract."


def test_the_shelf_costs_the_same_for_one_and_for_ten(cast: Cast, django_assert_num_queries: Any) -> None:
    member = make_member(cast.board, "Lena", ["leader"])
    for number in range(10):
        PrototypeFactory(bet=cast.a, link=f"https://sketches.example.com/{number}")
    with django_assert_num_queries(3):
        assert len(shelf(cast.a, member, NOW).prototypes) == 10


def test_a_body_that_is_no_form_is_refused_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera.person)
    answer = client.generic(
        "POST", f"/bets/{cast.a.pk}/prototypes/", BytesIO(b"--x\r\nbroken").getvalue(),
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    assert answer.status_code in (400, 422)

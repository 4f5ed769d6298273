"""What stands on every page: where one can go, what was said, and the pages for what went wrong."""

import re

import orjson
import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from config import refused
from config.frame import frame
from journal.refusals import Busy, Invalid, Refusal, WrongState
from org.models import Membership
from tests.bets.the_board import page, signed_in, statements
from tests.cast import Cast
from tests.config.test_refused import BROWSER
from tests.factories import CycleFactory, MembershipFactory, NoticeFactory

LINKS = re.compile(r'data-go="(\w)"( aria-current="page")?>([^<]*)')


def navigation(html: str) -> dict[str, bool]:
    """The names of the main navigation, and whether each is marked as the page itself."""
    return {name.strip(): bool(current) for _, current, name in LINKS.findall(html)}


def opened(member: Membership, address: str) -> str:
    return signed_in(member).get(address, headers={"Accept": BROWSER}).content.decode()


# --- where one can go


def test_the_navigation_marks_where_one_is(cast: Cast) -> None:
    marked = navigation(page(cast.ines, cast.cycle))
    assert marked["Board"]
    assert not marked["People"]


def test_the_navigation_is_about_the_cycle_of_the_page(cast: Cast) -> None:
    other = CycleFactory(board=cast.board, state="closed")
    assert f'href="/cycles/{other.pk}/" data-go="b"' in page(cast.ines, other)
    assert f'href="/cycles/{cast.cycle.pk}/" data-go="b"' in opened(cast.ines, "/boards/north/people/")


def test_the_plan_is_offered_once_there_is_one(cast: Cast) -> None:
    assert frame(cast.willy.person, cast.board).seat.plan is None  # type: ignore[union-attr]
    past = CycleFactory(board=cast.board, state="closed")
    running = CycleFactory(board=cast.board, state="locked")
    found = frame(cast.willy.person, cast.board, past)
    assert found.seat
    assert (found.seat.plan, found.cycle) == (running, past)


def test_pages_without_a_board_keep_the_navigation_of_ones_only_board(cast: Cast) -> None:
    assert "People" in navigation(opened(cast.ines, "/no/such/page/"))
    MembershipFactory(person=cast.ines.person)
    html = opened(cast.ines, "/no/such/page/")
    assert "People" not in navigation(html)
    assert 'href="/boards/"' in html


def test_nobody_is_shown_the_board_of_others(cast: Cast) -> None:
    for outsider in (cast.olga, cast.emil):
        html = opened(outsider, f"/cycles/{cast.cycle.pk}/")
        assert "/boards/north/" not in html
        assert "North" not in html


def test_who_is_not_signed_in_has_neither_navigation_nor_palette(client: Client, cast: Cast) -> None:
    html = client.get("/account/login/").content.decode()
    assert not navigation(html)
    assert 'id="palette"' not in html
    assert 'value="dark"' in html


def test_what_is_unread_is_counted(cast: Cast) -> None:
    for _ in range(3):
        NoticeFactory(member=cast.vera)
    seat = frame(cast.vera.person, cast.board).seat
    assert seat
    assert seat.unread == 3


def test_the_frame_costs_one_statement_whatever_there_is(cast: Cast) -> None:
    for number in range(12):
        CycleFactory(board=cast.board, name=f"Past {number}", state="closed")
        NoticeFactory(member=cast.ines)
        MembershipFactory(person=cast.ines.person)
    with statements() as found:
        links = list(frame(cast.ines.person, cast.board).links)
    assert links
    assert len(found) == 1, found


# --- crumbs, messages, empty pages


def test_crumbs_lead_back_and_end_at_the_page_itself() -> None:
    html = render_to_string("_crumbs.html", {"crumbs": [("2027H1", "/cycles/7/"), ("A <bet>", "")]})
    assert '<a href="/cycles/7/">2027H1</a>' in html
    assert '<span aria-current="page">A &lt;bet&gt;</span>' in html
    assert not render_to_string("_crumbs.html").strip()


def test_what_can_be_taken_back_says_so_with_a_form() -> None:
    undo = Message(messages.SUCCESS, "It is #4 now.", extra_tags="/cycles/7/undone/?revision=42")
    html = render_to_string("_messages.html", {"messages": [undo], "csrf_token": "x"})
    assert '<form method="post" action="/cycles/7/undone/?revision=42">' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize("tags", ["", "safe", "https://elsewhere.example/"])
def test_other_messages_have_no_form(tags: str) -> None:
    html = render_to_string("_messages.html", {"messages": [Message(messages.INFO, "Saved.", extra_tags=tags)]})
    assert "<form" not in html


def test_the_way_back_takes_back_as_it_says(cast: Cast) -> None:
    client = signed_in(cast.ines)
    moves = f"/cycles/{cast.cycle.pk}/moves/"
    client.post(moves, {"bet": cast.d.pk, "rank": 1}, headers={"Accept": BROWSER})
    client.post(f"/cycles/{cast.cycle.pk}/undone/?revision=1", headers={"Accept": BROWSER})
    assert cast.order == "ABCD"


def test_an_empty_page_says_what_to_do_first() -> None:
    html = render_to_string("_empty.html", {"says": "No pitch yet.", "next": "Write the first", "href": "/new/"})
    assert 'No pitch yet. <a href="/new/">Write the first</a>' in html
    assert "<a" not in render_to_string("_empty.html", {"says": "No pitch yet."})


# --- what went wrong


REFUSALS = [
    (Refusal("The order is another."), 409, "decide again"),
    (WrongState("2027H1 is locked."), 409, "what can be done now"),
    (Invalid("A title is missing."), 422, "correct it"),
    (Busy("Somebody else is changing this."), 503, "Wait a moment"),
    (refused.Plain(403, "forbidden", "Not allowed."), 403, "who may"),
    (refused.Plain(404, "not_found", "No such page."), 404, "mistyped"),
]


@pytest.mark.parametrize(("refusal", "status", "next_step"), REFUSALS)
def test_a_refusal_says_what_happened_and_what_to_do_next(refusal: Refusal, status: int, next_step: str) -> None:
    request = RequestFactory().post("/x/", headers={"Accept": BROWSER, "Referer": "http://testserver/cycles/7/?a=b"})
    answer = refused.answer(request, refusal)
    html = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{refusal.detail}</h1>" in html
    assert next_step in html
    assert '<a href="/cycles/7/">Back</a>' in html
    assert '<a href="/">To the board</a>' in html


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "javascript:alert(1)", "http://testserver/x/", ""])
def test_there_is_no_way_back_but_to_another_page_of_ours(referer: str) -> None:
    request = RequestFactory().get("/x/", headers={"Accept": BROWSER, "Referer": referer})
    html = refused.answer(request, refused.Plain(403, "forbidden", "Not allowed.")).content.decode()
    assert "Back</a>" not in html


def test_what_is_missing_is_a_link_where_it_can_be_mended() -> None:
    missing = [{"sentence": "Alpha has no prototype.", "url": "/bets/1/"}, "The tray is not empty."]
    request = RequestFactory().post("/x/", headers={"Accept": BROWSER})
    html = refused.answer(request, WrongState("It cannot be locked yet.", missing=missing)).content.decode()
    assert '<li><a href="/bets/1/">Alpha has no prototype.</a></li>' in html
    assert "<li>The tray is not empty.</li>" in html


def test_what_broke_is_told_without_database_and_without_a_context() -> None:
    request = RequestFactory().get("/x/", headers={"Accept": BROWSER})
    answer = refused.broken(request)
    assert answer.status_code == 500
    assert "Something broke on our side." in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_a_program_reads_what_broke_as_a_problem() -> None:
    answer = refused.broken(RequestFactory().get("/x/", headers={"Accept": "application/json"}))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert orjson.loads(answer.content)["code"] == "broken"


@pytest.mark.parametrize("status", [400, 403, 404, 429])
def test_the_pages_that_others_raise_lead_on(status: int) -> None:
    html = render_to_string(f"{status}.html")
    assert html.count("<h1>") == 1
    assert 'class="acts"' in html


# --- without a connection


def test_the_page_for_no_connection_knows_nobody(cast: Cast) -> None:
    client = signed_in(cast.ines)
    with statements() as found:
        theirs, anyones = client.get("/offline/"), Client().get("/offline/")
    assert theirs.content == anyones.content
    assert not anyones.cookies
    assert not found, "whoever asks"


def test_the_worker_keeps_that_page_and_what_it_looks_like(client: Client) -> None:
    answer = client.get("/offline.js")
    script = answer.content.decode()
    kept = orjson.loads(re.findall(r"const KEPT = (\[.*?\]);", script)[0])
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache", "a new release is seen at the next page"
    assert kept[0] == "/offline/"
    assert all(address.startswith("/static/") for address in kept[1:])
    html = client.get("/offline/").content.decode()
    assert {*re.findall(r'(?:href|src)="(/static/[^"]+)"', html)} == {*kept[1:]}, "all that it is made of"

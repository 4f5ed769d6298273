"""What somebody was told: newest first, theirs alone, read when they say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from bets.events import CommentEdited
from journal.models import Event
from org import notices
from org.actions.inbox import mark_all_read, mark_read
from org.inbox import inbox, unread
from org.models import Membership, Notice
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast
from tests.factories import NOW, NoticeFactory

MISSING = 2**40
ADDRESS = "/boards/north/inbox/"


def tell(member: Membership, count: int = 1, **fields: Any) -> list[Notice]:
    return [
        NoticeFactory(member=member, sentence=f"Notice {number}.", at=NOW + timedelta(minutes=number), **fields)
        for number in range(count)
    ]


def show(member: Membership, query: str = "") -> str:
    response = signed_in(member).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_newest_stands_first_and_the_unread_are_counted(cast: Cast) -> None:
    first, *_ = tell(cast.vera, 3)
    mark_read(notice=first.pk, by=cast.vera, now=NOW)
    html = show(cast.vera)
    assert html.index("Notice 2.") < html.index("Notice 1.") < html.index("Notice 0.")
    assert "2 unread." in html
    assert unread(cast.vera) == 2


def test_an_empty_inbox_says_what_will_come(cast: Cast) -> None:
    assert "Nobody has told you anything yet." in show(cast.willy)


def test_fifty_stand_on_a_page_and_the_rest_behind(cast: Cast) -> None:
    told = tell(cast.vera, 120)
    pages, before = [], None
    while True:
        page = inbox(cast.vera, before)
        pages.append([notice.pk for notice in page.notices])
        if page.older is None:
            break
        before = page.older
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [pk for page in pages for pk in page] == [notice.pk for notice in reversed(told)]
    assert f"?before={pages[0][-1]}" in show(cast.vera)
    assert "Notice 69." in show(cast.vera, f"?before={pages[0][-1]}")


def test_notices_of_one_moment_are_not_lost_between_pages(cast: Cast) -> None:
    for _ in range(60):
        NoticeFactory(member=cast.vera, at=NOW)
    first = inbox(cast.vera)
    second = inbox(cast.vera, first.older)
    assert len({notice.pk for notice in (*first.notices, *second.notices)}) == 60


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", f"?before={'9' * 30}", f"?before={MISSING}", "?before=٣"])
def test_a_page_that_there_is_none_of_is_no_page(cast: Cast, query: str) -> None:
    assert signed_in(cast.vera).get(ADDRESS + query).status_code == 404


def test_others_notices_do_not_show_and_are_no_place_to_page_from(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    assert "Notice 0." not in show(cast.ines)
    assert signed_in(cast.ines).get(f"{ADDRESS}?before={notice.pk}").status_code == 404


def test_one_is_read_by_its_button(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    response = signed_in(cast.vera).post(f"{ADDRESS}{notice.pk}/read/?before=7")
    assert response["Location"] == f"{ADDRESS}?before=7#notice-{notice.pk}"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_reading_it_again_keeps_the_first_time(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    for hour in (0, 1):
        mark_read(notice=notice.pk, by=cast.vera, now=NOW + timedelta(hours=hour))
    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_all_are_read_but_what_came_in_since(cast: Cast) -> None:
    shown = tell(cast.vera, 3)
    html = show(cast.vera)
    assert f'name="newest" value="{shown[-1].pk}"' in html
    later = NoticeFactory(member=cast.vera, sentence="Later.")
    response = signed_in(cast.vera).post(f"{ADDRESS}read/", {"newest": shown[-1].pk})
    assert response["Location"] == ADDRESS
    assert list(Notice.objects.unread()) == [later]


def test_looking_changes_nothing(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    show(cast.vera)
    assert signed_in(cast.vera).get(f"{ADDRESS}{notice.pk}/read/").status_code == 405
    assert unread(cast.vera) == 1


def test_others_notices_cannot_be_read_away(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    (notice,) = tell(cast.vera)
    for member in (cast.ines, cast.ada):
        with caplog.at_level("INFO", "security"):
            assert signed_in(member).post(f"{ADDRESS}{notice.pk}/read/").status_code == 404
        assert f"unknown to membership {member.pk}: notice {notice.pk}" in caplog.text
        signed_in(member).post(f"{ADDRESS}read/", {"newest": notice.pk})
    assert unread(cast.vera) == 1


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_who_is_not_on_the_board_has_no_inbox_there(cast: Cast, name: str) -> None:
    (notice,) = tell(cast.vera)
    client = signed_in(getattr(cast, name))
    assert client.get(ADDRESS).status_code == 404
    for path in ("read/", f"{notice.pk}/read/"):
        assert client.post(ADDRESS + path, {"newest": notice.pk}).status_code == 404


def test_who_has_left_meanwhile_reads_nothing_more(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    Membership.objects.filter(pk=cast.vera.pk).update(ended_at=NOW)
    for act in (
        lambda: mark_read(notice=notice.pk, by=cast.vera, now=NOW),
        lambda: mark_all_read(newest=notice.pk, by=cast.vera, now=NOW),
    ):
        with pytest.raises(Http404):
            act()


@pytest.mark.parametrize("newest", ["x", "-1", "9" * 30])
def test_what_names_no_notice_marks_nothing(cast: Cast, newest: str) -> None:
    tell(cast.vera)
    assert signed_in(cast.vera).post(f"{ADDRESS}read/", {"newest": newest}).status_code == 422
    assert unread(cast.vera) == 1


def test_without_saying_up_to_which_all_are_read(cast: Cast) -> None:
    tell(cast.vera, 3)
    signed_in(cast.vera).post(f"{ADDRESS}read/")
    assert unread(cast.vera) == 0


def test_reading_is_nobody_elses_business(cast: Cast) -> None:
    (notice,) = tell(cast.vera)
    mark_read(notice=notice.pk, by=cast.vera, now=NOW)
    assert not Event.objects.exists()


def test_a_sentence_is_text_and_not_markup(cast: Cast) -> None:
    NoticeFactory(member=cast.vera, sentence="<script>alert(1)</script>")
    assert "<script>alert" not in show(cast.vera)


@pytest.mark.parametrize("count", [1, 70])
def test_the_inbox_takes_as_many_statements_for_any_number_of_notices(cast: Cast, count: int) -> None:
    tell(cast.vera, count)
    client = signed_in(cast.vera)
    with statements() as found:
        client.get(ADDRESS)
    assert len(found) == 6, found


@pytest.mark.parametrize("path", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)", ""])
def test_a_notice_leads_nowhere_but_to_a_page_of_this_site(cast: Cast, path: str) -> None:
    with pytest.raises(ValueError, match="no page of this site"):
        notices.tell([cast.vera.pk], CommentEdited(comment=1), "Look.", path, by=cast.ines, now=NOW)

"""Questions, answers and challenges on the page of a bet: what each sees, and how they are said without script."""

from typing import Any

import pytest

from bets.conversation import Conversation, conversation
from bets.models import Bet, Comment, Cycle
from org.models import Membership
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member
from tests.factories import NOW, CommentFactory, CoWriterFactory, DraftFactory, ReaderFactory

MISSING = 2**40
HUGE = 2**70


def seen(cast: Cast, member: Membership) -> Conversation:
    return conversation(Bet.objects.select_related("cycle__board").get(pk=cast.a.pk), member, NOW)


def page(cast: Cast, member: Membership) -> str:
    return signed_in(member).get(f"/bets/{cast.a.pk}/").content.decode()


def hide(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until="2099-01-01")


def post(member: Membership, path: str, **fields: str) -> Any:
    return signed_in(member).post(path, fields)


# --- reading


def test_replies_stand_under_what_they_reply_to(cast: Cast) -> None:
    first = CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="Why?")
    CommentFactory(bet=cast.a, author=cast.ines, kind="remark", text="Good.")
    CommentFactory(bet=cast.a, author=cast.vera, parent=first, text="Because.")
    threads = seen(cast, cast.ines).threads
    assert [(thread.first.text, [reply.text for reply in thread.replies]) for thread in threads] == [
        ("Why?", ["Because."]),
        ("Good.", []),
    ]
    assert (threads[0].replies[0].part, threads[0].first.part) == ("owner", "")


def test_a_question_waits_until_a_writer_replies(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question")
    CommentFactory(bet=cast.a, author=cast.ines, parent=question)
    assert seen(cast, cast.ines).unanswered == 1
    CoWriterFactory(bet=cast.a, member=cast.victor)
    CommentFactory(bet=cast.a, author=cast.victor, parent=question)
    assert (seen(cast, cast.ines).questions, seen(cast, cast.ines).unanswered) == (1, 0)


def test_a_challenge_is_open_until_the_owner_replies(cast: Cast) -> None:
    challenge = CommentFactory(bet=cast.a, author=cast.otto, kind="challenge", appeal="preference")
    CoWriterFactory(bet=cast.a, member=cast.victor)
    CommentFactory(bet=cast.a, author=cast.victor, parent=challenge)
    assert (seen(cast, cast.ines).challenges, seen(cast, cast.ines).open_challenges) == (1, 1)
    assert "challenges an appeal to executive preference" in page(cast, cast.ines)
    CommentFactory(bet=cast.a, author=cast.vera, parent=challenge)
    assert seen(cast, cast.ines).open_challenges == 0


def test_what_a_writer_asks_waits_for_somebody_else(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.vera, kind="question")
    assert seen(cast, cast.ines).unanswered == 1
    CommentFactory(bet=cast.a, author=cast.vera, parent=question)
    assert seen(cast, cast.ines).unanswered == 1
    CommentFactory(bet=cast.a, author=cast.otto, parent=question)
    assert seen(cast, cast.ines).unanswered == 0


def test_nobody_else_reads_what_is_said_of_a_confidential_pitch(cast: Cast) -> None:
    CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="Is Panasonic in?")
    hide(cast)
    assert "Panasonic" not in page(cast, cast.victor)
    assert "What is said here is confidential" in page(cast, cast.victor)
    for member in (cast.ines, cast.vera):
        assert "Panasonic" in page(cast, member)
    ReaderFactory(bet=cast.a, member=cast.victor)
    assert "Panasonic" in page(cast, cast.victor)


def test_once_locked_everybody_reads_and_viewers_say_nothing(cast: Cast) -> None:
    CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="Is Panasonic in?")
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    html = page(cast, cast.willy)
    assert "Panasonic" in html
    assert "comments/" not in html
    assert "comments/" in page(cast, cast.victor)


def test_an_empty_conversation_invites_a_question(cast: Cast) -> None:
    assert "Nobody has asked anything yet. What would you have to see to believe this?" in page(cast, cast.victor)


def test_the_owner_is_not_offered_to_challenge_themselves(cast: Cast) -> None:
    assert seen(cast, cast.victor).may_challenge
    assert not seen(cast, cast.vera).may_challenge


def test_markdown_is_set_and_markup_is_not(cast: Cast) -> None:
    CommentFactory(bet=cast.a, author=cast.otto, text="**No** <img src=x onerror=alert(1)>")
    html = page(cast, cast.ines)
    assert "<strong>No</strong>" in html
    assert "<img src=x" not in html


def test_a_conversation_takes_two_statements_however_long_it_is(cast: Cast) -> None:
    bet = Bet.objects.select_related("cycle__board").get(pk=cast.a.pk)
    for count in (1, 12):
        for _ in range(count):
            CommentFactory(parent=CommentFactory(bet=cast.a, author=cast.otto), bet=cast.a, author=cast.vera)
        with statements() as found:
            conversation(bet, cast.ines, NOW)
        assert len(found) == 2, found


# --- saying


def test_a_question_is_asked_by_a_plain_form_and_leads_to_itself(cast: Cast) -> None:
    response = post(cast.otto, f"/bets/{cast.a.pk}/comments/", kind="question", text="Why now?")
    comment = Comment.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/bets/{cast.a.pk}/#comment-{comment.pk}"
    assert f'id="comment-{comment.pk}"' in page(cast, cast.ines)


def test_a_reply_and_a_challenge_are_plain_forms_too(cast: Cast) -> None:
    post(cast.otto, f"/bets/{cast.a.pk}/comments/", kind="challenge", appeal="legacy", text="We always did.")
    challenge = Comment.objects.get()
    response = post(cast.vera, f"/comments/{challenge.pk}/replies/", text="I take it out.")
    assert response["Location"].startswith(f"/bets/{cast.a.pk}/#comment-")
    assert Comment.objects.get(parent=challenge).author_id == cast.vera.pk


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "question", "text": " "}, "Write something."),
        ({"kind": "question", "text": "Ask @Willy, and mind these words."}, "Willy may not read this pitch"),
        ({"kind": "question", "text": "x" * 5001}, "Write at most 5,000 characters"),
        ({"kind": "question", "text": "mind\0these"}, "Null characters are not allowed."),
        ({"kind": "praise", "text": "Mind these words."}, "Select a valid choice"),
        ({"text": "Mind these words."}, "This field is required."),
        ({"kind": "challenge", "text": "Mind these words."}, "Say what the pitch appeals to."),
        ({"kind": "challenge", "appeal": "legacy", "text": ""}, "Say which words you mean."),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(cast: Cast, fields: dict[str, str], sentence: str) -> None:
    response = post(cast.otto, f"/bets/{cast.a.pk}/comments/", **fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "\0" in fields["text"] or fields["text"].strip() in html
    assert not Comment.objects.exists()


def test_a_reply_that_cannot_be_taken_shows_what_it_replied_to(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="Why *now*?")
    response = post(cast.vera, f"/comments/{question.pk}/replies/", text="Ask @Willy")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Why <em>now</em>?" in html
    assert "Ask @Willy" in html


def test_the_author_changes_words_on_a_page_of_their_own(cast: Cast) -> None:
    comment = CommentFactory(bet=cast.a, author=cast.otto, text="Why?")
    client = signed_in(cast.otto)
    assert "Why?" in client.get(f"/comments/{comment.pk}/").content.decode()
    response = client.post(f"/comments/{comment.pk}/", {"text": "Why now?"})
    assert response["Location"] == f"/bets/{cast.a.pk}/#comment-{comment.pk}"
    assert "edited" in page(cast, cast.ines)


def test_the_author_takes_it_back(cast: Cast) -> None:
    comment = CommentFactory(bet=cast.a, author=cast.otto)
    assert post(cast.otto, f"/comments/{comment.pk}/removal/").status_code == 302
    assert not Comment.objects.exists()


def test_words_for_a_cycle_that_was_closed_meanwhile_come_back(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="closed")
    assert post(cast.otto, f"/bets/{cast.a.pk}/comments/", kind="question", text="Why?").status_code == 409


# --- who may


PATHS = (
    "/bets/{bet}/comments/",
    "/comments/{comment}/replies/",
    "/comments/{comment}/",
    "/comments/{comment}/removal/",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("name", "status"), [("willy", 403), ("ada", 403), ("olga", 404), ("emil", 404), ("ines", None)]
)
def test_who_may_not_take_part_changes_nothing(cast: Cast, path: str, name: str, status: int | None) -> None:
    comment = CommentFactory(bet=cast.a, author=cast.otto, text="As it was.")
    address = path.format(bet=cast.a.pk, comment=comment.pk)
    response = post(getattr(cast, name), address, kind="question", text="Mine.")
    if status is not None:
        assert response.status_code == status
        assert Comment.objects.get().text == "As it was."
    else:
        others = path.startswith("/comments/{comment}/") and "replies" not in path
        assert response.status_code == (403 if others else 302)
        assert Comment.objects.get(pk=comment.pk).text == "As it was."


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("pk", [MISSING, HUGE])
def test_what_does_not_exist_is_no_page(cast: Cast, path: str, pk: int) -> None:
    response = post(cast.ines, path.format(bet=pk, comment=pk), kind="question", text="Mine.")
    assert response.status_code == 404


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_is_said_under_a_hidden_text_does_not_exist(cast: Cast, path: str) -> None:
    comment = CommentFactory(bet=cast.a, author=cast.victor)
    hide(cast)
    assert post(cast.victor, path.format(comment=comment.pk), text="Mine.").status_code == 404


def test_under_a_hidden_text_nothing_is_asked(cast: Cast) -> None:
    hide(cast)
    assert post(cast.victor, f"/bets/{cast.a.pk}/comments/", kind="question", text="Mine.").status_code == 403
    assert signed_in(cast.victor).get(f"/bets/{cast.a.pk}/comments/people/?q=v").status_code == 403


def test_another_persons_draft_is_not_commented_on(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    said = CommentFactory(bet=draft, author=cast.vera)
    for path in (f"/bets/{draft.pk}/comments/", f"/comments/{said.pk}/replies/"):
        assert post(cast.ines, path, kind="question", text="Mine.").status_code == 404


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    client = signed_in(cast.otto)
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/bets/{cast.a.pk}/comments/", {"kind": "question", "text": "Why?"}).status_code == 403
    assert not Comment.objects.exists()


# --- naming


def test_people_are_suggested_by_any_word_of_their_name(cast: Cast) -> None:
    response = signed_in(cast.ines).get(f"/bets/{cast.a.pk}/comments/people/?q=v")
    assert response.json() == [{"name": "Vera", "handle": "Vera"}, {"name": "Victor", "handle": "Victor"}]


def test_who_may_not_read_the_pitch_is_not_suggested(cast: Cast) -> None:
    client = signed_in(cast.ines)
    assert client.get(f"/bets/{cast.a.pk}/comments/people/?q=will").json() == []
    hide(cast)
    assert [each["name"] for each in client.get(f"/bets/{cast.a.pk}/comments/people/?q=v").json()] == ["Vera"]


@pytest.mark.parametrize(("name", "status"), [("willy", 403), ("ada", 403), ("olga", 404), ("emil", 404)])
def test_suggestions_are_for_those_who_may_name(cast: Cast, name: str, status: int) -> None:
    assert signed_in(getattr(cast, name)).get(f"/bets/{cast.a.pk}/comments/people/?q=v").status_code == status


@pytest.mark.parametrize("more", [0, 30])
def test_suggestions_are_few_and_take_as_many_statements_on_a_large_board(cast: Cast, more: int) -> None:
    for number in range(more):
        make_member(cast.board, f"Vic{number}", ["vp"])
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/bets/{cast.a.pk}/comments/people/?q=v")
    assert len(response.json()) == (8 if more else 2)
    assert len(found) <= 7, found

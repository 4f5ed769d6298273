"""What is said under a pitch: who may, who is told, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bets.actions.commenting import LONGEST, Answered, edit, post, remove, reply
from bets.models import Bet, Comment, Mention
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice, Person
from tests.cast import Cast, make_member
from tests.factories import NOW, CommentFactory, CoWriterFactory, DraftFactory, ReaderFactory


def say(bet: Bet, by: Membership, text: str = "What if the old phones stay?", **more: Any) -> Comment:
    return post(**({"bet": bet, "kind": "question", "text": text, "by": by, "now": NOW} | more))


def told() -> dict[str, str]:
    """Name to sentence. Fails if somebody was told twice."""
    notices = Notice.objects.select_related("member__person")
    found = {notice.member.name: notice.sentence for notice in notices}
    assert len(found) == notices.count(), "somebody was told twice"
    return found


def errors(act: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        act()
    assert not Event.objects.exists()
    assert not Notice.objects.exists()
    found: dict[str, str] = refused.value.extra["errors"]
    return found


def hide(bet: Bet, until: str = "2027-06-01") -> None:
    Bet.objects.filter(pk=bet.pk).update(confidential_until=until)
    bet.refresh_from_db()


def test_owner_and_co_writers_are_told_of_a_question(cast: Cast) -> None:
    CoWriterFactory(bet=cast.a, member=cast.victor)
    comment = say(cast.a, cast.otto)
    sentence = "Otto asks about “Alpha”: “What if the old phones stay?”"
    assert told() == {"Vera": sentence, "Victor": sentence}
    assert Notice.objects.first().path == f"/bets/{cast.a.pk}/#comment-{comment.pk}"  # type: ignore[union-attr]


def test_the_log_says_that_something_was_said_and_not_what(cast: Cast) -> None:
    comment = say(cast.a, cast.otto)
    event = Event.objects.get()
    assert (event.kind, event.subject_name, event.actor_name) == ("bets.comment.posted", "Alpha", "Otto")
    assert event.data == {"comment": comment.pk, "said": "question"}


def test_the_asker_is_told_of_an_answer(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question")
    reply(to=question, text="They *will* go.", by=cast.vera, now=NOW)
    assert told() == {"Otto": "Vera answers you about “Alpha”: “They will go.”"}


def test_a_follow_up_reaches_the_owner_and_whoever_began(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question")
    reply(to=question, text="I doubt it.", by=cast.ines, now=NOW)
    assert told() == {
        "Otto": "Ines replies to you about “Alpha”: “I doubt it.”",
        "Vera": "Ines replies under “Alpha”: “I doubt it.”",
    }


def test_a_reply_to_a_reply_stands_in_the_same_thread(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question")
    answer = reply(to=question, text="They go.", by=cast.vera, now=NOW)
    assert reply(to=answer, text="When?", by=cast.otto, now=NOW).parent == question


def test_a_challenge_tells_the_owner_what_it_objects_to(cast: Cast) -> None:
    comment = say(cast.a, cast.victor, "“We have always had it”", kind="challenge", appeal="legacy")
    assert (comment.kind, comment.appeal) == ("challenge", "legacy")
    assert told() == {"Vera": "Victor challenges “Alpha”, which appeals to legacy: “We have always had it”"}


def test_a_challenge_says_what_the_pitch_appeals_to(cast: Cast) -> None:
    assert errors(lambda: say(cast.a, cast.victor, kind="challenge")) == {"appeal": "Say what the pitch appeals to."}
    assert "appeal" in errors(lambda: say(cast.a, cast.victor, kind="challenge", appeal="fashion"))


def test_nobody_challenges_their_own_pitch(cast: Cast) -> None:
    CoWriterFactory(bet=cast.a, member=cast.victor)
    for by in (cast.vera, cast.victor):
        assert "text" in errors(lambda by=by: say(cast.a, by, kind="challenge", appeal="legacy"))  # type: ignore[misc]


def test_who_is_named_is_told_and_remembered(cast: Cast) -> None:
    comment = say(cast.a, cast.otto, "@Victor, does @Vera know?")
    assert told()["Victor"] == "Otto names you under “Alpha”: “@Victor, does @Vera know?”"
    assert told()["Vera"].startswith("Otto asks about “Alpha”"), "once, and as the owner"
    assert set(Mention.objects.values_list("comment", "member")) == {
        (comment.pk, cast.victor.pk),
        (comment.pk, cast.vera.pk),
    }


def test_who_may_not_read_the_pitch_cannot_be_named(cast: Cast) -> None:
    assert errors(lambda: say(cast.a, cast.otto, "Ask @Willy.")) == {
        "text": "Willy may not read this pitch, and cannot be named here."
    }
    assert not Comment.objects.exists()


def test_people_of_elsewhere_and_who_left_are_only_words(cast: Cast) -> None:
    say(cast.a, cast.vera, "@Olga and @Emil and @Nobody")
    assert told() == {}


def test_a_name_that_two_people_bear_is_made_clear_by_the_address(cast: Cast) -> None:
    other = make_member(cast.board, "Otto2", ["vp"])
    Person.objects.filter(pk=other.person_id).update(name="Otto")
    assert "Several people go by @Otto" in errors(lambda: say(cast.a, cast.vera, "@Otto?"))["text"]
    say(cast.a, cast.vera, "@otto2.north?")
    assert Mention.objects.get().member_id == other.pk


def test_nothing_said_of_a_confidential_pitch_reaches_who_may_not_read_it(cast: Cast) -> None:
    question = CommentFactory(bet=cast.a, author=cast.victor, kind="question")
    hide(cast.a)
    reply(to=question, text="The secret is pairing.", by=cast.vera, now=NOW)
    assert told() == {}
    assert "Victor may not read" in errors_after(lambda: say(cast.a, cast.vera, "@Victor"))


def test_whoever_was_named_to_read_it_takes_part(cast: Cast) -> None:
    hide(cast.a)
    ReaderFactory(bet=cast.a, member=cast.victor)
    question = say(cast.a, cast.victor)
    reply(to=question, text="Yes.", by=cast.vera, now=NOW)
    assert told().keys() == {"Vera", "Victor"}


def test_who_may_not_read_it_says_nothing_there(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    hide(cast.a)
    with caplog.at_level("INFO", "security"), pytest.raises(PermissionDenied):
        say(cast.a, cast.victor)
    assert f"refused bet.comment to member {cast.victor.pk}" in caplog.text
    assert not Comment.objects.exists()


def test_on_its_date_it_is_open_to_all(cast: Cast) -> None:
    hide(cast.a, until="2026-11-24")
    assert say(cast.a, cast.victor)


def test_another_persons_draft_does_not_exist(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    with pytest.raises(Http404):
        say(draft, cast.ines)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  \r\n ", "Write something."),
        ("x" * (LONGEST + 1), "Write at most 5,000 characters; these are 5,001."),
        ("a\0b", "There is a character in it that cannot be kept."),
    ],
    ids=["nothing", "too much", "NUL"],
)
def test_what_cannot_be_kept_is_said_at_the_field(cast: Cast, text: str, sentence: str) -> None:
    assert errors(lambda: say(cast.a, cast.otto, text)) == {"text": sentence}


def test_line_ends_of_a_browser_do_not_count_twice(cast: Cast) -> None:
    assert say(cast.a, cast.otto, "ab\r\n" * (LONGEST // 3)).text.count("\n") == LONGEST // 3 - 1


def test_a_kind_that_there_is_none_of_is_refused(cast: Cast) -> None:
    assert "kind" in errors(lambda: say(cast.a, cast.otto, kind="praise"))


def test_a_form_that_was_sent_twice_says_it_once(cast: Cast) -> None:
    first = say(cast.a, cast.otto)
    assert say(cast.a, cast.otto).pk == first.pk
    assert (Comment.objects.count(), Event.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_the_same_words_elsewhere_or_of_somebody_else_are_others(cast: Cast) -> None:
    say(cast.a, cast.otto)
    say(cast.b, cast.otto)
    say(cast.a, cast.ines)
    say(cast.a, cast.otto, kind="remark")
    say(cast.a, cast.otto, now=NOW.replace(hour=13))
    assert Comment.objects.count() == 5


def test_an_edit_is_marked_and_tells_only_whom_it_names_anew(cast: Cast) -> None:
    comment = say(cast.a, cast.otto, "@Victor?")
    Notice.objects.all().delete()
    edit(comment=comment, text="@Victor and @Ines?", by=cast.otto, now=NOW)
    comment.refresh_from_db()
    assert (comment.text, comment.edited_at) == ("@Victor and @Ines?", NOW)
    assert told() == {"Ines": "Otto names you under “Alpha”: “@Victor and @Ines?”"}
    edit(comment=comment, text="@Ines?", by=cast.otto, now=NOW)
    assert Mention.objects.get().member_id == cast.ines.pk


def test_an_edit_that_changes_nothing_leaves_no_mark(cast: Cast) -> None:
    comment = say(cast.a, cast.otto)
    edit(comment=comment, text=f" {comment.text} ", by=cast.otto, now=NOW)
    comment.refresh_from_db()
    assert comment.edited_at is None
    assert Event.objects.count() == 1


def test_nobody_edits_or_takes_back_what_another_said(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    comment = say(cast.a, cast.otto)
    for act in (
        lambda: edit(comment=comment, text="No.", by=cast.ines, now=NOW),
        lambda: remove(comment=comment, by=cast.vera, now=NOW),
    ):
        caplog.clear()
        with caplog.at_level("INFO", "security"), pytest.raises(PermissionDenied):
            act()
        assert "refused comment.edit" in caplog.text
    assert Comment.objects.get().text == comment.text


def test_what_nobody_replied_to_can_be_taken_back(cast: Cast) -> None:
    remove(comment=say(cast.a, cast.otto, "@Victor?"), by=cast.otto, now=NOW)
    assert not Comment.objects.exists()
    assert not Mention.objects.exists()


def test_what_was_replied_to_stays(cast: Cast) -> None:
    question = say(cast.a, cast.otto)
    reply(to=question, text="Yes.", by=cast.vera, now=NOW)
    with pytest.raises(Answered):
        remove(comment=question, by=cast.otto, now=NOW)
    assert Comment.objects.count() == 2


def test_there_is_no_reply_to_what_was_taken_back_meanwhile(cast: Cast) -> None:
    question = say(cast.a, cast.otto)
    remove(comment=Comment.objects.get(), by=cast.otto, now=NOW)
    with pytest.raises(Http404):
        reply(to=question, text="Yes.", by=cast.vera, now=NOW)


def test_in_a_closed_cycle_nothing_more_is_said(cast: Cast) -> None:
    cast.cycle.state = "closed"
    cast.cycle.save()
    with pytest.raises(WrongState):
        say(cast.a, cast.otto)


def errors_after(act: Callable[[], object]) -> str:
    with pytest.raises(Invalid) as refused:
        act()
    return refused.value.detail

"""What is said under a pitch, and what people are told."""

from bets.actions import commenting
from org.actions import inbox
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, CommentFactory, NoticeFactory


@attempt("bet.comment")
def ask_a_question(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: commenting.post(bet=cast.d, kind="question", text="Why now?", by=by, now=NOW)


@attempt("bet.comment")
def challenge(cast: Cast, by: Membership, owner: Membership) -> Act:
    words = "“We always did.”"
    return lambda: commenting.post(bet=cast.d, kind="challenge", appeal="legacy", text=words, by=by, now=NOW)


@attempt("bet.comment")
def reply(cast: Cast, by: Membership, owner: Membership) -> Act:
    question = CommentFactory(bet=cast.d, author=cast.victor, kind="question")
    return lambda: commenting.reply(to=question, text="Because of May.", by=by, now=NOW)


@attempt("comment.edit")
def find_other_words(cast: Cast, by: Membership, owner: Membership) -> Act:
    said = CommentFactory(bet=cast.d, author=owner)
    return lambda: commenting.edit(comment=said, text="In other words.", by=by, now=NOW)


@attempt("comment.edit")
def take_it_back(cast: Cast, by: Membership, owner: Membership) -> Act:
    said = CommentFactory(bet=cast.d, author=owner)
    return lambda: commenting.remove(comment=said, by=by, now=NOW)


@attempt("inbox.own")
def read_a_notice(cast: Cast, by: Membership, owner: Membership) -> Act:
    notice = NoticeFactory(member=owner)
    return lambda: inbox.mark_read(notice=notice.pk, by=by, now=NOW)

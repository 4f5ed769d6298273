"""An answer to a question, made ready for somebody to give."""

from bets.actions.answering import answer
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.bets.asking.the_room import gather, pair, reveal
from tests.cast import Cast
from tests.factories import NOW


@attempt("rank.answer_question")
def answer_a_question(cast: Cast, by: Membership, owner: Membership) -> Act:
    reveal(cast, "ABCD", "ACBD")
    gather(cast, cast.otto)
    return lambda: answer(cycle=cast.cycle, pair=pair(cast, "BC"), keeps=cast.b.pk, by=by, now=NOW)


@attempt("rank.answer_question")
def close_a_question(cast: Cast, by: Membership, owner: Membership) -> Act:
    reveal(cast, "ABCD", "ACBD")
    gather(cast)
    return lambda: answer(cycle=cast.cycle, pair=pair(cast, "BC"), keeps=cast.c.pk, by=by, now=NOW)

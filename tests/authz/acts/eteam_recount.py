"""What a calendar edit moves, made ready for somebody to confirm."""

from eteam.actions.recounting import recount
from eteam.recount import by_newest_versions
from org.models import Membership
from tests.authz.acts.eteam_rows import blocked
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, CalendarFactory


@attempt("blocker.recount")
def confirm_what_a_calendar_moves(cast: Cast, by: Membership, owner: Membership) -> Act:
    """Half days, since the blocker was raised."""
    blocker = blocked(cast, owner)
    weekly = {str(day): [["09:00", "13:00"]] for day in range(1, 6)}
    CalendarFactory(board=cast.board, made_by=cast.ada, weekly=weekly)
    moved = {each.blocker.pk: each.after for each in by_newest_versions(cast.board.room, NOW)}
    assert list(moved) == [blocker.pk]
    return lambda: recount(board=cast.board, confirmed=moved, by=by, now=NOW)

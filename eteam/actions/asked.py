"""What is asked of a flag and a blocker alike: words, two sides, and perhaps a bet, all of one board."""

from bets.actions.validity import check_fields, refuse
from bets.models import Bet
from eteam.models import Blocker, Flag, Side
from org.models import Team

LONGEST = 5_000
"""Characters of the text."""


def check_asked(row: Flag | Blocker, team: Team) -> None:
    """Raise Invalid by field unless `row`, which blocks `team` and is not saved yet, may be kept. Trims its words."""
    row.title, row.text = " ".join(row.title.split()), row.text.replace("\r\n", "\n").strip()
    errors = _words(row) | _sides(row, team) | _bet(row)
    if errors:
        raise refuse(errors)
    check_fields(row, {"title", "text", "blocking"})


def _words(row: Flag | Blocker) -> dict[str, str]:
    errors = {}
    if not row.title:
        errors["title"] = "Say in a few words what blocks the team."
    if len(row.text) > LONGEST:
        errors["text"] = f"Write at most {LONGEST:,} characters; these are {len(row.text):,}."
    return errors


def _sides(row: Flag | Blocker, team: Team) -> dict[str, str]:
    errors = {}
    if team.board_id != row.board_id:
        errors["blocked_team"] = "There is no such team."
    if (row.blocking == Side.TEAM) != (row.blocking_team is not None):
        errors["blocking_team"] = "Choose the team that is to unblock."
    elif row.blocking_team is not None and row.blocking_team.board_id != row.board_id:
        errors["blocking_team"] = "There is no such team."
    elif row.blocking_team == team:
        errors["blocking_team"] = "A team does not wait for itself: choose another side."
    return errors


def _bet(row: Flag | Blocker) -> dict[str, str]:
    """A draft is its owner's alone, so nothing that others read may name one."""
    if row.bet is None or (row.bet.board_id == row.board_id and row.bet.status != Bet.Status.DRAFT):
        return {}
    return {"bet": "There is no such bet among those that were submitted."}

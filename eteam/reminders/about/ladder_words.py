"""What is said of a blocker that cannot wait."""

from datetime import datetime

from eteam.models import Blocker, Reminder
from eteam.reminders.people import zone_of
from eteam.reminders.places import blocker_page
from eteam.reminders.words import Words, when

_HEADLINES = {
    0: "“{title}” cannot wait: {team} is blocked, due {due}.",
    50: "Half the time is over for “{title}”: {team} is blocked, due {due}.",
    80: "“{title}” is not decided, and 80 % of the time is over: due {due}.",
    100: "“{title}” is overdue: it was due {due}.",
}

_ASKED = {
    0: "The next session is too late for it. Decide it with the other side now, and write down the outcome.",
    50: "It has no outcome yet. Who is told of it: the VPs of both teams, and the chair of the next session.",
    80: "Call a huddle of those concerned: one button on its page. It ends with an outcome of the room's list.",
    100: "The promise is broken. It stands among the breached of the next session.",
}


def words(reminder: Reminder, now: datetime) -> Words:
    """One statement."""
    blockers = Blocker.objects.select_related("board", "blocked_team", "blocking_team", "owner__person")
    blocker = blockers.get(pk=reminder.subject_id)
    zone = zone_of(reminder.recipient, blocker.board)
    due = when(blocker.due_at, zone, now)
    told = _HEADLINES[reminder.revision].format(title=blocker.title, team=blocker.blocked_team.name, due=due)
    return Words(
        headline=told,
        paragraphs=(_ASKED[reminder.revision],),
        facts=_facts(blocker, zone, now),
        path=blocker_page(blocker),
        act="Open the blocker",
    )


def _facts(blocker: Blocker, zone: str, now: datetime) -> tuple[tuple[str, str], ...]:
    owner = [("Owner", blocker.owner.name)] if blocker.owner else []
    return (
        ("Blocked", blocker.blocked_team.name),
        ("By", blocker.blocking_name),
        *owner,
        ("Raised", when(blocker.raised_at, zone, now)),
        ("Due", when(blocker.due_at, zone, now)),
    )

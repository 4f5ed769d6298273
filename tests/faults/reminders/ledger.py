"""The audit after a play: the rows of reminders, what stands in the inboxes and what the mail server was given."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tests.faults.reminders.postoffice import Letter
from tests.faults.rig import Rig

_ROWS = """
SELECT r.id, r.kind, r.subject_id, r.revision, r.channel, r.state, r.message_id, p.email, r.recipient_id,
       r.due_at, r.error
FROM eteam_reminder r
LEFT JOIN org_membership m ON m.id = r.recipient_id
LEFT JOIN org_person p ON p.id = m.person_id
WHERE r.board_id = %s
ORDER BY r.id
"""

_NOTICES = "SELECT member_id, kind, sentence, path FROM org_notice WHERE board_id = %s"

Notice = tuple[int, str, str, str]
"""To whom, the kind, the sentence and the path."""


@dataclass(frozen=True)
class House:
    """A board that was laid for one test; see `scenery.lay`. `number`: its reminders, if nothing changes."""

    board: int
    slug: str
    members: list[int]
    sessions: list[int]
    number: int

    def has(self, address: str) -> bool:
        return address.endswith(f".{self.slug}@example.com")


@dataclass(frozen=True)
class Row:
    id: int
    kind: str
    about: int
    revision: int
    channel: str
    state: str
    key: str
    email: str
    member: int
    due_at: datetime
    error: str

    def is_over(self) -> bool:
        """Whether nobody has to do anything about it any more."""
        return self.state not in {"planned", "claimed"}


@dataclass(frozen=True)
class Ledger:
    """Each a list of what is wrong; only `repeated` may have something in it after a good play."""

    missed: list[int]  # rows that nobody carried out
    unsent: list[int]  # called sent, and the mail server or the inbox knows nothing of it
    doubled: list[Notice]  # told more than once in the inbox
    unasked: list[str]  # letters that belong to no row that was sent, or came to somebody else
    same_key: list[str]  # two rows under one Message-ID
    repeated: dict[str, int]  # Message-IDs that came more than once: how often too often

    @property
    def repeats(self) -> int:
        return sum(self.repeated.values())

    def is_clean(self) -> bool:
        return not (self.missed or self.unsent or self.doubled or self.unasked or self.same_key)


def rows_of(rig: Rig, board: int) -> list[Row]:
    with rig.database() as connection:
        return [Row(*row) for row in connection.execute(_ROWS, [board])]


def notices_of(rig: Rig, board: int) -> list[Notice]:
    with rig.database() as connection:
        return [(member, *words) for member, *words in connection.execute(_NOTICES, [board])]


def audited(rig: Rig, house: House, letters: Iterable[Letter], until: datetime) -> Ledger:
    """`until`: what was due later need not have been carried out."""
    rows = [row for row in rows_of(rig, house.board) if row.due_at <= until]
    return compared(rows, notices_of(rig, house.board), [each for each in letters if house.has(each.to)])


def compared(rows: list[Row], notices: list[Notice], letters: Iterable[Letter]) -> Ledger:
    sent = [row for row in rows if row.state == "sent"]
    by_mail = {row.key: row for row in sent if row.channel == "mail"}
    came = Counter(letter.key for letter in letters)
    in_inbox, told = Counter(row.member for row in sent if row.channel == "inbox"), Counter(each[0] for each in notices)
    keys = Counter(row.key for row in rows if row.channel == "mail" and row.key)
    return Ledger(
        missed=[row.id for row in rows if not row.is_over()],
        unsent=[row.id for row in by_mail.values() if not came[row.key]]
        + [member for member in in_inbox if told[member] < in_inbox[member]],
        doubled=_doubled(notices, told, in_inbox),
        unasked=[each.key for each in letters if each.key not in by_mail or by_mail[each.key].email != each.to],
        same_key=[key for key, count in keys.items() if count > 1],
        repeated={key: count - 1 for key, count in came.items() if count > 1},
    )


def _doubled(notices: list[Notice], told: Counter[int], wanted: Counter[int]) -> list[Notice]:
    """Those that say word for word what another says, and the last of whoever was told more often than wanted."""
    same = [notice for notice, count in Counter(notices).items() if count > 1]
    newest = {notice[0]: notice for notice in notices}
    return same or [newest[member] for member in told if told[member] > wanted[member]]

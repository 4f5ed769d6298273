"""Invariant 9: each reminder once, none after what it is about, and nobody who cannot wait without a step."""

from collections.abc import Iterator

from config.verify.query import rows

_TWICE = """
SELECT kind, subject, subject_id, channel, count(*) FROM eteam_reminder
GROUP BY kind, subject, subject_id, revision, recipient_id, channel HAVING count(*) > 1 ORDER BY 3
"""

_UNTIMED = "SELECT id FROM eteam_reminder WHERE state = 'sent' AND sent_at IS NULL ORDER BY 1"

_LATE = "SELECT id, kind FROM eteam_reminder WHERE state = 'sent' AND sent_at > not_after ORDER BY 1"

# A tick that came later and left it lying; without one since, nothing ran, which is no breach of the data.
_LYING = """
SELECT id, kind FROM eteam_reminder WHERE state IN ('planned', 'claimed')
    AND not_after + interval '5 minutes' < (SELECT at FROM eteam_pulse WHERE name = 'tick') ORDER BY 1
"""

_WITHOUT_STEP = """
SELECT board.slug, blocker.id FROM eteam_blocker AS blocker JOIN org_board AS board ON board.id = blocker.board_id
WHERE route = 'now' AND unblocked_at IS NULL AND withdrawn_at IS NULL AND decided_at IS NULL
    AND NOT EXISTS (SELECT FROM eteam_ladderstep WHERE blocker_id = blocker.id) ORDER BY 2
"""


def reminder_breaches() -> Iterator[str]:
    for kind, subject, pk, channel, count in rows(_TWICE):
        yield f"{kind} of {subject} {pk} by {channel} is there {count} times for the same person"
    for (pk,) in rows(_UNTIMED):
        yield f"reminder {pk} is sent, and nobody knows when"
    for pk, kind in rows(_LATE):
        yield f"reminder {pk} ({kind}) was sent when it was too late"
    for pk, kind in rows(_LYING):
        yield f"reminder {pk} ({kind}) still waits, and it is too late for it"
    for board, pk in rows(_WITHOUT_STEP):
        yield f"{board}, blocker {pk}: it cannot wait, and no step of its ladder is taken"

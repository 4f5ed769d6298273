"""Invariants 12 and 13: who was in a room said so themselves, outcomes are whole; a report is what its hash says."""

from collections.abc import Iterator

from config.verify.query import rows
from eteam.models import Report
from eteam.report.content import digest

_FOR_ANOTHER = """
SELECT session_id, member_id, recorded_by_id FROM eteam_presence WHERE recorded_by_id <> member_id ORDER BY 1, 2
"""

_TWO_RUN = """
SELECT board.slug, count(*) FROM eteam_session AS session JOIN org_board AS board ON board.id = session.board_id
WHERE state = 'running' GROUP BY board.slug HAVING count(*) > 1 ORDER BY 1
"""

_NOT_WHOLE = """
SELECT id, kind FROM eteam_outcome WHERE num_nonnulls(blocker_id, matter_id) <> 1
    OR (kind = 'decided' AND (decider_id IS NULL OR owner_id IS NULL OR by_when IS NULL OR text = ''))
    OR (kind = 'carried' AND (owner_id IS NULL OR next_step = '' OR reason = ''))
    OR (session_id IS NULL AND jsonb_array_length(present) = 0) ORDER BY 1
"""

_UNHEARD = """
SELECT id, unheard FROM eteam_session WHERE unheard > 0 AND unheard_for = '' ORDER BY 1
"""

_UNPUBLISHED = """
SELECT board.slug, report.week, report.revision
FROM eteam_report AS report JOIN org_board AS board ON board.id = report.board_id WHERE NOT EXISTS (
    SELECT FROM journal_event WHERE topic = 'room:' || report.board_id AND kind = 'eteam.report.published'
        AND subject_id = report.id AND data ->> 'digest' = report.digest
) ORDER BY 1, 2, 3
"""

_TORN = """
SELECT board.slug, week, count(*), max(revision)
FROM eteam_report AS report JOIN org_board AS board ON board.id = report.board_id
GROUP BY board.slug, week HAVING (min(revision), max(revision)) IS DISTINCT FROM (1, count(*)) ORDER BY 1, 2
"""


def room_breaches() -> Iterator[str]:
    for session, member, by in rows(_FOR_ANOTHER):
        yield f"session {session}: member {by} said that {member} was there"
    for board, count in rows(_TWO_RUN):
        yield f"{board}: {count} sessions run at once"
    for outcome, kind in rows(_NOT_WHOLE):
        yield f"outcome {outcome} is {kind}, and lacks what that demands"
    for session, count in rows(_UNHEARD):
        yield f"session {session} was closed over {count} items, and nobody said why"


def report_breaches() -> Iterator[str]:
    for report in Report.objects.select_related("board").order_by("pk").iterator(chunk_size=20):
        if digest(report.content) != report.digest:
            yield f"{report.board.slug}, report {report}: it is not what its hash says"
    for board, week, revision in rows(_UNPUBLISHED):
        yield f"{board}, report {week}, revision {revision}: no event tells of it"
    for board, week, count, highest in rows(_TORN):
        yield f"{board}, report {week}: {count} revisions, and the highest is {highest}"

"""A report as it is kept: one plain JSON value with its figures and one row for each blocker, and its hash.

Everything that is ever shown of it is made of this value, so a page of last year says what it said last year.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson

from eteam.figures import Fact, Figures, Week, figures
from eteam.figures.promise import fate
from eteam.figures.teams import carries
from eteam.report.gather import stories, told
from org.models import Board

Content = dict[str, Any]

VERSION = 1


def content(board: Board, week: Week, at: datetime) -> Content:
    """What a report of `week` holds that is made at `at`. Eight statements, whatever there is."""
    found, about = figures(stories(board, week), week, at, told(board, week, at))
    return plain(board, week, at, found, about)


def plain(board: Board, week: Week, at: datetime, found: Figures, about: Sequence[Fact]) -> Content:
    value = {
        "version": VERSION,
        "board": {"slug": board.slug, "name": board.name, "zone": board.zone},
        "week": week.name,
        "starts_at": week.starts_at,
        "ends_at": week.ends_at,
        "data_at": at.astimezone(UTC),
        "figures": asdict(found),
        "blockers": [row(fact, week) for fact in about],
    }
    kept: Content = orjson.loads(orjson.dumps(value, option=orjson.OPT_UTC_Z))
    return kept


def digest(content: Content) -> str:
    """SHA-256 over the canonical JSON: keys sorted, no spaces."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Content) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def row(fact: Fact, week: Week) -> Content:
    """One blocker as it stood at the data time; `fell_due`: it is of those that the headline counts."""
    return {
        "id": fact.id,
        "title": fact.title,
        "blocked": fact.blocked,
        "blocking": fact.blocking,
        "owner": fact.owner,
        "raised_at": fact.raised_at,
        "due_at": fact.due_at,
        "decided_at": fact.decided_at,
        "unblocked_at": fact.unblocked_at,
        "withdrawn_at": fact.withdrawn_at,
        "fate": fate(fact),
        "fell_due": week.holds(fact.due_at) and fact.is_due,
        "provisional": fact.is_provisional,
        "first_route": fact.first_route,
        "route": fact.route,
        "blocked_minutes": fact.blocked_minutes,
        "late_minutes": fact.late_minutes,
        "carries": len(carries(fact)),
    }

"""What a worker does with a file that somebody sent: read it, check its rows, make drafts of them.

A step is claimed in one transaction, worked on outside, and written in another: for minutes nothing is held. To apply
is one transaction from its first row to its last. Whoever dies in the middle leaves nothing but the claim; after the
lease another takes it up.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404

from bets.access import hold_board
from bets.actions.importing import by_key, import_drafts, owners_to_be
from bets.exchange import CycleFile, ExchangeError
from bets.importing import Grid, Mapping, guessed, read_grid, rows_of
from bets.importing.limits import SMALL_BYTES
from bets.importing.mapping import their_ranks
from bets.importing.presets import OWN
from bets.models import Cycle, Import, LastMapping
from journal.failpoints import failpoint
from journal.refusals import Refusal
from org.access import place_of_integration
from org.models import Membership, Person, Team
from org.reach import Reach

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=6)
"""Longer than a task may run: whoever holds the claim beyond it is dead."""

PAUSE = timedelta(seconds=20)
"""After which a step that went wrong is tried again: the lock that it waited for is free then, or the database back."""

MOST_TRIES = 5
_LISTED = 200
_GIVEN_UP = f"This went wrong {MOST_TRIES} times: send the file again, and in two parts if it goes wrong again."
State = Import.State


def work_on_one(*, now: datetime, pk: int | None = None) -> bool:
    """Do the next step of an import, of this one if it is named. Whether there was one to do."""
    claimed = claim(now=now, pk=pk)
    if claimed is None:
        return False
    try:
        _STEPS[State(claimed.state)](claimed, now)
    except ExchangeError as error:
        _settle(claimed, state=State.FAILED, failure="\n".join(error.sentences()), done_at=now)
    except (Refusal, PermissionDenied, Http404) as refused:
        _settle(claimed, state=State.FAILED, failure=getattr(refused, "detail", "") or str(refused), done_at=now)
    except Exception:  # whatever it is, whoever waits for the page is not answered by it
        logger.exception("import %s went wrong, try %s", claimed.pk, claimed.tries)
        _put_off(claimed, now)
    return True


def at_once(imported: Import, now: datetime) -> Import:
    """The import when its steps are done, if they are quick; nobody waits for a large file."""
    if is_quick(imported):
        while work_on_one(now=now, pk=imported.pk):
            pass
        imported.refresh_from_db()
    return imported


def is_quick(imported: Import) -> bool:
    """Whether its steps may be done while somebody waits. A workbook never: a small one unpacks to a large one."""
    if imported.size > SMALL_BYTES:
        return False
    with imported.file.open("rb") as file:
        return not file.read(4).startswith(b"PK")


@transaction.atomic
def claim(*, now: datetime, pk: int | None = None) -> Import | None:
    """The oldest import that waits for a worker, taken for this process."""
    waiting = Import.objects.filter(state__in=Import.WORKING).filter(Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE))
    waiting = waiting.filter(pk=pk) if pk is not None else waiting
    found = waiting.select_for_update(no_key=True, skip_locked=True).order_by("created_at", "pk").first()
    if found is None:
        return None
    if found.tries >= MOST_TRIES:
        found.state, found.failure, found.done_at = State.FAILED, _GIVEN_UP, now
        found.save()
        return None
    found.claimed_at, found.tries = now, found.tries + 1
    found.save(update_fields=["claimed_at", "tries"])
    return found


def progress_of(imported: Import) -> int:
    """Rows that are done while it is applied, as the worker last said; 0 where nobody knows."""
    return int(cache.get(f"import:{imported.pk}", 0))


def _read(imported: Import, now: datetime) -> None:
    """Tell the columns apart and guess what they mean. What came with a mapping goes on to be checked."""
    grid = _grid(imported)
    remembered = {last.source: Mapping.of(last.mapping) for last in LastMapping.objects.filter(board=imported.board_id)}
    mapping = guessed(grid.labels, remembered, imported.source)
    if imported.mapping is not None:
        mapping = Mapping.of(imported.mapping).over(mapping)
    columns = [{"label": label, "samples": samples} for label, samples in zip(grid.labels, grid.samples(), strict=True)]
    goes_on = imported.mapping is not None or (mapping.source == OWN and not mapping.faults(grid.labels))
    _settle(
        imported, state=State.MAPPED if goes_on else State.READ, columns=columns,
        mapping=mapping.kept(), source=mapping.source, rows=len(grid.rows), read_as=grid.read_as[:120],
    )  # fmt: skip


def _check(imported: Import, now: datetime) -> None:
    grid = _grid(imported)
    mapping = Mapping.of(imported.mapping or {})
    try:
        file = rows_of(grid, mapping, _names(imported))
    except ExchangeError as error:
        preview: dict[str, Any] = {"problems": [_told(problem) for problem in error.problems], "count": error.count}
    else:
        preview = {"problems": [], "count": 0, **_would_make(imported, file, their_ranks(grid, mapping))}
    _settle(imported, state=State.CHECKED, preview=preview)


def _apply(imported: Import, now: datetime) -> None:
    """All rows in one transaction, under the locks of board and cycle; the row that says so is written with them."""
    file = rows_of(_grid(imported), Mapping.of(imported.mapping or {}), _names(imported))
    with transaction.atomic():
        hold_board(imported.board_id)
        cycle = Cycle.objects.select_related("board").get(pk=imported.cycle_id)
        by = _by(imported)
        done = import_drafts(
            cycle=cycle, rows=file.bets, teams=file.teams, columns=file.columns, by=by, now=now,
            told=_teller(imported),
        )  # fmt: skip
        fresh = Import.objects.select_for_update(no_key=True).get(pk=imported.pk)
        if fresh.state != State.APPLYING or fresh.claimed_at != imported.claimed_at:
            transaction.set_rollback(True)  # whoever took it up meanwhile has done it
            return
        known = by_key(cycle)
        ids = [known[row.key].pk for row in file.bets if row.key in known]
        fresh.state, fresh.done_at = State.APPLIED, now
        fresh.made = asdict(done) | {"bets": ids}
        fresh.save()
        LastMapping.objects.update_or_create(
            board_id=fresh.board_id, source=fresh.source, defaults={"mapping": fresh.mapping, "at": now}
        )
        failpoint("import.applied")


_STEPS: dict[Import.State, Callable[[Import, datetime], None]] = {
    State.UPLOADED: _read,
    State.MAPPED: _check,
    State.APPLYING: _apply,
}


def _grid(imported: Import) -> Grid:
    with imported.file.open("rb") as file:
        return read_grid(file.read())


@transaction.atomic
def _settle(claimed: Import, **values: Any) -> None:
    """Write what came of the step, unless another has taken it up since."""
    fresh = Import.objects.select_for_update(no_key=True).get(pk=claimed.pk)
    if fresh.claimed_at != claimed.claimed_at or fresh.state != claimed.state:
        return
    for name, value in {**values, "claimed_at": None, "tries": 0}.items():
        setattr(fresh, name, value)
    fresh.save()


@transaction.atomic
def _put_off(claimed: Import, now: datetime) -> None:
    """Let its claim end after a pause."""
    mine = Import.objects.filter(pk=claimed.pk, claimed_at=claimed.claimed_at, state=claimed.state)
    mine.update(claimed_at=now - LEASE + PAUSE)


def _by(imported: Import) -> Membership:
    """Whoever asked for it: what they may is judged again when it is done."""
    if imported.asked_by_id is not None:
        return Membership.objects.select_related("person", "board").get(pk=imported.asked_by_id)
    reach = Reach(imported.board, frozenset(("import.drafts",)), is_integration=True)
    return place_of_integration(Person(pk=0, name=imported.asked_by_integration, email=""), reach)


def _names(imported: Import) -> dict[str, str]:
    """E-mail addresses of those on the board by their names, where one has it alone."""
    found: dict[str, list[str]] = {}
    members = Membership.objects.current().filter(board=imported.board_id).values_list("person__name", "person__email")
    for name, email in members:
        found.setdefault(" ".join(name.casefold().split()), []).append(email)
    return {name: emails[0] for name, emails in found.items() if len(emails) == 1}


def _told(problem: Any) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "message": problem.message}


def _would_make(imported: Import, file: CycleFile, ranks: list[str]) -> dict[str, Any]:
    """What applying would do: who and which teams would come, each row with what becomes of it."""
    board = imported.board_id
    there = by_key(imported.cycle)
    owners = owners_to_be(file.bets, there)
    members = Membership.objects.filter(board=board, ended_at=None, person__email__in=owners)
    is_vp = {member.person.email: member.is_vp for member in members.select_related("person")}
    teams = set(Team.objects.filter(board=board, slug__in=file.teams).values_list("slug", flat=True))
    fates = {True: "update", False: "left_alone"}
    rows = [
        {
            "line": row.line, "title": row.title, "owner": row.owner, "their_rank": their,
            "fate": fates[there[row.key].is_draft] if row.key in there else "new",
        }
        for row, their in zip(file.bets, ranks, strict=True)
    ]  # fmt: skip
    counts = {fate: sum(row["fate"] == fate for row in rows) for fate in ("new", "update", "left_alone")}
    return {
        "new_people": [owner for owner in owners if owner not in is_vp],
        "new_vps": [owner for owner in owners if is_vp.get(owner) is False],
        "new_teams": [team for team in file.teams if team not in teams],
        "counts": counts,
        "rows": rows[:_LISTED],
    }


def _teller(imported: Import) -> Callable[[int], None]:
    """Says how far it is, beside the transaction that nobody sees into."""

    def tell(done: int) -> None:
        cache.set(f"import:{imported.pk}", done, timeout=3600)
        failpoint("import.rows")

    return tell

"""A file is sent, its columns are matched, and it is asked for to be applied. The work itself: `bets.actions.reading`.

None of it is an event: before it is applied nothing is anybody's but who sent it, and drafts make no events.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from bets.access import held
from bets.importing import MOST_BYTES, Mapping
from bets.models import Cycle, Import
from bets.uploads.kept import name_of
from journal.refusals import Invalid, WrongState
from org.models import Membership

MOST = 200
"""Imports that a board keeps at a time; each is gone after a month."""

TOO_LARGE = f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: split it."


def upload(
    *,
    cycle: Cycle,
    data: bytes,
    name: str,
    source: str = "",
    mapping: Mapping | None = None,
    by: Membership,
    now: datetime,
) -> Import:
    """Keep the file; a worker reads it. It is stored before the cycle is held, and taken away again if refused.

    With a mapping, of however few columns, it is checked at once: what a program leaves out is guessed, and not asked
    for. Raises Invalid for an empty or too large file, and by field for a mapping that none could have.
    """
    if not data:
        raise Invalid("The file is empty.", errors={"file": "The file is empty."})
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_LARGE, errors={"file": TOO_LARGE})
    if mapping is not None and (errors := mapping.strange()):
        raise Invalid(" ".join(errors.values()), errors=errors)
    imported = Import(
        board_id=cycle.board_id, cycle=cycle, name=name_of(name), source=source, size=len(data),
        digest=hashlib.sha256(data).hexdigest(), mapping=mapping and mapping.kept(), created_at=now,
        member=by if by.pk else None, integration="" if by.pk else by.name,
    )  # fmt: skip
    with _stored(imported, data), transaction.atomic():
        held(cycle, by, "import.drafts")
        if Import.objects.filter(board=cycle.board_id).count() >= MOST:
            raise Invalid(f"There are {MOST} imports already; the oldest go after a month.")
        imported.save()
    return imported


@transaction.atomic
def match(*, imported: Import, mapping: Mapping, by: Membership, now: datetime) -> Import:
    """Say what the columns mean; a worker checks the rows. Raises Invalid with `errors` by field."""
    fresh = _fresh(imported, by)
    if fresh.state not in (Import.State.READ, Import.State.CHECKED):
        raise WrongState(f"{fresh} is {fresh.get_state_display().lower()}: its columns cannot be matched now.")
    labels = tuple(column["label"] for column in fresh.columns or ())
    if errors := mapping.faults(labels):
        raise Invalid(" ".join(errors.values()), errors=errors)
    fresh.mapping, fresh.source, fresh.preview = mapping.kept(), mapping.source, None
    return _to(fresh, Import.State.MAPPED)


@transaction.atomic
def ask(*, imported: Import, by: Membership, now: datetime) -> Import:
    """Have it applied, in the name of whoever asks. Asked twice, or applied already: nothing more happens."""
    fresh = _fresh(imported, by)
    if fresh.state in (Import.State.APPLYING, Import.State.APPLIED):
        return fresh
    if not fresh.can_be_applied:
        raise WrongState(f"{fresh} cannot be applied: it has to be checked first, and have no problem left.")
    fresh.asked_by, fresh.asked_by_integration = (by, "") if by.pk else (None, by.name)
    return _to(fresh, Import.State.APPLYING)


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Delete imports that are older than a month, with their files. What they made stays."""
    old = list(Import.objects.filter(created_at__lt=now - Import.KEPT_FOR).select_for_update(skip_locked=True))
    Import.objects.filter(pk__in=[imported.pk for imported in old]).delete()
    for imported in old:
        storage, name = imported.file.storage, str(imported.file.name)
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
    return len(old)


def _fresh(imported: Import, by: Membership) -> Import:
    held(imported.cycle, by, "import.drafts")
    return Import.objects.select_for_update(no_key=True).get(pk=imported.pk)


def _to(imported: Import, state: Import.State) -> Import:
    imported.state, imported.claimed_at, imported.tries = state, None, 0
    imported.save()
    return imported


@contextmanager
def _stored(imported: Import, data: bytes) -> Iterator[None]:
    imported.file.save("import", ContentFile(data), save=False)
    try:
        yield
    except BaseException:
        imported.file.storage.delete(str(imported.file.name))
        raise

"""Files that bring in drafts, as integrators read them."""

from typing import Any

from bets.actions.reading import progress_of
from bets.models import Import
from org.moments import utc

_FROM_CHECK = ("new_people", "new_teams", "counts", "rows")


def body(imported: Import) -> dict[str, Any]:
    """No statement; while it is applied, one look at how far it is."""
    preview = imported.preview or {}
    mapping = imported.mapping if imported.columns is not None else None
    return {
        "id": imported.pk,
        "cycle": imported.cycle_id,
        "state": imported.state,
        "by": imported.by,
        "name": imported.name,
        "size": imported.size,
        "digest": imported.digest,
        "read_as": imported.read_as,
        "created_at": utc(imported.created_at),
        "done_at": utc(imported.done_at) if imported.done_at else None,
        "rows": imported.rows,
        "done": progress_of(imported) if imported.state == Import.State.APPLYING else 0,
        "columns": imported.columns or [],
        "mapping": mapping,
        "problems": preview.get("problems", []),
        "problem_count": preview.get("count", 0),
        "would_make": {name: preview[name] for name in _FROM_CHECK} if "rows" in preview else None,
        "made": imported.made,
        "failure": imported.failure,
    }

"""What an entry of the agenda is called, and the agenda as it is kept when a session is closed."""

from datetime import datetime
from typing import Any

from eteam.models import Outcome
from eteam.session.items import Gathered
from eteam.session.things import title
from org.moments import utc


def title_of(key: str, found: Gathered) -> str:
    """`Firmware is blocked by Cloud: no signing key`, `Misaligned: price list`, `Domain report: Data`."""
    kind, _, number = key.partition(":")
    pk = int(number)
    if kind in ("blocker", "unblocked"):
        return title(found.blockers[pk])
    if kind == "matter":
        return title(found.matters[pk])
    if kind in ("decision", "outside"):
        return _of_outcome(found.decisions[pk] if kind == "decision" else found.outside[pk])
    domain = next(each for each in found.domains if each.key == key)
    return f"Domain report: {', '.join(domain.teams) or domain.vp.name}"


def _of_outcome(outcome: Outcome) -> str:
    return f"{outcome.get_kind_display()}: {outcome.of.title}"


def snapshot(found: Gathered, now: datetime) -> list[dict[str, Any]]:
    """Plain values, one entry each, as the session left it. What an item was called then stays."""
    return [_kept(entry.key, entry.section, found) for entry in found.entries] + [{"closed_at": utc(now)}]


def _kept(key: str, section: str, found: Gathered) -> dict[str, Any]:
    kept: dict[str, Any] = {"key": key, "section": section, "title": title_of(key, found)}
    if (outcome := found.ended.get(key)) is not None:
        kept["outcome"] = {"id": outcome.pk, "kind": outcome.kind}
    elif section in ("first", "breached", "room", "decisions", "raised"):
        kept["outcome"] = {"kind": Outcome.Kind.UNHEARD}
    if section == "reports":
        domain = next(each for each in found.domains if each.key == key)
        report = domain.report
        kept["report"] = {
            "by": report.vp.name, "on_track": report.on_track, "changed": report.changed, "needed": report.needed,
        } if report else None  # fmt: skip
    return kept

"""Files that bring in drafts: sent, matched, looked at, applied. Each has a page of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import cycle_for
from bets.actions.imports import TOO_LARGE, ask, match, upload
from bets.actions.reading import at_once
from bets.exchange.columns import DEMAND
from bets.import_access import import_for
from bets.imported import STEPS, import_page, imports_of
from bets.importing import MOST_BYTES, Mapping
from bets.importing.mapping import FIELDS
from bets.importing.presets import NAMES
from bets.models import Cycle, Import
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn

_TEXT = 400
"""Characters of a label or an address that somebody sends."""


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedIn, pk: int) -> HttpResponse:
    """POST `file` keeps it, and leads to its page."""
    cycle, member = cycle_for(request.user, pk, to="import.drafts")
    if request.method != "POST":
        return _list(request, cycle)
    file = request.FILES.get("file")
    if file is None:
        return _list(request, cycle, error=TOO_LARGE if hasattr(request, "too_large") else "Choose a file.")
    source = request.POST.get("source", "")
    try:
        imported = upload(
            cycle=cycle, data=file.read(), name=file.name or "", source=source if source in NAMES else "",
            by=member, now=timezone.now(),
        )  # fmt: skip
    except Invalid as refusal:
        return _list(request, cycle, error=refusal.detail)
    at_once(imported, timezone.now())
    return redirect("import", pk, imported.pk)


@require_safe
def show(request: SignedIn, pk: int, number: int) -> HttpResponse:
    imported, member = import_for(request.user, pk, number)
    return _page(request, imported, member)


@require_safe
def part(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """What changes while a worker has it."""
    imported, member = import_for(request.user, pk, number)
    context = {"page": import_page(imported, member), "cycle": imported.cycle, "board": imported.board}
    return render(request, "bets/imports/_import.html", context)


@require_POST
def mapping(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """`column.<field>` names a label for each field; `owner` whose the rest is.

    `source` is what the ids are of: one of the tools known here, or `tool`, the name of another.
    """
    imported, member = import_for(request.user, pk, number)
    sent = _sent(request, imported)
    try:
        matched = match(imported=imported, mapping=sent, by=member, now=timezone.now())
    except Invalid as refusal:
        errors = refusal.extra.get("errors", {})
        return _page(request, imported, member, status=422, mapping=sent, errors=errors)
    at_once(matched, timezone.now())
    return redirect("import", pk, number)


@require_POST
def application(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Asks for it; a worker does it."""
    imported, member = import_for(request.user, pk, number)
    ask(imported=imported, by=member, now=timezone.now())
    return redirect("import", pk, number)


def _sent(request: SignedIn, imported: Import) -> Mapping:
    chosen = {
        name.removeprefix("column."): label[:_TEXT]
        for name, label in request.POST.items()
        if name.startswith("column.") and isinstance(label, str) and label
    }
    known = {name: label for name, label in chosen.items() if name in FIELDS or name.startswith(DEMAND)}
    source = request.POST.get("source", "")
    if "tool" in request.POST:
        source = request.POST["tool"].strip().lower()[:_TEXT]
    elif source not in NAMES:
        source = imported.source
    return Mapping(source, known, request.POST.get("owner", "").strip().lower()[:_TEXT])


def _list(request: SignedIn, cycle: Cycle, *, error: str = "") -> HttpResponse:
    context = {
        "imports": imports_of(cycle),
        "error": error,
        "sources": NAMES,
        "most": MOST_BYTES // 1024 // 1024,
        "steps": STEPS,
    }
    status = 422 if error else 200
    return render(request, "bets/imports/imports.html", _frame(cycle) | context, status=status)


def _page(request: SignedIn, imported: Import, member: Membership, *, status: int = 200, **sent: Any) -> HttpResponse:
    context = {"page": import_page(imported, member, **sent), "sources": NAMES}
    return render(request, "bets/imports/import.html", _frame(imported.cycle, imported) | context, status=status)


def _frame(cycle: Cycle, imported: Import | None = None) -> dict[str, Any]:
    crumbs = [(cycle.name, resolve_url("cycle_page", cycle.pk)), ("Imports", "")]
    if imported is not None:
        crumbs[-1:] = [("Imports", resolve_url("imports", cycle.pk)), (str(imported), "")]
    return {"cycle": cycle, "board": cycle.board, "here": "cycle", "crumbs": crumbs}

"""What if: everything in the address, nothing saved."""

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_safe

from bets.access import cycle_for
from bets.supposing.page import what_if
from bets.supposing.reading import read
from org.signed_in import SignedIn


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """422 with a sentence at each field that cannot be taken; else at the one address of the supposition."""
    cycle, _ = cycle_for(request.user, pk, to="allocation.preview")
    query = dict(request.GET.lists())
    supposed, errors = read(query)
    page = what_if(cycle, supposed, errors, request.GET.dict())
    if not page.errors and query != page.supposed.lists:
        return redirect(f"{resolve_url('what_if', pk)}{page.supposed.query}")
    context = {
        "page": page,
        "typed": request.GET.dict(),
        "cycle": cycle,
        "board": cycle.board,
        "here": "board",
        "crumbs": [(cycle.name, resolve_url("cycle", pk)), ("What if", "")],
    }
    return render(request, "bets/what_if.html", context, status=422 if page.errors else 200)

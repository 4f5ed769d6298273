"""The description of the REST interface as a page, from this server alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api.description import groups
from org.signed_in import SignedIn


@require_safe
def docs(request: SignedIn) -> HttpResponse:
    """Every operation with what it takes and gives, and a way to try those that read."""
    return render(request, "api/docs.html", {"here": "api", "groups": groups()})

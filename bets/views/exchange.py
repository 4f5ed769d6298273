"""A cycle taken away as a file."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from bets.access import cycle_for
from bets.export_files import FORMS, attachment
from bets.exporting import export as exported
from journal.snapshot import snapshot
from org.signed_in import SignedIn


@require_safe
def export(request: SignedIn, pk: int) -> HttpResponse:
    """`format`: csv, xlsx or json. One moment of the cycle, judged at that moment."""
    ending = request.GET.get("format", "csv")
    with snapshot():
        cycle, _ = cycle_for(request.user, pk, to="export")
        if ending not in FORMS:
            raise Http404("A cycle is written as csv, xlsx or json.")
        found = exported(cycle)
    return attachment(cycle, ending, FORMS[ending].write(found))

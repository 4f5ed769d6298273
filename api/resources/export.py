"""A cycle as a file: what an import reads again, in the same order."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from api.doors import Door
from api.etags import number_tag
from bets.access import cycle_for
from bets.export_files import FORMS, attachment
from bets.exporting import export
from journal.refusals import Invalid
from journal.snapshot import snapshot

_ANSWERS = {
    (200, form.media_type.partition(";")[0]): OpenApiTypes.OBJECT if ending == "json" else OpenApiTypes.BINARY
    for ending, form in FORMS.items()
}


class ByAddress(BaseContentNegotiation):
    """The address says the form of the file, whatever is accepted; refusals are JSON as everywhere."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]


class ExportDoor(Door):
    """`/cycles/{id}/export/`"""

    content_negotiation_class = ByAddress

    @extend_schema(
        operation_id="cycle_export",
        parameters=[OpenApiParameter("format", str, enum=list(FORMS), description="json, if it is not said")],
        responses=_ANSWERS,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Bets in rank order, then those in the tray; with JSON and XLSX the capacity too, with JSON the allocation."""
        ending = request.GET.get("format", "json")
        with snapshot():
            cycle, member = cycle_for(self.person, pk, to="export")
            if ending not in FORMS:
                said = "A cycle is written as csv, xlsx or json."
                raise Invalid(said, errors={"format": said})
            tag = number_tag(request, cycle.event_number, member)
            if (unchanged := get_conditional_response(request._request, etag=tag)) is not None:
                return unchanged
            found = export(cycle)
        response = attachment(cycle, ending, FORMS[ending].write(found))
        response.headers["ETag"] = tag
        return response

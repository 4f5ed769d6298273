"""The weekly blocker report, byte by byte what its page gives as a file."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.asking import number_of, one_of, unknown
from api.doors import Door
from api.fields import MOST_REVISION
from api.parsing import Renderer
from eteam.access import report_for
from eteam.report.answers import FORMS, answered


class Csv(Renderer):
    """For the choice by `Accept` alone: the file is written elsewhere, and a refusal is JSON all the same."""

    media_type = "text/csv"
    format = "csv"


class ReportDoor(Door):
    """`/boards/{slug}/reports/blockers/{week}/`"""

    renderer_classes = [Renderer, Csv]

    @extend_schema(
        operation_id="reports_read",
        parameters=[
            OpenApiParameter("week", str, OpenApiParameter.PATH, description="ISO week in the board's zone: 2026-W48"),
            OpenApiParameter("revision", int, description="an earlier one; the newest without it"),
            OpenApiParameter("format", str, enum=sorted(FORMS.values()), description="whatever `Accept` says"),
        ],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "text/csv"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, slug: str, week: str) -> HttpResponseBase:
        """A week's report: figures and one row for each blocker as JSON, the rows as CSV. It never changes."""
        form = one_of(request, "format", FORMS.values()) or _accepted(request)
        report, _ = report_for(self.person, slug, week, _revision(request), to="report.weekly")
        return answered(report, form, request._request)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Who asks for a format in the address need not accept it in a header too."""
        return super().perform_content_negotiation(request, force or "format" in request.query_params)


def _accepted(request: Request) -> str:
    return FORMS[request.accepted_renderer.media_type]


def _revision(request: Request) -> int | None:
    asked = number_of(request, "revision")
    if asked is not None and asked > MOST_REVISION:
        raise unknown("revision", "A whole number.")
    return asked

"""A report as a program gets it: one of its files, with a tag, by whatever door it came."""

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from eteam.models import Report
from eteam.report.files import as_csv, as_json

FORMS = {"application/json": "json", "text/csv": "csv"}
"""By media type."""


def answered(report: Report, form: str, request: HttpRequest) -> HttpResponseBase:
    """`form` is json or csv. Its ETag is its hash: it never changes. 304 to who has it already."""
    tag = f'"{report.digest[:32]}.{report.revision}.{form}"'
    response = _file(report, form)
    found = get_conditional_response(request, etag=tag, response=response) or response
    found.headers["ETag"] = tag
    found.headers["Cache-Control"] = "private, no-cache"
    return varied(found)


def varied(response: HttpResponseBase) -> HttpResponseBase:
    """It depends on what the asker accepts."""
    patch_vary_headers(response, ["Accept"])
    return response


def _file(report: Report, form: str) -> HttpResponse:
    if form == "json":
        return HttpResponse(
            orjson.dumps(as_json(report.content, report.revision, report.digest)), content_type="application/json"
        )
    response = HttpResponse(as_csv(report.content, report.revision), content_type="text/csv; charset=utf-8")
    name = f"blockers-{report.content['board']['slug']}-{report.week}.{report.revision}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

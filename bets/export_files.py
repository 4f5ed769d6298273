"""A cycle as one file that a browser or a program takes away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from bets.exchange import CycleExport, bets_csv, document, workbook
from bets.models import Cycle


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write it: `write` gives the bytes."""

    media_type: str
    write: Callable[[CycleExport], bytes]


FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", bets_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    "json": Form("application/json", document),
}
"""By the ending of the file."""


def attachment(cycle: Cycle, ending: str, content: bytes) -> HttpResponse:
    """Saved under the names of board and cycle, kept by no cache, and never shown as a page of ours."""
    response = HttpResponse(content, content_type=FORMS[ending].media_type)
    name = slugify(f"{cycle.board.slug}-{cycle.name}") or "cycle"
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or "attachment"
    response.headers["Cache-Control"] = "private, no-cache"
    return response

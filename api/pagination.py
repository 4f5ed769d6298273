"""Lists in pages, each with the address of the next: what is added meanwhile shifts nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from journal.refusals import Invalid

R = TypeVar("R", bound=Model)

PAGE = 100
MOST = 500
_LONGEST = 500


class Pages(CursorPagination):
    """A page of `limit` rows after the cursor. For the schema, and what `paged` works with."""

    page_size = PAGE
    max_page_size = MOST
    page_size_query_param = "limit"
    page_size_query_description = f"Rows in a page, up to {MOST}."
    cursor_query_description = "Where the page begins: taken from `next` or `previous`, never made by hand."

    def __init__(self, *ordering: str) -> None:
        """`ordering` by plain fields, the last of them unique, so that no two rows change places between pages."""
        self.ordering = ordering or ("pk",)

    def get_page_size(self, request: Request) -> int:
        return limit_of(request)

    def page_of(self, rows: QuerySet[R], request: Request) -> list[R]:
        self._reads = _reader(rows.model, self.ordering[0].lstrip("-"))
        return list(self.paginate_queryset(rows, request) or [])

    def decode_cursor(self, request: Request) -> Any:
        """Raises Invalid. The position is the sender's word until the column's own type has read it."""
        if len(request.query_params.get("cursor", "")) > _LONGEST:
            raise _invalid("cursor", "There is no such page.")
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                self._reads(str(cursor.position))
        except (NotFound, ValidationError, ValueError, OverflowError) as error:
            raise _invalid("cursor", "There is no such page.") from error
        return cursor


def limit_of(request: Request) -> int:
    """How many rows a page is to have. Raises Invalid."""
    asked = request.query_params.get("limit")
    if asked is None:
        return PAGE
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 6 and 0 < int(asked) <= MOST):
        raise _invalid("limit", f"A whole number from 1 to {MOST}.")
    return int(asked)


def paged(
    request: Request, rows: QuerySet[R], told: Callable[[list[R]], list[dict[str, Any]]], *ordering: str
) -> Response:
    """The page of `rows` that is asked for, as `{"results", "next", "previous"}`. `told` gives all its rows at once.

    The door names `pagination_class = Pages` beside, so that the schema tells of the cursor.
    """
    pages = Pages(*ordering)
    body = told(pages.page_of(rows, request))
    return Response({"results": body, "next": pages.get_next_link(), "previous": pages.get_previous_link()})


def _reader(model: type[Model], name: str) -> Callable[[str], Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)

    def read(text: str) -> Any:
        if "\0" in text:
            raise ValueError(text)
        return field.to_python(text)  # type: ignore[union-attr]

    return read


def _invalid(name: str, said: str) -> Invalid:
    return Invalid(said, errors={name: said})

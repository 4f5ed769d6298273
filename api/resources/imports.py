"""Files that bring in drafts: sent and tried, matched otherwise, applied. A worker does what takes long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Nothing, Shape, repeatable
from api.etags import by_content
from api.fields import Id, Ids, Words
from api.files import FileForm
from api.problems import escaped
from bets.access import cycle_for
from bets.actions.imports import TOO_LARGE, ask, match, upload
from bets.actions.reading import at_once
from bets.bodies.imports import body
from bets.exchange.limits import MAX_EMAIL, MAX_SOURCE
from bets.import_access import import_by_id
from bets.importing import Mapping
from bets.importing.limits import MOST_COLUMNS
from bets.models import Import
from journal.refusals import Invalid

_LABEL = 400
_OWN_FIELDS = ("file", "source", "owner")
_COLUMNS = "A JSON object: the label of a column for each field, or null for none."


class Columns(serializers.DictField):
    """`{"title": "Summary", "thesis": null}`"""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=Words(max_length=_LABEL, allow_null=True), **options)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().to_internal_value(data)
        if len(found) > MOST_COLUMNS:
            raise serializers.ValidationError(f"There are at most {MOST_COLUMNS} columns.")
        return found


@extend_schema_field({"type": "string", "description": _COLUMNS})
class ColumnsAsText(Columns):
    """The same in a form, whose fields are texts."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        try:
            sent = orjson.loads(data) if isinstance(data, str) else data
        except orjson.JSONDecodeError as error:
            raise serializers.ValidationError("This is not JSON.") from error
        return super().to_internal_value(sent)


class FileSent(Shape):
    """`source`: the tool that it comes from. What `columns` leaves out is guessed, by it and by the last time."""

    file = serializers.FileField(max_length=None, allow_empty_file=True, help_text="CSV, XLSX or JSON")
    source = Words(required=False, default="", allow_blank=True, max_length=MAX_SOURCE)  # type: ignore[assignment]
    columns = ColumnsAsText(required=False, default=dict, help_text=_COLUMNS)
    owner = Words(required=False, default="", allow_blank=True, max_length=MAX_EMAIL, help_text="of rows without one")


class MappingShape(Shape):
    """The whole mapping; nothing is guessed."""

    source = Words(max_length=MAX_SOURCE)  # type: ignore[assignment]
    columns = Columns(help_text="the label of a column for each field")
    owner = Words(required=False, default="", allow_blank=True, max_length=MAX_EMAIL, help_text="of rows without one")


class FileColumn(serializers.Serializer[Any]):
    label = serializers.CharField(help_text="a repeated header is told apart: `Labels`, `Labels (2)`")  # type: ignore[assignment]
    samples = serializers.ListField(child=serializers.CharField())


class ImportMapping(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]
    columns = serializers.DictField(child=serializers.CharField())
    owner = serializers.CharField()


class RowProblem(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="of the file, from 1; 0 is the file as a whole")
    column = serializers.CharField(help_text="its name in the header; empty for the whole line")
    message = serializers.CharField()


class ImportRow(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    title = serializers.CharField()
    owner = serializers.CharField()
    their_rank = serializers.CharField(help_text="as the other tool writes it; a proposal that is not taken over")
    fate = serializers.ChoiceField(["new", "update", "left_alone"])


class ImportCounts(serializers.Serializer[Any]):
    new = serializers.IntegerField()
    update = serializers.IntegerField()  # type: ignore[assignment]
    left_alone = serializers.IntegerField()


class WouldMake(serializers.Serializer[Any]):
    """`rows`: the first 200 of them."""

    new_people = serializers.ListField(child=serializers.CharField())
    new_teams = serializers.ListField(child=serializers.CharField())
    counts = ImportCounts()
    rows = ImportRow(many=True)


class ImportMade(serializers.Serializer[Any]):
    new_people = serializers.ListField(child=serializers.CharField())
    new_teams = serializers.ListField(child=serializers.CharField())
    drafted = serializers.ListField(child=serializers.CharField(), help_text="titles")
    updated = serializers.ListField(child=serializers.CharField(), help_text="titles")
    left_alone = serializers.ListField(child=serializers.CharField(), help_text="titles of what is submitted")
    bets = Ids(help_text="in the order of the file")


class ImportShape(serializers.Serializer[Any]):
    """`state`: a worker has it while it is `uploaded`, `mapped` or `applying`. `checked` without problems: apply it."""

    id = Id()
    cycle = Id()
    state = serializers.ChoiceField(Import.State.choices)
    by = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    digest = serializers.CharField(help_text="SHA-256 of the file")
    read_as = serializers.CharField(help_text="form, encoding and separator that were found")
    created_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    rows = serializers.IntegerField()
    done = serializers.IntegerField(help_text="rows, while it is applied")
    columns = FileColumn(many=True)
    mapping = ImportMapping(allow_null=True)
    problems = RowProblem(many=True, help_text="the first 200")
    problem_count = serializers.IntegerField()
    would_make = WouldMake(allow_null=True)
    made = ImportMade(allow_null=True)
    failure = serializers.CharField(help_text="why it was given up; empty if it was not")


_ANSWERS = {201: ImportShape, 202: ImportShape}


class ImportsDoor(Door):
    """`/cycles/{id}/imports/`"""

    parser_classes = [FileForm]

    @extend_schema(operation_id="imports_send", request={"multipart/form-data": FileSent}, responses=_ANSWERS)
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Try a file: nothing is made. 201 once it is checked, 202 while a worker has it. At most 5,000 rows, 20 MB."""
        cycle, member = cycle_for(self.person, pk, to="import.drafts")
        if "file" not in request.data and hasattr(request._request, "too_large"):
            raise Invalid(TOO_LARGE, errors={"file": TOO_LARGE})
        sent = self.asked(FileSent)
        file = sent["file"]
        with _pointing():
            imported = upload(
                cycle=cycle, data=file.read(), name=file.name or "", source=sent["source"], mapping=_mapping(sent),
                by=member, now=timezone.now(),
            )  # fmt: skip
        return _told(at_once(imported, timezone.now()), 201)


class ImportDoor(Door):
    """`/imports/{id}/`"""

    @extend_schema(operation_id="imports_read", responses=ImportShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Where it stands, what is wrong with it by line and column, what it would make or has made."""
        imported, _ = import_by_id(self.person, pk)
        return by_content(request, body(imported))


class MappingDoor(Door):
    """`/imports/{id}/mapping/`"""

    @extend_schema(operation_id="imports_match", request=MappingShape, responses={200: ImportShape, 202: ImportShape})
    def put(self, request: Request, pk: int) -> Response:
        """Match its columns otherwise, and try it again."""
        imported, member = import_by_id(self.person, pk)
        mapping = _mapping(self.asked(MappingShape)).over(Mapping(""))
        with _pointing():
            matched = match(imported=imported, mapping=mapping, by=member, now=timezone.now())
        return _told(at_once(matched, timezone.now()), 200)


class ApplicationDoor(Door):
    """`/imports/{id}/application/`"""

    @extend_schema(operation_id="imports_apply", request=None, responses={200: ImportShape, 202: ImportShape})
    def put(self, request: Request, pk: int) -> Response:
        """Apply it: all rows or none, by a worker. Asked again it is done once. 409 while a problem is left."""
        imported, member = import_by_id(self.person, pk)
        self.asked(Nothing)
        return _told(ask(imported=imported, by=member, now=timezone.now()), 200)


def _mapping(sent: dict[str, Any]) -> Mapping:
    columns = {name: label or "" for name, label in sent["columns"].items()}
    return Mapping(sent["source"], columns, sent["owner"].strip().lower())


@contextmanager
def _pointing() -> Iterator[None]:
    """A fault of a column is told where the column was named."""
    try:
        yield
    except Invalid as refusal:
        found = refusal.extra.get("errors", {}).items()
        errors = {name if name in _OWN_FIELDS else f"/columns/{escaped(name)}": said for name, said in found}
        raise Invalid(refusal.detail, errors=errors) from refusal


def _told(imported: Import, done: int) -> Response:
    """With 202 as long as a worker has it."""
    where = f"/api/v1/imports/{imported.pk}/"
    return Response(body(imported), status=202 if imported.is_working else done, headers={"Location": where})

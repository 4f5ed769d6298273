"""The interface describes itself: without a warning, as committed, and on a page."""

import warnings
from pathlib import Path

import orjson
import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from api.description import document, groups
from tests.api.tokens import machine_of
from tests.cast import Cast

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_it_is_made_without_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    GENERATOR_STATS.reset()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    assert not GENERATOR_STATS
    assert "arning" not in capsys.readouterr().err


def test_it_is_the_one_that_is_committed() -> None:
    """`make openapi` writes it again; what changes in it is a change of the contract."""
    assert orjson.loads(COMMITTED.read_bytes()) == document()


def test_whoever_is_signed_in_reads_it(cast: Cast) -> None:
    answer = machine_of(cast.willy, "read").get("schema/", Accept="application/json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


def test_every_operation_stands_on_the_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.willy.person)
    page = client.get("/api/v1/docs/").content.decode()
    operations = [operation for group in groups() for operation in group.operations]
    assert operations
    for operation in operations:
        assert f'id="{operation.id}"' in page, operation.id
        assert operation.says, f"{operation.id} does not say what it does"


def test_no_two_operations_have_the_same_name() -> None:
    names = [operation.id for group in groups() for operation in group.operations]
    assert len(names) == len(set(names))


def test_a_word_that_may_be_missing_is_described_as_one() -> None:
    """An item of an agenda of which nothing was decided yet."""
    outcome = document()["components"]["schemas"]["Item"]["properties"]["outcome"]
    assert {"$ref": "#/components/schemas/NullEnum"} in outcome["oneOf"]

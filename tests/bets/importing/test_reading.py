"""Reading, guessing, matching: pure, over files as other tools write them."""

import tracemalloc
from pathlib import Path

import orjson
import pytest

from bets.exchange import ExchangeError
from bets.importing import Mapping, guessed, read_grid, rows_of
from bets.importing.mapping import their_ranks
from tests.bets.importing.killers import killers

KILLERS = dict(killers())
PEOPLE = {"vera ek": "vera@example.com"}

JIRA = (
    "Summary,Issue key,Issue Type,Labels,Labels,Assignee,Custom field (Rank)\n"
    "Faster search,SRCH-1,Epic,a,b,Vera Ek,0|i0001:\nFewer outages,SRCH-2,Epic,,c,,0|i0002:\n"
)
SAMPLES = Path(__file__).parent / "samples"
EXPORTS = {
    "jira": ("SRCH-14", "0|i0001z:"),
    "linear": ("COR-31", "High"),
    "productboard": ("10442", "83"),
    "aha": ("SRCH-7", "1"),
    "plane": ("SRCH-3", "high"),
}
"""Invented rows under the header of each tool: the id of the first, and its rank there."""


@pytest.mark.parametrize("source", EXPORTS)
def test_an_export_is_known_by_its_header_and_read_whole(source: str) -> None:
    grid = read_grid((SAMPLES / f"{source}.csv").read_bytes())
    mapping = guessed(grid.labels)
    assert mapping.source == source
    filled = Mapping(source, mapping.columns, "otto@example.com")
    first, second = rows_of(grid, filled, PEOPLE).bets
    key, rank = EXPORTS[source]
    assert (first.external_source, first.external_id, first.title, first.owner) == (
        source, key, "Faster search", "vera@example.com",
    )  # fmt: skip
    assert (second.title, second.owner) == ("Fewer outages", "otto@example.com")
    assert (first.rank, their_ranks(grid, mapping)[0]) == (None, rank), "theirs is a proposal"


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ("Key,Summary,Issue Type,Status", "jira"),
        ("Epic reference #,Epic name,Epic status,Initiative name", "aha"),
        ("Master feature reference #,Master feature name,Workspace name", "aha"),
        ("Feature name,Owner,Status", "productboard"),
        ("ID,Name,State,Priority", "plane"),
        ("Id,Name,Owner", "other"),
    ],
)
def test_other_forms_of_their_headers_are_known_too(header: str, source: str) -> None:
    mapping = guessed(read_grid(f"{header}\n1,2,3,4\n".encode()).labels)
    assert mapping.source == source
    assert "title" in mapping.columns


def test_a_header_with_hundreds_of_comments_is_read() -> None:
    header = ",".join(["Summary", "Issue key", *["Comment"] * 600])
    assert read_grid(f"{header}\nFaster search,SRCH-1{',' * 600}\n".encode()).labels[-1] == "Comment (600)"


def test_repeated_headers_are_kept_apart() -> None:
    grid = read_grid(JIRA.encode())
    assert grid.labels[3:5] == ("Labels", "Labels (2)")
    assert grid.samples()[4] == ["b", "c"]
    again = read_grid(b"a,a (2),a,\n1,2,3,4\n")
    assert again.labels == ("a", "a (2)", "a (3)", "Column D")


@pytest.mark.parametrize(
    "header", ['"Issue key";"Summary, a, b, c";"Assignee"', '"Issue\nkey";"Summary\n,,,,";"Assignee"']
)
def test_commas_and_lines_within_quotes_separate_nothing(header: str) -> None:
    assert len(read_grid(f"{header}\n1;2;3\n".encode()).labels) == header.count(";") + 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encoding_and_separator_are_found(separator: str, encoding: str) -> None:
    text = f"id{separator}title{separator}owner\n1{separator}Über Käse{separator}vera@example.com\n"
    grid = read_grid(text.encode(encoding))
    assert grid.labels == ("id", "title", "owner")
    assert grid.rows[0][1][1] == "Über Käse"


def test_an_owner_by_name_is_somebody_who_has_it_alone() -> None:
    grid = read_grid(JIRA.encode())
    mapping = Mapping("jira", guessed(grid.labels).columns, "otto@example.com")
    assert [row.owner for row in rows_of(grid, mapping, PEOPLE).bets] == ["vera@example.com", "otto@example.com"]
    with pytest.raises(ExchangeError) as refused:
        rows_of(grid, mapping, {})
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (2, "Assignee")


def test_what_was_matched_last_is_matched_again_where_it_fits() -> None:
    last = Mapping("jira", {"title": "Summary", "external_id": "Issue key", "thesis": "Labels (2)"}, "a@example.com")
    labels = read_grid(JIRA.encode()).labels
    assert guessed(labels, {"jira": last}) == last
    assert guessed(labels[:4], {"jira": last}) != last


def test_every_fault_of_a_file_is_told_by_row_and_column() -> None:
    grid = read_grid(b"id,title,owner\n,One,vera@example.com\n2,,nobody\n2,Two,vera@example.com\n")
    with pytest.raises(ExchangeError) as refused:
        rows_of(grid, guessed(grid.labels), {})
    places = {(problem.line, problem.column) for problem in refused.value.problems}
    assert {(2, "id"), (3, "title"), (3, "owner"), (4, "id")} <= places


def test_a_column_that_is_needed_and_not_chosen_is_asked_for() -> None:
    assert set(Mapping("jira").faults(("a",))) == {"external_id", "title", "owner"}


def test_there_are_more_than_120_killers() -> None:
    assert len(KILLERS) >= 120


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_read_or_refused_with_a_sentence(name: str) -> None:
    """What is to be kept of it can be kept: the database takes neither NUL nor half a character."""
    try:
        grid = read_grid(KILLERS[name])
        kept = [grid.labels, grid.samples(), grid.read_as]
        mapping = guessed(grid.labels)
        kept.append(mapping.kept())
        kept.append([row.title for row in rows_of(grid, mapping, {}).bets])
    except ExchangeError as error:
        kept = [list(error.sentences())]
        assert all(kept[0]), "a sentence that says nothing"
    assert b"\\u0000" not in orjson.dumps(kept)


def test_a_file_that_grows_does_not_fill_the_memory() -> None:
    bombs = [b"," * 1_000_000, b"\n" * 1_000_000, KILLERS["a bomb"], b"[" * 1_000_000]
    for bomb in bombs:
        tracemalloc.start()
        with pytest.raises(ExchangeError):
            read_grid(bomb)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 40 * 1024 * 1024


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ExchangeError, match="larger than 20 MB"):
        read_grid(b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(ExchangeError, match="more than 5,000 rows"):
        read_grid(KILLERS["too many rows"])

"""A file of people is read, or refused at the line and column."""

import csv

import pytest

from org.roster.guard import guarded, unguarded
from org.roster.problems import MOST_SHOWN, BadFile
from org.roster.rows import Row, read
from tests.org.roster.broken import FILES, HEADER, ON_THE_BOARD, Broken, lines, people, person

MIA = Row(2, "Mia Sand", "mia@example.com", frozenset({"vp", "admin"}), "ines@example.com", ("Data", "voice"))


@pytest.mark.parametrize("broken", FILES, ids=lambda broken: broken.name)
def test_a_broken_file_is_refused_at_the_line_and_column(broken: Broken) -> None:
    with pytest.raises(BadFile) as refused:
        read(broken.data)
    check(broken, refused.value)


def check(broken: Broken, refused: BadFile) -> None:
    """The mistake is told at its place, and nothing is told that does not follow from it."""
    told = [problem for problem in refused.problems if broken.words in problem.sentence]
    assert told, refused.problems
    assert (told[0].line, told[0].column) == (broken.line, broken.column)
    assert refused.count == 1 + broken.also, refused.problems
    assert all(problem.sentence.isprintable() for problem in refused.problems)


def test_there_are_many_broken_files_and_each_has_a_name() -> None:
    names = [broken.name for broken in [*FILES, *ON_THE_BOARD]]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_marks_and_line_ends_are_taken_as_they_come(separator: str, mark: bytes, end: str) -> None:
    rows = [HEADER, "Mia Sand,Mia@Example.com,vp|admin,ines@example.com,Data|voice", ",,,,"]
    text = end.join(row.replace(",", separator) for row in rows) + end
    assert read(mark + text.encode()) == [MIA]


def test_columns_stand_in_any_order_and_may_be_missing() -> None:
    rows = lines("Email, Name ,Manager Email", "mia@example.com, Mia  Sand ,")
    assert read(rows) == [Row(2, "Mia Sand", "mia@example.com", None, None)]


@pytest.mark.parametrize(
    "cell", ["vp admin", "VP and Admin", "vp|admin", "admin/vp", "vp+admin", '"vp, admin"', "vp;admin"]
)
def test_roles_are_separated_as_people_do(cell: str) -> None:
    assert read(people(person(roles=cell)))[1].roles == {"vp", "admin"}


def test_an_empty_cell_says_nothing_and_a_word_says_no() -> None:
    silent, loud = read(people(person(roles="viewer", manager="Nobody")))
    assert (silent.roles, silent.manager) == (None, None)
    assert (loud.roles, loud.manager) == (frozenset(), "")


def test_a_team_with_a_comma_is_quoted() -> None:
    assert read(people(person(roles="vp", team='"data, voice"')))[1].teams == ("data", "voice")


def test_the_first_problems_are_shown_and_all_are_counted() -> None:
    rows = [person(email=f"b{number}@example.com", roles="king") for number in range(150)]
    with pytest.raises(BadFile) as refused:
        read(people(*rows))
    assert (len(refused.value.problems), refused.value.count) == (MOST_SHOWN, 150)
    assert refused.value.problems[0].place == "Line 3, roles"


@pytest.mark.parametrize("name", ["=1+1", "+Mia", "-Mia", "@Mia", "'=Mia", "''-x", "＝x", "Mia", "'Mia", "O'Neill"])
def test_a_name_that_a_spreadsheet_would_run_is_guarded_and_comes_back(name: str) -> None:
    cell = guarded(name)
    assert not cell.startswith(("=", "+", "-", "@", "＝"))
    assert unguarded(cell) == name


def test_a_cell_beyond_the_limit_of_the_reader_is_told_too() -> None:
    limit = csv.field_size_limit(1000)
    try:
        with pytest.raises(BadFile) as refused:
            read(people(person(name="x" * 2000)))
    finally:
        csv.field_size_limit(limit)
    assert "far too long" in refused.value.problems[0].sentence


def test_the_largest_file_is_read() -> None:
    rows = [person(email=f"b{number}@example.com") for number in range(4999)]
    assert len(read(people(*rows))) == 5000

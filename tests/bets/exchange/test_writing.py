"""What an export looks like from outside."""

import json
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from bets.exchange import (
    BetKey,
    BetRow,
    CapacityRow,
    CycleExport,
    bets_csv,
    capacity_csv,
    document,
    read_bets,
    workbook,
)

FIRST = BetRow(
    external_source="tracker",
    external_id="106",
    rank=1,
    title="=HYPERLINK(1)",
    owner="ann@example.com",
    must_do=True,
    needs=(BetKey("tracker", "107"), BetKey("other", "x"), BetKey("tracker", "a:b")),
    demand={"core": 15},
)
SECOND = BetRow(
    external_source="tracker", external_id="107", rank=None, title="#N/A", owner="b@b.cd", needs_no_team=True
)
EXPORT = CycleExport(
    board="acme",
    cycle="2026H1",
    policy="strict",
    revision=41,
    bets=(FIRST, SECOND),
    capacity=(CapacityRow(team="web", raw_tenths=272, reserve_permille=200, carry_over_tenths=5),),
    ranking={"revision": 41, "order": [{"rank": 1, "bet": 12, "external_id": "106", "title": "x"}], "unranked": [13]},
    allocation={"policy": "strict", "revision": 41, "funded": [12], "line": None},
)


def test_csv_has_a_column_for_every_team_and_guards_its_texts() -> None:
    assert bets_csv(EXPORT).decode().split("\r\n") == [
        "external_source,external_id,rank,title,owner,link,thesis,must_do,needs,excludes,needs_no_team,"
        "demand:core,demand:web",
        "tracker,106,1,'=HYPERLINK(1),ann@example.com,,,yes,107 other:x tracker:a:b,,,1.5,",
        "tracker,107,tray,#N/A,b@b.cd,,,,,,yes,,",
        "",
    ]


def test_capacity_has_one_decimal_everywhere() -> None:
    assert capacity_csv(EXPORT).decode().splitlines() == [
        "team,person_weeks,reserve_percent,carry_over",
        "web,27.2,20.0,0.5",
    ]


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts() -> None:
    book = load_workbook(BytesIO(workbook(EXPORT)))
    cells = dict(zip(*(list(row) for row in book["bets"].iter_rows(max_row=2)), strict=True))
    first = {heading.value: cell for heading, cell in cells.items()}
    assert (first["rank"].value, first["demand:core"].value) == (1, 1.5)
    assert (first["external_id"].value, first["title"].value) == ("106", "'=HYPERLINK(1)")
    assert first["title"].data_type == "s"
    assert [row[0].value for row in book["capacity"]] == ["team", "web"]


def test_a_text_that_looks_like_an_error_stays_a_text_in_a_workbook() -> None:
    data = workbook(CycleExport(**{**vars(EXPORT), "bets": (SECOND,)}))
    assert read_bets("b.xlsx", data).bets[0].title == "#N/A"
    with ZipFile(BytesIO(data)) as archive:
        assert b't="e"' not in archive.read("xl/worksheets/sheet1.xml")


def test_a_workbook_without_capacity_has_one_sheet() -> None:
    book = load_workbook(BytesIO(workbook(CycleExport(**{**vars(EXPORT), "capacity": ()}))))
    assert book.sheetnames == ["bets"]


def test_a_workbook_says_which_board_cycle_and_revision_it_shows() -> None:
    assert load_workbook(BytesIO(workbook(EXPORT))).properties.title == "acme 2026H1, revision 41, policy strict"


def test_a_document_has_ranking_and_allocation_as_the_rest_resources_have_them() -> None:
    written = json.loads(document(EXPORT))
    assert written["ranking"] == EXPORT.ranking
    assert written["allocation"] == EXPORT.allocation
    assert (written["board"], written["cycle"], written["policy"], written["revision"]) == (
        "acme",
        "2026H1",
        "strict",
        41,
    )


def test_a_document_has_amounts_as_texts_with_one_decimal() -> None:
    written = json.loads(document(EXPORT))
    assert written["capacity"] == [
        {"team": "web", "person_weeks": "27.2", "reserve_percent": "20.0", "carry_over": "0.5"}
    ]
    first, second = written["bets"]
    assert first["demand"] == {"core": "1.5"}
    assert first["needs"] == ["107", "other:x", "tracker:a:b"]
    assert (second["rank"], second["needs_no_team"], second["demand"]) == (None, True, {})

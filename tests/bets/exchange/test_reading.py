"""What a good file says, in each of the three formats."""

import pytest

from bets.exchange import BetKey, CapacityRow, ExchangeError, read_bets, read_capacity
from tests.bets.exchange.broken import GOOD, HEADER, bet, bets, lines
from tests.bets.exchange.broken_csv import dependents
from tests.bets.exchange.broken_json import bet as json_bet
from tests.bets.exchange.broken_json import document
from tests.bets.exchange.broken_xlsx import HEADER as SHEET_HEADER
from tests.bets.exchange.broken_xlsx import bet as sheet_bet
from tests.bets.exchange.broken_xlsx import bets as sheet
from tests.bets.exchange.broken_xlsx import book, with_sheet


def test_a_row_becomes_a_bet_with_tenths_of_person_weeks() -> None:
    bet = read_bets("bets.csv", lines(HEADER, GOOD)).bets[0]
    assert (bet.line, bet.key, bet.rank) == (2, ("tracker", "1"), 1)
    assert (bet.title, bet.owner, bet.link) == ("Faster search", "ann@example.com", "https://example.com/1")
    assert bet.demand == {"core": 15}


def test_rows_come_in_file_order_and_not_by_rank() -> None:
    found = read_bets("bets.csv", lines(HEADER, bet(), GOOD))
    assert [bet.rank for bet in found.bets] == [2, 1]


def test_the_teams_of_empty_columns_are_named_too() -> None:
    assert read_bets("bets.csv", lines(HEADER, GOOD)).teams == ("core", "web")


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    assert read_bets("bets.csv", b"\xef\xbb\xbf" + bets()).bets == read_bets("bets.csv", bets()).bets
    assert read_bets("bets.json", b"\xef\xbb\xbf" + document()).bets == read_bets("bets.json", document()).bets


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_as_on_any_system(end: bytes) -> None:
    found = read_bets("bets.csv", bets(bet()).replace(b"\n", end))
    assert [bet.line for bet in found.bets] == [2, 3]


def test_blank_rows_are_skipped_and_still_counted() -> None:
    found = read_bets("bets.csv", lines("", HEADER, "", GOOD, ",,,,,,,", "  ", bet(), ""))
    assert [bet.line for bet in found.bets] == [4, 7]


def test_spaces_around_a_text_are_no_part_of_it() -> None:
    found = read_bets("bets.csv", bets(bet(title="  Fewer outages ", rank=" 2 ", core=" 2.0 ")))
    assert found.bets[1] == read_bets("bets.csv", bets(bet())).bets[1]


def test_an_owner_is_known_by_small_letters() -> None:
    assert read_bets("bets.csv", bets(bet(owner="Bob@Example.COM"))).bets[1].owner == "bob@example.com"


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1", "'quoted'", "Größe ✓ 🦀"])
def test_a_text_stays_a_text_whatever_it_looks_like(title: str) -> None:
    assert read_bets("bets.csv", bets(bet(title=title))).bets[1].title == title
    assert read_bets("bets.json", document(json_bet(title=title))).bets[1].title == title


def test_a_quoted_text_may_have_commas_and_quotes() -> None:
    assert read_bets("bets.csv", bets(bet(title='"Fewer, ""much"" fewer"'))).bets[1].title == 'Fewer, "much" fewer'


def test_a_bet_without_a_demand_is_unsized_unless_it_needs_no_team() -> None:
    sized, unsized, needs_none = read_bets("b.csv", dependents(",,,,,1", ",,,,,", ",,yes,,,")).bets
    assert (sized.unsized, unsized.unsized, needs_none.unsized) == (False, True, False)
    assert needs_none.needs_no_team


def test_dependencies_name_bets_of_this_or_another_source() -> None:
    rows = ("t,a:b,1,One,a@b.cd,u:x,,,,,1", "u,x,2,Two,a@b.cd,,t:a:b,,yes,Why,1")
    one, two = read_bets(
        "b.csv",
        lines(
            "external_source,external_id,rank,title,owner,needs,excludes,needs_no_team,must_do,thesis,demand:core",
            *rows,
        ),
    ).bets
    assert one.needs == (BetKey("u", "x"),)
    assert two.excludes == (BetKey("t", "a:b"),)
    assert (two.must_do, two.thesis) == (True, "Why")


def test_without_a_first_setup_ranks_may_be_left_out() -> None:
    assert read_bets("b.csv", lines("external_source,external_id,title,owner", "t,1,One,a@b.cd")).bets[0].rank is None
    assert [bet.rank for bet in read_bets("b.csv", bets(bet(rank=""))).bets] == [1, None]


def test_ranks_that_are_given_are_dense_also_without_a_first_setup() -> None:
    with pytest.raises(ExchangeError, match="The rank 2 is missing"):
        read_bets("b.csv", bets(bet(rank="3")))


def test_at_first_setup_a_bet_may_stand_in_the_tray_if_it_says_so() -> None:
    assert [bet.rank for bet in read_bets("b.csv", bets(bet(rank="tray")), first_setup=True).bets] == [1, None]
    tray = document(json_bet(rank=None))
    assert [bet.rank for bet in read_bets("b.json", tray, first_setup=True).bets] == [1, None]


def test_only_a_document_says_the_policy() -> None:
    assert read_bets("b.json", document(more=', "policy": "strict"')).policy == "strict"
    assert read_bets("b.csv", bets()).policy is None


def test_what_a_document_derives_is_not_read_again() -> None:
    more = ', "board": "b", "cycle": "c", "revision": 3, "ranking": {"order": [1]}, "allocation": {"funded": [NaN]}'
    assert read_bets("b.json", document(more=more)).bets == read_bets("b.json", document()).bets


def test_numbers_of_a_sheet_are_read_as_they_are_shown() -> None:
    rows = sheet(sheet_bet(1, 106), ["tracker", 7.5, 3.0, 12, "c@example.com", 2])
    _, second, third = read_bets("bets.xlsx", rows).bets
    assert (second.external_id, second.demand) == ("106", {"core": 20})
    assert (third.external_id, third.rank, third.title) == ("7.5", 3, "12")


def test_a_sum_that_a_sheet_shows_with_one_decimal_has_one() -> None:
    third = str(0.1 + 0.2).encode()
    data = with_sheet(lambda sheet: sheet.replace(b"<v>1.5</v>", b"<v>" + third + b"</v>"))
    assert (third, read_bets("b.xlsx", data).bets[0].demand) == (b"0.30000000000000004", {"core": 3})


def test_other_sheets_are_not_read_and_names_are_known_in_any_case() -> None:
    rows = [SHEET_HEADER, sheet_bet(2, 1)]
    found = read_bets("b.XLSX", book(Notes=[["=1+1"]], Bets=rows, CAPACITY=[["team", "person_weeks"], ["core", 2]]))
    assert found.capacity == (CapacityRow(team="core", raw_tenths=20),)
    assert len(found.bets) == 1


def test_empty_rows_and_columns_around_a_sheet_do_not_matter() -> None:
    found = read_bets("b.xlsx", book(bets=[[None], [*SHEET_HEADER, None], [], [*sheet_bet(2, 1), None, " "]]))
    assert [bet.line for bet in found.bets] == [4]


def test_capacity_has_a_reserve_and_a_carry_over_only_if_it_says_so() -> None:
    plain, full = read_capacity(lines("team,person_weeks,reserve_percent,carry_over", "a,10,,", "b,0,20.5,1.5"))
    assert plain == CapacityRow(team="a", raw_tenths=100)
    assert full == CapacityRow(team="b", raw_tenths=0, reserve_permille=205, carry_over_tenths=15)
    assert (plain.line, full.line) == (2, 3)

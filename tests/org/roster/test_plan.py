"""What a file would change on a board."""

from dataclasses import replace

import pytest

from org.roster.checks import ring_of
from org.roster.house import House, Standing
from org.roster.plan import Change, Plan, plan
from org.roster.problems import BadFile
from org.roster.rows import read
from org.roster.write import write
from tests.org.roster.broken import lines, people, person

INES = Standing("ines@example.com", "Ines", ("leader", "admin"))
VERA = Standing("vera@example.com", "Vera", ("vp",), manager="ines@example.com")
VICTOR = Standing("victor@example.com", "Victor", ("vp",))
WILLY = Standing("willy@example.com", "Willy", (), manager="vera@example.com", is_in=False)
MEMBERS = {member.email: member for member in (INES, VERA, VICTOR, WILLY)}
HOUSE = House(MEMBERS, {"data": ("Data", VERA.email), "voice": ("Voice", "")})


def planned(*rows: str, house: House = HOUSE) -> Plan:
    return plan(read(lines("name,email,roles,manager_email,team", *rows)), house)


def test_newcomers_are_invited() -> None:
    found = planned("Mia,mia@example.com,vp,ines@example.com,voice")
    assert [(each.name, each.roles, each.manager) for each in found.invited] == [("Mia", ("vp",), INES.email)]
    assert found.heads == (Change("voice", "Voice", "nobody", "Mia"),)
    assert found.summary == "1 to invite, 1 team with another VP."


def test_roles_and_managers_change_and_the_rest_stays() -> None:
    found = planned("V,vera@example.com,vp steward,nobody,", "Victor,victor@example.com,,,", "I,ines@example.com,,,")
    assert found.roles == (Change(VERA.email, "Vera", "vp", "vp, steward"),)
    assert found.managers == (Change(VERA.email, "Vera", "Ines", "nobody"),)
    assert (found.unchanged, found.invited) == (2, ())
    assert found.summary == "1 with other roles, 1 with another manager."


def test_a_leader_stays_one_whatever_the_file_says() -> None:
    for roles in ("admin", "leader admin"):
        assert not planned(f"Ines,ines@example.com,{roles},,").changes


def test_a_vp_who_is_none_any_more_heads_no_team() -> None:
    found = planned("Vera,vera@example.com,viewer,,")
    assert found.heads == (Change("data", "Data", "Vera", "nobody"),)
    assert dict(found.teams) == {"data": ""}


def test_two_may_change_places_in_one_file() -> None:
    """The VP steps down, their report steps up: right in the end, whatever the order of the lines."""
    steps = ("Vera,vera@example.com,viewer,,", "Willy,willy@example.com,vp,,data")
    for rows in (steps, steps[::-1]):
        assert dict(planned(*rows).teams) == {"data": WILLY.email}


def test_a_leaders_exception_is_for_one_manager() -> None:
    house = replace(HOUSE, members=MEMBERS | {WILLY.email: replace(WILLY, excepted=True)})
    assert planned("Willy,willy@example.com,vp,,", house=house).roles
    with pytest.raises(BadFile):
        planned("Willy,willy@example.com,vp,victor@example.com,", house=house)


def test_who_stands_in_for_a_vp_counts_as_one() -> None:
    house = replace(HOUSE, members=MEMBERS | {INES.email: replace(INES, stands_in=True)})
    with pytest.raises(BadFile) as refused:
        planned("Victor,victor@example.com,,ines@example.com,", house=house)
    assert refused.value.problems[0].column == "manager_email"


def test_only_an_admin_makes_an_admin() -> None:
    with pytest.raises(BadFile) as refused:
        planned("Mia,mia@example.com,admin,,", house=replace(HOUSE, grants_admin=False))
    assert "Only an admin makes an admin" in refused.value.problems[0].sentence


def test_the_last_admin_may_hand_over_in_the_same_file() -> None:
    assert planned("Ines,ines@example.com,leader,,", "Mia,mia@example.com,admin,,").changes


def test_who_was_invited_before_and_is_not_in_yet_is_named() -> None:
    assert planned("Willy,willy@example.com,,,").waiting == (WILLY.email,)


def test_what_was_confirmed_is_what_is_done() -> None:
    data = people(person())
    same = plan(read(data), HOUSE)
    assert same.seal(data) == plan(read(data), HOUSE).seal(data)
    other = plan(read(data), replace(HOUSE, members={**MEMBERS, "ben@example.com": Standing("ben@example.com", "Ben")}))
    assert len({same.seal(data), same.seal(data + b"\n"), other.seal(data)}) == 3


def test_what_is_written_is_read_again_and_changes_nothing() -> None:
    odd = {"odd@example.com": Standing("odd@example.com", "=cmd|' /C calc'!A0", ("steward",), manager=INES.email)}
    house = replace(HOUSE, members=MEMBERS | odd)
    data = write(house)
    assert data.startswith(b"\xef\xbb\xbfname,email,roles,manager_email,team,teams\r\n'=cmd")
    found = plan(read(data), house)
    assert (found.changes, found.unchanged) == (False, 5)
    assert {row.name for row in read(data)} == {member.name for member in house.members.values()}


def test_rings_are_found_from_inside_only() -> None:
    managers = {"a": "b", "b": "c", "c": "b", "d": "", "e": "f"}
    assert ring_of("b", managers) == ["b", "c"]
    assert ring_of("a", managers) == ring_of("d", managers) == ring_of("e", managers) == []
    assert ring_of("x", {"x": "x"}) == ["x"]


class TestPlaces:
    """The column `teams`: Willy works on Data."""

    HOUSE = replace(HOUSE, members={**MEMBERS, WILLY.email: replace(WILLY, places=("data",))})

    def planned(self, cell: str) -> Plan:
        return plan(read(lines("name,email,teams", f"Willy,willy@example.com,{cell}")), self.HOUSE)

    @pytest.mark.parametrize(
        ("cell", "after"),
        [("voice", "Voice"), ("voice;data", "Data, Voice"), ("Voice ; DATA;voice", "Data, Voice"), ("none", "no team")],
    )
    def test_they_are_what_the_cell_says(self, cell: str, after: str) -> None:
        found = self.planned(cell)
        assert found.places == (Change(WILLY.email, "Willy", "Data", after),)
        assert found.summary == "1 on other teams."

    @pytest.mark.parametrize("cell", ["", "data", "Data"])
    def test_an_empty_cell_or_the_same_changes_nothing(self, cell: str) -> None:
        assert not self.planned(cell).changes

    def test_without_the_column_nothing_changes(self) -> None:
        assert not planned("Willy,willy@example.com,,,", house=self.HOUSE).changes

    def test_a_newcomer_begins_on_them(self) -> None:
        found = plan(read(lines("name,email,teams", "Mia,mia@example.com,data;voice")), self.HOUSE)
        assert [(each.name, each.places) for each in found.invited] == [("Mia", ("data", "voice"))]

    def test_a_team_that_there_is_not_is_told_at_its_column(self) -> None:
        with pytest.raises(BadFile) as refused:
            self.planned("data;choir;band")
        assert [(each.place, each.sentence) for each in refused.value.problems] == [
            ("Line 2, teams", "There is no team “band” on this board."),
            ("Line 2, teams", "There is no team “choir” on this board."),
        ]

    def test_what_is_taken_away_reads_the_same_again(self) -> None:
        house = replace(HOUSE, members={**MEMBERS, WILLY.email: replace(WILLY, places=("data", "voice"))})
        data = write(house)
        assert b"data;voice" in data
        assert not plan(read(data), house).changes

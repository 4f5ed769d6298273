"""The demo company as data: it is whole, and whatever it names is there."""

from collections import Counter
from decimal import Decimal
from graphlib import TopologicalSorter
from zoneinfo import ZoneInfo

import pytest

from tests.config.the_demo_company import (
    BY_KEY,
    CAPACITY,
    COMPANY,
    CYCLE,
    HISTORY,
    PEOPLE,
    PITCHES,
    RANKED,
    TEAMS,
    tenths,
)

TRAY = [pitch for pitch in PITCHES if "rank" not in pitch and pitch["status"] == "submitted"]
DEMANDS = [demand for pitch in PITCHES for demand in pitch["demands"]]
# Every part of a pitch, and how long it may be where that matters.
TEXTS = [
    "title", "thesis", "problem", "belief", "disproof", "proposal", "alignment", "value", "metric", "baseline",
    "target", "gives_up", "margin_effect", "debt_effect",
]  # fmt: skip
LONGEST = {"title": 60, "thesis": 140, "metric": 300, "baseline": 100, "target": 100, "margin_effect": 300}


def test_everybody_has_one_role():
    roles = Counter(person["role"] for person in PEOPLE.values())

    assert roles == {"leader": 2, "steward": 1, "admin": 1, "viewer": 3, "vp": 14}


@pytest.mark.parametrize("field", ["name", "email"])
def test_no_two_people_share(field):
    assert len({person[field] for person in PEOPLE.values()}) == len(PEOPLE)


def test_mail_to_anybody_reaches_nobody():
    assert all(person["email"].endswith(".example") for person in PEOPLE.values())
    assert all(person["email"] == person["email"].lower() for person in PEOPLE.values())


def test_twelve_teams_fit_a_column_head_and_belong_to_vps():
    assert len(TEAMS) == 12
    assert all(len(team["name"]) <= 9 for team in TEAMS.values())
    assert {PEOPLE[team["vp"]]["role"] for team in TEAMS.values()} == {"vp"}


def test_one_vp_has_two_teams_and_three_have_none():
    teams = Counter(team["vp"] for team in TEAMS.values())

    assert sorted(teams.values()) == [1] * 10 + [2]
    assert len([key for key, person in PEOPLE.items() if person["role"] == "vp" and key not in teams]) == 3


def test_the_board_has_a_zone_and_the_cycle_runs_for_half_a_year():
    assert ZoneInfo(COMPANY["board"]["zone"])
    assert str(CYCLE["starts_on"]) == "2027-01-01"
    assert str(CYCLE["ends_on"]) == "2027-06-30"
    assert (CYCLE["state"], CYCLE["policy"]) == ("ranking", "team")


def test_weeks_are_exact_tenths():
    weeks = [demand["weeks"] for demand in DEMANDS]
    weeks += [demand["offer"] for demand in DEMANDS if "offer" in demand]
    weeks += [team[field] for team in TEAMS.values() for field in ("raw", "reserve_percent")]
    weeks += [item["weeks"] for team in TEAMS.values() for item in team["carry_over"]]

    assert all(isinstance(number, Decimal) and number.as_tuple().exponent == -1 and number > 0 for number in weeks)


def test_44_pitches_have_titles_and_theses_of_their_own():
    assert len(PITCHES) == len(BY_KEY) == 44
    assert len({pitch["title"] for pitch in PITCHES}) == 44
    assert len({pitch["thesis"] for pitch in PITCHES}) == 44


@pytest.mark.parametrize("pitch", PITCHES, ids=lambda pitch: pitch["key"])
def test_a_pitch_is_complete_and_each_part_has_room(pitch):
    assert [field for field in TEXTS if not pitch[field].strip()] == []
    assert [field for field, length in LONGEST.items() if len(pitch[field]) > length] == []
    assert 0 < pitch["confidence"] < 100
    assert pitch["risks"]
    assert pitch["kill"].keys() == {"metric", "threshold", "decider"}


@pytest.mark.parametrize("pitch", PITCHES, ids=lambda pitch: pitch["key"])
def test_whatever_a_pitch_names_is_there(pitch):
    assert PEOPLE[pitch["owner"]]["role"] == "vp"
    assert pitch["kill"]["decider"] in PEOPLE.keys() - {pitch["owner"]}
    assert {demand["team"] for demand in pitch["demands"]} <= TEAMS.keys()
    assert {*pitch.get("needs", ()), *pitch.get("either_or", ())} <= BY_KEY.keys() - {pitch["key"]}
    assert pitch.get("prototype", "https://prototypes.quernhill.example/").startswith(
        "https://prototypes.quernhill.example/"
    )


def test_every_vp_pitches():
    assert {pitch["owner"] for pitch in PITCHES} == {key for key, who in PEOPLE.items() if who["role"] == "vp"}


def test_a_pitch_asks_a_team_once_and_four_teams_at_most():
    assert all(len(pitch["demands"]) <= 4 for pitch in PITCHES)
    assert all(len({demand["team"] for demand in pitch["demands"]}) == len(pitch["demands"]) for pitch in PITCHES)


def test_three_demands_are_proposed_and_two_disputed_with_a_smaller_offer():
    disputed = [demand for demand in DEMANDS if demand.get("state") == "disputed"]

    assert Counter(demand.get("state", "confirmed") for demand in DEMANDS).items() >= {
        ("proposed", 3), ("disputed", 2)
    }  # fmt: skip
    assert all(demand["offer"] < demand["weeks"] and demand["note"] for demand in disputed)


def test_40_bets_are_ranked_without_gap_or_tie():
    assert [pitch["rank"] for pitch in RANKED] == list(range(1, 41))
    assert sorted(pitch["start_rank"] for pitch in RANKED) == list(range(1, 41))


def test_the_tray_holds_two_late_bets_and_an_unsized_one():
    assert [pitch["key"] for pitch in TRAY if "late" in pitch] == ["second-spark", "torvane-trial"]
    assert [pitch["key"] for pitch in TRAY if not pitch["demands"]] == ["ferries"]
    assert len(TRAY) == 3


def test_late_is_what_came_after_the_closing_with_a_leaders_exception():
    late = [pitch for pitch in PITCHES if pitch["submitted_at"] >= CYCLE["pitches_close_at"]]

    assert late == [pitch for pitch in PITCHES if "late" in pitch]
    assert all(PEOPLE[pitch["late"]["by"]]["role"] == "leader" and pitch["late"]["reason"] for pitch in late)


def test_one_bet_is_withdrawn_with_a_reason():
    (withdrawn,) = [pitch for pitch in PITCHES if pitch["status"] == "withdrawn"]

    assert withdrawn["withdrawn"]["reason"]
    assert withdrawn["withdrawn"]["at"] > withdrawn["submitted_at"]
    assert "rank" not in withdrawn


def test_the_one_must_do_takes_at_most_15_percent_of_any_team():
    (must_do,) = [pitch for pitch in PITCHES if "must_do" in pitch]

    assert PEOPLE[must_do["must_do"]["by"]]["role"] == "leader"
    for demand in must_do["demands"]:
        assert tenths(demand["weeks"]) <= Decimal("0.15") * CAPACITY[demand["team"]]


def test_three_needs_make_no_ring():
    needs = {pitch["key"]: pitch.get("needs", []) for pitch in PITCHES}
    list(TopologicalSorter(needs).static_order())  # raises CycleError at a ring

    assert sum(len(needed) for needed in needs.values()) == 3


def test_the_either_or_pair_names_each_other():
    pairs = {pitch["key"]: pitch["either_or"] for pitch in PITCHES if "either_or" in pitch}

    assert pairs == {"till-forecast": ["door-counts"], "door-counts": ["till-forecast"]}


def test_the_moves_turn_the_first_days_order_into_todays():
    order = [pitch["key"] for pitch in sorted(RANKED, key=lambda pitch: pitch["start_rank"])]
    for move in HISTORY:
        order.remove(move["bet"])
        order.insert(move["to_rank"] - 1, move["bet"])

    assert order == [pitch["key"] for pitch in RANKED]


def test_every_move_is_a_leaders_with_a_reason_in_the_order_of_time():
    times = [move["at"] for move in HISTORY]

    assert 10 <= len(HISTORY) <= 14
    assert {PEOPLE[move["leader"]]["role"] for move in HISTORY} == {"leader"}
    assert all(move["reason"] for move in HISTORY)
    assert times == sorted(set(times))
    assert times[0] >= CYCLE["ranking_from"]

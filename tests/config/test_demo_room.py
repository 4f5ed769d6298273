"""The demo's weekly room as its file tells it: everybody whom it names is there, and time runs forwards."""

from datetime import datetime
from typing import Any

import pytest

from tests.config.the_demo_company import PEOPLE, TEAMS, Row, read

ROOM = read("room.toml")
BLOCKERS: list[Row] = ROOM["blocker"]
BETS = {pitch["key"] for pitch in read("past.toml")["pitch"]}
LONGEST = 140


def named(name: str, value: Any) -> bool:
    """Whether what this field names is of the demo company."""
    if name in ("owner", "decider", "answers", "said_by", "flagged_by", "vp"):
        return value in PEOPLE
    if name in ("blocked", "team", "other"):
        return value in TEAMS
    return name != "bet" or value in BETS


@pytest.mark.parametrize("blocker", BLOCKERS, ids=lambda blocker: blocker["title"][:30])
def test_a_blocker_names_whom_there_is_and_its_acts_follow_each_other(blocker: Row) -> None:
    acts = blocker.get("then", [])
    assert all(named(*item) for each in (blocker, *acts) for item in each.items())
    assert blocker["by"] in {*TEAMS, "leaders", "outside", "unknown"} - {blocker["blocked"]}
    hours: list[datetime] = [blocker["at"], *(act["at"] for act in acts)]
    assert hours == sorted(set(hours))
    assert all(act["until"] > act["at"] for act in acts if "decided" in act)
    assert all(act["why"] and ("decide_by" in act or "accepts" in act) for act in acts if "carried" in act)
    assert len(blocker["title"]) <= LONGEST


def test_no_two_have_the_same_title() -> None:
    titles = [each["title"] for each in (*BLOCKERS, *ROOM["flag"], *ROOM["matter"])]
    assert len(titles) == len(set(titles))


def test_some_are_open_on_the_day_of_the_story_and_none_of_weeks_ago() -> None:
    over = ("unblocked", "withdrawn")
    still_open = [each for each in BLOCKERS if not any(name in act for act in each.get("then", []) for name in over)]
    assert 5 <= len(still_open) <= 10
    assert min(each["at"] for each in still_open) > datetime(2026, 11, 23)  # noqa: DTZ001  a wall time of the file


def test_whoever_flags_works_on_that_team_and_is_no_vp() -> None:
    for each in (*BLOCKERS, *({"flagged_by": flag["by"], "blocked": flag["team"]} for flag in ROOM["flag"])):
        if key := each.get("flagged_by"):
            assert each["blocked"] in ROOM["places"][key]
            assert PEOPLE[key]["role"] == "viewer"


def test_nothing_happens_after_the_story_ends() -> None:
    acts = [act["at"] for each in BLOCKERS for act in each.get("then", [])]
    assert max([*acts, *(each["at"] for each in BLOCKERS)]) <= ROOM["room"]["until"]

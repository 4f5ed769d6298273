"""A board with people and teams and nothing else: a half-year begins on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.browser.scenery import session
from tests.cast import make_member
from tests.factories import BoardFactory, TeamFactory


def board(name: str, people: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Data is Victor's, Voice is Vera's; there is no cycle."""
    house = BoardFactory(slug=name, name=name.capitalize())
    members = {person: make_member(house, person.capitalize(), roles) for person, roles in people.items()}
    TeamFactory(board=house, slug="data", name="Data", vp=members["victor"])
    TeamFactory(board=house, slug="voice", name="Voice", vp=members["vera"])
    return {
        "cycle": 0,
        "bets": {},
        "sessions": {person: session(member.person) for person, member in members.items()},
    }

"""The palette as one object: the page and what the dialog fetches render it. Three statements, none without words."""

from collections.abc import Iterable, Sequence

from bets.models import Cycle
from config.destinations import ACTS, PAGES, Destination, links
from config.palette.asked import Asked
from config.palette.bets import find_bets
from config.palette.hits import MOST, Group, Hit
from config.palette.people import find_people, find_teams
from config.seats import Seat


def find(seats: Sequence[Seat], seat: Seat | None, cycle: Cycle | None, asked: Asked) -> tuple[Group, ...]:
    """The groups that have something. Without words: what can be done at `seat` in `cycle`, and where one can go.

    Bets, people and teams are those of all boards of `seats`.
    """
    found = [Group("Actions", _links(ACTS, seat, cycle, asked)), Group("Pages", _links(PAGES, seat, cycle, asked))]
    if asked.text:
        found = [
            Group("Bets", tuple(find_bets(seats, cycle, asked))),
            Group("People", tuple(find_people(seats, asked))),
            Group("Teams", tuple(find_teams(seats, asked))),
            *found,
        ]
    return tuple(group for group in found if group.hits)


def _links(
    destinations: Iterable[Destination], seat: Seat | None, cycle: Cycle | None, asked: Asked
) -> tuple[Hit, ...]:
    fitting = (each for each in destinations if asked.fits(each.name, each.words))
    return tuple(Hit(link.name, link.url, link.about) for link in links(fitting, seat, cycle))[:MOST]

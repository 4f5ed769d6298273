"""What stands on every page: whose it is, and where the navigation leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from bets.models import Cycle
from config.destinations import FIRST_STEPS, FLAG, PAGES, Link, links
from config.seats import Seat, choose, seats
from org.models import Board, Person


@dataclass(frozen=True, slots=True)
class Frame:
    """`seat` None: for nobody, or for somebody whose board is not known."""

    seat: Seat | None = None
    cycle: Cycle | None = None

    @property
    def links(self) -> Iterator[Link]:
        return links([page for page in PAGES if page.key], self.seat, self.cycle)

    @property
    def first_steps(self) -> Iterator[Link]:
        """What is still to be begun on the board, by whoever may begin it: when its room meets."""
        if self.seat and not self.seat.has_room:
            yield from links(FIRST_STEPS, self.seat, self.cycle)

    @property
    def flag(self) -> Link | None:
        return next(links([FLAG], self.seat, self.cycle), None)

    @property
    def settings(self) -> Link | None:
        return next(self._to("settings"), None)

    @property
    def reminders(self) -> Link | None:
        """One's own e-mails on the board, from the page of one's settings."""
        return next(self._to("reminders"), None)

    @property
    def programs(self) -> list[Link]:
        """The doors for machines that this person may see to, from the page of people."""
        return [link for route in ("tokens", "webhooks", "live_orders") for link in self._to(route)]

    def _to(self, route: str) -> Iterator[Link]:
        return links([page for page in PAGES if page.route == route], self.seat, self.cycle)


def frame(person: Person, board: Board | None = None, cycle: Cycle | None = None) -> Frame:
    """For a page about `board` and `cycle`, as far as it is about any. One statement."""
    seat = choose(seats(person), board.slug if board else "")
    return Frame(seat, seat.cycle(cycle.pk if cycle else None)) if seat else Frame()

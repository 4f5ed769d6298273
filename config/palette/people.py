"""People and teams of one's boards, by name. One statement each."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from config.palette.asked import Asked
from config.palette.hits import MOST, Hit
from config.palette.matching import has_words, nearness
from config.seats import Seat
from org.access import may
from org.models import Membership, Team


def find_people(seats: Sequence[Seat], asked: Asked) -> Iterator[Hit]:
    """Whoever is on a board now; found by name alone, for an address is nobody's business."""
    here = Membership.objects.current().filter(board__in=_boards(seats)).filter(has_words(asked, ["person__name"]))
    best = here.annotate(near=nearness(asked, "person__name")).select_related("person", "board")
    for member in best.order_by("near", "person__name", "pk")[:MOST]:
        url = reverse("person", args=[member.board.slug, member.pk])
        yield Hit(member.name, url, _rest(member.role_names, member.board.name, seats))


def find_teams(seats: Sequence[Seat], asked: Asked) -> Iterator[Hit]:
    here = Team.objects.filter(board__in=_boards(seats)).filter(has_words(asked, ["name", "short"]))
    best = here.annotate(near=nearness(asked, "name")).select_related("board", "vp__person")
    for team in best.order_by("near", "name", "pk")[:MOST]:
        url = reverse("team", args=[team.board.slug, team.slug])
        yield Hit(team.name, url, _rest(team.vp.name if team.vp else "no VP", team.board.name, seats))


def _boards(seats: Sequence[Seat]) -> list[int]:
    return [seat.member.board_id for seat in seats if may(seat.member, "people.view")]


def _rest(said: str, board: str, seats: Sequence[Seat]) -> str:
    """With the board's name for who is on several."""
    return said if len(seats) == 1 else f"{said}, {board}"

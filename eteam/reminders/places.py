"""Where a reminder leads to."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from eteam.models import Blocker, Report, Session
from org.models import Board


def session_page(session: Session) -> str:
    return _first(session.board, ("eteam_session", [session.pk]), ("sessions", [session.board.slug]))


def blocker_page(blocker: Blocker) -> str:
    return _first(blocker.board, ("blocker", [blocker.pk]))


def flags_page(board: Board) -> str:
    return _first(board, ("flags", [board.slug]))


def decisions_page(board: Board) -> str:
    return _first(board, ("decisions", [board.slug]))


def report_page(report: Report) -> str:
    return _first(report.board, ("report", [report.board.slug, report.week]), ("reports", [report.board.slug]))


def address(path: str) -> str:
    """The full address of a page. From the settings: a message is written where there is no request."""
    return settings.URL.rstrip("/") + path


def _first(board: Board, *routes: tuple[str, list[object]]) -> str:
    """The path of the first of these pages that this installation has, else of the board."""
    for route, arguments in routes:
        try:
            return reverse(route, args=arguments)
        except NoReverseMatch:
            continue
    return reverse("board", args=[board.slug])

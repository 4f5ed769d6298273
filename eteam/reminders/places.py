"""Where a reminder leads to."""

from django.conf import settings
from django.urls import reverse

from eteam.models import Blocker, Report, Session
from org.models import Board


def session_page(session: Session) -> str:
    return reverse("eteam_session", args=[session.pk])


def blocker_page(blocker: Blocker) -> str:
    return reverse("blocker", args=[blocker.pk])


def flags_page(board: Board) -> str:
    return reverse("flags", args=[board.slug])


def decisions_page(board: Board) -> str:
    return reverse("decisions", args=[board.slug])


def report_page(report: Report) -> str:
    return reverse("report", args=[report.board.slug, report.week])


def address(path: str) -> str:
    """The full address of a page. From the settings: a message is written where there is no request."""
    return settings.URL.rstrip("/") + path

"""The weekly blocker report is there: to everybody in the room."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from eteam.models import Reminder, Report
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.people import in_rooms, sits_in_room
from eteam.reminders.places import report_page
from eteam.reminders.unsubscribing import mutable, stop_address
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words
from eteam.report.mail import mail_of

NAME, KIND = "report", "report"

_RECENT = timedelta(days=1)


def plan(now: datetime) -> None:
    """One statement, and two for each report of the last day; of weeks that were made up for, the newest alone."""
    said = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    newer = Report.objects.filter(board=OuterRef("board"), week__gt=OuterRef("week"))
    fresh = Report.objects.filter(~Exists(said), ~Exists(newer), made_at__gt=now - _RECENT)
    for report in fresh.order_by("pk"):
        members = in_rooms([report.board_id], now).get(report.board_id, ())
        keep([_wanted(report, member.pk) for member in members], now)


def _wanted(report: Report, member: int) -> Wanted:
    return Wanted(
        board=report.board_id, kind=KIND, subject=NAME, subject_id=report.pk, revision=report.revision,
        recipient=member, due_at=report.made_at,
    )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    if reminder.recipient is not None and not sits_in_room(reminder.recipient, now):
        return withdrawn("They are no longer in the room.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    report = Report.objects.select_related("board").get(pk=reminder.subject_id)
    mail = mail_of(report, stop_address(reminder) if mutable(reminder, now) else "")
    return Words(headline=mail.subject, path=report_page(report), act="Open the report", text=mail.text, html=mail.html)


ABOUT = Subject(NAME, plan, stop, words)

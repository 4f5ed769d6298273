"""Print the blocker report of a week; it is made if it is not there yet."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eteam.actions.reporting import make_report, newest_week
from eteam.figures import Week
from eteam.models import Report, Room
from eteam.report.mail import mail_of
from journal.record import Somebody

_BY = Somebody("weekly_report")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, help="its slug")
        parser.add_argument("--week", help="an ISO week, as 2026-W48; as a rule the last that is over")
        parser.add_argument("--again", action="store_true", help="make the next revision beside what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        room = Room.objects.select_related("board").filter(board__slug=options["board"]).first()
        if room is None:
            raise CommandError(f"There is no board {options['board']} with a weekly room.")
        week = _asked(options["week"], room) or newest_week(room, now)
        if week.starts_at > now:
            raise CommandError(f"{week.name} has not begun.")
        there = Report.objects.filter(board=room.board_id, week=week.name).order_by("-revision").first()
        if there is None or options["again"]:
            there = make_report(room=room, week=week, by=_BY, now=now)
        sys.stdout.write(mail_of(there).text)


def _asked(name: str | None, room: Room) -> Week | None:
    try:
        return Week.of(name, room.board.zone) if name else None
    except ValueError as error:
        raise CommandError(f"{error}: write it as 2026-W48.") from error

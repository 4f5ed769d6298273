"""When each case of a file is due, by the calendars of that file: what a calendar would do, before it holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eteam.sla_cases import Refused, answers


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON with calendars and cases: see docs/operations.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is printed unless every case has its answer."""
        try:
            found = answers(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for name, due in found:
            self.stdout.write(f"{name} {due.isoformat().replace('+00:00', 'Z')}")

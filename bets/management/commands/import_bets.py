"""Import bets from CSV, XLSX or JSON: as drafts of their owners, or a whole cycle at first set-up."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from bets.actions.first_setup import Setup, first_setup
from bets.actions.importing import Imported, import_drafts
from bets.exchange import CapacityRow, CycleFile, ExchangeError, read_bets, read_capacity
from bets.half_year import half_year
from bets.models import Cycle
from journal.refusals import Refusal
from org.models import Membership

MOST_ADDRESS = 180
"""Characters of the leader's address: with "first set-up by" before it, it is the name of an actor in the journal."""


class Command(BaseCommand):
    help = __doc__
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bets", type=Path, help="a .csv, .xlsx or .json file")
        parser.add_argument("--board", required=True, help="its slug")
        parser.add_argument("--cycle", required=True, help="its name, as 2025H1")
        parser.add_argument("--by", metavar="EMAIL", help="the steward or admin who imports drafts")
        parser.add_argument("--first-setup", action="store_true", help="make a whole cycle that has no history yet")
        parser.add_argument("--leader", metavar="EMAIL", help="at first set-up: the board's leader")
        parser.add_argument("--capacity", type=Path, help="a .csv file: team, person_weeks")
        parser.add_argument("--starts-on", type=date.fromisoformat, help="if the cycle's name means no half-year")
        parser.add_argument("--ends-on", type=date.fromisoformat)
        parser.add_argument("--dry-run", action="store_true", help="say what would be made and make nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        file, capacity = _read(options)
        try:
            with transaction.atomic():
                done = _first_setup(options, file, capacity) if options["first_setup"] else _drafts(options, file)
                transaction.set_rollback(options["dry_run"])
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        except (Http404, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self._report(done, options["dry_run"])

    def _report(self, done: Imported, dry_run: bool) -> None:
        verb = "would make" if dry_run else "made"
        for what, names in (
            ("people", done.new_people), ("teams", done.new_teams), ("bets", done.drafted),
        ):  # fmt: skip
            if names:
                self.stdout.write(f"{verb} {len(names)} {what}: {', '.join(names)}")
        if done.updated:
            self.stdout.write(f"{'would update' if dry_run else 'updated'} {len(done.updated)} drafts")
        if done.left_alone:
            self.stdout.write(f"left alone, for they are submitted: {', '.join(done.left_alone)}")
        if not done.changed:
            self.stdout.write("nothing changed")


def _read(options: dict[str, Any]) -> tuple[CycleFile, tuple[CapacityRow, ...]]:
    """Both files, or every problem of both on the error output and exit 1."""
    problems: list[str] = []
    file = _tried(options["bets"], problems, first_setup=options["first_setup"])
    capacity = _tried_capacity(options["capacity"], problems) if options["capacity"] else ()
    if problems or file is None or capacity is None:
        sys.stderr.write("\n".join(problems) + "\n")
        raise CommandError("Nothing was imported. Correct the file and import it again.")
    return file, capacity


def _tried(path: Path, problems: list[str], *, first_setup: bool) -> CycleFile | None:
    try:
        return read_bets(path.name, path.read_bytes(), first_setup=first_setup)
    except (ExchangeError, OSError) as error:
        problems += _sentences(path, error)
        return None


def _tried_capacity(path: Path, problems: list[str]) -> tuple[CapacityRow, ...] | None:
    try:
        return read_capacity(path.read_bytes())
    except (ExchangeError, OSError) as error:
        problems += _sentences(path, error)
        return None


def _sentences(path: Path, error: ExchangeError | OSError) -> list[str]:
    if isinstance(error, OSError):
        return [f"{path}: {error.strerror}"]
    return [f"{path.name}: {sentence}" for sentence in error.sentences()]


def _first_setup(options: dict[str, Any], file: CycleFile, capacity: tuple[CapacityRow, ...]) -> Imported:
    if not options["leader"]:
        raise CommandError("A first set-up needs --leader EMAIL: who ranks on this board.")
    days = half_year(options["cycle"])
    starts_on, ends_on = options["starts_on"] or (days and days[0]), options["ends_on"] or (days and days[1])
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        raise CommandError("Name the days of the cycle with --starts-on and --ends-on, as 2025-01-01.")
    leader = options["leader"].lower()
    _check(options["board"], options["cycle"], leader)
    setup = Setup(board=options["board"], cycle=options["cycle"], leader=leader, starts_on=starts_on, ends_on=ends_on)
    return first_setup(setup=setup, file=file, capacity=capacity, now=timezone.now())


def _check(board: str, cycle: str, leader: str) -> None:
    """Refuse what the database would, before anything is made."""
    for option, text, most in (("--board", board, 60), ("--cycle", cycle, 60), ("--leader", leader, MOST_ADDRESS)):
        if not text.strip() or len(text) > most:
            raise CommandError(f"{option} has {len(text)} characters: write 1 to {most}.")
    try:
        validate_slug(board)
        validate_email(leader)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _drafts(options: dict[str, Any], file: CycleFile) -> Imported:
    if not options["by"]:
        raise CommandError("Importing drafts needs --by EMAIL: the steward or admin who imports them.")
    if options["capacity"]:
        raise CommandError("--capacity belongs to --first-setup; later, set capacity on the board.")
    cycle = Cycle.objects.select_related("board").filter(board__slug=options["board"], name=options["cycle"]).first()
    if cycle is None:
        raise CommandError(f"There is no cycle {options['cycle']} on a board {options['board']}.")
    members = Membership.objects.filter(board=cycle.board).current()
    by = members.filter(person__email=options["by"].lower()).select_related("person").first()
    if by is None:
        raise CommandError(f"{options['by']} is not a member of {cycle.board}.")
    return import_drafts(cycle=cycle, rows=file.bets, teams=file.teams, columns=file.columns, by=by, now=timezone.now())

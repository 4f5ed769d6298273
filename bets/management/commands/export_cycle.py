"""Export a cycle with its ranking and allocation, as JSON, CSV or XLSX."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bets.exchange import CycleExport, bets_csv, capacity_csv, document, workbook
from bets.exporting import export
from bets.models import Cycle
from journal.snapshot import snapshot

_WRITERS = {"json": document, "csv": bets_csv, "xlsx": workbook}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, help="its slug")
        parser.add_argument("--cycle", required=True, help="its name")
        parser.add_argument("--policy", choices=Cycle.Policy.values, help="allocate under another policy")
        parser.add_argument("--format", choices=list(_WRITERS), default="json")
        parser.add_argument("--output", type=Path, help="a file instead of the standard output; needed for xlsx")
        parser.add_argument("--capacity", action="store_true", help="with --format csv: the teams instead of the bets")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] == "xlsx" and options["output"] is None:
            raise CommandError("XLSX is written to a file: add --output FILE.")
        content = _export(options["board"], options["cycle"], options["policy"])
        write = capacity_csv if options["capacity"] and options["format"] == "csv" else _WRITERS[options["format"]]
        if options["output"]:
            _write(options["output"], write(content))
        else:
            sys.stdout.buffer.write(write(content))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _export(board: str, name: str, policy: str | None) -> CycleExport:
    with snapshot():
        cycle = Cycle.objects.select_related("board").filter(board__slug=board, name=name).first()
        if cycle is None:
            raise CommandError(f"There is no cycle {name} on a board {board}.")
        return export(cycle, policy)

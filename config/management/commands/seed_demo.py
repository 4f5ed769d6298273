"""Make the demo company, unless it is there; with --logins print who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.demo.load import PASSWORD, load_demo
from org.models import Board, Membership


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="print one login a role")

    def handle(self, *args: Any, **options: Any) -> None:
        board = load_demo(now=timezone.now())
        if options["logins"]:
            self._print_logins(board)

    def _print_logins(self, board: Board) -> None:
        members = Membership.objects.filter(board=board).current().select_related("person").order_by("pk")
        shown: set[str] = set()
        for member in members:
            if member.role_names not in shown:
                shown.add(member.role_names)
                self.stdout.write(f"  {member.role_names:<8} {member.person.email}")
        self.stdout.write(f"  password of everybody: {PASSWORD}")

"""Starts everything and keeps it running in this terminal."""

import io
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from config.embedded.environment import add_up_options
from config.embedded.ownership import refuse_mixture, sole_owner
from config.embedded.place import Place
from config.embedded.processes import Address, beat, outside, web, worker
from config.embedded.progress import Progress
from config.embedded.servers import start_servers
from config.embedded.supervisor import Supervisor, interrupt_once


class Command(BaseCommand):
    help = "Starts database, broker, web, worker and beat, and keeps them running until Ctrl+C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_up_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.place = Place(settings.DATA_DIR)
        self.progress = Progress(sys.stdout)
        interrupt_once()
        try:
            with sole_owner(self.place, "manage.py up", settings.URL, self.progress.say):
                self._run(Address.chosen(os.environ))
        except KeyboardInterrupt:
            self.progress.say("stopped")

    def _run(self, address: Address) -> None:
        refuse_mixture(self.place, settings.DEMO)
        address.refuse_taken()
        self.progress.say(f"data in {self.place.root}")
        with Supervisor(self.progress.say) as supervisor:
            if self.place.database_url == settings.DATABASE_URL:
                start_servers(self.place, supervisor, step=self.progress.step)
            logins = self._fill()
            with self.progress.step("Web"):
                supervisor.add(web(address), ready=address.answers)
            supervisor.add(worker())
            supervisor.add(outside())
            supervisor.add(beat(self.place))
            self._greet(logins)
            supervisor.watch()

    def _fill(self) -> str:
        """Brings database and static files up to date; returns the logins of the demo."""
        logins = io.StringIO()
        with self.progress.step("Database"):
            call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO:
            with self.progress.step("Demo company"):
                call_command("seed_demo", logins=True, stdout=logins)
        with self.progress.step("Static files"):
            call_command("collectstatic", interactive=False, verbosity=0)
        _let_go_of_the_database()
        return logins.getvalue()

    def _greet(self, logins: str) -> None:
        lines = [f"Open {settings.URL}", "", *logins.splitlines(), *([""] if logins else [])]
        for line in ["", *lines, f"Ready in {self.progress.seconds:.1f} s. Ctrl+C stops everything.", ""]:
            self.progress.say(line)


def _let_go_of_the_database() -> None:
    """A connection kept here for ever would be one less for the pages."""
    for each in connections.all(initialized_only=True):
        each.close()
        if isinstance(each, DatabaseWrapper):
            each.close_pool()

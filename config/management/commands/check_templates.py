"""Compiles every template, so that a misspelt tag is found before somebody opens the page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError, engines

from config.env import CHECKOUT


class Command(BaseCommand):
    help = "Compiles every template of this project; exits 1 with a line for each that does not compile."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        names = sorted(_names())
        for name in names:
            try:
                engines["django"].get_template(name)
            except TemplateSyntaxError as error:
                faults += 1
                self.stderr.write(f"{name}: {error}")
        if faults:
            raise CommandError(f"{faults} of {len(names)} templates do not compile.")
        self.stdout.write(f"{len(names)} templates compile.")


def _names() -> set[str]:
    """Our own templates; those of packages are theirs to check."""
    folders = (CHECKOUT / "templates", *CHECKOUT.glob("*/templates"))
    return {str(file.relative_to(each)) for each in folders for file in each.rglob("*") if file.is_file()}

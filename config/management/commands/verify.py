"""Whether the data are as promised, for an administrator after a restore or a fright."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.verify import verify


class Command(BaseCommand):
    help = "Checks what the product promises of its data, while people work. Exits 1 if anything is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        for finding in found:
            self.stdout.write(str(finding))
        broken = sum(not finding.holds for finding in found)
        if broken:
            raise CommandError(f"{broken} of {len(found)} are broken.")

"""Write docs/openapi.json again: the committed description of the REST interface."""

from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand

from api.description import document


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        text = orjson.dumps(document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (settings.CHECKOUT / "docs" / "openapi.json").write_bytes(text)

"""Lays a table a name in a database, and prints, as JSON, where each is and who sits at it."""

import os
import sys

import django
import orjson

BETS = 50
LEADERS = 8


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.faults import scenery  # noqa: PLC0415 - models cannot be imported before Django is set up

    tables = [scenery.table(name, BETS, LEADERS) for name in sys.argv[1:]]
    sys.stdout.buffer.write(orjson.dumps(tables))


if __name__ == "__main__":
    main()

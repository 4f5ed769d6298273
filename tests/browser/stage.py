"""Sets the stage for the journeys: a board of its own for each, so that none waits for another.

Run as a program against an empty database; prints, as JSON, where each board is and a session for each person.
"""

import os
import sys

import django
import orjson

MOVES = ("mouse", "touch", "keys", "buttons", "tray", "undo", "filter", "reason", "must")
FOLLOWING = ("follow", "stale", "drag", "lost")
BOARDS = (*MOVES, *FOLLOWING, "look")
PEOPLE = {"ines": ["leader"], "otto": ["leader"], "vera": ["vp"], "willy": []}
TITLES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.browser import scenery  # noqa: PLC0415 - models cannot be imported before Django is set up

    sys.stdout.buffer.write(orjson.dumps({name: scenery.board(name, PEOPLE, TITLES) for name in BOARDS}))


if __name__ == "__main__":
    main()

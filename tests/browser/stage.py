"""Sets the stage for the journeys: a board of its own for each, so that none waits for another.

Run as a program against an empty database; prints, as JSON, where each board is and a session for each person.
"""

import os
import sys

import django
import orjson

MOVES = ("mouse", "touch", "keys", "buttons", "tray", "undo", "filter", "reason", "must")
FOLLOWING = ("follow", "stale", "drag", "lost")
BOARDS = (*MOVES, *FOLLOWING, "frame", "worker", "cycle", "look")
PITCHES = ("pitch-keys", "pitch-two", "pitch-lost", "pitch-look")
PLANS = ("plan-open", "plan-walk", "plan-look")
CREWS = ("crew", "crew-walk")
PEOPLE = {"ines": ["leader"], "otto": ["leader"], "vera": ["vp"], "willy": []}
YEAR = PEOPLE | {"victor": ["vp"], "stina": ["steward"], "ada": ["admin"]}
TITLES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.browser import founding, pitching, planning, scenery  # noqa: PLC0415 - models cannot be imported before Django is set up

    boards = {name: scenery.board(name, PEOPLE, TITLES) for name in BOARDS}
    boards |= {name: pitching.board(name, PEOPLE, TITLES) for name in PITCHES}
    boards |= {name: planning.board(name, PEOPLE, TITLES) for name in PLANS}
    boards |= {name: scenery.board(name, PEOPLE | {"ada": ["admin"]}, TITLES) for name in CREWS}
    boards["year"] = founding.board("year", YEAR)
    sys.stdout.buffer.write(orjson.dumps(boards))


if __name__ == "__main__":
    main()

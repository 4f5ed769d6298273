"""Sets the stage for the journeys: a board of its own for each, so that none waits for another.

Run as a program against an empty database; prints, as JSON, where each board is and a session for each person.
"""

import os
import sys

import django
import orjson

MOVES = ("mouse", "touch", "keys", "buttons", "tray", "undo", "filter", "reason", "must")
FOLLOWING = ("follow", "stale", "drag", "lost")
LIVE = ("line", "hidden", "kept", "queue", "conflict", "why", "finger", "still", "broker", "killed", "silent", "blind")
BOARDS = (*MOVES, *FOLLOWING, *LIVE, "frame", "worker", "cycle", "look", "round-keys")
PITCHES = ("pitch-keys", "pitch-two", "pitch-lost", "pitch-look")
IMPORTS = ("import-look", "import-keys", "import-plain")
ROUNDS = ("round-open", "round-walk", "round-wait", "round-done", "round-finger")
PLANS = ("plan-open", "plan-walk", "plan-look", "journey")
ASKING = ("ask-keys", "ask-plain", "ask-look")
LED = ("session", "curtain")
LOGS = ("log-look", "log-keys", "log-place")
ROOMS = ("room", "room-keys", "room-look")
BLOCKED = ("blocked", "blocked-look")
WEEKS = ("week-run", "week-flag", "week-look")
CREWS = ("crew", "crew-walk")
PEOPLE = {"ines": ["leader"], "otto": ["leader"], "vera": ["vp"], "willy": []}
YEAR = PEOPLE | {"victor": ["vp"], "stina": ["steward"], "ada": ["admin"]}
TITLES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.browser import (  # noqa: PLC0415 - models cannot be imported before Django is set up
        asking,
        blocked,
        drifting,
        founding,
        history,
        pitching,
        planning,
        roomed,
        rounds,
        scenery,
        weeks,
    )

    boards = {name: scenery.board(name, PEOPLE, TITLES) for name in BOARDS}
    boards |= {name: pitching.board(name, PEOPLE, TITLES) for name in PITCHES}
    boards |= {name: pitching.board(name, PEOPLE | {"stina": ["steward"]}, TITLES) for name in IMPORTS}
    boards |= {name: planning.board(name, PEOPLE, TITLES) for name in PLANS}
    boards |= {name: asking.board(name, PEOPLE, TITLES) for name in ASKING}
    boards |= {name: scenery.board(name, PEOPLE | {"ada": ["admin"]}, TITLES) for name in CREWS}
    boards |= {name: scenery.board(name, PEOPLE | {"stina": ["steward"]}, TITLES) for name in LED}
    boards |= {name: rounds.board(name, PEOPLE, TITLES) for name in ROUNDS}
    boards |= {name: history.board(name, PEOPLE, TITLES) for name in LOGS}
    boards |= {name: roomed.board(name, YEAR, TITLES) for name in ROOMS}
    boards |= {name: blocked.board(name, YEAR, TITLES) for name in BLOCKED}
    boards |= {name: weeks.board(name, YEAR, TITLES) for name in WEEKS}
    boards["drift"] = drifting.board()
    boards["year"] = founding.board("year", YEAR)
    sys.stdout.buffer.write(orjson.dumps(boards))


if __name__ == "__main__":
    main()

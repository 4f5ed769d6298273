"""A start in small: the real servers under the real supervisor, and one tiny process in place of the pages.

python -m tests.config.small_start FOLDER
"""

import sys
from pathlib import Path

from config.embedded import CannotStart
from config.embedded.child import Program
from config.embedded.ownership import sole_owner
from config.embedded.place import Place
from config.embedded.servers import start_servers
from config.embedded.supervisor import Supervisor, interrupt_once

TINY = "import time\nprint('at work', flush=True)\ntime.sleep(3600)"


def main() -> None:
    place = Place(Path(sys.argv[1]))
    interrupt_once()
    try:
        with sole_owner(place, "small start", "http://small", say), Supervisor(say) as supervisor:
            start_servers(place, supervisor)
            supervisor.add(Program("tiny", (sys.executable, "-c", TINY), place.root))
            say("ready")
            supervisor.watch()
    except KeyboardInterrupt:
        say("stopped")
    except CannotStart as refusal:
        sys.exit(str(refusal))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

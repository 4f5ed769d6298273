#!/usr/bin/env python
"""Management commands. Those that need database and broker get running ones, see config/embedded."""

import os
import sys

from django.core.management import execute_from_command_line

from config.embedded import CannotStart
from config.embedded.environment import prepared


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with prepared(sys.argv, os.environ):
            execute_from_command_line(sys.argv)
    except CannotStart as refusal:
        sys.exit(f"bets: {refusal}")


if __name__ == "__main__":
    main()

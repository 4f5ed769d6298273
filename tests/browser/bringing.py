"""The worker that takes in whatever waits: a program, for the journeys have no worker of their own."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bets.tasks import bring_in  # noqa: PLC0415 - needs Django

    while bring_in():
        pass


if __name__ == "__main__":
    main()

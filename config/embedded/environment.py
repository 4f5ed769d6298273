"""What manage.py arranges before Django reads its settings: folder, addresses, and servers if a command needs some."""

import warnings
from argparse import ArgumentParser
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from config.embedded.errors import CannotStart
from config.embedded.place import Place
from config.embedded.privileges import Account, default_data_dir, make_data_dir, postgres_account
from config.embedded.processes import Address
from config.embedded.servers import servers

_CHECKOUT = Path(__file__).resolve().parents[2]

_NEED_NONE = {
    *("check_templates", "collectstatic", "diffsettings", "findstatic", "help", "makemigrations", "version"),
    *("compilemessages", "makemessages", "startapp", "startproject"),
    "sla_due",
    "up",  # starts its own
}
_ONLY_TELL = {"-h", "--help", "--version"}

Environment = MutableMapping[str, str]


@contextmanager
def prepared(arguments: Sequence[str], environment: Environment) -> Iterator[None]:
    """Completes `environment` for the command line `arguments`, with servers running while the block lasts.

    Where BETS_DATABASE_URL and BETS_REDIS_URL name servers, nothing is started. Raises CannotStart.
    """
    named = _names_servers(environment)
    account = None if named else postgres_account()
    place = Place(_data_dir(environment, account))
    make_data_dir(place.root, account)
    environment["BETS_DATA_DIR"] = str(place.root)
    if arguments[1:2] == ["up"]:
        _take_options(arguments[2:], environment)
    if arguments[1:2] == ["makemigrations"]:
        _do_without_history(environment)
    if not named:
        _name_servers(place, environment)
    with nullcontext() if named or not needs_servers(arguments) else servers(place.root):
        yield


def needs_servers(arguments: Sequence[str]) -> bool:
    """Whether the command line `arguments` asks anything of the database."""
    name, *options = arguments[1:] or ["help"]
    if name == "check":
        return any(option.startswith("--database") for option in options)
    return name not in _NEED_NONE and not _ONLY_TELL & {name, *options}


def add_up_options(parser: ArgumentParser) -> None:
    """The options of `up`. They stand here because the settings depend on them."""
    parser.add_argument("--demo", action="store_true", help="with an invented company, and sign-in by one click")
    parser.add_argument("--port", type=int, help="of the pages; otherwise BETS_PORT, or 8000")


def _take_options(arguments: Sequence[str], environment: Environment) -> None:
    parser = ArgumentParser(add_help=False)
    add_up_options(parser)
    options, _ = parser.parse_known_args(arguments)
    if options.demo:
        environment["BETS_DEMO"] = "1"
    if options.port is not None:
        environment["BETS_PORT"] = str(options.port)
    Address.chosen(environment)  # refused here in a sentence, not by the settings in a traceback


def _do_without_history(environment: Environment) -> None:
    """Lets `makemigrations` compare with a database that runs, and be silent about one that does not."""
    environment["BETS_DATABASE_POOL"] = "0"  # a pool would try for five seconds, and complain all the while
    warnings.filterwarnings("ignore", "Got an error checking a consistent migration history", RuntimeWarning)


def _names_servers(environment: Environment) -> bool:
    database, broker = (bool(environment.get(name)) for name in ("BETS_DATABASE_URL", "BETS_REDIS_URL"))
    if database != broker:
        raise CannotStart("Set both BETS_DATABASE_URL and BETS_REDIS_URL, or neither of them.")
    return database


def _data_dir(environment: Environment, account: Account | None) -> Path:
    chosen = environment.get("BETS_DATA_DIR")
    return Path(chosen).resolve() if chosen else default_data_dir(_CHECKOUT, account)


def _name_servers(place: Place, environment: Environment) -> None:
    """Points at the servers of `place`. What was meant for other servers would lead libpq astray: it goes."""
    for name in [name for name in environment if name.startswith("PG")]:
        del environment[name]
    environment.update(BETS_DATABASE_URL=place.database_url, BETS_REDIS_URL=place.redis_url)

"""What manage.py arranges for a command line."""

from pathlib import Path

import pytest

from config.embedded import CannotStart
from config.embedded.environment import needs_servers, prepared
from config.embedded.place import Place


@pytest.mark.parametrize("line", ["migrate", "verify", "shell", "runserver 8001", "check --database default"])
def test_a_command_that_asks_the_database_gets_servers(line: str):
    assert needs_servers(["manage.py", *line.split()])


@pytest.mark.parametrize(
    "line",
    [
        *("", "help", "help migrate", "--version", "migrate --help", "migrate -h", "check", "check --deploy"),
        *("makemigrations --check", "collectstatic --no-input", "check_templates", "up --demo"),
    ],
)
def test_a_command_that_asks_nothing_starts_nothing(line: str):
    assert not needs_servers(["manage.py", *line.split()])


def test_the_settings_read_where_the_servers_will_be(folder: Path):
    environment = {"BETS_DATA_DIR": str(folder)}

    with prepared(["manage.py", "help"], environment):
        assert environment == {
            "BETS_DATA_DIR": str(folder),
            "BETS_DATABASE_URL": Place(folder).database_url,
            "BETS_REDIS_URL": Place(folder).redis_url,
        }


def test_a_relative_folder_becomes_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    environment = {"BETS_DATA_DIR": "here"}

    with prepared(["manage.py", "help"], environment):
        assert environment["BETS_DATA_DIR"] == str(folder / "here")


def test_what_the_environment_says_to_libpq_is_dropped(folder: Path):
    environment = {
        "BETS_DATA_DIR": str(folder),
        "PGPORT": "",
        "PGHOST": "elsewhere",
        "PGOPTIONS": "-c x=y",
        "PATH": "p",
    }

    with prepared(["manage.py", "help"], environment):
        assert not [name for name in environment if name.startswith("PG")]
        assert environment["PATH"] == "p"


def test_servers_of_ones_own_are_left_alone(folder: Path):
    named = {"BETS_DATABASE_URL": "postgresql://db/bets", "BETS_REDIS_URL": "redis://broker/0", "PGPASSFILE": "mine"}
    environment = {"BETS_DATA_DIR": str(folder), **named}

    with prepared(["manage.py", "migrate"], environment):
        assert environment == {"BETS_DATA_DIR": str(folder), **named}
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["BETS_DATABASE_URL", "BETS_REDIS_URL"])
def test_half_a_pair_of_servers_is_refused(folder: Path, name: str):
    with (
        pytest.raises(CannotStart, match="both BETS_DATABASE_URL and BETS_REDIS_URL"),
        prepared(["manage.py", "migrate"], {"BETS_DATA_DIR": str(folder), name: "x"}),
    ):
        pass


def test_the_options_of_up_reach_the_settings(folder: Path):
    environment = {"BETS_DATA_DIR": str(folder), "BETS_PORT": "8000"}

    with prepared(["manage.py", "up", "--demo", "--port", "8123"], environment):
        assert (environment["BETS_DEMO"], environment["BETS_PORT"]) == ("1", "8123")


def test_a_port_that_is_none_is_refused_before_the_settings_are_read(folder: Path):
    environment = {"BETS_DATA_DIR": str(folder), "BETS_PORT": "http"}

    with pytest.raises(CannotStart, match="which is no port"), prepared(["manage.py", "up"], environment):
        pass


def test_up_without_options_changes_nothing_of_them(folder: Path):
    environment = {"BETS_DATA_DIR": str(folder), "BETS_PORT": "8000"}

    with prepared(["manage.py", "up"], environment):
        assert environment["BETS_PORT"] == "8000"
        assert "BETS_DEMO" not in environment

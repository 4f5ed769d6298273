"""Fixtures of all tests: no network beyond the loopback, the known cast, and the database as it is."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast, make_cast

_LOOPBACK = ("127.", "::1", "localhost")


class BeyondLoopback(RuntimeError):
    """A test tried to reach another machine."""


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
        raise BeyondLoopback(f"a test tried to connect to {address}")


sys.addaudithook(_refuse_the_world)


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Every worker has its migrated database before Django starts: see tests/servers.py."""


@pytest.fixture
def cast(db: None) -> Cast:
    """A board in ranking with four bets A, B, C, D, and the people who may and may not touch it."""
    return make_cast()


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """Where the storage keeps what is uploaded in this test."""
    default = settings.STORAGES["default"]
    options = default["OPTIONS"] | {"location": tmp_path}
    settings.STORAGES = settings.STORAGES | {"default": default | {"OPTIONS": options}}
    return tmp_path

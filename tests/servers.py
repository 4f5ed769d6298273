"""Real servers for the whole run: one throw-away cluster and broker, one migrated template, a database a worker.

Loaded by `-p tests.servers`, before Django reads its settings. With BETS_DATABASE_URL and BETS_REDIS_URL set,
those servers are used instead, under databases of our own names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.embedded import servers

CHECKOUT = Path(__file__).resolve().parent.parent
RUN = "BETS_TEST_RUN"  # set by the controller for its workers: the name that databases of this run begin with

_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if RUN not in os.environ:
        _start()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    run = os.environ[RUN]
    os.environ["BETS_DATABASE_URL"] = create_database(f"{run}_{worker}", template=f"{run}_template")
    os.environ["BETS_REDIS_PREFIX"] = f"{run}:{worker}"


def pytest_unconfigure() -> None:
    _stack.close()


def create_database(name: str, *, template: str) -> str:
    """Make a database as a copy of `template`; return its connection string."""
    url = os.environ["BETS_DATABASE_URL"]
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return make_conninfo(url, dbname=name)


def _start() -> None:
    """Servers, template and static files; once, in the controller."""
    folder = Path(tempfile.mkdtemp(prefix="bets-test-"))
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)  # a server that had to give root away must be able to walk through
    run = os.environ[RUN] = f"bets_test_{os.getpid()}"
    if "BETS_DATABASE_URL" not in os.environ:
        named = _stack.enter_context(servers(folder / "data", durable=False))
        os.environ.update(BETS_DATABASE_URL=named.database_url, BETS_REDIS_URL=named.redis_url)
    else:
        _stack.callback(_drop_databases, run)
    os.environ.update(
        BETS_DATA_DIR=str(folder / "data"),
        BETS_STATIC_ROOT=str(folder / "static"),
        BETS_DATABASE_POOL="0",
        BETS_DATABASE_URL=create_database(f"{run}_template", template="template0"),
    )
    for command in ("migrate", "collectstatic"):
        _manage(command)


def _manage(command: str) -> None:
    """A Django command in a process of its own: this one must not read the settings yet."""
    subprocess.run(
        [sys.executable, "-m", "django", command, "--no-input", "--verbosity=0"],
        cwd=CHECKOUT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        timeout=600,  # of patience with a busy machine
    )


def _drop_databases(run: str) -> None:
    url = os.environ["BETS_DATABASE_URL"]
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [run])
        for (name,) in rows.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

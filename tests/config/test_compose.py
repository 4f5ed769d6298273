"""The image and docker-compose.yml, held against the code: no engine runs here, so agreement is what can be tested."""

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.embedded import cluster, processes

CHECKOUT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
OURS = ["migrate", "web", "worker", "outside", "beat"]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's lines as (instruction, arguments), continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (CHECKOUT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.strip().partition(" ") for line in lines)]


def instruction(name: str) -> str:
    return next(rest for each, rest in instructions() if each == name)


def image_environment() -> dict[str, str]:
    return dict(part.split("=", 1) for name, rest in instructions() if name == "ENV" for part in shlex.split(rest))


def test_postgresql_is_the_one_of_the_embedded_cluster_and_keeps_its_data():
    db = SERVICES["db"]

    assert db["image"] == f"postgres:{cluster.MAJOR}"
    assert db["volumes"] == ["database:/var/lib/postgresql"]
    assert "database" in COMPOSE["volumes"]


def test_letters_sort_as_in_the_embedded_cluster():
    source = (CHECKOUT / "config" / "embedded" / "cluster.py").read_text()

    for option in shlex.split(SERVICES["db"]["environment"]["POSTGRES_INITDB_ARGS"]):
        assert f'"{option}"' in source


def test_the_broker_is_the_official_one_and_remembers_nothing():
    assert re.fullmatch(r"redis:\d+", SERVICES["redis"]["image"])
    assert SERVICES["redis"]["command"] == [
        *("redis-server", "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction")
    ]


def test_every_process_of_ours_is_the_same_image_under_the_version_of_the_project():
    assert {SERVICES[name]["image"] for name in OURS} == {f"bets:{PROJECT['version']}"}
    assert {SERVICES[name]["build"] for name in OURS} == {"."}


def test_each_runs_the_command_that_up_runs():
    assert json.loads(instruction("CMD")) == [*processes.WEB, "--host", "0.0.0.0", "--port", "8000"]
    assert "command" not in SERVICES["web"]
    assert SERVICES["worker"]["command"] == list(processes.WORKER)
    assert SERVICES["outside"]["command"] == list(processes.OUTSIDE)
    assert SERVICES["beat"]["command"] == [*processes.BEAT, "--schedule", "/data/beat"]
    assert SERVICES["migrate"]["command"] == ["python", "manage.py", "migrate", "--no-input"]


def test_there_is_one_beat_and_room_for_several_of_the_others():
    assert "deploy" not in SERVICES["beat"]
    assert not [name for name in OURS if "container_name" in SERVICES[name]]
    assert re.search(r"\d+-\d+\}?:8000$", SERVICES["web"]["ports"][0])


def test_the_page_port_is_open_to_a_proxy_on_this_machine_only():
    assert [port for name in SERVICES for port in SERVICES[name].get("ports", [])] == SERVICES["web"]["ports"]
    assert SERVICES["web"]["ports"][0].startswith("127.0.0.1:")


def test_every_setting_is_one_that_the_code_reads():
    read = settings_read()

    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= read
    assert {name for name in image_environment() if name.startswith("BETS_")} <= read | {"BETS_HOST"}


def settings_read() -> set[str]:
    """Names of all settings that stand in config/."""
    sources = "".join(path.read_text() for path in (CHECKOUT / "config").glob("*.py"))
    return {f"BETS_{name}" for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', sources)}


@pytest.mark.parametrize("name", ["BETS_URL", "BETS_SECRET_KEY", "BETS_SMTP_URL"])
def test_what_has_no_safe_default_must_be_given(name: str):
    for each in OURS:
        assert SERVICES[each]["environment"][name].startswith(f"${{{name}:?")


def test_all_processes_have_the_same_settings_and_no_demo():
    assert all(SERVICES[name]["environment"] == SERVICES["web"]["environment"] for name in OURS)
    assert "BETS_DEMO" not in SERVICES["web"]["environment"]


def test_database_and_broker_are_reached_by_their_service_names():
    settings = SERVICES["web"]["environment"]

    assert settings["BETS_DATABASE_URL"].endswith("@db:5432/bets")
    assert settings["BETS_REDIS_URL"] == "redis://redis:6379/0"


def test_nothing_of_ours_starts_before_the_migration_is_done():
    for name in ("web", "worker", "outside", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["db"] == {"condition": "service_healthy"}


def test_everything_that_stays_has_a_health_check():
    for name in ("db", "redis", "worker", "outside", "beat"):
        assert SERVICES[name]["healthcheck"]["test"]
    assert "/livez" in instruction("HEALTHCHECK")


def test_the_image_is_of_a_python_that_the_project_is_for():
    minor = re.match(r"python:3\.(\d+)-slim$", instruction("FROM"))

    assert minor
    assert PROJECT["requires-python"] == ">=3.11"
    assert 11 <= int(minor[1]) <= 14


def test_the_image_installs_the_locked_packages_and_gives_root_away():
    runs = [rest for name, rest in instructions() if name == "RUN"]

    assert any("--require-hashes" in run and "-r requirements/app.txt" in run for run in runs)
    assert instruction("USER") == "bets"
    assert [name for name, _ in instructions()].index("USER") < [name for name, _ in instructions()].index("CMD")


def test_the_image_holds_all_code_and_none_of_the_rest():
    kept = {
        line[1:].rstrip("/") for line in (CHECKOUT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    packages = {path.parent.name for path in CHECKOUT.glob("*/__init__.py")} - {"tests"}

    assert packages | {"templates", "static", "manage.py", "requirements/app.txt"} <= kept
    assert not kept & {"tests", ".git", ".venv", ".data"}

"""The walk of docs/integrations.md, pasted into a shell, against the served demo company and a Jira of our own."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bets.actions import roadmap
from bets.models import Reference
from bets.tasks import ask_roadmaps, bring_in
from config.demo.load import load_demo
from journal.tasks import send_webhooks
from org.models import Membership, Team
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN, Jira, serving
from tests.live.web import Broker, free_port, web
from tests.servers import CHECKOUT

PAGE = (CHECKOUT / "docs" / "integrations.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)


@contextmanager
def working() -> Iterator[None]:
    """What worker and beat do, in a thread of this process."""
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.wait(0.2):
                for task in (send_webhooks, ask_roadmaps, bring_in):
                    task()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def connect(jira: Jira) -> None:
    """What an admin does on the page of the tool."""
    now = timezone.now()
    admin = Membership.objects.get(board__slug="quernhill", roles__contains=["admin"], ended_at=None)
    wanted = roadmap.Wanted(address=jira.address, account=ACCOUNT, secret=TOKEN)
    roadmap.connect(wanted=wanted, by=admin, now=now)
    for team in Team.objects.filter(board=admin.board_id):
        jira.projects[team.slug.upper()] = team.name
        roadmap.map_team(team=team, project=team.slug.upper(), by=admin, now=now)


@pytest.mark.skipif(shutil.which("curl") is None, reason="The walk is pasted into a shell that has curl.")
@pytest.mark.django_db(transaction=True)
def test_the_walk_goes_through(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOK_PRIVATE = True
    monkeypatch.setenv("BETS_WEBHOOK_PRIVATE", "1")
    load_demo(now=timezone.now())
    (receiver,) = blocks("python")
    (tmp_path / "receiver.py").write_text(receiver)
    (tmp_path / "manage.py").symlink_to(CHECKOUT / "manage.py")
    broker = Broker(tmp_path)
    try:
        with serving() as jira, web(broker) as server, working():
            jira.page = 100
            connect(jira)
            said = walk(tmp_path, server.port)
            assert "bets.ranking.changed" in said
            assert "while its funded" in said
            assert "was made." in said
            assert Reference.objects.filter(source="jira").count() == len(jira.issues) > 1
    finally:
        broker.kill()


def walk(folder: Path, port: int) -> str:
    """All blocks in one shell, as they stand; what it printed."""
    script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + "\n".join(blocks("sh"))
    environment = os.environ | {
        "BETS": f"http://127.0.0.1:{port}", "PYTHON": sys.executable, "HOOK_PORT": str(free_port()),
        "PYTHONPATH": str(CHECKOUT), "NO_PROXY": "*",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=420
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout

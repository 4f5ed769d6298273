"""Whether this process lives, and whether it can serve."""

from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from eteam.reminders import audit as reminders
from journal.webhooks import audit as webhooks

BROKER_TIMEOUT = 0.2


@login_not_required
def livez(request: HttpRequest) -> HttpResponse:
    """200 from a process that answers at all. Touches neither database nor broker."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 with database and migrations in order; a broker that is away only degrades, for ranking goes on."""
    state: dict[str, Any] = {"database": _database(), "broker": _broker()}
    ready = state["database"] == "ok"
    state["status"] = "unavailable" if not ready else "ok" if state["broker"] == "ok" else "degraded"
    return JsonResponse(state, status=200 if ready else 503)


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while everything that must go on by itself does, else 503; each check with a sentence."""
    try:
        now = timezone.now()
        checks = (*reminders.audit(now), webhooks.audit(now))
    except DatabaseError:
        return JsonResponse({"status": "red", "database": "away"}, status=503)
    is_well = all(check.is_well for check in checks)
    state = {check.name: {"ok": check.is_well, "says": check.says} for check in checks}
    return JsonResponse({"status": "green" if is_well else "red"} | state, status=200 if is_well else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "away"
    return f"{len(waiting)} migrations waiting" if waiting else "ok"


def _broker() -> str:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=BROKER_TIMEOUT, socket_connect_timeout=BROKER_TIMEOUT
    )
    try:
        client.ping()
    except redis.RedisError:
        return "away"
    finally:
        client.close()
    return "ok"

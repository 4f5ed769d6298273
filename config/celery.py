"""Work off the request, and the one table of everything that happens by the clock (UTC)."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

OUTSIDE = "outside"

app = Celery("bets")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    # A task is done when it has run, not when it was fetched: a killed worker's task runs again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    broker_transport_options={"visibility_timeout": 900},
    broker_connection_retry_on_startup=True,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=10,
    task_soft_time_limit=240,
    task_time_limit=300,
    task_ignore_result=True,
    timezone="UTC",
    # What waits for somebody else's server has a worker of its own: a slow receiver holds up no reminder.
    task_routes={"journal.tasks.send_webhooks": {"queue": OUTSIDE}, "bets.tasks.ask_roadmaps": {"queue": OUTSIDE}},
    beat_schedule={
        # Sent again every few seconds: one that no worker fetched in time is worth nothing any more.
        "prove what a ranking round proposes": {"task": "bets.tasks.prove", "schedule": 3.0, "options": {"expires": 3}},
        "bring in what was sent as files": {"task": "bets.tasks.bring_in", "schedule": 2.0, "options": {"expires": 2}},
        # Whatever is due by a wall clock somewhere is found by this one.
        "plan and send reminders": {"task": "eteam.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
        "show that beat and worker live": {"task": "eteam.tasks.pulse", "schedule": 20.0, "options": {"expires": 20}},
        "look for what was not sent": {"task": "eteam.tasks.audit", "schedule": 300.0, "options": {"expires": 300}},
        "send webhooks": {"task": "journal.tasks.send_webhooks", "schedule": 5.0, "options": {"expires": 5}},
        "ask roadmap tools": {"task": "bets.tasks.ask_roadmaps", "schedule": 5.0, "options": {"expires": 5}},
        "follow roadmap tools": {"task": "bets.tasks.follow_roadmaps", "schedule": 300.0, "options": {"expires": 300}},
        "forget deliveries": {"task": "journal.tasks.forget_deliveries", "schedule": crontab(hour=2, minute=50)},
        "forget idempotency keys": {"task": "journal.tasks.forget_keys", "schedule": crontab(minute=17)},
        "forget sessions": {"task": "org.tasks.forget_sessions", "schedule": crontab(hour=2, minute=40)},
        "forget imports": {"task": "bets.tasks.forget_imports", "schedule": crontab(hour=2, minute=55)},
        "verify the invariants": {"task": "config.tasks.verify", "schedule": crontab(hour=3, minute=10)},
    },
)
app.autodiscover_tasks()

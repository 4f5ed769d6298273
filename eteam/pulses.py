"""That beat, worker and tick go on, as rows: health is progress, and a process that hangs looks alive."""

from datetime import datetime

from django.db import connection

BEAT, WORKER, TICK = "beat", "worker", "tick"

_BEAT = """
INSERT INTO eteam_pulse (name, at) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET at = greatest(eteam_pulse.at, excluded.at)
"""


def beat(name: str, at: datetime) -> None:
    """`name` went on at `at`. One statement, whoever else does the same; an old message never sets it back."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [name, at])

"""The one clock that all who send share."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """What the database's clock shows, also within a transaction: machines that send may be wrong about the time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    found: datetime = at
    return found

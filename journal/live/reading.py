"""The few threads in which streams ask the database. A connection is given back as soon as it has answered."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

THREADS = 2

T = TypeVar("T")

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")


async def ask(question: Callable[[], T]) -> T:
    """The answer of `question`, which may use the database; nothing stays open behind it."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _and_let_go, question)


def _and_let_go(question: Callable[[], T]) -> T:
    try:
        return question()
    finally:
        connection.close()

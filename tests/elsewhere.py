"""Work on another connection: what a second person does meanwhile. Needs a database with real commits."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def elsewhere(work: Callable[[], T]) -> T:
    """The result of `work`, done and committed by another connection. Raises what it raises."""
    return begin_elsewhere(work).result(timeout=30)


def begin_elsewhere(work: Callable[[], T]) -> "Future[T]":
    """`work`, begun on another connection; it may have to wait for us."""
    pool = ThreadPoolExecutor(max_workers=1)
    promised = pool.submit(_and_let_go, work)
    pool.shutdown(wait=False)
    return promised


def _and_let_go(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connection.close()

"""So many requests a minute for each token, whoever asks at once; and what is left stands in every answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from api.throttling import Share, _count
from config.cache import Cache
from tests.api.tokens import machine_of
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def test_the_limit_is_told_and_held(cast: Cast, settings: object) -> None:
    settings.API_RATE = 3  # type: ignore[attr-defined]
    machine, page = machine_of(cast.ines), f"cycles/{cast.cycle.pk}/ranking/"
    answers = [machine.get(page) for _ in range(4)]
    if [answer.status_code for answer in answers] != [200, 200, 200, 429]:  # the minute was over in between
        answers = [machine.get(page) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answers[0]["RateLimit"].startswith('"minute";r=2;t=')
    refused = answers[-1]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit"].startswith('"minute";r=0;t=')
    assert (refused["Content-Type"], refused.json()["code"]) == ("application/problem+json", "throttled")


def test_another_actor_has_a_share_of_their_own(cast: Cast, settings: object) -> None:
    settings.API_RATE = 1  # type: ignore[attr-defined]
    page = f"cycles/{cast.cycle.pk}/ranking/"
    ines, otto = machine_of(cast.ines), machine_of(cast.otto)
    ines.get(page)
    assert otto.get(page).status_code == 200


def test_of_many_at_once_exactly_the_limit_gets_through() -> None:
    with ThreadPoolExecutor(16) as pool:
        used = sorted(share.used for share in pool.map(lambda _: _count("token-1", 6_000.0), range(200)))
    assert used == list(range(1, 201))


def test_a_share_that_is_read_and_then_written_lets_more_through() -> None:
    """The control: what is not one step counts some of them as one."""

    def read_then_write(_: int) -> int:
        used = int(cache.get("control", 0)) + 1
        cache.set("control", used)
        return used

    with ThreadPoolExecutor(16) as pool:
        used = sorted(pool.map(read_then_write, range(200)))
    assert used != list(range(1, 201))


def test_without_a_broker_each_process_counts_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cache, "_away_until", float("inf"))
    assert [_count("token-2", 6_000.0).used for _ in range(3)] == [1, 2, 3]
    assert _count("token-2", 6_060.0).used == 1  # the next minute


def test_what_is_left_is_never_less_than_nothing() -> None:
    assert Share(limit=3, used=9, resets=4).left == 0

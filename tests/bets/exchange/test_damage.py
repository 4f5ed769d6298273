"""Whatever happened to a file on its way: it is read, or refused with problems, and nothing else."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bets.exchange import ExchangeError, read_bets
from tests.bets.exchange import broken_json
from tests.bets.exchange.broken import bet, bets
from tests.bets.exchange.broken_xlsx import with_sheet

NAMES = st.sampled_from(["b.csv", "b.xlsx", "b.json"])
CSV = bets(bet(title='"Fewer, ""much"" fewer"'))
JSON = broken_json.document(broken_json.bet(demand={"core": "1.5"}, needs=["1"]))

two_hundred_times = settings(
    derandomize=True, max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def reads_or_refuses(name: str, data: bytes) -> None:
    with suppress(ExchangeError):
        read_bets(name, data, first_setup=True)


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Replaces a stretch of bytes by others."""
    share = draw(st.floats(min_value=0, max_value=1))
    length = draw(st.integers(min_value=0, max_value=9))
    instead = draw(st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"<", b"}", b"[", b"\0", b"999"]))

    def damaged(data: bytes) -> bytes:
        at = int(share * len(data))
        return data[:at] + instead + data[at + length :]

    return damaged


@two_hundred_times
@given(NAMES, st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(ExchangeError):
        read_bets(name, data)


@two_hundred_times
@given(damages())
def test_a_damaged_table_is_read_or_refused(damaged: Callable[[bytes], bytes]) -> None:
    reads_or_refuses("b.csv", damaged(CSV))


@two_hundred_times
@given(damages())
def test_a_damaged_document_is_read_or_refused(damaged: Callable[[bytes], bytes]) -> None:
    reads_or_refuses("b.json", damaged(JSON))


@two_hundred_times
@given(damages())
def test_a_damaged_workbook_is_read_or_refused(damaged: Callable[[bytes], bytes]) -> None:
    reads_or_refuses("b.xlsx", damaged(with_sheet(lambda sheet: sheet)))


@two_hundred_times
@given(damages())
def test_a_workbook_with_a_damaged_sheet_is_read_or_refused(damaged: Callable[[bytes], bytes]) -> None:
    reads_or_refuses("b.xlsx", with_sheet(damaged))

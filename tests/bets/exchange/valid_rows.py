"""Hypothesis strategies for everything that a board can say and a file can carry."""

import re

from hypothesis import strategies as st

from bets.exchange import BetKey, BetRow, CapacityRow, CycleExport

_TRICKS = [
    "=1+1",
    "'=1",
    "-",
    "@a",
    "#N/A",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0042_",
    "007",
    "1e5",
    "TRUE",
    'a,"b";c',
]
_SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
_TEAMS = st.from_regex(re.compile(r"[a-z0-9][a-z0-9_-]{0,9}"), fullmatch=True)
_SOURCES = st.sampled_from(["tracker", "u", "2.x"])
_TENTHS = st.integers(min_value=1, max_value=100_000)


def texts(most: int, *, least: int = 0) -> st.SearchStrategy[str]:
    """One line without spaces around it."""
    free = st.text(_SIGNS, max_size=most).map(str.strip)
    return (free | st.sampled_from(_TRICKS)).filter(lambda text: len(text) >= least)


def _without_spaces(text: str) -> str:
    return "".join(text.split()) or "x"


_KEYS = st.builds(BetKey, _SOURCES, texts(12).map(_without_spaces))
_OWNERS = st.sampled_from(["ann@example.com", "=cmd@example.com", "-b+c@x.example.org"])
_LINKS = st.sampled_from(["", "https://example.com/a?b=c#d", "http://[::1]:8000/"])


@st.composite
def bet_rows(draw: st.DrawFn) -> tuple[BetRow, ...]:
    """Some in the tray; each one needs only earlier ones, so that no ring is made."""
    keys = draw(st.lists(_KEYS, min_size=1, max_size=5, unique=True))
    ranked = draw(st.permutations(range(1, len(keys) + 1)))
    in_tray = draw(st.integers(min_value=0, max_value=len(keys)))
    ranks = [rank if rank <= len(keys) - in_tray else None for rank in ranked]
    return tuple(draw(_bet_row(keys, at, rank)) for at, rank in enumerate(ranks))


@st.composite
def _bet_row(draw: st.DrawFn, keys: list[BetKey], at: int, rank: int | None) -> BetRow:
    earlier, others = keys[:at], [*keys[:at], *keys[at + 1 :]]
    demand = draw(st.dictionaries(_TEAMS, _TENTHS, max_size=4))
    return BetRow(
        external_source=keys[at].external_source,
        external_id=keys[at].external_id,
        rank=rank,
        title=draw(texts(200, least=1)),
        owner=draw(_OWNERS),
        link=draw(_LINKS),
        thesis=draw(texts(140)),
        must_do=draw(st.booleans()),
        needs=tuple(draw(_some(earlier))),
        excludes=tuple(draw(_some(others))),
        needs_no_team=not demand and draw(st.booleans()),
        demand=demand,
    )


def _some(keys: list[BetKey]) -> st.SearchStrategy[list[BetKey]]:
    return st.lists(st.sampled_from(keys), unique=True, max_size=3) if keys else st.just([])


_CAPACITIES = st.builds(
    CapacityRow,
    team=_TEAMS,
    raw_tenths=_TENTHS | st.just(0),
    reserve_permille=st.integers(min_value=0, max_value=1000),
    carry_over_tenths=_TENTHS | st.just(0),
)

exports = st.builds(
    CycleExport,
    board=st.just("board"),
    cycle=st.just("2026H1"),
    policy=st.sampled_from(["team", "strict", "fill"]),
    revision=st.integers(min_value=0, max_value=9999),
    bets=bet_rows(),
    capacity=st.lists(_CAPACITIES, min_size=1, max_size=5, unique_by=lambda row: row.team).map(tuple),
    ranking=st.just({}),
    allocation=st.just({}),
)

"""What holds of every allocation, tried on small invented boards with every kind of bet.

With full counts 5,000 boards per property instead of 100. The examples are the same in each run.
"""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bets.allocation import Allocation, BetId, Candidate, Policy, Reason, allocate
from tests.counts import COUNTED, WHOLE

pytestmark = COUNTED

TEAMS = ("x", "y", "z")
tried = settings(
    max_examples=5_000 if WHOLE else 100,
    derandomize=True,
    database=None,
    deadline=None,
)

policies = st.sampled_from(Policy)
capacities = st.dictionaries(st.sampled_from(TEAMS), st.integers(0, 40))
demands = st.dictionaries(st.sampled_from(TEAMS), st.integers(0, 20))


few_bets = st.one_of(st.just(()), st.just(()), st.tuples(st.integers(1, 7)), st.tuples(*[st.integers(1, 7)] * 2))
rarely = st.sampled_from([False, False, False, False, True])
bets = st.builds(
    Candidate,
    id=st.just(0),
    demand=st.one_of(demands, demands, demands, demands, st.none()),
    needs=few_bets,
    excludes=few_bets,
    must_do=rarely,
)


@st.composite
def boards(draw: st.DrawFn) -> list[Candidate]:
    """Up to 7 bets in rank order; a few must-do, unsized, or with needs and partners, above, below or absent."""
    return [
        replace(
            bet,
            id=rank,
            needs=tuple(needed for needed in bet.needs if needed != rank),
            excludes=tuple(other for other in bet.excludes if other != rank),
        )
        for rank, bet in enumerate(draw(st.lists(bets, max_size=7)), start=1)
    ]


def demand_of(allocation: Allocation, bet: BetId) -> dict[str, int]:
    demands = {candidate.id: candidate.demand or {} for candidate in allocation.candidates}
    return {team: tenths for team, tenths in demands[bet].items() if tenths}


def allocation_order(candidates: list[Candidate]) -> list[BetId]:
    return [bet.id for bet in sorted(candidates, key=lambda bet: not bet.must_do)]


def verdict(allocation: Allocation, bet: BetId) -> object:
    """What is said of a bet at its turn. The no-regret price looks at the whole list, so it is no part of it."""
    waiting = allocation.unfunded.get(bet)
    return waiting and replace(waiting, no_regret_price={}), allocation.placements[bet]


@tried
@given(boards(), capacities, policies)
def test_every_bet_is_funded_or_waits_in_allocation_order(board, capacity, policy):
    allocation = allocate(board, capacity, policy)
    order = allocation_order(board)

    assert sorted([*allocation.funded, *allocation.unfunded]) == sorted(order)
    assert list(allocation.funded) == [bet for bet in order if bet in allocation.funded]
    assert list(allocation.unfunded) == [bet for bet in order if bet in allocation.unfunded]


@tried
@given(boards(), capacities, policies)
def test_what_is_used_and_what_is_left_are_the_capacity_and_nothing_is_overdrawn(board, capacity, policy):
    allocation = allocate(board, capacity, policy)

    for team, tenths in capacity.items():
        used = sum(demand_of(allocation, bet).get(team, 0) for bet in allocation.funded)
        assert allocation.used[team] == used
        assert allocation.leftover[team] == tenths - used >= 0


@tried
@given(boards(), capacities, policies)
def test_a_funded_bet_has_what_it_needs_and_no_funded_partner(board, capacity, policy):
    allocation = allocate(board, capacity, policy)
    funded = set(allocation.funded)

    for bet in (candidate for candidate in board if candidate.id in funded):
        assert bet.demand is not None
        assert funded.issuperset(bet.needs)
        assert funded.isdisjoint(bet.excludes)
        assert capacity.keys() >= demand_of(allocation, bet.id).keys()


@tried
@given(boards(), capacities, policies, st.integers(0, 8))
def test_a_bet_depends_only_on_what_stands_above_it_and_on_must_do_bets(board, capacity, policy, place):
    above = [bet for rank, bet in enumerate(board) if rank < place or bet.must_do]

    whole, part = allocate(board, capacity, policy), allocate(above, capacity, policy)

    for bet in above:
        assert verdict(part, bet.id) == verdict(whole, bet.id)


@tried
@given(boards(), capacities)
def test_strict_funds_a_prefix_of_the_bets_that_an_estimate_and_a_partner_leave_to_it(board, capacity):
    """Unsized and excluded bets close nothing, so the prefix runs past them, as past must-do bets."""
    allocation = allocate(board, capacity, Policy.STRICT)
    set_aside = {Reason.UNSIZED, Reason.EXCLUDED_BY}
    asked = [
        bet.id
        for bet in board
        if not bet.must_do and (bet.id in allocation.funded or allocation.unfunded[bet.id].reason not in set_aside)
    ]
    funded = [bet for bet in asked if bet in allocation.funded]

    assert funded == asked[: len(funded)]
    assert allocation.line == next(iter(asked[len(funded) :]), None)


@tried
@given(boards(), capacities, policies, st.data())
def test_moving_a_funded_bet_up_keeps_it_funded_unless_it_passes_one_that_it_needs(board, capacity, policy, data):
    funded = allocate(board, capacity, policy).funded
    assume(funded)
    place = data.draw(st.sampled_from([place for place, bet in enumerate(board) if bet.id in funded]))
    bet = board[place]
    higher = data.draw(st.integers(0, place))
    passed = board[higher:place]
    assume(not any(other.id in bet.needs for other in passed))

    moved = [*board[:higher], bet, *passed, *board[place + 1 :]]

    assert bet.id in allocate(moved, capacity, policy).funded


@tried
@given(boards(), capacities, policies, st.integers(2, 12))
def test_larger_units_change_nothing(board, capacity, policy, factor):
    larger = [
        bet if bet.demand is None else replace(bet, demand={t: n * factor for t, n in bet.demand.items()})
        for bet in board
    ]

    given, scaled = (
        allocate(board, capacity, policy),
        allocate(larger, {team: tenths * factor for team, tenths in capacity.items()}, policy),
    )

    assert scaled.funded == given.funded
    assert scaled.team_lines == given.team_lines
    for bet, waiting in given.unfunded.items():
        assert scaled.unfunded[bet] == replace(
            waiting,
            turn_price={team: tenths * factor for team, tenths in waiting.turn_price.items()},
            no_regret_price={team: tenths * factor for team, tenths in waiting.no_regret_price.items()},
        )


@tried
@given(boards(), capacities, policies, st.permutations(TEAMS))
def test_renaming_teams_changes_only_the_names(board, capacity, policy, names):
    """Also where the new names sort otherwise: teams of equal shortage are then listed in another order."""
    renamed = dict(zip(TEAMS, names, strict=True))

    def rename(amounts: dict[str, int]) -> dict[str, int]:
        return {renamed[team]: tenths for team, tenths in amounts.items()}

    others = [replace(bet, demand=bet.demand if bet.demand is None else rename(bet.demand)) for bet in board]
    given, other = allocate(board, capacity, policy), allocate(others, rename(capacity), policy)

    assert other.funded == given.funded
    assert other.team_lines == rename(given.team_lines)
    for bet, waiting in given.unfunded.items():
        twin = other.unfunded[bet]
        assert set(twin.teams) == {renamed[team] for team in waiting.teams}
        assert (twin.reason, twin.behind, twin.missing) == (waiting.reason, waiting.behind, waiting.missing)
        assert twin.turn_price == rename(waiting.turn_price)
        assert twin.no_regret_price == rename(waiting.no_regret_price)


@tried
@given(boards(), capacities)
def test_no_funded_bet_below_the_line_of_a_team_uses_that_team(board, capacity):
    allocation = allocate(board, capacity, Policy.TEAM)
    order = allocation_order(board)

    for team, line in allocation.team_lines.items():
        for bet in order[order.index(line) :]:
            assert bet not in allocation.funded or team not in demand_of(allocation, bet)


@tried
@given(boards(), capacities)
def test_a_queued_bet_names_bets_above_it_that_wait_for_its_teams(board, capacity):
    allocation = allocate(board, capacity, Policy.TEAM)
    ranks = {bet.id: rank for rank, bet in enumerate(board)}

    for bet, waiting in allocation.unfunded.items():
        assert (waiting.reason is Reason.QUEUE) == bool(waiting.behind)
        assert {allocation.team_lines[team] for team in waiting.teams if waiting.behind} == set(waiting.behind)
        for closer in waiting.behind:
            assert ranks[closer] < ranks[bet]
            assert closer in allocation.unfunded


@tried
@given(boards(), capacities, policies)
def test_allocating_only_the_funded_bets_funds_them_all(board, capacity, policy):
    funded = allocate(board, capacity, policy).funded

    alone = allocate([bet for bet in board if bet.id in funded], capacity, policy)

    assert alone.funded == funded


@tried
@given(boards(), capacities, policies)
def test_a_bet_waits_for_capacity_only_where_it_is_short(board, capacity, policy):
    for waiting in allocate(board, capacity, policy).unfunded.values():
        if waiting.reason is Reason.CAPACITY:
            assert waiting.short
            assert set(waiting.teams) == set(waiting.short)
        if waiting.would_fit is not None:
            assert waiting.would_fit == (not waiting.turn_price)
        assert waiting.no_regret_price.keys() >= waiting.turn_price.keys()
        assert all(waiting.no_regret_price[team] >= tenths for team, tenths in waiting.turn_price.items())


@tried
@given(boards(), capacities)
def test_idle_capacity_stands_behind_the_line_of_its_own_team(board, capacity):
    allocation = allocate(board, capacity, Policy.TEAM)

    lines = {team: bet for team, bet in allocation.team_lines.items() if allocation.leftover.get(team)}
    assert allocation.idle_behind == lines


@tried
@given(boards(), capacities)
def test_fill_marks_exactly_what_gets_past_a_bet_that_waits_for_the_same_team(board, capacity):
    allocation = allocate(board, capacity, Policy.FILL)
    order = [bet for bet in board if not bet.must_do]

    for place, bet in enumerate(order):
        if bet.id in allocation.funded:
            waiting = [above.id for above in order[:place] if above.id in allocation.unfunded]
            passed = [
                above for above in waiting if allocation.unfunded[above].short.keys() & demand_of(allocation, bet.id)
            ]
            assert bool(passed) == (bet.id in allocation.jumps)
            assert set(allocation.jumps.get(bet.id, ())) <= set(passed)

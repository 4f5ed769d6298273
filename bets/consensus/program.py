"""The cheapest order of all, by integer programming (HiGHS).

Loading this loads numpy and the solver, about 20 MiB; what a web process needs is in `proposing`.
"""

from dataclasses import dataclass, replace
from math import ceil
from time import monotonic
from typing import TypeAlias

import numpy as np
from highspy import Highs, HighsModelStatus, HighsVarType, kHighsInf
from numpy.typing import NDArray

from bets.consensus.opinions import Order

Matrix: TypeAlias = NDArray[np.float64]

RINGS_AT_ONCE = 400
TINY = 1e-4  # what counts as whole, and as no ring: well above the solver's tolerances, or it would not come to an end
DOUBT = 1e-3  # no bound is rounded up from noise: objectives are whole numbers


@dataclass(frozen=True, slots=True)
class Answer:
    """`bound`: no order costs less. Proved when `order` costs just that."""

    order: Order
    cost: int
    bound: int = 0

    @property
    def is_proved(self) -> bool:
        return self.bound == self.cost


class Program:
    """One variable for each pair, 1 if the first of the two stands above the second.

    That a above b, b above c and c above a cannot be is said of the rings that an answer contains, until one comes
    without (lazy cuts): of the 39,200 among 50, some hundreds are needed. Fractions are allowed first. Mostly the
    answer has none; only where it has, whole numbers are asked for, which may take seconds.
    """

    def __init__(self, size: int, deadline: float) -> None:
        """`deadline` by the clock of `time.monotonic`."""
        self.size = size
        self.deadline = deadline
        self.upper, self.lower = np.triu_indices(size, 1)
        self.columns = np.arange(len(self.upper), dtype=np.int32)
        self.column = np.zeros((size, size), dtype=np.int32)
        self.column[self.upper, self.lower] = self.column[self.lower, self.upper] = self.columns
        self.highs = _highs(len(self.columns))
        self.whole = False

    def least(self, costs: Matrix, start: Order) -> Answer:
        """The cheapest order that is still allowed; `costs`: whole numbers, [a][b] of putting a above b.

        `start` is allowed, and is the answer where none is cheaper or time is up.
        """
        self._aim(costs)
        best = Answer(start, _cost(start, costs))
        while not best.is_proved and (status := self._run()):
            best = replace(best, bound=max(best.bound, min(best.cost, self._bound(status))))
            if status != HighsModelStatus.kOptimal:
                break  # time is up; and whatever else HiGHS may say proves nothing
            above = self._above()
            if not self.whole:
                self._fix(best.cost)
            if best.is_proved or self._cut(above):
                continue
            if np.abs(above - above.round()).max() > TINY:
                self._demand_whole(True)
                continue
            order = _order(above)
            return replace(best, order=order, cost=_cost(order, costs))
        return best

    def allow(self, costs: Matrix, most: int) -> None:
        """From now on no order that costs more. The half keeps an order at `most` away from all rounding."""
        factors, constant = self._factors(costs)
        self.highs.addRow(-kHighsInf, most - constant + 0.5, len(self.columns), self.columns, factors)

    def _aim(self, costs: Matrix) -> None:
        factors, constant = self._factors(costs)
        self.highs.changeColsCost(len(self.columns), self.columns, factors)
        self.highs.changeObjectiveOffset(constant)
        self._demand_whole(False)

    def _factors(self, costs: Matrix) -> tuple[Matrix, float]:
        """A pair costs one way or the other: a factor for its variable, and what is paid for all zeros."""
        one, other = costs[self.upper, self.lower], costs[self.lower, self.upper]
        return one - other, float(other.sum())

    def _demand_whole(self, whole: bool) -> None:
        kind = HighsVarType.kInteger if whole else HighsVarType.kContinuous
        kinds = np.full(len(self.columns), int(kind), dtype=np.uint8)
        self.highs.changeColsIntegrality(len(self.columns), self.columns, kinds)
        self.whole = whole

    def _run(self) -> HighsModelStatus | None:
        """None when no time is left to begin with."""
        left = self.deadline - monotonic()
        if left <= 0:
            return None
        # The solver's clock of fractions goes on from run to run, that of whole numbers begins anew.
        self.highs.setOptionValue("time_limit", left + (0 if self.whole else self.highs.getRunTime()))
        self.highs.run()
        return self.highs.getModelStatus()

    def _bound(self, status: HighsModelStatus) -> int:
        """What this run has proved: 0 at least, for no order costs less than nothing."""
        info = self.highs.getInfo()
        if self.whole and status in (HighsModelStatus.kOptimal, HighsModelStatus.kTimeLimit):
            return ceil(max(info.mip_dual_bound, 0) - DOUBT)
        return ceil(info.objective_function_value - DOUBT) if status == HighsModelStatus.kOptimal else 0

    def _above(self) -> Matrix:
        above = np.zeros((self.size, self.size))
        values = np.array(self.highs.getSolution().col_value)
        above[self.upper, self.lower], above[self.lower, self.upper] = values, 1 - values
        return above

    def _fix(self, most: int) -> None:
        """What would cost more than `most` the other way round stays as it is, for good."""
        solution = self.highs.getSolution()
        values, prices = np.array(solution.col_value), np.array(solution.col_dual)
        slack = most - self.highs.getInfo().objective_function_value + DOUBT
        zeros = self.columns[(prices > slack) & (values < TINY)]  # a fixed one may have a price of either sign
        ones = self.columns[(prices < -slack) & (values > 1 - TINY)]
        self.highs.changeColsBounds(len(zeros), zeros, np.zeros(len(zeros)), np.zeros(len(zeros)))
        self.highs.changeColsBounds(len(ones), ones, np.ones(len(ones)), np.ones(len(ones)))

    def _cut(self, above: Matrix) -> bool:
        """Cuts off the worst rings of this answer; False if it has none."""
        excess = above[:, :, None] + above[None, :, :] + above.T[:, None, :] - 2
        a, b, c = np.nonzero(excess > TINY)
        once = (a < b) & (a < c)
        rings = np.stack([a[once], b[once], c[once]])
        worst = np.argsort(-excess[tuple(rings)], kind="stable")[:RINGS_AT_ONCE]
        self._forbid(rings[:, worst])
        return len(worst) > 0

    def _forbid(self, rings: NDArray[np.int64]) -> None:
        """Of the three pairs of a ring at most two stand that way round."""
        following = np.roll(rings, -1, axis=0)
        signs = np.where(rings < following, 1.0, -1.0).T
        count = len(signs)
        most = 2.0 - (signs < 0).sum(axis=1)
        starts = np.arange(0, 3 * count, 3, dtype=np.int32)
        columns = self.column[rings, following].T
        self.highs.addRows(count, np.full(count, -kHighsInf), most, 3 * count, starts, columns.ravel(), signs.ravel())


def _highs(columns: int) -> Highs:
    highs = Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("threads", 1)  # the same steps each time, and no thread that would be lost in a fork
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)  # less than one: costs are whole numbers
    nothing = np.zeros(columns)
    none = np.zeros(0, dtype=np.int32)
    highs.addCols(columns, nothing, nothing, np.ones(columns), 0, none, none, np.zeros(0))
    return highs


def _order(above: Matrix) -> Order:
    """The bets by how many stand below them: n - 1, n - 2, ... 0, or it is none. ValueError then."""
    below = above.round().sum(axis=1)
    order = np.argsort(-below, kind="stable")
    if not np.array_equal(below[order], np.arange(len(below))[::-1]):
        raise ValueError("a ring is no order")
    return tuple(int(one) for one in order)


def _cost(order: Order, costs: Matrix) -> int:
    sorted_ = costs[np.ix_(order, order)]
    return round(float(np.triu(sorted_, 1).sum()))

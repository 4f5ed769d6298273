"""What a demand meets: how much the team has, and who else asks for it. Pure; tenths of person-weeks."""

from dataclasses import dataclass

from bets.names import weeks


@dataclass(frozen=True, slots=True)
class Load:
    """What one bet asks of one team (`own`), what the other submitted ones ask, and what the team has.

    `most` is the largest of the others, `net` None for a team that has entered no capacity.
    """

    team: str
    own: int
    others: int
    count: int
    most: int
    net: int | None

    @property
    def can_never_be_funded(self) -> bool:
        """The bet alone asks for more than the team has in all."""
        return self.net is not None and self.own > self.net

    @property
    def is_over(self) -> bool:
        return self.net is not None and self.own + self.others > self.net

    @property
    def share(self) -> int | None:
        """Percent of the team's half-year; None where nobody can say."""
        return round(100 * self.own / self.net) if self.net else None


def meeting(load: Load) -> str:
    """What follows the name of the team: "is asked for 41.1 by 7 pitches and has 38.0: a line will fall there."""
    if load.net is None:
        return "has entered no capacity yet."
    if load.can_never_be_funded:
        return f"has {weeks(load.net)} in all: a bet that asks for {weeks(load.own)} can never be funded."
    asked, pitches = weeks(load.own + load.others), f"{load.count + 1} pitches" if load.count else "this pitch alone"
    if load.is_over:
        return f"is asked for {asked} by {pitches} and has {weeks(load.net)}: a line will fall there."
    if load.count and load.own <= load.most:
        return f"{weeks(load.own)} of {weeks(load.net)}; {asked} by {pitches} in all."
    return f"{weeks(load.own)} of {weeks(load.net)}, the {'largest' if load.count else 'only'} ask so far."

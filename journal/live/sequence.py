"""A board's changes put in order: what was heard comes out by number, without gaps and once."""

from journal.live.change import Change


class Sequence:
    """`reached`: everything up to this number was given out.

    Numbers are given under a lock that is held until the commit, so in the database there are no gaps. What is
    published afterwards may overtake, or never arrive.
    """

    def __init__(self, reached: int) -> None:
        self.reached = reached
        self._early: dict[int, Change] = {}

    def hear(self, change: Change) -> None:
        if change.number > self.reached:
            self._early[change.number] = change

    def take(self) -> list[Change]:
        """What can be given out now, in order."""
        run = []
        while found := self._early.pop(self.reached + 1, None):
            run.append(found)
            self.reached += 1
        return run

    @property
    def has_hole(self) -> bool:
        """Whether, after `take`, something is kept back for want of a number before it."""
        return bool(self._early)

    def forget(self, newest: int) -> None:
        """Go on after `newest`, without what came before it."""
        self.reached = max(self.reached, newest)
        self._early = {number: change for number, change in self._early.items() if number > self.reached}

"""Who pitches when: bets in the order of their turns, and whose turn it is. Pure."""

from dataclasses import dataclass, replace


class NoSuchTurn(ValueError):
    """The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Turns:
    """`running` names each bet once; `turn` is a place of it, from 0, or None before the first and after the last."""

    running: tuple[int, ...]
    turn: int | None = None

    @property
    def pitched(self) -> int | None:
        """The bet whose turn it is."""
        return self.running[self.turn] if self.turn is not None and self.turn < len(self.running) else None

    def at(self, turn: int | None) -> "Turns":
        """With the turn of that place; None for nobody's. Raises NoSuchTurn."""
        if turn is not None and not 0 <= turn < len(self.running):
            raise NoSuchTurn(f"There are {len(self.running)} turns.")
        return replace(self, turn=turn)

    def shifted(self, bet: int, steps: int) -> "Turns":
        """`bet` so many places later, or earlier if negative; no further than the ends. Raises NoSuchTurn."""
        place = self._place(bet)
        rest = [other for other in self.running if other != bet]
        rest.insert(min(max(place + steps, 0), len(rest)), bet)
        return self._with(rest)

    def without(self, bet: int) -> "Turns":
        """It is not pitched; if it was its turn, it is the next one's. Raises NoSuchTurn."""
        self._place(bet)
        return self._with([other for other in self.running if other != bet])

    def including(self, bet: int) -> "Turns":
        """`bet` comes last, if it was not there."""
        return self if bet in self.running else self._with([*self.running, bet])

    def _with(self, running: list[int]) -> "Turns":
        """The turn stays with its bet, wherever that has gone."""
        if self.pitched in running:
            return Turns(tuple(running), running.index(self.pitched))
        return Turns(tuple(running), self.turn if self.turn is not None and self.turn < len(running) else None)

    def _place(self, bet: int) -> int:
        if bet not in self.running:
            raise NoSuchTurn("This bet is not among those to be pitched.")
        return self.running.index(bet)

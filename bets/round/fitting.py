"""What was proposed, for the bets of today: some went since the round was opened, and some came. Pure."""

from collections.abc import Collection, Sequence

from bets.candidates import BetId


def fitted(proposal: Sequence[BetId], today: Sequence[BetId], tray: Collection[BetId]) -> tuple[BetId, ...]:
    """The order to adopt: of `proposal` those that can still be ranked, and everything that is ranked `today`.

    What got its rank since the round was opened keeps standing directly behind the bet that it stands behind today.
    What is in the tray and was in the round is placed; what came into the tray since stays there.
    """
    here = {*today, *tray}
    order = [bet for bet in proposal if bet in here]
    known, above = set(order), None
    for bet in today:
        if bet not in known:
            order.insert(0 if above is None else order.index(above) + 1, bet)
        above = bet
    return tuple(order)

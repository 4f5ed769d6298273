"""The pages of a ranking round: who has started, one's own order, two bets side by side, and what comes out of it."""

"""The board: cycles, bets, one strict order, capacity, the cut line and the plan."""

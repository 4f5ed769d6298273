"""My page: what somebody owes, by date; what they bet on and answer for. Computed at every look, never stored."""

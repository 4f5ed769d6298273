"""What a team has for bets: its raw capacity less run-the-business and what it carries over."""


def net_capacity(*, raw: int, reserve_permille: int, carry_over: int) -> int:
    """Tenths of person-weeks; the reserve, in thousandths of raw, is rounded up. Never below 0."""
    reserve = -(-raw * reserve_permille // 1000)  # floor division of the negative rounds up
    return max(0, raw - reserve - carry_over)

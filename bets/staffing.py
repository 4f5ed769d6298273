"""Person-weeks as people: how many would be busy for the whole cycle. Pure."""


def people(tenths: int, weeks: float) -> str:
    """Of `tenths` of person-weeks over `weeks` calendar weeks: "about 0.4 people", "fewer than 0.1 people"."""
    count = tenths / 10 / weeks
    if 0 < count < 0.1:
        return "fewer than 0.1 people"
    return f"about {count:.1f} {'person' if f'{count:.1f}' == '1.0' else 'people'}"

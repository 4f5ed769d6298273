"""What a demand meets, in a sentence that follows the name of the team."""

from bets.pitch.meets import Load, meeting


def load(own: int, others: int = 0, count: int = 0, most: int = 0, net: int | None = 380) -> Load:
    return Load("Data", own=own, others=others, count=count, most=most, net=net)


def test_a_team_that_is_asked_for_more_than_it_has_will_have_a_line() -> None:
    said = meeting(load(65, others=346, count=6, most=100))
    assert said == "is asked for 41.1 by 7 pitches and has 38.0: a line will fall there."


def test_what_alone_asks_for_more_than_all_can_never_be_funded() -> None:
    asked = load(381)
    assert asked.can_never_be_funded
    assert meeting(asked) == "has 38.0 in all: a bet that asks for 38.1 can never be funded."


def test_exactly_all_that_there_is_can_be_funded() -> None:
    asked = load(380)
    assert (asked.can_never_be_funded, asked.is_over, asked.share) == (False, False, 100)


def test_the_largest_ask_is_told_so() -> None:
    assert meeting(load(220, others=100, count=2, most=60)) == "22.0 of 38.0, the largest ask so far."
    assert meeting(load(220)) == "22.0 of 38.0, the only ask so far."


def test_one_among_others_is_told_the_sum() -> None:
    assert meeting(load(50, others=100, count=2, most=60)) == "5.0 of 38.0; 15.0 by 3 pitches in all."


def test_without_a_capacity_nothing_is_said_about_room() -> None:
    asked = load(50, net=None)
    assert (meeting(asked), asked.share, asked.is_over) == ("has entered no capacity yet.", None, False)


def test_a_team_without_any_capacity_funds_nothing() -> None:
    assert load(1, net=0).can_never_be_funded
    assert load(1, net=0).share is None

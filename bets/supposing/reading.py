"""A supposition read from an address or from the form, with a sentence for each field that cannot be taken. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bets.allocation import Policy
from bets.exchange.numbers import capacity
from bets.exchange.problems import Refused
from bets.ordering import After, Target, ToRank
from bets.supposing.supposed import WORDS, Placing, Supposed

MOST_MOVES = 100
"""More than anybody makes by hand, and as many as an address can carry."""

_MOST = 2**31


def read(query: Mapping[str, Sequence[str]]) -> tuple[Supposed, dict[str, str]]:
    """What the address says, and a sentence for each field of it that says nothing that can be understood.

    Empty fields and fields of other names are passed over.
    """
    errors: dict[str, str] = {}
    given = [(name, value.strip()) for name, values in query.items() for value in values if value.strip()]
    one = dict(given)
    supposed = Supposed(
        policy=_policy(one.get("policy", ""), errors),
        capacity={parts[0]: tenths for parts, tenths in _amounts("capacity", 1, given, errors)},
        sizes={(int(parts[0]), parts[1]): tenths for parts, tenths in _amounts("demand", 2, given, errors)},
        moves=tuple(_moves((value for name, value in given if name == "move"), errors)),
    )
    return _sized(_moved(supposed, one, errors), one, errors), errors


def _policy(text: str, errors: dict[str, str]) -> Policy | None:
    if text in ("", *Policy):
        return Policy(text) if text else None
    errors["policy"] = f"There are the policies {', '.join(Policy)}."
    return None


def _amounts(
    kind: str, depth: int, given: Iterable[tuple[str, str]], errors: dict[str, str]
) -> Iterator[tuple[list[str], int]]:
    """The fields `kind.a` or `kind.a.b`, each with its names after the first and its amount in tenths."""
    for name, value in given:
        first, *parts = name.split(".", depth)
        if first != kind:
            continue
        if len(parts) != depth or (depth == 2 and _number(parts[0]) is None):
            errors[name] = "No such field."
        elif (tenths := _tenths(name, value, errors)) is not None:
            yield parts, tenths


def _tenths(name: str, text: str, errors: dict[str, str]) -> int | None:
    try:
        return capacity(text)
    except Refused as refused:
        errors[name] = str(refused)
        return None


def _moves(texts: Iterable[str], errors: dict[str, str]) -> Iterator[Placing]:
    for count, text in enumerate(texts, start=1):
        placing = _placing(text)
        if count > MOST_MOVES:
            errors["move"] = f"At most {MOST_MOVES} moves by hand."
        elif placing is None:
            errors["move"] = "A move is a bet and a place, as 81:after:23, 81:before:23, 81:after:top or 81:to:4."
        else:
            yield placing


def _placing(text: str) -> Placing | None:
    bet, word, where = (*text.split(":", 2), "", "")[:3]
    number, target = _number(bet), _target(word, where)
    return Placing(number, target) if number and target else None


def _target(word: str, where: str) -> Target | None:
    if (word, where) == ("after", "top"):
        return After(None)
    kind = next((kind for kind, said in WORDS.items() if said == word), None)
    place = _number(where)
    return kind(place) if kind and place else None


def _moved(supposed: Supposed, one: Mapping[str, str], errors: dict[str, str]) -> Supposed:
    """With the move that the form adds."""
    bet, rank = (_whole(name, one, errors) for name in ("bet", "rank"))
    if bet is not None and rank is not None:
        return supposed.placed(bet, ToRank(rank))
    if bet is not None and "rank" not in errors:
        errors["rank"] = "Say which rank it would have."
    if rank is not None and "bet" not in errors:
        errors["bet"] = "Say which bet."
    return supposed


def _sized(supposed: Supposed, one: Mapping[str, str], errors: dict[str, str]) -> Supposed:
    """With the size that the form adds."""
    bet, team = _whole("sized", one, errors), one.get("of", "")
    if "weeks" in one and (bet is None or not team):
        errors.setdefault("sized" if bet is None else "of", "Say which bet." if bet is None else "Say of which team.")
    tenths = _tenths("weeks", one["weeks"], errors) if "weeks" in one else None
    if bet is not None and team and "weeks" not in one:
        errors["weeks"] = "Say how many person-weeks."
    if bet is None or not team or tenths is None:
        return supposed
    return replace(supposed, sizes={**supposed.sizes, (bet, team): tenths})


def _whole(name: str, one: Mapping[str, str], errors: dict[str, str]) -> int | None:
    number = _number(one.get(name, ""))
    if number is None and name in one:
        errors[name] = "Write a whole number."
    return number


def _number(text: str) -> int | None:
    is_one = text.isascii() and text.isdecimal() and len(text) <= 10 and 0 < int(text) < _MOST
    return int(text) if is_one else None

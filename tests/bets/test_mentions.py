"""Who is named in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bets.mentions import Nameable, handles, named

VERA, VERA_EK, OTTO, ANNE, OTHER_ANNE = (
    Nameable(1, "Vera", "vera@north.example"),
    Nameable(2, "Vera Ek", "ek@north.example"),
    Nameable(3, "Otto Å", "otto@north.example"),
    Nameable(4, "Anne", "anne@north.example"),
    Nameable(5, "Anne", "anne@south.example"),
)
PEOPLE = (VERA, VERA_EK, OTTO, ANNE, OTHER_ANNE)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("@Vera, why?", {1}),
        ("@Vera Ek?", {2}),
        ("@Vera Eks bet", {1}),
        ("(@Otto Å)", {3}),
        ("@Otto Åke", set()),
        ("@otto and @ek", {3, 2}),
        ("@Vera @Vera", {1}),
        ("**@Vera**", {1}),
        ("@Vera\n@Otto Å.", {1, 3}),
        ("@anne@south.example", {5}),
        ("write to sales@Vera or a.@Vera", set()),
        ("@@Vera", set()),
        ("@Veras", set()),
        ("@Vera_", set()),
        ("5 @ 3", set()),
        ("@", set()),
        ("@vera ek", {1}),
    ],
)
def test_a_name_behind_an_at_is_who_it_names(text: str, members: set[int]) -> None:
    assert named(text, PEOPLE).members == members


@pytest.mark.parametrize("handle", ["Anne", "anne"])
def test_what_two_people_go_by_names_neither_and_is_said(handle: str) -> None:
    found = named(f"@{handle}?", PEOPLE)
    assert (found.members, found.unclear) == (frozenset(), (handle,))


def test_everybody_has_a_handle_that_names_them_alone() -> None:
    assert handles(PEOPLE) == {1: "Vera", 2: "Vera Ek", 3: "Otto Å", 4: "anne@north.example", 5: "anne@south.example"}


@given(st.lists(st.sampled_from(["a", "A b", "b", "a b"]), min_size=1, max_size=6), st.data())
def test_a_handle_always_leads_back(names: list[str], data: st.DataObject) -> None:
    people = [Nameable(pk, name, f"p{pk}@x.example") for pk, name in enumerate(names)]
    someone = data.draw(st.sampled_from(people))
    assert named(f"Hear, @{handles(people)[someone.member]}: yes", people).members == {someone.member}


@given(st.text(alphabet="@ aVerEk.\n", max_size=60))
def test_only_people_are_named_whatever_is_written(text: str) -> None:
    assert named(text, PEOPLE).members <= {person.member for person in PEOPLE}

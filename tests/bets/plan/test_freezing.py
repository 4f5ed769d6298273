"""What a plan holds: the decision, which must come out the same for ever, and how it looked on that day."""

import pytest

from bets.models import Bet, CarryOver, Cycle, Demand, Exclusion, Need, Waiver
from bets.plan import changed, content, digest, frozen
from bets.plan.ground import Ended, plan_ground
from bets.plan.reading import allocation
from bets.sentences import why
from tests.cast import Cast
from tests.factories import CarryOverFactory, ExclusionFactory, NeedFactory, WaiverFactory
from tests.locked import SENTENCE, locked_plan, make_ready


def rich(cast: Cast) -> Cycle:
    """With ties, carry-over, a must-do bet, a number that a leader set, and one that needs no team."""
    NeedFactory(bet=cast.b, prerequisite=cast.a)
    ExclusionFactory(bet=cast.c, other=cast.d)
    CarryOverFactory(capacity=cast.capacity, what="The move", tenths=5)
    Demand.objects.filter(bet=cast.b).update(state="settled", asked_tenths=15, reason="Enough.")
    Demand.objects.filter(bet=cast.d).delete()
    Bet.objects.filter(pk=cast.d.pk).update(needs_no_team=True)
    Bet.objects.filter(pk=cast.a.pk).update(must_do=True, must_do_reason="It is the law.")
    WaiverFactory(cycle=cast.cycle, code="idle", team=cast.data, fact="x", by=cast.ines)
    return Cycle.objects.select_related("board").get(pk=cast.cycle.pk)


def test_every_part_of_the_decision_is_in_it(cast: Cast) -> None:
    held = frozen(rich(cast))
    a, b, c, d = cast.ids("ABCD")
    assert held["order"] == [a, b, c, d]
    assert held["demands"] == {str(a): {"data": 10}, str(b): {"data": 10}, str(c): {"data": 10}}
    assert held["settled"] == [{"bet": b, "team": "data", "asked": 15, "reason": "Enough."}]
    assert held["capacities"]["data"]["items"] == [["The move", 5, "Two weeks are left of it."]]
    assert (held["must_do"], held["needs_no_team"]) == ([a], [d])
    assert (held["needs"], held["excludes"]) == ({str(b): [a]}, {str(c): [d]})
    assert [(said["code"], said["team__slug"], said["by_id"]) for said in held["waivers"]] == [
        ("idle", "data", cast.ines.pk)
    ]


def test_it_shows_names_and_sentences_of_the_day(cast: Cast) -> None:
    shown = locked_plan(cast).content["shown"]
    assert shown["bets"][str(cast.a.pk)]["title"] == "Alpha"
    assert shown["bets"][str(cast.a.pk)]["owner_name"] == "Vera"
    assert shown["teams"] == {"data": ["Data", "Data"]}
    assert [said["by"] for said in shown["waivers"]] == ["Ines"]
    assert shown["waivers"][0]["about"] == "Data has 0.5 of 2.5 person-weeks idle behind #3 Charlie."
    assert shown["waivers"][0]["reason"] == SENTENCE


def test_a_sentence_for_other_figures_is_kept_and_not_shown(cast: Cast) -> None:
    make_ready(cast)
    WaiverFactory(cycle=cast.cycle, code="queue_jump", bet=cast.d, fact="old", by=cast.ines)
    held = content(cast.cycle)
    assert len(held["waivers"]) == 2
    assert len(held["shown"]["waivers"]) == 1


def test_the_answer_follows_from_the_content_alone(cast: Cast) -> None:
    held = content(rich(cast))
    answer = allocation(held)
    assert list(answer.funded) == held["funded"]
    assert answer.team_lines == held["team_lines"]


def test_it_is_told_later_in_the_words_of_that_day(cast: Cast) -> None:
    plan = locked_plan(cast)
    Bet.objects.filter(pk=cast.c.pk).update(title="Another name")
    ground = plan_ground(cast.cycle, plan.content, {cast.a.pk: Ended("withdrawn", "Gone.")})
    assert [entry.title for entry in ground.order] == ["Alpha", "Bravo", "Charlie", "Delta"]
    assert str(why(ground.allocation, cast.c.pk, ground.names)) == "#3 waits: needs 1.0 Data, 0.5 left after #2"
    assert (ground.order[0].is_open, ground.order[0].ended_reason) == (False, "Gone.")


def test_a_title_put_right_after_the_lock_changes_nothing_that_is_frozen(cast: Cast) -> None:
    plan = locked_plan(cast)
    Bet.objects.filter(pk=cast.a.pk).update(title="Alfa", thesis="Another.", owner=cast.victor)
    assert changed(cast.cycle, plan.content) == []
    assert digest(content(cast.cycle)) != plan.digest, "what is shown is under the hash as well"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("demands", lambda cast: Demand.objects.filter(bet=cast.a).update(tenths=9)),
        ("settled", lambda cast: Demand.objects.filter(bet=cast.b).update(reason="Another.")),
        ("capacities", lambda cast: CarryOver.objects.update(what="Something else")),
        ("needs", lambda cast: Need.objects.all().delete()),
        ("excludes", lambda cast: Exclusion.objects.all().delete()),
        ("must_do", lambda cast: Bet.objects.filter(pk=cast.b.pk).update(must_do=True)),
        ("needs_no_team", lambda cast: Bet.objects.filter(pk=cast.a.pk).update(needs_no_team=True)),
        ("waivers", lambda cast: Waiver.objects.update(reason="Another.")),
        ("policy", lambda cast: Cycle.objects.update(policy="fill")),
    ],
)
def test_a_change_of_any_part_is_named(cast: Cast, part: str, change: object) -> None:
    held = content(rich(cast))
    change(cast)  # type: ignore[operator]
    assert part in changed(Cycle.objects.select_related("board").get(pk=cast.cycle.pk), held)

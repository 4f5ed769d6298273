"""A push to a served Jira: epics for the funded bets, in our order, once."""

import random
from datetime import timedelta
from typing import Any

import pytest

from bets.actions.roadmap import Wanted, connect
from bets.models import Bet, Reference, RoadmapRun
from bets.roadmap import ending
from bets.roadmap.claiming import LEASE, claim
from bets.roadmap.jira import Jira as Client
from bets.roadmap.pushing import blocks
from journal.models import Event
from tests.bets.roadmap.conftest import Joined, said
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN, Jira, serving
from tests.cast import Cast
from tests.factories import NOW, DraftFactory, ReferenceFactory, RoadmapRunFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def test_each_funded_bet_gets_an_epic_with_its_title_its_mark_and_the_way_back(joined: Joined) -> None:
    run = joined.push()
    assert (run.state, run.said) == ("done", "2 went well.")
    assert said(run) == [("Alpha", "made"), ("Bravo", "made")]
    (alpha,) = joined.jira.marked(f"bets-k1-{joined.cast.a.pk}")
    assert (alpha.summary, alpha.project, alpha.kind) == ("Alpha", "DAT", "Epic")
    assert f"/bets/{joined.cast.a.pk}/" in str(alpha.description)
    reference = Reference.objects.get(bet=joined.cast.a)
    assert (reference.external_id, reference.url) == (alpha.key, f"{joined.jira.address}/browse/{alpha.key}")


def test_bets_that_are_not_funded_stay_here(joined: Joined) -> None:
    joined.push()
    assert set(Reference.objects.values_list("bet", flat=True)) == {joined.cast.a.pk, joined.cast.b.pk}


def test_what_was_withdrawn_since_is_not_pushed(joined: Joined) -> None:
    Bet.objects.filter(pk=joined.cast.a.pk).update(status="withdrawn")
    assert said(joined.push()) == [("Bravo", "made")]


def test_at_another_address_nobody_elses_issues_are_taken_for_ours(joined: Joined) -> None:
    """They have the same keys there."""
    joined.push()
    keys = set(Reference.objects.values_list("external_id", flat=True))
    with serving() as company:
        strangers = [company.epic("DAT", f"Of somebody else {number}") for number in range(4)]
        assert keys <= {each.key for each in strangers}
        before = list(company.rank)
        wanted = Wanted(address=company.address, account=ACCOUNT, secret=TOKEN)
        connect(wanted=wanted, by=joined.cast.ada, now=NOW)
        assert Event.objects.filter(kind="bets.external.removed").count() == 2
        run = joined.push(LATER)
        assert said(run)[:2] == [("Alpha", "made"), ("Bravo", "made")]
        assert [each.summary for each in strangers] == [f"Of somebody else {number}" for number in range(4)]
        assert company.rank[:4] == before


def test_the_same_tool_under_another_name_is_found_by_its_marks(joined: Joined) -> None:
    joined.push()
    keys = {joined.key(joined.cast.a), joined.key(joined.cast.b)}
    wanted = Wanted(address=joined.jira.address.replace("127.0.0.1", "localhost"), account=ACCOUNT, secret=TOKEN)
    connect(wanted=wanted, by=joined.cast.ada, now=NOW)
    joined.push(LATER)
    assert set(Reference.objects.values_list("external_id", flat=True)) == keys


def test_a_second_push_changes_nothing(joined: Joined) -> None:
    joined.push()
    joined.jira.asked.clear()
    run = joined.push(LATER)
    assert joined.jira.written == []
    assert (run.state, run.said) == ("done", "There was nothing to do: all is as it should be.")


def test_the_order_of_our_epics_becomes_ours_and_nobody_elses_is_moved(joined: Joined) -> None:
    jira, cast = joined.jira, joined.cast
    others = [jira.epic("FLE"), jira.epic("FLE")]
    b = jira.epic("DAT")
    others.append(jira.epic("FLE"))
    a = jira.epic("DAT")
    others.append(jira.epic("FLE"))
    for bet, epic in ((cast.a, a), (cast.b, b)):
        ReferenceFactory(cycle=cast.cycle, bet=bet, external_id=epic.key)
    joined.push()
    assert jira.rank == [others[0].key, others[1].key, a.key, b.key, others[2].key, others[3].key]


def test_an_epic_that_was_linked_by_hand_keeps_its_title(joined: Joined) -> None:
    epic = joined.jira.epic("FLE", "What the fleet calls it")
    ReferenceFactory(cycle=joined.cast.cycle, bet=joined.cast.a, external_id=epic.key)
    joined.push()
    assert (epic.summary, epic.labels) == ("What the fleet calls it", [])


def test_a_title_that_was_put_right_is_put_right_in_the_tool(joined: Joined) -> None:
    joined.push()
    joined.cast.a.title = "Alpha, spelled well"
    joined.cast.a.save()
    run = joined.push(LATER)
    assert said(run) == [("Alpha, spelled well", "edited")]
    assert joined.jira.issues[joined.key(joined.cast.a)].summary == "Alpha, spelled well"


def test_of_a_confidential_pitch_only_the_title_goes_out(joined: Joined) -> None:
    bet = joined.cast.a
    bet.thesis, bet.confidential_until = "The hush.", NOW.date() + timedelta(days=30)
    bet.save()
    joined.push()
    assert "The hush." not in str(joined.jira.issues[joined.key(bet)].description)


def test_a_bet_whose_teams_have_no_project_is_named(joined: Joined) -> None:
    joined.cast.data.roadmap_project.delete()
    run = joined.push()
    assert [item["sentence"] for item in run.items] == ["None of its teams has a project. Give one of them one."] * 2
    assert run.said == "0 went well, 2 did not."
    assert joined.jira.issues == {}


def test_a_project_that_the_tool_does_not_know_is_said_in_its_own_words(joined: Joined) -> None:
    del joined.jira.projects["DAT"]
    run = joined.push()
    assert run.items[0]["sentence"] == "No epic was made in DAT. project: Specify a valid project ID or key"


def test_what_one_rank_refuses_is_named_and_the_others_are_in_order(joined: Joined) -> None:
    """207: item by item. What comes after one that was refused goes after the one before it."""
    jira, cast = joined.jira, joined.cast
    jira.refused.add("DAT-2")
    jira.indexes_at_once = False
    run = joined.push()
    assert run.items[-1]["sentence"] == "DAT-2 was not ranked. You may not rank this issue."
    assert run.said == "2 went well, 1 did not."
    assert (joined.key(cast.a), joined.key(cast.b)) == ("DAT-1", "DAT-2")


def test_an_epic_that_was_deleted_is_not_made_again_before_somebody_says_so(joined: Joined) -> None:
    joined.push()
    joined.jira.delete(joined.jira.issues["DAT-1"])
    run = joined.push(LATER)
    assert said(run) == [("Alpha", "gone")]
    assert Reference.objects.get(bet=joined.cast.a).gone_at == LATER
    Reference.objects.filter(bet=joined.cast.a).delete()
    assert ("Alpha", "made") in said(joined.push(LATER + timedelta(minutes=1)))


def test_an_epic_that_was_moved_to_another_project_is_followed(joined: Joined) -> None:
    joined.push()
    joined.jira.move(joined.jira.issues["DAT-1"], "FLE")
    assert joined.push(LATER).state == "done"
    assert joined.key(joined.cast.a) == "FLE-1"


def test_a_bet_of_another_tool_is_left_to_it(joined: Joined) -> None:
    ReferenceFactory(cycle=joined.cast.cycle, bet=joined.cast.a, source="linear", external_id="LIN-1")
    assert ("Alpha", "left") in said(joined.push())
    assert joined.key(joined.cast.a) == "LIN-1"


def test_one_that_died_between_making_and_keeping_makes_no_second(joined: Joined) -> None:
    """What it left behind is an epic with the mark of the bet, and nobody here who knows its key."""
    joined.push()
    Reference.objects.filter(bet=joined.cast.a).delete()
    run = joined.push(LATER)
    assert ("Alpha", "found") in said(run)
    assert len(joined.jira.issues) == 2


def test_without_looking_for_the_mark_there_would_be_two(joined: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    joined.push()
    Reference.objects.filter(bet=joined.cast.a).delete()
    monkeypatch.setattr("bets.roadmap.jira.Jira.marked", lambda self, marks: {})
    joined.push(LATER)
    assert len(joined.jira.marked(f"bets-k1-{joined.cast.a.pk}")) == 2


def test_where_nobody_can_tell_whether_an_epic_was_made_it_waits_until_a_search_would_find_it(
    joined: Joined,
) -> None:
    """The answer to the making is lost, and the index is slow: asked again at once, there would be two."""
    jira = joined.jira
    jira.indexes_at_once = False
    original = jira.answer

    def slow(method: str, path: str, query: object, body: object) -> tuple[int, object]:
        answer = original(method, path, query, body)  # type: ignore[arg-type]
        if (method, path) == ("POST", "/rest/api/3/issue"):
            jira.answer = original  # type: ignore[method-assign]
            return 503, {}
        return answer

    jira.answer = slow  # type: ignore[method-assign]
    run = joined.push()
    assert run.state == "waiting"
    assert run.next_at >= NOW + timedelta(seconds=120)
    jira.unindexed.clear()
    run = joined.go_on(run, run.next_at)
    assert run.state == "done"
    assert len(jira.issues) == 2


def test_the_rank_is_right_at_once_though_a_search_does_not_know_what_is_new(joined: Joined) -> None:
    jira = joined.jira
    jira.indexes_at_once = False
    joined.push()
    assert jira.rank == ["DAT-1", "DAT-2"]
    assert jira.blocks == [["DAT-2"]]


def test_asked_too_often_it_goes_on_when_the_tool_says(joined: Joined) -> None:
    joined.jira.moods = [429]
    run = joined.push()
    assert (run.state, run.said, run.next_at) == ("waiting", "It is asked too often.", NOW + timedelta(seconds=7))
    assert run.failures == 0
    assert joined.go_on(run, run.next_at).state == "done"


@pytest.mark.parametrize("seed", range(4))
def test_by_seeded_dice_it_comes_through_and_makes_each_once(joined: Joined, seed: int) -> None:
    joined.jira.dice = random.Random(seed)
    run = joined.push()
    while run.state == "waiting":
        run = joined.go_on(run, run.next_at)
    assert run.state == "done"
    assert sorted(each.summary for each in joined.jira.issues.values()) == ["Alpha", "Bravo"]
    assert {("Alpha", "made"), ("Bravo", "made")} <= set(said(run)), "what earlier attempts did is kept"


def test_after_a_500_it_tries_again_and_after_six_it_gives_up(joined: Joined) -> None:
    joined.jira.moods = [500] * 6
    run = joined.push()
    assert (run.state, run.failures, run.said) == ("waiting", 1, "It answered 500.")
    for _ in range(5):
        run = joined.go_on(run, run.next_at)
    assert (run.state, run.said) == ("failed", "Given up after 6 attempts. It answered 500.")
    assert not type(joined.tool).objects.get().is_paused


def test_one_that_says_nothing_is_waited_for_no_longer_than_allowed(joined: Joined, settings: Any) -> None:
    settings.WEBHOOK_TIMEOUT = 0.2
    joined.jira.moods = [1.0]
    run = joined.push()
    assert (run.state, run.said) == ("waiting", "It did not answer within 0.2 seconds.")


def test_a_wrong_token_pauses_the_connection_and_says_so(joined: Joined) -> None:
    joined.tool.secret = "another"
    joined.tool.save()
    run = joined.push()
    assert (run.state, run.said) == ("failed", "It does not know this e-mail address with this token.")
    joined.tool.refresh_from_db()
    assert joined.tool.paused_why == run.said
    kinds = list(Event.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["bets.roadmap.paused", "bets.roadmap.ended"]


def test_an_address_inside_is_not_asked(joined: Joined, settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = False
    run = joined.push()
    assert run.said == "It is not on the public internet."
    assert joined.jira.asked == []


def test_a_test_says_whom_the_tool_takes_us_for(joined: Joined) -> None:
    assert joined.run("test").said == "It answers, and knows us as Roadmap Robot."


def test_an_answer_that_is_no_json_is_no_jira(joined: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    joined.jira.answer = lambda *_: (200, ["a", "list"])  # type: ignore[method-assign,assignment]
    assert joined.run("test").said == "What it answers is no answer of Jira. Is this its address?"


def test_without_a_plan_there_is_nothing_to_push(joined: Joined) -> None:
    type(joined.plan).objects.update(unlocked_at=NOW)
    assert joined.push().said == "No plan is locked in this cycle: there is nothing to push or to follow."


def test_a_run_that_somebody_holds_is_not_taken_up_twice(joined: Joined) -> None:
    RoadmapRunFactory(board=joined.cast.board, cycle=joined.cast.cycle)
    first = claim(NOW)
    assert first is not None
    assert claim(NOW) is None
    again = claim(NOW + LEASE)
    assert again is not None
    assert (first.taken, again.taken) == (1, 2)


def test_who_lost_the_lease_writes_nothing(joined: Joined) -> None:
    RoadmapRunFactory(board=joined.cast.board, cycle=joined.cast.cycle)
    late = claim(NOW)
    assert claim(NOW + LEASE)
    assert late is not None
    ending.finish(late, "It went well.", [], NOW)
    assert RoadmapRun.objects.get().state == "waiting"


def test_more_than_fifty_are_ranked_in_blocks(jira: Jira, cast: Cast) -> None:
    jira.page = 100
    keys = [jira.epic("DAT").key for _ in range(120)]
    wanted = [*keys[60:], *keys[:60]]
    client = Client(jira.address, ACCOUNT, TOKEN, 60)
    for block in blocks(wanted, client.ranked(keys)):
        assert client.rank(block.keys, after=block.after, before=block.before) == {}
    assert jira.rank == wanted
    assert [len(block) for block in jira.blocks] == [1, 50, 50, 19]


def test_drafts_know_nothing_of_it(joined: Joined) -> None:
    draft = DraftFactory(cycle=joined.cast.cycle, owner=joined.cast.vera)
    joined.push()
    assert not Reference.objects.filter(bet=draft).exists()

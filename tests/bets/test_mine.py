"""My page: what each of the cast owes, by date, and what it costs."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from bets.mine.page import Mine, mine
from bets.models import Bet, Cycle, Demand
from org.models import Membership
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import (
    NOW,
    BetFactory,
    CapacityProposalFactory,
    CommentFactory,
    CoWriterFactory,
    DemandFactory,
    DraftFactory,
    EventFactory,
    LeaderProposalFactory,
    PitchFactory,
    PlanFactory,
    PrototypeFactory,
    ShrinkFactory,
    TeamFactory,
    UnlockVoteFactory,
)


def of(member: Membership) -> Mine:
    return mine(Membership.objects.select_related("board", "person").get(pk=member.pk), NOW)


def owed(member: Membership) -> dict[str, tuple[str, str]]:
    """Sentence to section and when."""
    return {line.sentence: (section.name, line.when) for section in of(member).sections for line in section.lines}


def enter(cycle: Cycle, **fields: Any) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(**fields)


def prototypes(cast: Cast) -> None:
    for bet in (cast.a, cast.b, cast.c, cast.d):
        PrototypeFactory(bet=bet)


def propose(bet: Bet) -> None:
    Demand.objects.filter(bet=bet).update(state="proposed")


def test_a_draft_is_owed_until_pitches_close_and_says_how_much_is_missing(cast: Cast) -> None:
    enter(cast.cycle, state="pitching", pitches_close_at=NOW + timedelta(hours=5))
    DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Echo")
    ready = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Foxtrot", needs_no_team=True)
    PitchFactory(bet=ready)
    found = owed(cast.victor)
    assert found.pop("“Foxtrot” is complete: submit it. A draft is no pitch.") == ("Today", "today, 18:00")
    (sentence,) = found
    assert re.fullmatch(r"“Echo” is a draft: \d\d parts are missing\.", sentence)


def test_what_is_over_comes_first_and_is_counted(cast: Cast) -> None:
    enter(cast.cycle, state="pitching", pitches_close_at=NOW - timedelta(days=1))
    DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Echo")
    page = of(cast.victor)
    assert (page.sections[0].name, page.overdue, page.count) == ("Overdue", 1, 1)


def test_a_co_writer_owes_the_missing_parts_and_not_the_submission(cast: Cast) -> None:
    enter(cast.cycle, state="pitching", pitches_close_at=NOW + timedelta(days=2))
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Echo", needs_no_team=True)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert any("is a draft of Vera" in sentence for sentence in owed(cast.victor))
    PitchFactory(bet=draft)
    assert owed(cast.victor) == {}


def test_a_late_draft_is_owed_once_a_leader_lets_it_in(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Echo")
    assert owed(cast.victor) == {}
    Bet.objects.filter(pk=draft.pk).update(late_exception="She was ill.", late_exception_by=cast.ines)
    assert owed(cast.victor) == {"A leader lets “Echo” in late: submit it.": ("Any time", "")}


def test_a_vp_owes_an_answer_to_what_is_asked_of_their_team(cast: Cast) -> None:
    prototypes(cast)
    enter(cast.cycle, confirm_by=date(2026, 11, 27))
    propose(cast.a)
    said = "“Alpha” asks Data for 1.0 person-weeks: say yes or no."
    assert owed(cast.vera) == {said: ("This week", "Friday 27 November")}
    propose(cast.b)
    assert owed(cast.vera) == {"2 bets ask Data for work: say yes or no to each.": ("This week", "Friday 27 November")}
    assert owed(cast.victor) == {}


def test_an_acting_vp_owes_it_too_and_only_while_they_act(cast: Cast) -> None:
    propose(cast.a)
    acting = Membership.objects.filter(pk=cast.victor.pk)
    acting.update(acting_for=cast.vera, acting_from=date(2026, 11, 20), acting_until=date(2026, 12, 4))
    assert list(owed(cast.victor)) == ["“Alpha” asks Data for 1.0 person-weeks: say yes or no."]
    assert of(cast.victor).teams[0].instead == "Vera"
    acting.update(acting_until=date(2026, 11, 23))
    assert owed(cast.victor) == {}


def test_another_persons_draft_asks_nothing_yet(cast: Cast) -> None:
    prototypes(cast)
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Secret")
    DemandFactory(bet=draft, team=cast.data, state="proposed")
    assert owed(cast.vera) == {}


def test_an_owner_owes_a_number_to_a_team_that_disputes(cast: Cast) -> None:
    prototypes(cast)
    enter(cast.cycle, confirm_by=date(2026, 11, 23))
    Demand.objects.filter(bet=cast.a).update(state="disputed", offered_tenths=4)
    said = "Data offers 0.4 of the 1.0 that “Alpha” asks: find a number."
    assert owed(cast.vera) == {said: ("Overdue", "yesterday")}


def test_owner_and_team_each_owe_their_half_of_a_shrink(cast: Cast) -> None:
    prototypes(cast)
    enter(cast.cycle, locks_on=date(2026, 12, 15))
    care = TeamFactory(board=cast.board, name="Care", vp=cast.victor)
    shrink = ShrinkFactory(bet=cast.a, team=care, asked_by=cast.ines)
    later = ("Later", "Tuesday 15 December")
    assert owed(cast.vera) == {"Ines asks whether “Alpha” can do with 0.8 of Care instead of 1.0.": later}
    assert owed(cast.victor) == {"Ines asks whether Care can do “Alpha” with 0.8 instead of 1.0.": later}
    shrink.owner_at = shrink.vp_at = NOW
    shrink.save()
    assert owed(cast.vera) == owed(cast.victor) == {}


def test_questions_wait_for_the_writers_and_challenges_for_the_owner(cast: Cast) -> None:
    prototypes(cast)
    CoWriterFactory(bet=cast.a, member=cast.victor)
    question = CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="Why *now*?")
    challenge = CommentFactory(bet=cast.a, author=cast.ines, kind="challenge", appeal="legacy", text="We always did.")
    asked, challenged = "Otto asks about “Alpha”: “Why now?”", "Ines challenges “Alpha”: “We always did.”"
    assert set(owed(cast.vera)) == {asked, challenged}
    assert set(owed(cast.victor)) == {asked}
    CommentFactory(bet=cast.a, author=cast.victor, parent=question)
    CommentFactory(bet=cast.a, author=cast.victor, parent=challenge)
    assert set(owed(cast.vera)) == {challenged}
    CommentFactory(bet=cast.a, author=cast.vera, parent=challenge)
    assert owed(cast.vera) == owed(cast.victor) == {}


def test_remarks_and_ones_own_questions_are_not_owed(cast: Cast) -> None:
    prototypes(cast)
    CommentFactory(bet=cast.a, author=cast.otto, kind="remark")
    CommentFactory(bet=cast.a, author=cast.vera, kind="question")
    assert owed(cast.vera) == {}


def test_a_funded_bet_without_a_prototype_is_owed_and_a_waiting_one_is_not(cast: Cast) -> None:
    found = owed(cast.vera)
    assert set(found) == {"“Alpha” is funded and has no prototype yet.", "“Bravo” is funded and has no prototype yet."}


def test_who_may_not_see_the_order_does_not_learn_from_it_what_is_funded(cast: Cast) -> None:
    enter(cast.cycle, visibility="leaders_only")
    page = of(cast.vera)
    sentences = [line.sentence for section in page.sections for line in section.lines]
    assert len(sentences) == 4
    assert all("if it is funded" in sentence for sentence in sentences)
    assert {(bet.rank, bet.said, bet.waits) for bet in page.bets} == {(None, "Submitted", False)}


def test_leaders_hear_how_much_keeps_the_plan_from_being_locked(cast: Cast) -> None:
    enter(cast.cycle, locks_on=date(2026, 11, 24))
    for member in (cast.ines, cast.stina):
        (sentence,) = owed(member)
        assert re.fullmatch(r"\d things are missing before 2027H1 can be locked\.", sentence)
        assert owed(member)[sentence] == ("Today", "today")
    assert not any("locked" in sentence for sentence in owed(cast.vera))


def test_leaders_owe_what_only_they_decide(cast: Cast) -> None:
    CapacityProposalFactory(cycle=cast.cycle, team=cast.data, proposed_by=cast.vera)
    LeaderProposalFactory(member=cast.willy, proposed_by=cast.ada)
    LeaderProposalFactory(member=cast.ines, proposed_by=cast.ada)
    BetFactory(cycle=cast.cycle, owner=cast.emil, title="Orphan")
    asked = "Vera says what Data can give in 2027H1: accept it?"
    decided = {asked, "Ada proposes Willy as a leader: decide.", "Emil has left: name another owner for “Orphan”."}
    assert decided <= set(owed(cast.otto))
    assert "Ada proposes Ines as a leader: decide." in owed(cast.otto)
    assert "Ada proposes Ines as a leader: decide." not in owed(cast.ines)
    for member in (cast.vera, cast.stina, cast.ada, cast.willy):
        assert not decided & set(owed(member))


def test_a_late_pitch_that_somebody_asks_for_waits_for_a_leader(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Echo")
    EventFactory(
        board_id=cast.board.pk, topic=cast.cycle.topic, kind="bets.late_exception.asked", subject_id=draft.pk,
        subject_name="Echo", actor_name="Victor", data={"reason": "I was ill."},
    )  # fmt: skip
    said = "Victor asks to let “Echo” in late: “I was ill.”"
    assert said in owed(cast.ines)
    assert said not in owed(cast.stina)


def test_a_wish_to_unlock_waits_a_day_for_another_leader(cast: Cast) -> None:
    enter(cast.cycle, state="locked")
    plan = PlanFactory(cycle=cast.cycle, locked_by=cast.ines)
    UnlockVoteFactory(plan=plan, by=cast.ines, at=NOW - timedelta(hours=2))
    said = "Ines asks to unlock 2027H1: “The largest customer left.” It takes two leaders."
    assert owed(cast.otto)[said] == ("This week", "tomorrow, 11:00")
    assert said not in owed(cast.ines)
    assert said not in owed(cast.stina)
    UnlockVoteFactory(plan=plan, by=cast.otto)
    assert said not in owed(cast.otto)


def test_the_phases_wait_for_leaders_and_steward(cast: Cast) -> None:
    enter(cast.cycle, state="pitching", pitches_close_at=NOW - timedelta(days=3))
    assert (
        owed(cast.stina)
        == owed(cast.ines)
        == {"Pitches for 2027H1 are closed: open the ranking.": ("Overdue", "Saturday 21 November")}
    )
    enter(cast.cycle, state="locked", ends_on=date(2026, 11, 22), starts_on=date(2026, 6, 1))
    assert owed(cast.stina) == {"2027H1 is over: close it.": ("This week", "Sunday 29 November")}


def test_a_team_without_a_vp_waits_for_those_who_keep_teams(cast: Cast) -> None:
    TeamFactory(board=cast.board, name="Care")
    assert list(owed(cast.ada)) == ["Care has no VP: nobody can confirm what bets ask."]
    TeamFactory(board=cast.board, name="Voice")
    assert list(owed(cast.ada)) == ["2 teams have no VP: nobody can confirm what bets ask."]
    assert not any("no VP" in sentence for sentence in owed(cast.vera))


def test_my_bets_say_where_they_stand(cast: Cast) -> None:
    BetFactory(cycle=cast.cycle, owner=cast.vera, title="Echo")
    BetFactory(cycle=cast.cycle, owner=cast.vera, title="Foxtrot", status="declined", ended_reason="Not this year.")
    assert [(bet.rank, bet.title, bet.said) for bet in of(cast.vera).bets] == [
        (1, "Alpha", "Funded"),
        (2, "Bravo", "Funded"),
        (3, "Charlie", "needs 1.0 Data, 0.5 left after #2."),
        (4, "Delta", "in the queue for Data behind #3."),
        (None, "Echo", "In the tray, without a rank"),
        (None, "Foxtrot", "Declined: Not this year."),
    ]


def test_what_belongs_to_another_board_or_a_closed_cycle_is_no_more_owed(cast: Cast) -> None:
    propose(cast.a)
    assert owed(cast.olga) == {}
    enter(cast.cycle, state="closed")
    assert owed(cast.vera) == {}
    assert of(cast.vera).bets == ()


@pytest.mark.parametrize("name", ["ines", "vera", "stina", "ada", "willy"])
def test_everybody_on_the_board_has_a_page_of_their_own(cast: Cast, name: str) -> None:
    response = signed_in(getattr(cast, name)).get("/boards/north/mine/")
    assert response.status_code == 200
    assert "My page" in response.content.decode()


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_who_is_not_on_the_board_finds_no_such_page(cast: Cast, name: str) -> None:
    assert signed_in(getattr(cast, name)).get("/boards/north/mine/").status_code == 404


def test_an_empty_page_says_what_comes_next(cast: Cast) -> None:
    html = signed_in(cast.willy).get("/boards/north/mine/").content.decode()
    assert "You owe nothing." in html
    enter(cast.cycle, state="locked")
    assert "The plan of 2027H1 is locked." in signed_in(cast.willy).get("/boards/north/mine/").content.decode()


def test_titles_and_questions_are_text_and_not_markup(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(title="<b>Alpha</b>")
    CommentFactory(bet=cast.a, author=cast.otto, kind="question", text="<script>alert(1)</script>")
    html = signed_in(cast.vera).get("/boards/north/mine/").content.decode()
    assert "<script>alert" not in html
    assert "<b>Alpha" not in html


@pytest.mark.parametrize(("name", "most"), [("ines", 30), ("vera", 20), ("willy", 12)])
def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(cast: Cast, name: str, most: int) -> None:
    client = signed_in(getattr(cast, name))
    fill(cast, 1)
    with statements() as few:
        client.get("/boards/north/mine/")
    fill(cast, 6)
    with statements() as many:
        client.get("/boards/north/mine/")
    assert len(many) == len(few) <= most, many


def fill(cast: Cast, times: int) -> None:
    """Some of everything that can be owed."""
    for number in range(times):
        team = TeamFactory(board=cast.board, vp=cast.vera)
        TeamFactory(board=cast.board)
        bet = make_ranked(cast.cycle, cast.vera, f"More {number}", team, tenths=1)
        DemandFactory(bet=bet, team=cast.data, state="proposed")
        DemandFactory(bet=bet, team=TeamFactory(board=cast.board, vp=cast.victor), state="disputed", offered_tenths=1)
        ShrinkFactory(bet=bet, team=team, asked_by=cast.ines)
        question = CommentFactory(bet=bet, author=cast.otto, kind="question")
        CommentFactory(bet=bet, author=cast.ines, kind="challenge", appeal="legacy")
        CommentFactory(bet=bet, author=cast.ines, parent=question)
        DraftFactory(cycle=cast.cycle, owner=cast.vera)
        BetFactory(cycle=cast.cycle, owner=cast.vera)
        BetFactory(cycle=cast.cycle, owner=cast.emil)
        CapacityProposalFactory(cycle=cast.cycle, team=team, proposed_by=cast.vera)
        LeaderProposalFactory(board=cast.board, member__board=cast.board, proposed_by=cast.ada)

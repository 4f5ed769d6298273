"""Drafting, editing, submitting: by the owner, never past a co-writer, and with a version of what was said."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bets.actions import demands, pitching
from bets.changes import fingerprint
from bets.models import Bet, Cycle, Demand, Version
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, CoWriterFactory, DemandFactory, DraftFactory, PitchFactory, TeamFactory


@pytest.fixture
def early(cast: Cast) -> Cast:
    """The cycle is in pitching, which closes in a far year."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching", pitches_close_at=NOW.replace(year=9000))
    cast.cycle.refresh_from_db()
    return cast


@pytest.fixture
def draft(early: Cast) -> Bet:
    """Vera's, whole, and asking Data for 3.0."""
    bet = DraftFactory(cycle=early.cycle, owner=early.vera, title="Echo")
    PitchFactory(bet=bet)
    DemandFactory(bet=bet, team=early.data, tenths=30, state="proposed")
    return Bet.objects.get(pk=bet.pk)


def edit(bet: Bet, by: Any, **more: Any) -> Bet:
    return pitching.edit(bet=bet, by=by, now=NOW, **more)


# --- a draft


def test_a_draft_belongs_to_who_makes_it(early: Cast) -> None:
    bet = pitching.draft(cycle=early.cycle, by=early.victor, now=NOW, title=" Echo ")
    assert (bet.owner, bet.title, bet.status) == (early.victor, "Echo", "draft")
    assert (last().kind, last().data) == ("bets.bet.drafted", {})


@pytest.mark.parametrize("name", ["owner", "owner_id", "status", "submitted_at", "cycle_id", "copied_from", "must_do"])
def test_what_is_not_a_part_of_the_pitch_cannot_be_set(early: Cast, draft: Bet, name: str) -> None:
    with pytest.raises(Invalid, match="cannot be set"):
        pitching.draft(cycle=early.cycle, by=early.vera, now=NOW, title="Foxtrot", **{name: early.victor.pk})
    with pytest.raises(Invalid, match="cannot be set"):
        edit(draft, early.vera, **{name: early.victor.pk})


def test_edits_of_a_draft_leave_no_event_and_no_version(early: Cast, draft: Bet) -> None:
    before = Event.objects.count()
    edit(draft, early.vera, problem="Nobody finds the switch.", confidence=70, title="Foxtrot")
    draft.refresh_from_db()
    assert (draft.title, draft.pitch.problem, draft.pitch.confidence) == ("Foxtrot", "Nobody finds the switch.", 70)
    assert (draft.edited_at, Event.objects.count(), Version.objects.count()) == (NOW, before, 0)


def test_an_edit_that_changes_nothing_is_none(early: Cast, draft: Bet) -> None:
    edit(draft, early.vera, title="Echo", problem=" Half of all calls are about pairing.\r\n")
    assert Bet.objects.get(pk=draft.pk).edited_at is None


def test_a_draft_may_ask_teams_and_nobody_is_told(early: Cast, draft: Bet) -> None:
    care = TeamFactory(board=early.board, slug="care", name="Care", vp=early.victor)
    edit(draft, early.vera, weeks={care: 15, early.data: None})
    assert list(Demand.objects.filter(bet=draft).values_list("team__slug", "tenths")) == [("care", 15)]
    assert not Notice.objects.exists()


def test_needing_no_team_and_asking_one_is_refused_either_way(early: Cast, draft: Bet) -> None:
    with pytest.raises(Invalid) as refused:
        edit(draft, early.vera, needs_no_team=True)
    assert list(refused.value.extra["errors"]) == ["needs_no_team"]
    edit(draft, early.vera, needs_no_team=True, weeks={early.data: None})
    with pytest.raises(Invalid):
        edit(draft, early.vera, weeks={early.data: 10})


@pytest.mark.parametrize(
    ("field", "value"), [("problem", "a" * 20_001), ("problem", "\ud800"), ("risks", "a\0b"), ("thesis", "😀" * 141)]
)
def test_a_text_that_cannot_be_kept_is_refused_at_its_field(early: Cast, draft: Bet, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit(draft, early.vera, **{field: value})
    assert list(refused.value.extra["errors"]) == [field]


# --- two writers


def test_nothing_is_overwritten_that_the_writer_did_not_see(early: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    seen = {"problem": fingerprint(draft.pitch.problem), "value": fingerprint(draft.pitch.value)}
    edit(draft, early.victor, problem="Victor's.")
    with pytest.raises(pitching.ChangedMeanwhile) as refused:
        edit(draft, early.vera, problem="Vera's.", value="Three people's work.", seen=seen)
    assert (refused.value.status, refused.value.code) == (409, "changed_meanwhile")
    assert refused.value.extra["fields"] == {"problem": "Victor's."}
    draft.pitch.refresh_from_db()
    assert (draft.pitch.problem, draft.pitch.value) == ("Victor's.", "Two people's work a year.")


def test_without_saying_what_was_seen_the_last_one_wins(early: Cast, draft: Bet) -> None:
    """The control: it is the fingerprint that protects."""
    CoWriterFactory(bet=draft, member=early.victor)
    edit(draft, early.victor, problem="Victor's.")
    edit(draft, early.vera, problem="Vera's.")
    draft.pitch.refresh_from_db()
    assert draft.pitch.problem == "Vera's."


def test_two_who_wrote_the_same_agree(early: Cast, draft: Bet) -> None:
    seen = {"problem": fingerprint(draft.pitch.problem)}
    for _ in range(2):
        edit(draft, early.vera, problem="The same.", seen=seen)


def test_weeks_are_not_overwritten_unseen_either(early: Cast, draft: Bet) -> None:
    demands.ask(bet=draft, team=early.data, tenths=40, by=early.vera, now=NOW)
    with pytest.raises(pitching.ChangedMeanwhile) as refused:
        edit(draft, early.vera, weeks={early.data: 50}, seen={"weeks_data": fingerprint(30)})
    assert refused.value.extra["fields"] == {"weeks_data": 40}
    edit(draft, early.vera, weeks={early.data: 50}, seen={"weeks_data": fingerprint(40)})
    assert Demand.objects.get(bet=draft).tenths == 50


def test_whoever_ceased_to_write_meanwhile_changes_nothing(early: Cast, draft: Bet) -> None:
    """The door read the bet before a leader named another owner."""
    seen = Bet.objects.select_related("cycle").get(pk=draft.pk)
    pitching.reassign_owner(bet=draft, owner=early.victor, by=early.ines, now=NOW, reason="Vera is ill.")
    for act in (
        lambda: edit(seen, early.vera, problem="Mine."),
        lambda: pitching.submit(bet=seen, by=early.vera, now=NOW),
        lambda: pitching.remove(bet=seen, by=early.vera, now=NOW),
        lambda: pitching.show_intent(bet=seen, shown=True, by=early.vera, now=NOW),
    ):
        with pytest.raises(Http404):
            act()


# --- saved while one types


def autosave(bet: Bet, by: Any, **fields: Any) -> Bet:
    return pitching.autosave(bet=bet, by=by, now=NOW, weeks={}, seen={}, fields=fields)


def test_a_draft_is_saved_while_one_types(early: Cast, draft: Bet) -> None:
    autosave(draft, early.vera, problem="Nobody finds")
    draft.pitch.refresh_from_db()
    assert draft.pitch.problem == "Nobody finds"


def test_what_is_submitted_is_not_saved_while_one_types(early: Cast, draft: Bet) -> None:
    pitching.submit(bet=draft, by=early.vera, now=NOW)
    with pytest.raises(pitching.AlreadySubmitted) as refused:
        autosave(draft, early.vera, problem="Nobody finds")
    assert (refused.value.status, refused.value.code) == (409, "submitted")
    assert Version.objects.filter(bet=draft).count() == 1


# --- submitted


def test_a_whole_draft_is_submitted_as_version_one(early: Cast, draft: Bet) -> None:
    pitching.submit(bet=draft, by=early.vera, now=NOW)
    version = Version.objects.get(bet=draft)
    assert (version.number, version.by, version.state, version.at) == (1, early.vera, "pitching", NOW)
    assert version.content["title"] == "Echo"
    assert version.content["confidence"] == 60
    assert last().kind == "bets.bet.submitted"


def test_submitting_twice_is_submitting_once(early: Cast, draft: Bet) -> None:
    for _ in range(2):
        pitching.submit(bet=draft, by=early.vera, now=NOW)
    assert (Version.objects.count(), Event.objects.count()) == (1, 1)


def test_the_vps_that_are_asked_hear_of_it_at_submission(early: Cast, draft: Bet) -> None:
    care = TeamFactory(board=early.board, slug="care", name="Care", vp=early.victor)
    DemandFactory(bet=draft, team=care, tenths=15, state="proposed")
    pitching.submit(bet=draft, by=early.vera, now=NOW)
    notice = Notice.objects.get()
    assert (notice.member, notice.sentence) == (early.victor, "Echo asks Care for 1.5 person-weeks.")
    assert notice.path == f"/bets/{draft.pk}/#demand-care"


def test_what_is_missing_is_named_with_the_way_there(early: Cast, draft: Bet) -> None:
    edit(draft, early.vera, kill_decider="", weeks={early.data: None})
    with pytest.raises(pitching.Incomplete) as refused:
        pitching.submit(bet=draft, by=early.vera, now=NOW)
    assert (refused.value.status, refused.value.code) == (422, "incomplete")
    assert refused.value.detail == "2 parts are still missing."
    assert [item["url"] for item in refused.value.extra["missing"]] == [
        f"/bets/{draft.pk}/pitch/#kill_decider", f"/bets/{draft.pk}/pitch/#demand"
    ]  # fmt: skip
    assert refused.value.extra["errors"]["kill_decider"] == "Name one person, not a team."
    assert Bet.objects.get(pk=draft.pk).status == "draft"


def test_after_the_closing_time_only_an_exception_lets_it_in(early: Cast, draft: Bet) -> None:
    Cycle.objects.filter(pk=early.cycle.pk).update(pitches_close_at=NOW.replace(year=2025))
    with pytest.raises(pitching.PitchesClosed, match="Pitches closed on 24 November 2025 at 13:00") as refused:
        pitching.submit(bet=draft, by=early.vera, now=NOW)
    assert "leader can make an exception" in refused.value.detail
    Bet.objects.filter(pk=draft.pk).update(late_exception="She was ill.", late_exception_by=early.ines)
    pitching.submit(bet=draft, by=early.vera, now=NOW)
    assert Bet.objects.get(pk=draft.pk).is_late
    late = "Echo was submitted late and waits in the tray."
    assert set(Notice.objects.filter(sentence=late).values_list("member", flat=True)) == {early.ines.pk, early.otto.pk}


@pytest.mark.parametrize("name", ["victor", "ines", "stina", "ada", "willy"])
def test_nobody_submits_for_the_owner(early: Cast, draft: Bet, name: str) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    with pytest.raises(PermissionDenied):
        pitching.submit(bet=draft, by=getattr(early, name), now=NOW)


# --- edited after submission


@pytest.fixture
def submitted(early: Cast, draft: Bet) -> Bet:
    pitching.submit(bet=draft, by=early.vera, now=NOW)
    return Bet.objects.get(pk=draft.pk)


def test_every_edit_after_submission_is_a_version_and_one_event_without_text(early: Cast, submitted: Bet) -> None:
    edit(submitted, early.vera, problem="Secret figures.", thesis="It pays twice.")
    event = last()
    assert (event.kind, event.data) == ("bets.bet.edited", {"fields": ["problem", "thesis"], "version": 2})
    assert Version.objects.get(bet=submitted, number=2).content["problem"] == "Secret figures."
    assert Version.objects.get(bet=submitted, number=1).content["problem"] == "Half of all calls are about pairing."
    assert not Notice.objects.exists(), "ranking has not begun"


def test_a_change_after_ranking_began_is_shown_to_the_leaders(early: Cast, submitted: Bet) -> None:
    Cycle.objects.filter(pk=early.cycle.pk).update(state="ranking")
    edit(submitted, early.vera, problem="Another.", kill_decider="Otto")
    told = Notice.objects.filter(kind="bets.bet.edited")
    assert set(told.values_list("member", flat=True)) == {early.ines.pk, early.otto.pk}
    sentence = "Echo was changed after ranking began: problem and kill criterion: who decides."
    assert set(told.values_list("sentence", flat=True)) == {sentence}


def test_of_a_bet_that_came_without_versions_the_first_edit_keeps_what_was_before(cast: Cast) -> None:
    PitchFactory(bet=cast.a)
    edit(cast.a, cast.vera, problem="Another.")
    first, second = Version.objects.filter(bet=cast.a).order_by("number")
    assert (first.number, first.content["problem"], first.at) == (1, "Half of all calls are about pairing.", NOW)
    assert (second.number, second.content["problem"], second.state) == (2, "Another.", "ranking")
    assert last().data["version"] == 2


def test_what_was_sized_stays_sized_once_it_is_submitted(early: Cast, submitted: Bet) -> None:
    with pytest.raises(Invalid) as refused:
        edit(submitted, early.vera, weeks={early.data: None})
    assert list(refused.value.extra["errors"]) == ["demand"]
    edit(submitted, early.vera, weeks={early.data: None}, needs_no_team=True)
    with pytest.raises(Invalid):
        edit(submitted, early.vera, needs_no_team=False)


def test_after_the_lock_the_pitch_is_not_edited(early: Cast, submitted: Bet) -> None:
    Cycle.objects.filter(pk=early.cycle.pk).update(state="locked")
    with pytest.raises(WrongState):
        edit(submitted, early.vera, problem="Another.")


def test_a_bet_that_comes_back_unchanged_makes_no_new_version(early: Cast, submitted: Bet) -> None:
    Bet.objects.filter(pk=submitted.pk).update(status="withdrawn")
    pitching.submit(bet=submitted, by=early.vera, now=NOW)
    assert Version.objects.filter(bet=submitted).count() == 1


# --- thrown away


def test_a_draft_is_thrown_away_with_all_that_was_written(early: Cast, draft: Bet) -> None:
    pitching.remove(bet=draft, by=early.vera, now=NOW)
    assert not Bet.objects.filter(pk=draft.pk).exists()
    assert (last().kind, last().subject_id, last().subject_name) == ("bets.draft.removed", draft.pk, "Echo")


def test_what_was_submitted_is_never_deleted(early: Cast, submitted: Bet) -> None:
    for status in ("submitted", "withdrawn", "declined"):
        Bet.objects.filter(pk=submitted.pk).update(status=status)
        with pytest.raises(pitching.drafting.NotRemovable):
            pitching.remove(bet=submitted, by=early.vera, now=NOW)


def test_a_co_writer_throws_nothing_away(early: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    with pytest.raises(PermissionDenied):
        pitching.remove(bet=draft, by=early.victor, now=NOW)

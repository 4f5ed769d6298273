"""Who writes a pitch with its owner, who sees its intent, and who reads what is confidential."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions import pitching
from bets.models import Bet, Cycle
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice
from tests.bets.actions.acting import last
from tests.cast import Cast, make_member
from tests.factories import NOW, CoWriterFactory, DemandFactory, DraftFactory, ReaderFactory, TeamFactory

TOMORROW = (NOW + timedelta(days=1)).date()


@pytest.fixture
def draft(cast: Cast) -> Bet:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    bet: Bet = DraftFactory(cycle=Cycle.objects.get(pk=cast.cycle.pk), owner=cast.vera, title="Echo")
    return bet


def co_writers(bet: Bet) -> list[str]:
    return [member.name for member in bet.co_writers.order_by("pk")]


# --- co-writers


def test_the_owner_names_co_writers_and_they_are_told(cast: Cast, draft: Bet) -> None:
    pitching.name_writers(bet=draft, writers=[cast.victor], by=cast.vera, now=NOW)
    assert co_writers(draft) == ["Victor"]
    assert last().data == {"added": [cast.victor.pk], "removed": []}
    notice = Notice.objects.get()
    assert (notice.member, notice.path) == (cast.victor, f"/bets/{draft.pk}/pitch/")


def test_naming_all_of_them_anew_takes_the_others_away(cast: Cast, draft: Bet) -> None:
    vicky = make_member(cast.board, "Vicky", ["vp"])
    CoWriterFactory(bet=draft, member=cast.victor)
    pitching.name_writers(bet=draft, writers=[vicky], by=cast.vera, now=NOW)
    assert co_writers(draft) == ["Vicky"]
    assert last().data == {"added": [vicky.pk], "removed": [cast.victor.pk]}


def test_the_same_again_is_nothing_new(cast: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=cast.victor)
    pitching.name_writers(bet=draft, writers=[cast.victor, cast.vera], by=cast.vera, now=NOW)
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["ines", "stina", "willy", "olga", "emil"])
def test_only_vps_of_the_board_write_with_the_owner(cast: Cast, draft: Bet, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        pitching.name_writers(bet=draft, writers=[getattr(cast, name)], by=cast.vera, now=NOW)
    assert list(refused.value.extra["errors"]) == ["writers"]


def test_who_stands_in_for_a_vp_may_write(cast: Cast, draft: Bet) -> None:
    today = NOW.date()
    Membership.objects.filter(pk=cast.willy.pk).update(acting_for=cast.victor, acting_from=today, acting_until=today)
    pitching.name_writers(bet=draft, writers=[Membership.objects.get(pk=cast.willy.pk)], by=cast.vera, now=NOW)
    assert co_writers(draft) == ["Willy"]


def test_a_co_writer_names_nobody(cast: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=cast.victor)
    with pytest.raises(PermissionDenied):
        pitching.name_writers(bet=draft, writers=[], by=cast.victor, now=NOW)


# --- intent


def test_an_intent_is_shown_and_hidden_each_with_an_event(cast: Cast, draft: Bet) -> None:
    pitching.show_intent(bet=draft, shown=True, by=cast.vera, now=NOW)
    assert (Bet.objects.get(pk=draft.pk).intent_at, last().kind) == (NOW, "bets.intent.shown")
    pitching.show_intent(bet=draft, shown=True, by=cast.vera, now=NOW)
    assert Event.objects.count() == 1, "it was shown already"
    pitching.show_intent(bet=draft, shown=False, by=cast.vera, now=NOW)
    assert (Bet.objects.get(pk=draft.pk).intent_at, last().kind) == (None, "bets.intent.hidden")


def test_the_vps_of_the_teams_hear_of_an_intent(cast: Cast, draft: Bet) -> None:
    DemandFactory(bet=draft, team=TeamFactory(board=cast.board, vp=cast.victor))
    DemandFactory(bet=draft, team=cast.data)
    pitching.show_intent(bet=draft, shown=True, by=cast.vera, now=NOW)
    assert list(Notice.objects.values_list("member", flat=True)) == [cast.victor.pk], "Vera knows"


def test_an_intent_is_of_a_draft_in_pitching(cast: Cast, draft: Bet) -> None:
    with pytest.raises(WrongState):
        pitching.show_intent(bet=cast.a, shown=True, by=cast.vera, now=NOW)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="ranking")
    with pytest.raises(WrongState):
        pitching.show_intent(bet=draft, shown=True, by=cast.vera, now=NOW)


# --- confidential


def test_a_confidential_text_is_for_leaders_writers_and_those_named(cast: Cast) -> None:
    CoWriterFactory(bet=cast.a, member=make_member(cast.board, "Vicky", ["vp"]))
    pitching.keep_confidential(bet=cast.a, until=TOMORROW, readers=[cast.stina], by=cast.vera, now=NOW)
    bet = Bet.objects.get(pk=cast.a.pk)
    people = [*Membership.objects.filter(board=cast.board, ended_at=None).select_related("board", "person")]
    reads = {member.name for member in people if bet.is_readable_by(member, NOW)}
    assert reads == {"Ines", "Otto", "Vera", "Vicky", "Stina"}
    for member in people:
        found = Bet.objects.filter(pk=bet.pk).readable_by(member, NOW).exists()
        assert found is (member.name in reads), member.name


def test_from_the_day_on_everybody_reads_it(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=date(2026, 11, 25))
    bet = Bet.objects.get(pk=cast.a.pk)
    midnight = NOW.replace(hour=23)  # of the board, in Stockholm, one hour before that of UTC
    for now, is_readable in ((NOW, False), (midnight - timedelta(seconds=1), False), (midnight, True)):
        assert bet.is_readable_by(cast.victor, now) is is_readable
        assert Bet.objects.filter(pk=bet.pk).readable_by(cast.victor, now).exists() is is_readable


def test_a_draft_is_read_by_its_writers_whoever_else_is_named(cast: Cast, draft: Bet) -> None:
    ReaderFactory(bet=draft, member=cast.victor)
    for member in (cast.victor, cast.ines):
        assert not draft.is_readable_by(member, NOW)
        assert not Bet.objects.filter(pk=draft.pk).readable_by(member, NOW).exists()
    assert draft.is_readable_by(cast.vera, NOW)


def test_readers_are_told_once_and_the_journal_keeps_who_they_are(cast: Cast) -> None:
    for until in (TOMORROW, TOMORROW + timedelta(days=9)):
        pitching.keep_confidential(bet=cast.a, until=until, readers=[cast.stina], by=cast.vera, now=NOW)
    assert last().data == {"until": "2026-12-04", "readers": [cast.stina.pk]}
    assert list(Notice.objects.values_list("member", flat=True)) == [cast.stina.pk]


def test_lifting_it_forgets_who_was_named(cast: Cast) -> None:
    pitching.keep_confidential(bet=cast.a, until=TOMORROW, readers=[cast.stina], by=cast.vera, now=NOW)
    pitching.keep_confidential(bet=cast.a, until=None, readers=[cast.stina], by=cast.vera, now=NOW)
    assert (Bet.objects.get(pk=cast.a.pk).confidential_until, cast.a.readers.count()) == (None, 0)
    assert last().data == {"readers": []}


def test_the_day_is_yet_to_come_unless_it_is_the_one_that_was_named(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        pitching.keep_confidential(bet=cast.a, until=NOW.date(), readers=[], by=cast.vera, now=NOW)
    assert list(refused.value.extra["errors"]) == ["until"]
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=NOW.date())
    pitching.keep_confidential(bet=cast.a, until=NOW.date(), readers=[cast.stina], by=cast.vera, now=NOW)


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_nobody_of_elsewhere_is_named_a_reader(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        pitching.keep_confidential(bet=cast.a, until=TOMORROW, readers=[getattr(cast, name)], by=cast.vera, now=NOW)
    assert list(refused.value.extra["errors"]) == ["readers"]

"""A member stands in for a VP: appointed by a leader, for a time, in their own name."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from bets.access import may as may_bets
from journal.models import Event
from journal.refusals import Invalid
from org.access import may
from org.actions.acting import ActsAlready, NotActing, appoint, end
from org.actions.people import end as end_membership
from org.actions.people import except_direct_report, name_manager, set_roles
from org.direct_reports import DirectReportNotAllowed
from org.models import Membership, Notice
from tests.cast import Cast, make_member
from tests.factories import NOW, CalendarFactory

TODAY = date(2026, 11, 24)
LAST = date(2026, 12, 7)  # the tenth working day
PAGE = "/boards/north/people/"


def stands_in(cast: Cast, member: Membership, vp: Membership, **given: object) -> Membership:
    values = {"first": TODAY, "last": LAST, "reason": "He is on leave.", "by": cast.ines, "now": NOW}
    return appoint(member=member, vp=vp, **values | given)  # type: ignore[arg-type]


def errors(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    found: dict[str, str] = refused.value.extra["errors"]
    return found


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


# --- what it means


def test_they_answer_for_the_vps_teams_in_their_own_name_and_for_that_time(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera, first=TODAY + timedelta(days=1), last=LAST + timedelta(days=1))
    willy = Membership.objects.select_related("board").get(pk=cast.willy.pk)
    before, during, after = (NOW + timedelta(days=days) for days in (0, 1, 15))
    for now, answers in ((before, False), (during, True), (after, False)):
        assert willy.answers_for(cast.data.vp_id, now) is answers
        assert ("vp" in willy.duties(now)) is answers
    assert willy.roles == [], "their own roles stay what they are"


def test_while_they_stand_in_they_may_do_what_a_vp_does(cast: Cast) -> None:
    assert not may_bets(cast.willy, cast.cycle, "rank.read")
    stands_in(cast, cast.willy, cast.vera)
    willy = Membership.objects.select_related("board").get(pk=cast.willy.pk)
    with time_machine.travel(NOW):
        assert may_bets(willy, cast.cycle, "rank.read"), "the live order is shown to VPs"
    with time_machine.travel(NOW + timedelta(days=60)):
        assert not may_bets(willy, cast.cycle, "rank.read")


def test_it_is_told_to_both_and_to_the_log(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    event = Event.objects.get()
    assert (event.kind, event.actor_id, event.subject_id) == ("org.acting.appointed", cast.ines.pk, cast.willy.pk)
    assert event.data == {
        "acting_for": cast.vera.pk, "first": "2026-11-24", "last": "2026-12-07", "reason": "He is on leave.",
    }  # fmt: skip
    told = {notice.member_id: notice for notice in Notice.objects.all()}
    time = "from 24 November 2026 to 7 December 2026"
    assert told[cast.willy.pk].sentence == f"Ines asks you to stand in for Vera {time}: He is on leave."
    assert told[cast.vera.pk].sentence == f"Willy stands in for you {time}, by Ines: He is on leave."
    assert {notice.path for notice in told.values()} == {f"{PAGE}{cast.willy.pk}/"}


def test_it_can_be_ended_before_its_last_day(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    end(member=cast.willy, by=cast.otto, now=NOW)
    willy = Membership.objects.get(pk=cast.willy.pk)
    assert not willy.is_acting(NOW)
    assert (willy.acting_for, willy.acting_from, willy.acting_until, willy.acting_reason) == (None, None, None, "")
    assert Event.objects.get(number=2).data == {"acting_for": cast.vera.pk, "last": "2026-12-07"}
    assert Notice.objects.filter(sentence="Otto ended it that Willy stands in for Vera.").count() == 2
    with pytest.raises(NotActing):
        end(member=cast.willy, by=cast.otto, now=NOW)


def test_what_has_run_out_cannot_be_ended_and_is_not_in_the_way(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    later = NOW + timedelta(days=30)
    with pytest.raises(NotActing):
        end(member=cast.willy, by=cast.ines, now=later)
    first, last = date(2027, 1, 4), date(2027, 1, 29)
    stands_in(cast, cast.willy, cast.victor, first=first, last=last, now=later)
    assert Membership.objects.get(pk=cast.willy.pk).acting_for == cast.victor


# --- what is refused


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("first", {"first": date(2026, 11, 23)}, "It begins today at the earliest."),
        ("last", {"last": date(2026, 11, 23)}, "The last day is not before the first."),
        ("last", {"last": date(2026, 12, 6)}, "These are 9 working days; it takes at least 10."),
        ("last", {"last": TODAY}, "That is 1 working day; it takes at least 10."),
        ("last", {"last": date(2027, 11, 26)}, "longer than a year"),
        ("last", {"last": date(9999, 12, 31)}, "longer than a year"),
        ("reason", {"reason": "  "}, "Say why, in a sentence."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, field: str, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        stands_in(cast, cast.willy, cast.vera, **given)
    assert list(errors(refused)) == [field]
    assert sentence in errors(refused)[field]
    assert not Event.objects.exists()


def test_working_days_are_those_of_the_boards_calendar(cast: Cast) -> None:
    CalendarFactory(board=cast.board, exceptions={"2026-12-01": []})
    with pytest.raises(Invalid, match="9 working days"):
        stands_in(cast, cast.willy, cast.vera)
    stands_in(cast, cast.willy, cast.vera, last=date(2026, 12, 8))


def test_nobody_stands_in_for_themselves_or_for_who_is_no_vp(cast: Cast) -> None:
    for member, vp in ((cast.victor, cast.victor), (cast.victor, cast.willy)):
        with pytest.raises(Invalid) as refused:
            stands_in(cast, member, vp)
        assert list(errors(refused)) == ["vp"]


def test_no_leader_appoints_themselves(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        stands_in(cast, cast.ines, cast.vera)
    stands_in(cast, cast.ines, cast.vera, by=cast.otto)


def test_one_at_a_time_on_either_side(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    with pytest.raises(ActsAlready, match="Willy stands in for Vera until 7 December 2026: end that first"):
        stands_in(cast, cast.willy, cast.victor)
    with pytest.raises(ActsAlready):
        stands_in(cast, cast.victor, cast.vera)


def test_the_report_of_a_vp_stands_in_for_none_unless_a_leader_said_why(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed, match="Willy reports to Vera") as refused:
        stands_in(cast, cast.willy, cast.vera)
    assert list(errors(refused)) == ["vp"]
    except_direct_report(member=cast.willy, reason="They disagree well.", by=cast.otto, now=NOW)
    stands_in(cast, cast.willy, cast.vera)


def test_who_stands_in_counts_as_a_vp_for_their_own_reports_and_managers(cast: Cast) -> None:
    mia = make_member(cast.board, "Mia")
    name_manager(member=mia, manager=cast.willy, by=cast.ada, now=NOW)
    stands_in(cast, cast.willy, cast.vera)
    with pytest.raises(DirectReportNotAllowed, match="Mia reports to Willy"):
        set_roles(member=mia, roles=["vp"], by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed, match="Willy reports to Victor"):
        name_manager(member=cast.willy, manager=cast.victor, by=cast.ada, now=NOW)
    set_roles(member=mia, roles=["vp"], by=cast.ada, now=NOW + timedelta(days=30))


# --- what ends it


def test_it_ends_with_the_vps_membership_and_with_the_stand_ins(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    stands_in(cast, cast.otto, cast.victor)
    end_membership(member=cast.vera, by=cast.ada, now=NOW)
    assert Membership.objects.get(pk=cast.willy.pk).acting_for is None
    newest = Event.objects.order_by("-number").first()
    assert newest
    assert newest.data["stand_ins"] == [cast.willy.pk]
    end_membership(member=cast.otto, by=cast.ada, now=NOW)
    assert Membership.objects.get(pk=cast.otto.pk).acting_for is None


def test_it_ends_when_the_vp_is_none_any_more(cast: Cast) -> None:
    stands_in(cast, cast.willy, cast.vera)
    set_roles(member=cast.vera, roles=[], by=cast.ada, now=NOW)
    assert Membership.objects.get(pk=cast.willy.pk).acting_for is None


# --- on the pages


@pytest.fixture
def _today() -> object:
    with time_machine.travel(NOW):
        yield


@pytest.mark.usefixtures("_today")
def test_a_leader_appoints_and_ends_on_the_page_of_the_person(cast: Cast) -> None:
    one, client = f"{PAGE}{cast.willy.pk}/", signed_in(cast.ines)
    page = client.get(one).content.decode()
    assert 'name="acting-first" value="2026-11-24"' in page
    assert 'name="acting-last" value="2026-12-07"' in page, "the shortest time"
    fields = {"acting-vp": cast.victor.pk, "acting-first": "2026-11-24", "acting-last": "2026-12-18"}
    refused = client.post(f"{one}acting/", fields)
    assert refused.status_code == 422
    assert "Say why, in a sentence." in refused.content.decode()
    assert 'value="2026-12-18"' in refused.content.decode()
    assert client.post(f"{one}acting/", fields | {"acting-reason": "On leave."}).headers["Location"] == one
    for page_of_all in (PAGE, one):
        assert "acting for Victor until 18 December 2026" in signed_in(cast.vera).get(page_of_all).content.decode()
    of_victor = signed_in(cast.vera).get(f"{PAGE}{cast.victor.pk}/").content.decode()
    assert "Willy until 18 December 2026" in of_victor
    client.post(f"{one}acting/end/")
    assert "acting for Victor" not in signed_in(cast.vera).get(PAGE).content.decode()


@pytest.mark.usefixtures("_today")
@pytest.mark.parametrize("name", ["vera", "stina", "ada", "willy"])
def test_nobody_else_appoints(cast: Cast, name: str) -> None:
    client, one = signed_in(getattr(cast, name)), f"{PAGE}{cast.otto.pk}/"
    assert "Stands in for a VP" not in client.get(one).content.decode()
    assert client.post(f"{one}acting/", {}).status_code == 403
    assert client.post(f"{one}acting/end/").status_code == 403


def test_the_right_is_a_leaders(cast: Cast) -> None:
    assert may(cast.ines, "member.appoint_acting_vp")
    assert not may(cast.ada, "member.appoint_acting_vp")

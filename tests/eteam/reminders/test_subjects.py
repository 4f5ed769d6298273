"""What else is reminded of: pitches, demands, plans, bets, questions, decisions, flags, reports. Each once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bets.actions.ranking import move
from bets.events import RankingChanged
from bets.models import Comment, Cycle, Plan, RankingSession
from bets.ordering import Before
from bets.plan import content
from eteam.actions.reporting import make_report, newest_week
from eteam.actions.time_passes import pass_time
from eteam.models import Blocker, Reminder, Room
from eteam.reminders import planning
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from journal.record import record
from org.models import Membership, Notice
from tests.cast import Cast
from tests.eteam.reminders.conftest import at
from tests.eteam.rows import BlockerFactory, FlagFactory, OutcomeFactory, ReportFactory, SessionFactory
from tests.factories import BetFactory, DemandFactory
from tests.org.sink import Sink

NOW = at("2026-11-24 12:00")

pytestmark = pytest.mark.django_db


def tick(now: datetime) -> None:
    assert plan(now)
    send_due(now)


def told(kind: str, channel: str = "inbox") -> list[str]:
    rows = Reminder.objects.filter(kind=kind, channel=channel, state="sent").select_related("recipient__person")
    return sorted(row.recipient.name for row in rows if row.recipient)


def said(member: Membership) -> str:
    return Notice.objects.filter(member=member).latest("pk").sentence


class TestPitches:
    @pytest.fixture
    def cycle(self, cast: Cast) -> Cycle:
        """Pitches close on Tuesday 1 December, 18:00 in Stockholm; Vera has submitted some, Victor none."""
        cast.cycle.state, cast.cycle.pitches_close_at = Cycle.State.PITCHING, at("2026-12-01 17:00")
        cast.cycle.save()
        return cast.cycle

    def test_a_vp_without_a_submission_hears_it_seven_days_and_one_day_before(self, cast: Cast, cycle: Cycle) -> None:
        tick(cycle.pitches_close_at - timedelta(days=7, minutes=1))
        assert told("pitches_close_week") == []
        for now in (timedelta(days=7), timedelta(days=6), timedelta(days=1), timedelta(hours=2)):
            tick(cycle.pitches_close_at - now)
        assert told("pitches_close_week") == told("pitches_close_day") == ["Victor"]
        assert said(cast.victor) == "Pitches for 2027H1 close in 1 day: you have submitted none."

    def test_another_time_is_told_anew(self, cast: Cast, cycle: Cycle) -> None:
        tick(cycle.pitches_close_at - timedelta(days=1))
        cycle.pitches_close_at += timedelta(days=3)
        cycle.save()
        tick(cycle.pitches_close_at - timedelta(days=1))
        assert told("pitches_close_day") == ["Victor", "Victor"]

    def test_who_submits_in_time_hears_nothing(self, cast: Cast, cycle: Cycle) -> None:
        plan(cycle.pitches_close_at - timedelta(days=1))
        BetFactory(cycle=cycle, owner=cast.victor)
        send_due(cycle.pitches_close_at - timedelta(days=1))
        assert not Notice.objects.exists()

    def test_nothing_after_they_have_closed(self, cast: Cast, cycle: Cycle) -> None:
        plan(cycle.pitches_close_at - timedelta(days=1))
        send_due(cycle.pitches_close_at)
        assert not Notice.objects.exists()


class TestRankingSession:
    """On Tuesday 1 December, 13:00 in Stockholm; the working day before is a Monday."""

    @pytest.fixture
    def cycle(self, cast: Cast) -> Cycle:
        cast.cycle.ranking_session_at = at("2026-12-01 12:00")
        cast.cycle.save()
        return cast.cycle

    def test_everybody_in_the_room_hears_it_at_three_on_the_working_day_before(self, cast: Cast, cycle: Cycle) -> None:
        tick(at("2026-11-30 13:59"))
        assert told("ranking_session_day") == []
        for now in ("2026-11-30 14:00", "2026-11-30 14:01", "2026-12-01 11:59"):
            tick(at(now))
        assert told("ranking_session_day") == ["Ines", "Otto", "Stina", "Vera", "Victor"]
        assert said(cast.vera) == "The ranking session of 2027H1 is Tuesday 1 December, 13:00 in Stockholm."

    def test_after_a_weekend_it_is_told_on_friday(self, cast: Cast, cycle: Cycle) -> None:
        cycle.ranking_session_at = at("2026-11-30 12:00")
        cycle.save()
        tick(at("2026-11-27 14:00"))
        assert len(told("ranking_session_day")) == 5

    def test_each_hears_it_at_three_on_their_own_clocks(self, cast: Cast, cycle: Cycle) -> None:
        cast.victor.person.zone = "America/New_York"
        cast.victor.person.save()
        tick(at("2026-11-30 14:00"))
        assert "Victor" not in told("ranking_session_day")
        tick(at("2026-11-30 20:00"))
        assert "Victor" in told("ranking_session_day")
        assert said(cast.victor) == "The ranking session of 2027H1 is Tuesday 1 December, 07:00 in New York."

    def test_it_comes_by_mail_with_the_page_on_which_it_is_held(self, cast: Cast, cycle: Cycle, mails: Sink) -> None:
        tick(at("2026-11-30 14:00"))
        assert len(mails.mails) == 5
        text = mails.mails[0].get_body(["plain"])
        assert text is not None
        assert f"/cycles/{cycle.pk}/session/" in text.get_content()

    def test_another_date_supersedes_what_is_unsent_and_is_told_anew(self, cast: Cast, cycle: Cycle) -> None:
        plan(at("2026-11-30 14:00"))
        cycle.ranking_session_at = at("2026-12-03 12:00")
        cycle.save()
        send_due(at("2026-11-30 14:00"))
        assert not Notice.objects.exists()
        assert set(Reminder.objects.values_list("state", "error")) == {
            ("withdrawn", "The ranking session is at another time.")
        }
        tick(at("2026-12-02 14:00"))
        assert said(cast.otto) == "The ranking session of 2027H1 is Thursday 3 December, 13:00 in Stockholm."
        assert Notice.objects.count() == 5

    def test_a_date_that_was_set_late_is_told_at_once_and_never_after_it_began(self, cast: Cast, cycle: Cycle) -> None:
        tick(at("2026-12-01 12:00"))
        assert not Reminder.objects.exists()
        tick(at("2026-12-01 10:00"))
        assert len(told("ranking_session_day")) == 5

    @pytest.mark.parametrize("state", ["locked", "closed"])
    def test_of_a_cycle_that_is_ranked_nobody_hears(self, cast: Cast, cycle: Cycle, state: str) -> None:
        plan(at("2026-11-30 14:00"))
        Cycle.objects.update(state=state)
        send_due(at("2026-11-30 14:00"))
        tick(at("2026-11-30 15:00"))
        assert not Notice.objects.exists()


class TestDemands:
    @pytest.fixture
    def cycle(self, cast: Cast) -> Cycle:
        """To be answered by Friday 4 December; Vera's team has not answered for Alpha."""
        cast.cycle.confirm_by = date(2026, 12, 4)
        cast.cycle.save()
        cast.a.demands.update(state="proposed", tenths=51)
        return cast.cycle

    def test_the_vp_hears_it_five_and_one_working_days_before_and_then_the_leaders(
        self, cast: Cast, cycle: Cycle
    ) -> None:
        tick(at("2026-11-27 07:59"))
        assert not Notice.objects.exists()
        tick(at("2026-11-27 08:00"))
        assert said(cast.vera) == "You are asked for 5.1 Data for “Alpha”: confirm by Friday 4 December."
        tick(at("2026-12-03 08:00"))
        tick(at("2026-12-05 08:00"))
        assert told("demands_soon") == told("demands_last") == ["Vera"]
        assert told("demands_over") == ["Ines", "Otto"]
        assert said(cast.ines) == "1 team has not answered what 2027H1 asks of them: 1 demand is open."

    def test_several_are_one_message(self, cast: Cast, cycle: Cycle) -> None:
        cast.b.demands.update(state="proposed", tenths=10)
        tick(at("2026-11-27 08:00"))
        assert said(cast.vera) == "You are asked for 5.1 Data for “Alpha” and 1 more: confirm by Friday 4 December."

    def test_who_has_answered_hears_nothing(self, cast: Cast, cycle: Cycle) -> None:
        plan(at("2026-11-27 08:00"))
        cast.a.demands.update(state="confirmed")
        send_due(at("2026-11-27 08:00"))
        assert not Notice.objects.exists()

    def test_a_draft_asks_nobody(self, cast: Cast, cycle: Cycle) -> None:
        cast.a.demands.update(state="confirmed")
        draft = BetFactory(cycle=cycle, owner=cast.victor, status="draft", submitted_at=None, submitted_by=None)
        DemandFactory(bet=draft, team=cast.data, state="proposed")
        tick(at("2026-11-27 08:00"))
        assert not Notice.objects.exists()


def test_a_locked_plan_tells_each_owner_what_it_means_for_their_bets(cast: Cast, mails: Sink) -> None:
    Plan.objects.create(
        board=cast.board, cycle=cast.cycle, revision=0, content=content(cast.cycle), digest="0" * 64, locked_at=NOW,
        locked_by=cast.ines,
    )  # fmt: skip
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert told("plan_locked") == ["Vera"]
    assert said(cast.vera) == "The plan of 2027H1 is locked: 2 of your 4 bets are funded."
    (mail,) = mails.mails
    text = mail.get_body(["plain"])
    assert text is not None
    assert "#1 Alpha    Funded." in text.get_content()
    assert "#3 Charlie  Waits: " in text.get_content()


def test_a_bet_that_fell_below_a_line_in_a_session_is_told_once(cast: Cast) -> None:
    begin_order(cast)
    session = RankingSession.objects.create(
        board=cast.board, cycle=cast.cycle, opened_by=cast.ines, opened_at=NOW - timedelta(hours=2)
    )
    move(cycle=cast.cycle, bet=cast.d.pk, target=Before(cast.a.pk), by=cast.ines, now=NOW - timedelta(hours=1))
    session.closed_by, session.closed_at = cast.ines, NOW
    session.save()
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert told("bet_fell") == ["Vera"]
    assert said(cast.vera) == "In the ranking session of 2027H1 “Bravo” fell below a line."


def begin_order(cast: Cast) -> None:
    """The order of the cast as the journal knows it."""
    cast.cycle.revision = 1
    cast.cycle.save()
    payload = RankingChanged(act="import", order=cast.ids("ABCD"))
    before = NOW - timedelta(days=1)
    record(payload, board_id=cast.board.pk, topic=cast.cycle.topic, by=cast.ines, subject=cast.cycle, now=before,
           revision=1)  # fmt: skip


class TestQuestions:
    def ask(self, cast: Cast, author: Membership, kind: str = "question") -> None:
        Comment.objects.create(
            board=cast.board, bet=cast.a, author=author, kind=kind, text="What if the *old* phones stay?", at=NOW
        )

    def test_of_a_leader_come_by_mail_too(self, cast: Cast, mails: Sink) -> None:
        self.ask(cast, cast.ines)
        tick(NOW)
        tick(NOW + timedelta(minutes=1))
        assert [str(mail["Subject"]) for mail in mails.mails] == ["Ines asks about “Alpha”."]
        assert not Notice.objects.exists()  # the act itself has told them there

    def test_of_others_do_not(self, cast: Cast, mails: Sink) -> None:
        self.ask(cast, cast.victor)
        self.ask(cast, cast.ines, "remark")
        tick(NOW)
        assert mails.mails == []


class TestDecisions:
    def test_their_owner_hears_it_a_day_before_and_when_they_are_overdue(self, cast: Cast, room: Room) -> None:
        blocker = BlockerFactory(blocked_team=cast.data, title="No key", decided_at=NOW)
        outcome = OutcomeFactory(blocker=blocker, owner=cast.victor, by_when=NOW + timedelta(days=3))
        for days in (1, 2, 2.5, 3, 4):
            tick(NOW + timedelta(days=days))
        assert told("decision_due") == told("decision_overdue") == ["Victor"]
        assert said(cast.victor) == "A decision of yours was due Friday 27 November, 13:00 in Stockholm: “No key”."
        outcome.delete()

    def test_not_once_they_are_done(self, cast: Cast, room: Room) -> None:
        blocker = BlockerFactory(blocked_team=cast.data, decided_at=NOW)
        outcome = OutcomeFactory(blocker=blocker, owner=cast.victor, by_when=NOW + timedelta(days=3))
        plan(NOW + timedelta(days=2, hours=1))
        outcome.done_at, outcome.done_by = NOW, cast.victor
        outcome.save()
        send_due(NOW + timedelta(days=2, hours=1))
        assert not Notice.objects.exists()

    def test_nobody_is_reminded_of_what_they_have_just_said(self, cast: Cast, room: Room) -> None:
        blocker = BlockerFactory(blocked_team=cast.data, decided_at=NOW)
        OutcomeFactory(blocker=blocker, owner=cast.victor, by_when=NOW + timedelta(hours=4))
        tick(NOW)
        assert not Notice.objects.exists()
        tick(NOW + timedelta(hours=2))
        assert told("decision_due") == ["Victor"]


def test_a_flag_comes_to_its_vp_by_mail_until_it_is_answered(cast: Cast, mails: Sink) -> None:
    flag = FlagFactory(team=cast.data, flagged_by=cast.willy, title="No key")
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert [str(mail["Subject"]).strip() for mail in mails.mails] == ["Willy flags what blocks Data: “No key”."]
    flag.delete()


def test_that_a_team_is_unblocked_is_asked_by_mail_until_it_is_answered(cast: Cast, mails: Sink) -> None:
    entered = {"unblocked_at": NOW, "unblocked_entered_at": NOW, "unblocked_by": cast.victor}
    blocker: Blocker = BlockerFactory(
        blocked_team=cast.data, title="No key", raised_at=NOW - timedelta(hours=1), due_at=NOW + timedelta(days=2),
        confirm_by=NOW + timedelta(days=1), **entered,
    )  # fmt: skip
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert told("unblocked_answer", "mail") == ["Vera"]
    assert mails.mails[0]["Subject"].strip() == "Victor says that Data is unblocked: “No key”. Is it?"
    blocker.delete()


def test_a_report_comes_to_everybody_in_the_room_once(cast: Cast, room: Room, mails: Sink) -> None:
    make_report(room=room, week=newest_week(room, NOW), now=NOW)
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert told("report") == told("report", "mail") == ["Ines", "Otto", "Stina", "Vera", "Victor"]
    assert said(cast.ines).startswith("North, week 47: ")
    text = mails.mails[0].get_body(["plain"])
    assert text is not None
    assert "North: blockers of" in text.get_content()
    html = mails.mails[0].get_body(["html"])
    assert html is not None
    stop = mails.mails[0]["List-Unsubscribe"].strip(" <>")
    assert f"No more e-mails of this kind: {stop}" in text.get_content()
    assert f'<a href="{stop}">No more e-mails of this kind</a>' in html.get_content()


def test_of_reports_that_were_made_up_for_the_newest_is_told(cast: Cast, room: Room) -> None:
    newest = newest_week(room, NOW)
    for week in (newest.before(2), newest.before(1), newest):
        make_report(room=room, week=week, now=NOW)
    plan(NOW)
    assert Reminder.objects.filter(kind="report", channel="inbox").values("subject_id").distinct().count() == 1


def test_the_chair_hears_of_a_session_that_was_left_open(cast: Cast, room: Room) -> None:
    SessionFactory(board=cast.board, state="running", opened_at=NOW, opened_by=cast.otto, left_open=True)
    tick(NOW)
    tick(NOW + timedelta(minutes=1))
    assert told("session_left_open") == ["Otto"]
    assert said(cast.otto) == "The session of North was not closed by midnight."


@pytest.mark.parametrize("chair", ["ines", ""])
def test_at_midnight_the_chair_or_who_opened_it_is_told_and_the_report_counts_it(
    cast: Cast, room: Room, chair: str
) -> None:
    """Tuesday's session of 24 November, opened by Otto and never closed."""
    SessionFactory(
        board=cast.board, starts_at=NOW, ends_at=NOW + timedelta(hours=3), state="running", opened_at=NOW,
        opened_by=cast.otto, chair=getattr(cast, chair) if chair else None,
    )  # fmt: skip
    for now in ("2026-11-24 22:59", "2026-11-24 23:00", "2026-11-24 23:01"):
        assert told("session_left_open") == []
        pass_time(now=at(now))
    tick(at("2026-11-24 23:01"))
    tick(at("2026-11-24 23:02"))
    assert told("session_left_open") == [chair.capitalize() or "Otto"]
    report = make_report(room=room, week=newest_week(room, at("2026-11-30 06:00")), now=at("2026-11-30 06:00"))
    assert report.content["figures"]["told"]["left_open"] == 1


def test_one_subject_that_cannot_be_planned_keeps_no_other_from_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: datetime) -> None:
        raise ZeroDivisionError

    first = planning.ALL[0]
    monkeypatch.setattr(planning, "ALL", (replace(first, plan=broken), *planning.ALL[1:]))
    ReportFactory(board=cast.board, made_at=NOW)
    assert plan(NOW) is False
    assert Reminder.objects.filter(kind="report").exists()

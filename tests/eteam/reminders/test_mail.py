"""By e-mail, over a real server: what it looks like, and what is done when it is not taken."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from eteam.models import Mute, Reminder, Session
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from org.models import Membership
from tests.cast import Cast
from tests.eteam.reminders.conftest import at
from tests.eteam.rows import ReminderFactory
from tests.org.sink import Sink, free_port

NOW = at("2026-11-24 12:00")
DAY_BEFORE = at("2026-11-30 14:00")
STARTS = at("2026-12-01 12:00")

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder(cast: Cast, session: Session) -> Reminder:
    """One mail to Vera, due the day before."""
    reminder: Reminder = ReminderFactory(
        board=cast.board, recipient=cast.vera, subject_id=session.pk, revision=1, due_at=DAY_BEFORE, not_after=STARTS
    )
    return reminder


def to(mails: Sink) -> list[str]:
    return [str(mail["To"]) for mail in mails.mails]


def test_it_is_text_and_html_with_a_link(reminder: Reminder, mails: Sink, settings: Settings) -> None:
    assert send_due(DAY_BEFORE) == 1
    (mail,) = mails.mails
    assert mail["To"] == "Vera <vera.north@example.com>"
    assert mail["Subject"] == "The session of North is Tuesday 1 December, 13:00 in Stockholm."
    text, html = mail.get_body(["plain"]), mail.get_body(["html"])
    assert text is not None
    assert html is not None
    said = text.get_content().replace("\r\n", "\n")
    assert "Begins  Tuesday 1 December, 13:00 in Stockholm\n" in said
    assert "Lasts   3 hours\n" in said
    assert f"\n{settings.URL}/" in said
    assert "<h1" in html.get_content()
    reminder.refresh_from_db()
    assert (reminder.state, reminder.sent_at) == ("sent", DAY_BEFORE)
    assert reminder.message_id == mail["Message-ID"].strip(), "a long header begins on a line of its own"


def test_times_are_those_of_the_clocks_of_who_reads(cast: Cast, reminder: Reminder, mails: Sink) -> None:
    cast.vera.person.zone = "America/New_York"
    cast.vera.person.save()
    send_due(DAY_BEFORE)
    assert mails.mails[0]["Subject"].endswith("Tuesday 1 December, 07:00 in New York.")
    text = mails.mails[0].get_body(["plain"])
    assert text is not None
    assert "There   Tuesday 1 December, 13:00 in Stockholm" in text.get_content()


def test_a_vp_whose_domain_is_not_reported_is_told_so(cast: Cast, reminder: Reminder, mails: Sink) -> None:
    send_due(DAY_BEFORE)
    text = mails.mails[0].get_body(["plain"])
    assert text is not None
    assert "Your domain is not reported yet" in text.get_content()


def test_an_invitation_carries_the_session_as_a_calendar_takes_it(cast: Cast, session: Session, mails: Sink) -> None:
    plan(NOW)
    send_due(NOW)
    vera = next(mail for mail in mails.mails if "vera" in mail["To"])
    part = next(part for part in vera.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    said = part.get_content().replace("\r\n ", "").splitlines()
    for line in ("METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20261201T120000Z", f"UID:session-{session.pk}@localhost"):
        assert line in said
    assert any(line.startswith("ATTENDEE") and line.endswith("mailto:vera.north@example.com") for line in said)


def test_a_cancellation_takes_it_out_again(cast: Cast, session: Session, mails: Sink) -> None:
    plan(NOW)
    send_due(NOW)
    session.state, session.revision, session.cancelled_for = Session.State.CANCELLED, 2, "Away."
    session.save()
    plan(NOW + timedelta(minutes=5))
    send_due(NOW + timedelta(minutes=5))
    part = next(part for part in mails.mails[-1].walk() if part.get_content_type() == "text/calendar")
    said = part.get_content().splitlines()
    for line in ("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED", f"UID:session-{session.pk}@localhost"):
        assert line in said


class TestNotTaken:
    def test_a_refused_address_is_failed_and_shown_and_delays_nobody(
        self, cast: Cast, session: Session, mails: Sink
    ) -> None:
        mails.refused.add(cast.ines.person.email)
        plan(NOW)
        send_due(NOW)
        assert len(mails.mails) == 4
        row = Reminder.objects.get(recipient=cast.ines, channel="mail", kind="session_invitation")
        assert (row.state, row.error) == ("failed", "550 nobody here")

    def test_a_server_that_is_away_is_tried_again_after_1_5_15_and_60_minutes(
        self, reminder: Reminder, settings: Settings
    ) -> None:
        no_server(settings)
        now, waited = DAY_BEFORE, []
        for _ in range(4):
            send_due(now)
            reminder.refresh_from_db()
            waited.append(int((reminder.due_at - now) / timedelta(minutes=1)))
            now = reminder.due_at
        assert waited == [1, 5, 15, 60]
        send_due(now)
        reminder.refresh_from_db()
        assert reminder.state == "failed"
        assert "does not let us in" in reminder.error
        assert send_due(now + timedelta(days=1)) == 0

    def test_never_past_the_start(self, reminder: Reminder, settings: Settings) -> None:
        no_server(settings)
        Reminder.objects.update(due_at=STARTS - timedelta(seconds=50))
        send_due(STARTS - timedelta(seconds=50))
        reminder.refresh_from_db()
        assert reminder.state == "failed"

    def test_the_id_and_the_body_are_the_same_at_the_next_attempt(
        self, cast: Cast, reminder: Reminder, settings: Settings, mails: Sink
    ) -> None:
        port = settings.EMAIL_PORT
        settings.EMAIL_PORT = free_port()
        send_due(DAY_BEFORE)
        reminder.refresh_from_db()
        body = reminder.body
        cast.vera.person.zone = "Asia/Kathmandu"
        cast.vera.person.save()
        settings.EMAIL_PORT = port
        send_due(DAY_BEFORE + timedelta(minutes=1))
        reminder.refresh_from_db()
        assert reminder.body == body
        assert "in Stockholm" in mails.mails[0]["Subject"]

    def test_a_lapsed_lease_is_sent_once_more_by_the_same_id(self, reminder: Reminder, mails: Sink) -> None:
        send_due(DAY_BEFORE)
        forget_the_mark()
        assert send_due(DAY_BEFORE + timedelta(seconds=119)) == 0
        assert send_due(DAY_BEFORE + timedelta(seconds=121)) == 1
        first, second = (mail["Message-ID"] for mail in mails.mails)
        assert first == second
        reminder.refresh_from_db()
        assert reminder.state == "sent"

    def test_one_that_was_being_sent_when_the_start_came_is_unconfirmed(self, reminder: Reminder, mails: Sink) -> None:
        send_due(DAY_BEFORE)
        forget_the_mark()
        send_due(STARTS)
        reminder.refresh_from_db()
        assert reminder.state == "unconfirmed"
        assert len(mails.mails) == 1


def no_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False


def forget_the_mark() -> None:
    """As if the process had died between the server's 250 and the commit."""
    Reminder.objects.update(state="claimed", sent_at=None, lease_until=DAY_BEFORE + timedelta(seconds=120))


def test_a_name_and_a_title_cannot_add_a_header(cast: Cast, session: Session, mails: Sink) -> None:
    cast.vera.person.name = "Vera\r\nBcc: mallory@example.com"
    cast.vera.person.save()
    cast.board.name = "North\r\nBcc: mallory@example.com"
    cast.board.save()
    plan(NOW)
    send_due(NOW)
    assert len(mails.mails) == 5
    assert {mail["Bcc"] for mail in mails.mails} == {None}
    calendars = [part.get_content() for mail in mails.mails for part in mail.walk() if part.get_param("method")]
    assert not any(line.startswith("Bcc") for text in calendars for line in text.splitlines())


def test_one_that_cannot_be_written_keeps_nobody_from_theirs(cast: Cast, session: Session, mails: Sink) -> None:
    plan(NOW)
    broken = Reminder.objects.filter(recipient=cast.ines, channel="mail", kind="session_invitation")
    broken.update(kind="session_unheard_of")
    send_due(NOW)
    assert len(mails.mails) == 4
    assert Reminder.objects.get(kind="session_unheard_of").state == "failed"


class TestUnsubscribing:
    def link(self, mails: Sink) -> str:
        return str(mails.mails[0]["List-Unsubscribe"]).strip("<>").split("localhost:8000")[1]

    def test_a_look_changes_nothing_and_a_post_switches_off(self, cast: Cast, reminder: Reminder, mails: Sink) -> None:
        send_due(DAY_BEFORE)
        assert mails.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        client = Client(enforce_csrf_checks=True)
        page = client.get(self.link(mails))
        assert "One working day before a session" in page.content.decode()
        assert not Mute.objects.exists()
        assert client.post(self.link(mails), {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Mute.objects.get().member == cast.vera

    def test_what_is_switched_off_comes_to_the_inbox_alone(self, cast: Cast, session: Session, mails: Sink) -> None:
        Mute.objects.create(board=cast.board, member=cast.vera, kind="session_day_before")
        plan(NOW)
        send_due(DAY_BEFORE)
        assert not [mail for mail in mails.mails if "Vera" in mail["To"] and " is Tuesday" in mail["Subject"]]
        assert Reminder.objects.get(recipient=cast.vera, kind="session_day_before", channel="inbox").state == "sent"

    def test_an_invitation_belongs_to_the_role(self, cast: Cast, session: Session, mails: Sink) -> None:
        Mute.objects.create(board=cast.board, member=cast.vera, kind="session_invitation")
        plan(NOW)
        send_due(NOW)
        assert len(mails.mails) == 5
        assert all(mail["List-Unsubscribe"] is None for mail in mails.mails)

    @pytest.mark.parametrize("token", ["x", "WzEsInJlcG9ydCJd:1vO:x", "%00"])
    def test_what_nobody_signed_is_no_page(self, cast: Cast, client: Client, token: str) -> None:
        assert client.get(f"/unsubscribe/{token}/").status_code == 404

    def test_of_who_has_left_is_no_page(self, cast: Cast, reminder: Reminder, mails: Sink, client: Client) -> None:
        send_due(DAY_BEFORE)
        leave(cast.vera)
        assert client.post(self.link(mails)).status_code == 404


def leave(member: Membership) -> None:
    member.ended_at = NOW
    member.save()

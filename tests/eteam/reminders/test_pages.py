"""The pages around reminders: one's own e-mails and calendar, what was delivered, what was sent without a server."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from eteam.models import Feed, Mute, Reminder, Session
from eteam.reminders.sending import send_due
from org.models import Membership, Person
from tests.cast import Cast
from tests.eteam.rows import ReminderFactory

pytestmark = pytest.mark.django_db


def as_(member: Membership) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=member.person_id))
    return client


class TestOwn:
    PAGE = "/boards/north/reminders/"

    def test_what_is_unticked_is_switched_off_and_on_again(self, cast: Cast) -> None:
        client = as_(cast.vera)
        assert "One working day before a session" in client.get(self.PAGE).content.decode()
        client.post(self.PAGE, {"kind": ["session_hour_before"]})
        muted = set(Mute.objects.filter(member=cast.vera).values_list("kind", flat=True))
        assert "session_day_before" in muted
        assert "session_hour_before" not in muted
        client.post(self.PAGE, {"kind": [*muted, "session_hour_before"]})
        assert not Mute.objects.exists()

    def test_what_belongs_to_the_role_cannot_be_switched_off(self, cast: Cast) -> None:
        as_(cast.vera).post(self.PAGE, {})
        assert not Mute.objects.filter(kind__in=["session_invitation", "ladder", "flag_waiting"]).exists()

    def test_only_what_a_role_can_ever_get_is_offered(self, cast: Cast) -> None:
        def offers(member: Membership) -> str:
            return as_(member).get(self.PAGE).content.decode()

        steward, viewer = offers(cast.stina), offers(cast.willy)
        assert "The weekly blocker report" in steward
        for of_others in ("A flag waits", "Your bet fell", "Teams that have not answered", "A decision of yours"):
            assert of_others not in steward
        assert "Teams that have not answered" in offers(cast.ines)
        assert "Teams that have not answered" not in offers(cast.vera)
        assert "No e-mail comes to you" in viewer
        assert "checkbox" not in viewer.split("<main")[1].split("</main>")[0]

    def test_what_the_page_does_not_offer_stays_as_it_was_chosen(self, cast: Cast) -> None:
        """Vera may be a VP again: what she did without then she still does without."""
        Mute.objects.create(board=cast.board, member=cast.vera, kind="bet_fell")
        Membership.objects.filter(pk=cast.vera.pk).update(roles=["steward"])
        as_(cast.vera).post(self.PAGE, {"kind": ["report"]})
        muted = set(Mute.objects.filter(member=cast.vera).values_list("kind", flat=True))
        assert {"bet_fell", "session_day_before"} <= muted
        assert muted.isdisjoint({"report", "pitches_close_day"})

    def test_the_page_of_ones_settings_leads_here(self, cast: Cast) -> None:
        assert f'href="{self.PAGE}"' in as_(cast.vera).get("/settings/").content.decode().split("<main")[1]

    def test_another_board_is_none(self, cast: Cast) -> None:
        assert as_(cast.olga).get(self.PAGE).status_code == 404

    def test_what_it_costs(self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        client = as_(cast.vera)
        with django_assert_num_queries(6):  # session, person, place, mutes, feed, frame
            client.get(self.PAGE)


class TestFeed:
    def make(self, member: Membership) -> str:
        answer = as_(member).post("/boards/north/reminders/feed/")
        assert answer.status_code == 200
        text = answer.content.decode()
        return "/calendar/" + text.split("/calendar/")[1].split(".ics")[0] + ".ics"

    def test_it_holds_every_session_and_needs_no_sign_in(self, cast: Cast, session: Session, client: Client) -> None:
        session.starts_at = timezone.now() + timedelta(days=3)
        session.ends_at = session.starts_at + timedelta(hours=3)
        session.save()
        answer = client.get(self.make(cast.vera))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"UID:session-{session.pk}@localhost" in answer.content.decode()

    def test_the_secret_is_kept_nowhere(self, cast: Cast) -> None:
        address = self.make(cast.vera)
        assert Feed.objects.get().digest not in address
        assert address not in as_(cast.vera).get("/boards/north/reminders/").content.decode()

    def test_a_new_one_ends_the_old_one(self, cast: Cast, client: Client) -> None:
        old = self.make(cast.vera)
        new = self.make(cast.vera)
        assert [client.get(address).status_code for address in (old, new)] == [404, 200]

    def test_it_can_be_ended(self, cast: Cast, client: Client) -> None:
        address = self.make(cast.vera)
        as_(cast.vera).post("/boards/north/reminders/feed/end/")
        assert client.get(address).status_code == 404

    def test_who_leaves_or_loses_their_role_loses_it(self, cast: Cast, client: Client) -> None:
        address = self.make(cast.victor)
        cast.victor.roles = []
        cast.victor.save()
        assert client.get(address).status_code == 404

    def test_a_viewer_gets_none(self, cast: Cast) -> None:
        assert as_(cast.willy).post("/boards/north/reminders/feed/").status_code == 403

    @pytest.mark.parametrize("secret", ["x", "%00", "%ed%a0%80", "a" * 500])
    def test_any_other_is_no_page(self, cast: Cast, client: Client, secret: str) -> None:
        assert client.get(f"/calendar/{secret}.ics").status_code == 404


class TestDeliveries:
    def test_it_says_who_was_told_what_by_which_way(self, cast: Cast, session: Session) -> None:
        ReminderFactory(
            board=cast.board, recipient=cast.vera, subject_id=session.pk, state="failed", error="550 nobody here"
        )
        page = as_(cast.stina).get(f"/sessions/{session.pk}/deliveries/").content.decode()
        for words in ("Vera", "One working day before a session", "E-mail", "failed", "550 nobody here", "1 failed"):
            assert words in page

    def test_one_that_hangs_after_sending_began_is_unconfirmed(self, cast: Cast, session: Session) -> None:
        ReminderFactory(
            board=cast.board, recipient=cast.vera, subject_id=session.pk, state="claimed", message_id="<x@localhost>",
            lease_until=timezone.now() - timedelta(seconds=1),
        )  # fmt: skip
        assert "unconfirmed" in as_(cast.ada).get(f"/sessions/{session.pk}/deliveries/").content.decode()

    def test_where_nobody_was_told_it_says_whether_somebody_will_be(self, cast: Cast, session: Session) -> None:
        def page() -> str:
            return as_(cast.stina).get(f"/sessions/{session.pk}/deliveries/").content.decode()

        assert "invitations go out two weeks before" in page()
        Session.objects.filter(pk=session.pk).update(state="cancelled")
        assert "No message went out about it." in page()

    def test_a_vp_and_a_viewer_may_not(self, cast: Cast, session: Session) -> None:
        for member in (cast.vera, cast.willy):
            assert as_(member).get(f"/sessions/{session.pk}/deliveries/").status_code == 403
        assert as_(cast.olga).get(f"/sessions/{session.pk}/deliveries/").status_code == 404

    def test_what_it_costs(
        self, cast: Cast, session: Session, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = as_(cast.stina)
        for kind in ("session_day_before", "session_hour_before", "session_moved"):
            ReminderFactory(board=cast.board, recipient=cast.vera, subject_id=session.pk, kind=kind)
        with django_assert_num_queries(6):
            client.get(f"/sessions/{session.pk}/deliveries/")

    def test_the_page_of_health_says_what_is_red_and_what_did_not_arrive(self, cast: Cast) -> None:
        ReminderFactory(
            board=cast.board, recipient=cast.vera, state="failed", error="550 nobody here", due_at=timezone.now()
        )
        page = as_(cast.ada).get("/boards/north/deliveries/health/").content.decode()
        assert "3 of 6 checks fail." in page
        assert "550 nobody here" in page


class TestSentMail:
    @pytest.fixture
    def folder(self, tmp_path: Path, settings: Settings) -> Path:
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = tmp_path
        self.keep(tmp_path, "You are invited.", {"List-Id": "<north.localhost>"})
        self.keep(tmp_path, "Of the south.", {"List-Id": "<south.localhost>"})
        self.keep(tmp_path, "Set a <b>password</b>.", {})
        return tmp_path

    def keep(self, folder: Path, subject: str, headers: dict[str, str]) -> None:
        backend: Any = EmailBackend(file_path=folder)
        text = f"{subject}\n\nhttp://localhost/x"
        backend.send_messages([EmailMessage(subject, text, "a@example.com", ["vera@example.com"], headers=headers)])
        backend.close()

    def test_an_admin_reads_those_of_their_boards_and_no_link_to_sign_in(self, cast: Cast, folder: Path) -> None:
        page = as_(cast.ada).get("/mail/").content.decode()
        assert "You are invited." in page
        assert "Of the south." not in page
        assert "password" not in page.split("<main")[1].split("</main>")[0]
        assert f'<time datetime="{timezone.now():%Y-%m-%d}' in page, "an hour as everywhere, and no header of a mail"

    def test_in_the_demo_everybody_reads_all_of_it_as_text(self, cast: Cast, folder: Path, settings: Settings) -> None:
        settings.DEMO = True
        page = as_(cast.willy).get("/mail/").content.decode()
        assert "Of the south." in page
        assert "Set a &lt;b&gt;password&lt;/b&gt;." in page

    def test_nobody_else_does(self, cast: Cast, folder: Path) -> None:
        assert as_(cast.ines).get("/mail/").status_code == 404

    def test_with_a_mail_server_there_is_no_such_page(self, cast: Cast, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        assert as_(cast.ada).get("/mail/").status_code == 404

    def test_what_is_no_mail_is_shown_as_well_as_can_be(self, cast: Cast, folder: Path, settings: Settings) -> None:
        settings.DEMO = True
        broken = b"\xff\xfe\x00Content-Type: text/plain; charset=klingon\n\n\xff\n"
        (folder / "zz.log").write_bytes(broken + b"-" * 79 + b"\n")
        assert as_(cast.ada).get("/mail/").status_code == 200


def test_the_inbox_leads_to_the_session(cast: Cast, session: Session) -> None:
    ReminderFactory(
        board=cast.board, recipient=cast.vera, subject_id=session.pk, revision=1, channel="inbox",
        due_at=session.starts_at - timedelta(days=1), not_after=session.starts_at,
    )  # fmt: skip
    send_due(session.starts_at - timedelta(hours=20))
    assert Reminder.objects.get().state == "sent"
    assert "The session of North is Tuesday 1 December" in as_(cast.vera).get("/boards/north/inbox/").content.decode()

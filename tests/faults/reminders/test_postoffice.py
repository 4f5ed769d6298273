"""The mail server of the tests: keeps, refuses, hangs, cuts, closes and opens again."""

import smtplib
from email.message import EmailMessage

import pytest

from tests.faults.reminders.postoffice import PostOffice


def post(office: PostOffice, to: str) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["To"], mail["From"], mail["Subject"] = "<1@bets>", to, "bets@example.com", "Hello"
    mail.set_content("Hello.")
    with smtplib.SMTP("127.0.0.1", office.port, timeout=1) as line:
        line.send_message(mail)


def test_keeps_what_it_is_given(office: PostOffice) -> None:
    post(office, "vera@example.com")
    (letter,) = office.letters
    assert (letter.key, letter.to, letter.subject) == ("<1@bets>", "vera@example.com", "Hello")


def test_refuses_for_now_and_for_good(office: PostOffice) -> None:
    office.mood.answers = {"vera@example.com": "451 later", "otto@example.com": "550 nobody here"}
    for to, code in (("vera@example.com", 451), ("otto@example.com", 550)):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            post(office, to)
        assert refused.value.recipients[to][0] == code
    assert office.letters == []


def test_does_not_answer(office: PostOffice) -> None:
    office.mood.deaf = {"vera@example.com"}
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        post(office, "vera@example.com")


def test_keeps_a_letter_and_does_not_say_so(office: PostOffice) -> None:
    office.mood.cutting = 1
    with pytest.raises(smtplib.SMTPServerDisconnected):
        post(office, "vera@example.com")
    post(office, "vera@example.com")
    assert office.counted() == {"<1@bets>": 2}


def test_is_away_and_back(office: PostOffice) -> None:
    with office.closed(), pytest.raises(ConnectionRefusedError):
        post(office, "vera@example.com")
    post(office, "vera@example.com")
    assert len(office.letters) == 1

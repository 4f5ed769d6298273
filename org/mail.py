"""What the organisation writes to people. Sent by the door after the change is committed, and never instead of it."""

import logging
import time
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from org.models import Membership, Person

logger = logging.getLogger(__name__)

PATIENCE = 30.0
LINK_DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def address(path: str) -> str:
    """The full address of a page. From the settings: the Host header of a request is anybody's word."""
    return settings.URL.rstrip("/") + path


def invitations(members: Iterable[Membership], by: Membership) -> list[Membership]:
    """Tell all of them over one connection; those whom no mail was sent to.

    One bad address stops nobody. With the mail server away nothing more is tried, nor after `PATIENCE` seconds:
    somebody waits for the page.
    """
    until, waiting = time.monotonic() + PATIENCE, list(members)
    connection = get_connection()
    unsent = []
    try:
        connection.open()
        while waiting and time.monotonic() < until:
            member = waiting.pop(0)
            if not invitation(member, by, connection):
                unsent.append(member)
                connection.close()
                connection.open()
    except (OSError, SMTPException) as error:
        logger.warning("no mail to %s more: %s", len(waiting), error)
    finally:
        connection.close()
    return unsent + waiting


def invitation(member: Membership, by: Membership, connection: Any = None) -> bool:
    """Tell `member` that `by` invited them; with a link to set a password if they have none yet.

    Returns whether the mail server took it. The link works once, and for `LINK_DAYS` days.
    """
    known = member.person.has_usable_password()
    page = reverse("people", args=[by.board.slug])
    context = {
        "member": member,
        "by": by,
        "board": by.board,
        "days": LINK_DAYS,
        "link": address(page) if known else password_link(member.person),
    }
    template = "mail/another_board.txt" if known else "mail/invitation.txt"
    return _send(f"{by.name} invites you to {by.board.name}", template, context, member.person.email, connection)


def password_link(person: Person) -> str:
    """Where this person, and nobody else, can set a password."""
    key = default_token_generator.make_token(person)
    return address(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key]))


def _send(subject: str, template: str, context: dict[str, object], to: str, connection: Any) -> bool:
    subject = " ".join(subject.split())  # a header is one line
    try:
        send_mail(subject, render_to_string(template, context), None, [to], connection=connection)
    except (OSError, SMTPException) as error:
        logger.warning("no mail to %s: %s", to, error)
        return False
    return True

"""How people come in: by invitation only."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from journal.refusals import Refusal
from org.mail import address
from org.models import Person

logger = logging.getLogger(__name__)


class MailAway(Refusal):
    """The mail server does not take anything. The same for every address: it must not tell which are known."""

    status = 503
    code = "mail_away"


_PERSON = """
SELECT *, (SELECT count(ended_at) FROM org_membership WHERE person_id = person.id) AS endings
FROM org_person AS person WHERE id = %s AND is_active
"""


class Backend(AuthenticationBackend):
    """Asked for the person at every request."""

    def get_user(self, user_id: int) -> Person | None:
        """None for who is not active. Without a queryset, which takes longer to build than to run."""
        return next(iter(Person.objects.raw(_PERSON, [user_id])), None)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only pages of the host that was asked: not of the other names that this installation answers to."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=self.request.is_secure())

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return address(reverse("account_reset_password_from_key", args=[uid, token]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.warning("no mail to %s: %s", email, error)
            raise MailAway("No mail can be sent at the moment. Ask again later, or ask your admin.") from error

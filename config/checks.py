"""What an administrator should know before people rely on the installation."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.compatibility, deploy=True)
def mail_leaves_the_building(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    return [
        Warning(
            f"Mail is only written to {settings.EMAIL_FILE_PATH}.",
            hint="Set BETS_SMTP_URL, or invitations and password resets reach nobody.",
            id="bets.W001",
        )
    ]


@register(Tags.security, deploy=True)
def demo_is_closed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        Warning(
            "The demo lets anybody sign in as anybody.",
            hint="Unset BETS_DEMO where real people work.",
            id="bets.W002",
        )
    ]

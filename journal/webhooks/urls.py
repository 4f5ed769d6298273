"""Addresses as people type them. Where a name leads is judged later, whenever something is sent."""

from urllib.parse import urlsplit

import httpx
from django.conf import settings

from journal.models.webhook import URL_LENGTH


def fault(url: str) -> str | None:
    """Why it cannot be the address of an endpoint, as a sentence; None if it can."""
    if not 0 < len(url) <= URL_LENGTH:
        return f"Give its address, in at most {URL_LENGTH} characters."
    if any(not sign.isprintable() or sign.isspace() or sign == "\\" for sign in url):
        return "There is a sign in it that no address has."
    try:
        parts, read = urlsplit(url), httpx.URL(url)
        port = parts.port
    except (ValueError, httpx.InvalidURL):
        return "This is no address."
    if parts.scheme != "https" and not (settings.WEBHOOK_PRIVATE and parts.scheme == "http"):
        return "It begins with https://."
    if not parts.hostname or not read.raw_host or port == 0:
        return "This is no address."
    if "@" in parts.netloc:
        return "Leave name and password out: the signature says who it is from."
    return "Leave out what follows the #: it is never sent." if parts.fragment else None

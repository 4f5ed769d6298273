"""The page that a request was made from."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request: HttpRequest) -> str:
    """Its path, if it is one of ours; else empty."""
    page = request.headers.get("Referer", "")
    if not _is_ours(request, page):
        return ""
    path = urlsplit(page).path
    return path if _is_ours(request, path) else ""


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

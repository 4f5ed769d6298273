"""Asks everybody to sign in, and afterwards leads to a page: what was pressed too late cannot be opened."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

_SAFE = ("GET", "HEAD")


class Middleware(LoginRequiredMiddleware):
    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method in _SAFE:
            return super().handle_no_permission(request, view_func)
        login = self.get_login_url(view_func)
        return redirect_to_login(_came_from(request), login, self.get_redirect_field_name(view_func))


def _came_from(request: HttpRequest) -> str:
    """The path of the page that the request was made from, if it is one of ours."""
    page = request.headers.get("Referer", "")
    if not _is_ours(request, page):
        return "/"
    path = urlsplit(page).path
    return path if _is_ours(request, path) else "/"


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

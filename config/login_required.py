"""Asks everybody to sign in, and afterwards leads to a page: what was pressed too late cannot be opened."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from config.came_from import came_from

_SAFE = ("GET", "HEAD")


class Middleware(LoginRequiredMiddleware):
    def process_view(self, request: HttpRequest, view_func: Callable[..., Any], *args: Any) -> HttpResponseBase | None:
        """Django's own looks up who it is even where nobody asks: two statements for each page that is for all."""
        if not getattr(view_func, "login_required", True):
            return None
        answer: HttpResponseBase | None = super().process_view(request, view_func, *args)
        return answer

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method in _SAFE:
            return super().handle_no_permission(request, view_func)
        login = self.get_login_url(view_func)
        return redirect_to_login(came_from(request) or "/", login, self.get_redirect_field_name(view_func))

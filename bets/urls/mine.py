"""Addresses of what is one's own: what one owes, and what one was told."""

from django.urls import URLPattern, path

from bets.views import inbox, mine

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/mine/", mine.mine, name="mine"),
    path("boards/<slug:slug>/inbox/", inbox.inbox, name="inbox"),
    path("boards/<slug:slug>/inbox/read/", inbox.all_read, name="inbox_read"),
    path("boards/<slug:slug>/inbox/<int:pk>/read/", inbox.read, name="notice_read"),
]

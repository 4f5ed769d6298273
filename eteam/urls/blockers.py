"""Addresses of flags and blockers."""

from django.urls import URLPattern, path

from eteam.views import pauses

urlpatterns: list[URLPattern] = [
    path("blockers/<int:pk>/pause/", pauses.pause, name="blocker_pause"),
    path("blockers/<int:pk>/pause/end/", pauses.pause_end, name="blocker_pause_end"),
]

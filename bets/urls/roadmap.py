"""Addresses of the roadmap tool, of its runs, and of where a bet is worked on outside."""

from django.urls import URLPattern, path

from bets.views import external, roadmap

_BOARD = "boards/<slug:slug>/roadmap/"

urlpatterns: list[URLPattern] = [
    path(_BOARD, roadmap.show, name="roadmap"),
    path(f"{_BOARD}connection/", roadmap.connection, name="roadmap_connection"),
    path(f"{_BOARD}connection/end/", roadmap.connection_end, name="roadmap_connection_end"),
    path(f"{_BOARD}pause/", roadmap.pause, name="roadmap_pause"),
    path(f"{_BOARD}pause/end/", roadmap.pause_end, name="roadmap_pause_end"),
    path(f"{_BOARD}tests/", roadmap.tests, name="roadmap_tests"),
    path(f"{_BOARD}projects/<slug:team_slug>/", roadmap.project, name="roadmap_project"),
    path(f"{_BOARD}runs/<int:pk>/", roadmap.run, name="roadmap_run"),
    path("cycles/<int:pk>/roadmap/push/", roadmap.push, name="roadmap_push"),
    path("cycles/<int:pk>/roadmap/pull/", roadmap.pull, name="roadmap_pull"),
    path("bets/<int:pk>/external/", external.show, name="external"),
    path("bets/<int:pk>/external/end/", external.end, name="external_end"),
]

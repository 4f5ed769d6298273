"""Addresses of the pages of teams."""

from django.urls import URLPattern, path

from bets.views import teams

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/teams/", teams.teams, name="teams"),
    path("boards/<slug:slug>/teams/<slug:team_slug>/", teams.team, name="team"),
]

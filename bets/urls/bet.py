"""Addresses of what belongs to one bet: what it once said, what it asks of teams, what it is tied to."""

from django.urls import URLPattern, path

from bets.views import bets, demands, ties

urlpatterns: list[URLPattern] = [
    path("bets/<int:pk>/versions/", bets.versions, name="versions"),
    path("bets/<int:pk>/versions/<int:number>/", bets.version, name="version"),
    path("bets/<int:pk>/ties/", ties.ties, name="ties"),
    path("bets/<int:pk>/demands/<slug:team_slug>/confirmation/", demands.confirmation, name="demand_confirmation"),
    path("bets/<int:pk>/demands/<slug:team_slug>/dispute/", demands.dispute, name="demand_dispute"),
    path("bets/<int:pk>/demands/<slug:team_slug>/settlement/", demands.settlement, name="demand_settlement"),
    path("bets/<int:pk>/demands/<slug:team_slug>/shrink/", demands.shrink, name="demand_shrink"),
    path("bets/<int:pk>/shrinks/<int:shrink_pk>/owner/", demands.owner_agreement, name="shrink_owner_agreement"),
    path("bets/<int:pk>/shrinks/<int:shrink_pk>/vp/", demands.vp_agreement, name="shrink_vp_agreement"),
    path("bets/<int:pk>/shrinks/<int:shrink_pk>/refusal/", demands.refusal, name="shrink_refusal"),
    path("bets/<int:pk>/shrinks/<int:shrink_pk>/withdrawal/", demands.withdrawal, name="shrink_withdrawal"),
]

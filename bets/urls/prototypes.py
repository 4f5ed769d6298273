"""Addresses of prototypes."""

from django.urls import URLPattern, path

from bets.views import prototypes

urlpatterns: list[URLPattern] = [
    path("bets/<int:pk>/prototypes/", prototypes.prototypes, name="prototypes"),
    path("prototypes/<int:pk>/", prototypes.prototype, name="prototype"),
    path("prototypes/<int:pk>/removal/", prototypes.removal, name="prototype_removal"),
]

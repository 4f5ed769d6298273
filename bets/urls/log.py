"""Addresses of what happened to the order."""

from django.urls import URLPattern, path

from bets.views import log

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/log/", log.log, name="log"),
    path("cycles/<int:pk>/log/<int:revision>/reason/", log.explanation, name="explanation"),
    path("cycles/<int:pk>/log/<int:revision>/restoration/", log.restoration, name="restoration"),
]

"""Addresses of what drifts."""

from django.urls import URLPattern, path

from eteam.views import drift

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/drift/", drift.show, name="drift"),
    path("cycles/<int:pk>/drift/matters/", drift.matters, name="drift_matters"),
]

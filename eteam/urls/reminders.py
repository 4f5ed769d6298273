"""Addresses of reminders."""

from django.urls import URLPattern, path

from eteam.views import unsubscribing

urlpatterns: list[URLPattern] = [
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]

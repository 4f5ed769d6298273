"""Addresses of the timetable."""

from django.urls import URLPattern, path

from eteam.views import timetable

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/room/timetable/", timetable.timetable, name="timetable"),
]

"""Addresses of the weekly report."""

from django.urls import URLPattern, path, register_converter

from eteam.views import reports


class WeekConverter:
    """`2026-W48`; whether there is such a week, the row knows."""

    regex = "2[0-9]{3}-W[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(WeekConverter, "week")

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/reports/", reports.index, name="reports"),
    path("boards/<slug:slug>/reports/blockers/<week:week>/", reports.show, name="report"),
]

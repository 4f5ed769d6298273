"""Addresses of files that bring in drafts."""

from django.urls import URLPattern, path

from bets.views import imports

_ONE = "cycles/<int:pk>/imports/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/imports/", imports.imports, name="imports"),
    path(_ONE, imports.show, name="import"),
    path(f"{_ONE}part/", imports.part, name="import_part"),
    path(f"{_ONE}mapping/", imports.mapping, name="import_mapping"),
    path(f"{_ONE}application/", imports.application, name="import_application"),
]

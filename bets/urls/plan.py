"""Addresses of what leads to the plan, of the plan, and of what may change under it."""

from django.urls import URLPattern, path

from bets.views import gallery, open_fields, plans, what_if

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/what-if/", what_if.show, name="what_if"),
    path("cycles/<int:pk>/sheet/", plans.order_sheet, name="order_sheet"),
    path("cycles/<int:pk>/lock/", plans.lock, name="lock"),
    path("cycles/<int:pk>/unlock/", plans.unlock, name="unlock"),
    path("cycles/<int:pk>/plan/", plans.plan, name="plan"),
    path("plans/<int:pk>/", plans.old_plan, name="old_plan"),
    path("cycles/<int:pk>/gallery/", gallery.show, name="gallery"),
    path("cycles/<int:pk>/at/<int:revision>/<int:rank>/", plans.rank_at, name="rank_at"),
    path("bets/<int:pk>/open-fields/", open_fields.open_fields, name="open_fields"),
]

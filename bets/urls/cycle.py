"""Addresses of what a cycle is run by."""

from django.urls import URLPattern, path

from bets.views import capacity, cycles, exchange, leaders

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/cycles/", cycles.index, name="cycles"),
    path("boards/<slug:slug>/cycles/new/", cycles.new, name="new_cycle"),
    path("cycles/<int:pk>/running/", cycles.show, name="cycle_page"),
    path("cycles/<int:pk>/dates/", cycles.dates, name="cycle_dates"),
    path("cycles/<int:pk>/policy/", cycles.policy, name="cycle_policy"),
    path("cycles/<int:pk>/opening/", cycles.opening, name="opening"),
    path("cycles/<int:pk>/closing/", cycles.closing, name="closing"),
    path("cycles/<int:pk>/export/", exchange.export, name="export"),
    path("cycles/<int:pk>/waivers/", cycles.waivers, name="waivers"),
    path("cycles/<int:pk>/waivers/<int:waiver>/end/", cycles.waiver_end, name="waiver_end"),
    path("cycles/<int:pk>/capacity/", capacity.table, name="capacity"),
    path("cycles/<int:pk>/capacity/<slug:team_slug>/", capacity.of_team, name="capacity_of_team"),
    path("cycles/<int:pk>/capacity/<slug:team_slug>/undone/", capacity.undone, name="capacity_undone"),
    path("cycles/<int:pk>/proposals/<int:proposal>/acceptance/", capacity.acceptance, name="capacity_acceptance"),
    path("cycles/<int:pk>/proposals/<int:proposal>/refusal/", capacity.refusal, name="capacity_refusal"),
    path("bets/<int:pk>/exception-request/", leaders.exception_request, name="exception_request"),
    path("bets/<int:pk>/exception/", leaders.late_exception, name="late_exception"),
    path("bets/<int:pk>/decline/", leaders.decline, name="decline"),
    path("bets/<int:pk>/must-do/", leaders.must_do, name="must_do"),
    path("bets/<int:pk>/owner/", leaders.new_owner, name="new_owner"),
]

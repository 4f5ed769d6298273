"""Addresses of ranking rounds and private orders."""

from django.urls import URLPattern, path

from bets.views import private_orders, rounds

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/round/", rounds.show, name="round"),
    path("cycles/<int:pk>/round/part/", rounds.part, name="round_part"),
    path("cycles/<int:pk>/round/reveal/", rounds.revealed, name="round_reveal"),
    path("cycles/<int:pk>/round/end/", rounds.called_off, name="round_end"),
    path("cycles/<int:pk>/round/adoption/", rounds.adoption, name="round_adoption"),
    path("cycles/<int:pk>/round/mine/", private_orders.mine, name="private_order"),
    path("cycles/<int:pk>/round/mine/moves/", private_orders.moves, name="private_moves"),
    path("cycles/<int:pk>/round/mine/ready/", private_orders.readiness, name="private_ready"),
    path("cycles/<int:pk>/round/mine/ready/end/", private_orders.readiness_end, name="private_ready_end"),
    path("cycles/<int:pk>/round/mine/duel/", private_orders.duel, name="private_duel"),
    path("cycles/<int:pk>/round/mine/duel/undone/", private_orders.duel_undone, name="private_duel_undone"),
]

"""Addresses of the board and its order."""

from django.urls import URLPattern, path

from bets.views import bets, boards, moves, placing

urlpatterns: list[URLPattern] = [
    path("", boards.home, name="home"),
    path("boards/", boards.index, name="boards"),
    path("boards/<slug:slug>/", boards.of_board, name="board"),
    path("bets/<int:pk>/", bets.show, name="bet"),
    path("bets/<int:pk>/placing/", placing.placing, name="placing"),
    path("cycles/<int:pk>/", boards.show, name="cycle"),
    path("cycles/<int:pk>/order/", boards.order, name="order"),
    path("cycles/<int:pk>/ranking/", boards.ranking, name="ranking"),
    path("cycles/<int:pk>/moves/", moves.moves, name="moves"),
    path("cycles/<int:pk>/moves/new/", moves.ask, name="move"),
    path("cycles/<int:pk>/undone/", moves.undone, name="undone"),
    path("cycles/<int:pk>/tray/", moves.tray, name="tray"),
]

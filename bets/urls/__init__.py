"""The addresses of bets and cycles. Each part of the product has a module of its own."""

from bets.urls.board import urlpatterns as board

urlpatterns = [*board]

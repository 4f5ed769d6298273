"""The addresses of bets and cycles. Each part of the product has a module of its own."""

from bets.urls.bet import urlpatterns as bet
from bets.urls.board import urlpatterns as board
from bets.urls.comments import urlpatterns as comments
from bets.urls.cycle import urlpatterns as cycle
from bets.urls.mine import urlpatterns as mine
from bets.urls.pitch import urlpatterns as pitch
from bets.urls.plan import urlpatterns as plan
from bets.urls.prototypes import urlpatterns as prototypes
from bets.urls.team import urlpatterns as team

urlpatterns = [*bet, *board, *comments, *cycle, *mine, *pitch, *plan, *prototypes, *team]

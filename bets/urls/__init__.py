"""The addresses of bets and cycles. Each part of the product has a module of its own."""

from bets.urls.bet import urlpatterns as bet
from bets.urls.board import urlpatterns as board
from bets.urls.comments import urlpatterns as comments
from bets.urls.cycle import urlpatterns as cycle
from bets.urls.imports import urlpatterns as imports
from bets.urls.log import urlpatterns as log
from bets.urls.mine import urlpatterns as mine
from bets.urls.pitch import urlpatterns as pitch
from bets.urls.plan import urlpatterns as plan
from bets.urls.prototypes import urlpatterns as prototypes
from bets.urls.question import urlpatterns as question
from bets.urls.roadmap import urlpatterns as roadmap
from bets.urls.round import urlpatterns as round_
from bets.urls.session import urlpatterns as session
from bets.urls.team import urlpatterns as team

urlpatterns = [
    *bet, *board, *comments, *cycle, *imports, *log, *mine, *pitch, *plan, *prototypes, *question, *roadmap, *round_,
    *session, *team,
]  # fmt: skip

"""Addresses of version 1. An id is at most what a column holds, so that no longer number reaches the database."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter
from drf_spectacular.views import SpectacularJSONAPIView

from api.fields import MOST_ID, MOST_REVISION
from api.resources import allocation, bet_acts, bets, boards, demands, events, export, ranking


class IdConverter(IntConverter):
    most = MOST_ID

    def to_python(self, value: str) -> int:
        """ValueError: no such address."""
        number = int(value) if len(value) <= len(str(self.most)) else 0
        if not 0 < number <= self.most:
            raise ValueError(value[:20])
        return number


class RevisionConverter(IdConverter):
    most = MOST_REVISION


register_converter(IdConverter, "id")
register_converter(RevisionConverter, "revision")

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("me/", boards.MeDoor.as_view(), name="me"),
    path("boards/", boards.BoardsDoor.as_view(), name="boards"),
    path("boards/<slug:slug>/", boards.BoardDoor.as_view(), name="board"),
    path("boards/<slug:slug>/people/", boards.PeopleDoor.as_view(), name="people"),
    path("boards/<slug:slug>/teams/", boards.TeamsDoor.as_view(), name="teams"),
    path("boards/<slug:slug>/events/", events.EventsDoor.as_view(), name="events"),
    path("bets/<id:pk>/", bets.BetDoor.as_view(), name="bet"),
    path("bets/<id:pk>/submission/", bet_acts.SubmissionDoor.as_view(), name="submission"),
    path("bets/<id:pk>/decline/", bet_acts.DeclineDoor.as_view(), name="decline"),
    path("bets/<id:pk>/must-do/", bet_acts.MustDoDoor.as_view(), name="must_do"),
    path("bets/<id:pk>/late-exception/", bet_acts.LateExceptionDoor.as_view(), name="late_exception"),
    path("bets/<id:pk>/owner/", bet_acts.OwnerDoor.as_view(), name="owner"),
    path("bets/<id:pk>/demands/<slug:team>/", demands.DemandDoor.as_view(), name="demand"),
    path("bets/<id:pk>/demands/<slug:team>/confirmation/", demands.ConfirmationDoor.as_view(), name="confirmation"),
    path("bets/<id:pk>/demands/<slug:team>/dispute/", demands.DisputeDoor.as_view(), name="dispute"),
    path("bets/<id:pk>/demands/<slug:team>/settlement/", demands.SettlementDoor.as_view(), name="settlement"),
    path("cycles/<id:pk>/bets/", bets.BetsDoor.as_view(), name="bets"),
    path("cycles/<id:pk>/allocation/", allocation.AllocationDoor.as_view(), name="allocation"),
    path("cycles/<id:pk>/allocation/preview/", allocation.PreviewDoor.as_view(), name="allocation_preview"),
    path("cycles/<id:pk>/export/", export.ExportDoor.as_view(), name="export"),
    path("cycles/<id:pk>/ranking/", ranking.RankingDoor.as_view(), name="ranking"),
    path("cycles/<id:pk>/ranking/moves/", ranking.MovesDoor.as_view(), name="moves"),
    path("cycles/<id:pk>/ranking/moves/<revision:revision>/", ranking.MoveDoor.as_view(), name="move"),
    path("cycles/<id:pk>/ranking/tray/", ranking.TrayDoor.as_view(), name="tray"),
]

"""Addresses of version 1. An id is at most what a column holds, so that no longer number reaches the database."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter
from drf_spectacular.views import SpectacularJSONAPIView

from api.fields import MOST_ID, MOST_REVISION
from api.resources import (
    allocation,
    bet_acts,
    bets,
    blockers,
    boards,
    bringing,
    capacity,
    cycles,
    demands,
    drift,
    events,
    export,
    external,
    flags,
    imports,
    outcomes,
    plan,
    questions,
    ranking,
    reports,
    sessions,
    webhooks,
)
from eteam.urls.report import WeekConverter


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
register_converter(WeekConverter, "iso_week")

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("me/", boards.MeDoor.as_view(), name="me"),
    path("boards/", boards.BoardsDoor.as_view(), name="boards"),
    path("boards/<slug:slug>/", boards.BoardDoor.as_view(), name="board"),
    path("boards/<slug:slug>/people/", boards.PeopleDoor.as_view(), name="people"),
    path("boards/<slug:slug>/teams/", boards.TeamsDoor.as_view(), name="teams"),
    path("boards/<slug:slug>/events/", events.EventsDoor.as_view(), name="events"),
    path("boards/<slug:slug>/blockers/", blockers.BlockersDoor.as_view(), name="blockers"),
    path("boards/<slug:slug>/blockers/preview/", blockers.PreviewDoor.as_view(), name="blocker_preview"),
    path("blockers/<id:pk>/", blockers.BlockerDoor.as_view(), name="blocker"),
    path("blockers/<id:pk>/outcomes/", outcomes.OutcomesDoor.as_view(), name="blocker_outcomes"),
    path("blockers/<id:pk>/confirmation/", outcomes.ConfirmationDoor.as_view(), name="blocker_confirmation"),
    path("boards/<slug:slug>/flags/", flags.FlagsDoor.as_view(), name="flags"),
    path("flags/<id:pk>/", flags.FlagDoor.as_view(), name="flag"),
    path("flags/<id:pk>/blocker/", flags.TakenUpDoor.as_view(), name="flag_blocker"),
    path("flags/<id:pk>/rejection/", flags.RejectionDoor.as_view(), name="flag_rejection"),
    path("boards/<slug:slug>/sessions/", sessions.SessionsDoor.as_view(), name="sessions"),
    path("sessions/<id:pk>/", sessions.SessionDoor.as_view(), name="session"),
    path("sessions/<id:pk>/agenda/", sessions.AgendaDoor.as_view(), name="session_agenda"),
    path("sessions/<id:pk>/state/", sessions.StateDoor.as_view(), name="session_state"),
    path("sessions/<id:pk>/items/", sessions.ItemsDoor.as_view(), name="session_items"),
    path("sessions/<id:pk>/outcomes/", sessions.OutcomesHereDoor.as_view(), name="session_outcomes"),
    path("boards/<slug:slug>/reports/blockers/<iso_week:week>/", reports.ReportDoor.as_view(), name="report"),
    path("bets/<id:pk>/", bets.BetDoor.as_view(), name="bet"),
    path("bets/<id:pk>/open-fields/", bets.OpenFieldsDoor.as_view(), name="open_fields"),
    path("bets/<id:pk>/submission/", bet_acts.SubmissionDoor.as_view(), name="submission"),
    path("bets/<id:pk>/decline/", bet_acts.DeclineDoor.as_view(), name="decline"),
    path("bets/<id:pk>/must-do/", bet_acts.MustDoDoor.as_view(), name="must_do"),
    path("bets/<id:pk>/late-exception/", bet_acts.LateExceptionDoor.as_view(), name="late_exception"),
    path("bets/<id:pk>/late-exception/requests/", bet_acts.LateRequestsDoor.as_view(), name="late_exception_requests"),
    path("bets/<id:pk>/owner/", bet_acts.OwnerDoor.as_view(), name="owner"),
    path("bets/<id:pk>/demands/<slug:team>/", demands.DemandDoor.as_view(), name="demand"),
    path("bets/<id:pk>/demands/<slug:team>/confirmation/", demands.ConfirmationDoor.as_view(), name="confirmation"),
    path("bets/<id:pk>/demands/<slug:team>/dispute/", demands.DisputeDoor.as_view(), name="dispute"),
    path("bets/<id:pk>/demands/<slug:team>/settlement/", demands.SettlementDoor.as_view(), name="settlement"),
    path("cycles/<id:pk>/bets/", bets.BetsDoor.as_view(), name="bets"),
    path("cycles/<id:pk>/bets/bulk/", bringing.BulkDoor.as_view(), name="bulk"),
    path(
        "boards/<slug:slug>/bets/external/<str:source>/<path:external_id>/",
        bringing.ExternalDoor.as_view(),
        name="external",
    ),
    path("boards/<slug:slug>/cycles/", cycles.CyclesDoor.as_view(), name="cycles"),
    path("cycles/<id:pk>/", cycles.CycleDoor.as_view(), name="cycle"),
    path("cycles/<id:pk>/state/", cycles.StateDoor.as_view(), name="state"),
    path("cycles/<id:pk>/unlock/", cycles.UnlockDoor.as_view(), name="unlock"),
    path("cycles/<id:pk>/capacity/", capacity.CapacityDoor.as_view(), name="capacity"),
    path("cycles/<id:pk>/plan/", plan.PlanDoor.as_view(), name="plan"),
    path("cycles/<id:pk>/questions/", questions.QuestionsDoor.as_view(), name="questions"),
    path("cycles/<id:pk>/allocation/", allocation.AllocationDoor.as_view(), name="allocation"),
    path("cycles/<id:pk>/allocation/preview/", allocation.PreviewDoor.as_view(), name="allocation_preview"),
    path("cycles/<id:pk>/export/", export.ExportDoor.as_view(), name="export"),
    path("cycles/<id:pk>/imports/", imports.ImportsDoor.as_view(), name="imports"),
    path("imports/<id:pk>/", imports.ImportDoor.as_view(), name="import"),
    path("imports/<id:pk>/mapping/", imports.MappingDoor.as_view(), name="import_mapping"),
    path("imports/<id:pk>/application/", imports.ApplicationDoor.as_view(), name="import_application"),
    path("cycles/<id:pk>/ranking/", ranking.RankingDoor.as_view(), name="ranking"),
    path("cycles/<id:pk>/ranking/moves/", ranking.MovesDoor.as_view(), name="moves"),
    path("cycles/<id:pk>/ranking/moves/<revision:revision>/", ranking.MoveDoor.as_view(), name="move"),
    path("cycles/<id:pk>/ranking/tray/", ranking.TrayDoor.as_view(), name="tray"),
    path("bets/<id:pk>/external/", external.ExternalDoor.as_view(), name="bet_external"),
    path("boards/<slug:slug>/roadmap/", external.RoadmapDoor.as_view(), name="roadmap"),
    path("boards/<slug:slug>/roadmap/runs/", external.RunsDoor.as_view(), name="roadmap_runs"),
    path("cycles/<id:pk>/roadmap/runs/", external.CycleRunsDoor.as_view(), name="cycle_roadmap_runs"),
    path("roadmap/runs/<id:pk>/", external.RunDoor.as_view(), name="roadmap_run"),
    path("cycles/<id:pk>/drift/", drift.DriftDoor.as_view(), name="drift"),
    path("boards/<slug:slug>/webhooks/", webhooks.HooksDoor.as_view(), name="webhooks"),
    path("webhooks/<id:pk>/", webhooks.HookDoor.as_view(), name="webhook"),
    path("webhooks/<id:pk>/pause/", webhooks.HookPauseDoor.as_view(), name="webhook_pause"),
    path("webhooks/<id:pk>/secret/", webhooks.HookSecretDoor.as_view(), name="webhook_secret"),
    path("webhooks/<id:pk>/tests/", webhooks.HookTestsDoor.as_view(), name="webhook_tests"),
    path("webhooks/<id:pk>/deliveries/", webhooks.HookDeliveriesDoor.as_view(), name="webhook_deliveries"),
    path("webhooks/<id:pk>/deliveries/<id:number>/", webhooks.HookDeliveryDoor.as_view(), name="webhook_delivery"),
    path("webhooks/<id:pk>/deliveries/<id:number>/replay/", webhooks.HookReplayDoor.as_view(), name="webhook_replay"),
]

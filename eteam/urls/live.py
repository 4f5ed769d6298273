"""Addresses of the live room."""

from django.urls import URLPattern, path

from eteam.views import decisions, floor, outcomes, running

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/room/", running.room, name="room"),
    path("boards/<slug:slug>/room/matters/", floor.matters, name="matters"),
    path("boards/<slug:slug>/decisions/", decisions.decisions, name="decisions"),
    path("sessions/<int:pk>/", running.session, name="eteam_session"),
    path("sessions/<int:pk>/now/", running.now, name="eteam_session_now"),
    path("sessions/<int:pk>/opening/", running.opening, name="eteam_session_opening"),
    path("sessions/<int:pk>/closing/", running.closing, name="eteam_session_closing"),
    path("sessions/<int:pk>/projector/", running.projector, name="eteam_projector"),
    path("sessions/<int:pk>/projector/now/", running.projector_now, name="eteam_projector_now"),
    path("sessions/<int:pk>/presence/", running.presence, name="eteam_presence"),
    path("sessions/<int:pk>/presence/end/", running.gone, name="eteam_presence_end"),
    path("sessions/<int:pk>/floor/", floor.floor, name="eteam_floor"),
    path("sessions/<int:pk>/report/", floor.report, name="domain_report"),
    path("blockers/<int:pk>/outcomes/", outcomes.of_blocker, name="blocker_outcomes"),
    path("blockers/<int:pk>/outcomes/typed/", outcomes.typed_of_blocker, name="blocker_outcomes_typed"),
    path("blockers/<int:pk>/huddle/", outcomes.huddle, name="huddle"),
    path("matters/<int:pk>/outcomes/", outcomes.of_matter, name="matter_outcomes"),
    path("matters/<int:pk>/outcomes/typed/", outcomes.typed_of_matter, name="matter_outcomes_typed"),
    path("outcomes/<int:pk>/", outcomes.outcome, name="outcome"),
    path("outcomes/<int:pk>/confirmation/", outcomes.confirmation, name="outcome_confirmation"),
    path("outcomes/<int:pk>/refusal/", outcomes.refusal, name="outcome_refusal"),
    path("outcomes/<int:pk>/done/", outcomes.done, name="decision_done"),
]

"""Addresses of the ranking session."""

from django.urls import URLPattern, path

from bets.views import sessions, steering

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/session/", sessions.session, name="session"),
    path("cycles/<int:pk>/session/now/", sessions.console_now, name="session_now"),
    path("cycles/<int:pk>/session/end/", sessions.end, name="session_end"),
    path("cycles/<int:pk>/session/presence/", sessions.presence_now, name="presence"),
    path("cycles/<int:pk>/session/presence/end/", sessions.gone, name="presence_end"),
    path("cycles/<int:pk>/session/projector/", sessions.projector, name="projector"),
    path("cycles/<int:pk>/session/projector/now/", sessions.projector_now, name="projector_now"),
    path("cycles/<int:pk>/session/turns/", steering.turns, name="session_turns"),
    path("cycles/<int:pk>/session/minutes/", steering.minutes, name="session_minutes"),
    path("cycles/<int:pk>/session/turn/", steering.turn, name="session_turn"),
    path("cycles/<int:pk>/session/clock/", steering.clock, name="session_clock"),
    path("cycles/<int:pk>/session/presenter/", steering.presenter, name="session_presenter"),
    path("cycles/<int:pk>/session/focus/", steering.focus, name="session_focus"),
    path("cycles/<int:pk>/session/freeze/", steering.freeze, name="session_freeze"),
    path("cycles/<int:pk>/session/freeze/end/", steering.thaw, name="session_freeze_end"),
    path("cycles/<int:pk>/sessions/<int:session>/", sessions.past, name="past_session"),
]

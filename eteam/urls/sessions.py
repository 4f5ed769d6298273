"""Addresses of planned sessions."""

from django.urls import URLPattern, path

from eteam.views import planning, session_acts

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/sessions/", planning.sessions, name="sessions"),
    path("boards/<slug:slug>/sessions/planning/", planning.planning, name="sessions_planning"),
    path("boards/<slug:slug>/sessions/following/", planning.following, name="sessions_following"),
    path("sessions/<int:pk>/time/", session_acts.time, name="session_time"),
    path("sessions/<int:pk>/cancellation/", session_acts.cancellation, name="session_cancellation"),
    path("sessions/<int:pk>/cancellation/end/", session_acts.cancellation_end, name="session_cancellation_end"),
    path("sessions/<int:pk>/chair/", session_acts.chair, name="session_chair"),
]

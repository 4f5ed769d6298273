"""Addresses of pitches while they are written."""

from django.urls import URLPattern, path

from bets.views import pitch, pitch_acts, pitches, sharing

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/pitches/", pitches.pitches, name="pitches"),
    path("cycles/<int:pk>/pitches/new/", pitches.new, name="new_pitch"),
    path("bets/<int:pk>/pitch/", pitch.pitch, name="pitch"),
    path("bets/<int:pk>/submission/", pitch_acts.submission, name="submission"),
    path("bets/<int:pk>/withdrawal/", pitch_acts.withdrawal, name="withdrawal"),
    path("bets/<int:pk>/removal/", pitch_acts.removal, name="removal"),
    path("bets/<int:pk>/sharing/", sharing.sharing, name="sharing"),
    path("bets/<int:pk>/intent/", sharing.intent, name="intent"),
    path("bets/<int:pk>/writers/", sharing.writers, name="writers"),
    path("bets/<int:pk>/confidentiality/", sharing.confidentiality, name="confidentiality"),
]

"""Addresses of the questions that can still change what is funded."""

from django.urls import URLPattern, path

from bets.views import questions

_PAIR = "cycles/<int:pk>/questions/<int:first>/<int:second>/"

urlpatterns: list[URLPattern] = [
    path("cycles/<int:pk>/questions/", questions.index, name="questions"),
    path("cycles/<int:pk>/questions/part/", questions.index_part, name="questions_part"),
    path(_PAIR, questions.show, name="question"),
    path(f"{_PAIR}part/", questions.show_part, name="question_part"),
    path(f"{_PAIR}answers/", questions.answers, name="question_answers"),
]

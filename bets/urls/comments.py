"""Addresses of what is said under a pitch."""

from django.urls import URLPattern, path

from bets.views import comments

urlpatterns: list[URLPattern] = [
    path("bets/<int:pk>/comments/", comments.comments, name="comments"),
    path("bets/<int:pk>/comments/people/", comments.people, name="comments_people"),
    path("comments/<int:pk>/", comments.comment, name="comment"),
    path("comments/<int:pk>/replies/", comments.replies, name="replies"),
    path("comments/<int:pk>/removal/", comments.removal, name="comment_removal"),
]

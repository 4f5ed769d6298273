"""Addresses of flags and blockers."""

from django.urls import URLPattern, path

from eteam.views import blocker, blockers, flags, pauses, recount

urlpatterns: list[URLPattern] = [
    path("boards/<slug:slug>/blockers/", blockers.blockers, name="blockers"),
    path("boards/<slug:slug>/blockers/now/", blockers.blockers_now, name="blockers_now"),
    path("boards/<slug:slug>/blockers/new/", blockers.new, name="new_blocker"),
    path("boards/<slug:slug>/blockers/new/preview/", blockers.preview, name="blocker_preview"),
    path("boards/<slug:slug>/blockers/recount/", recount.recount, name="blockers_recount"),
    path("boards/<slug:slug>/flags/", flags.flags, name="flags"),
    path("flags/<int:pk>/", flags.flag, name="flag"),
    path("flags/<int:pk>/blocker/", flags.to_blocker, name="flag_blocker"),
    path("flags/<int:pk>/rejection/", flags.rejection, name="flag_rejection"),
    path("blockers/<int:pk>/", blocker.blocker, name="blocker"),
    path("blockers/<int:pk>/now/", blocker.blocker_now, name="blocker_now"),
    path("blockers/<int:pk>/confirmation/", blocker.confirmation, name="blocker_confirmation"),
    path("blockers/<int:pk>/rejection/", blocker.rejection, name="blocker_rejection"),
    path("blockers/<int:pk>/reopening/", blocker.reopening, name="blocker_reopening"),
    path("blockers/<int:pk>/withdrawal/", blocker.withdrawal, name="blocker_withdrawal"),
    path("blockers/<int:pk>/remarks/", blocker.remarks, name="blocker_remarks"),
    path("blockers/<int:pk>/owner/", blocker.owner, name="blocker_owner"),
    path("blockers/<int:pk>/pause/", pauses.pause, name="blocker_pause"),
    path("blockers/<int:pk>/pause/end/", pauses.pause_end, name="blocker_pause_end"),
]

"""Addresses of boards, people and teams, and the doors that people come in by."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path

from org.views import calendar, demo, people, person, places, roster, settings, teams, welcome
from org.views.welcome import after_first_run

# Not allauth's own list: it has more doors than these, as a second address to sign in with, which nobody offers.
_account: list[URLPattern] = [
    path("login/", after_first_run(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", after_first_run(account.signup), name="account_signup"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", after_first_run(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

_member: list[URLPattern] = [
    path("", person.person, name="person"),
    path("roles/", person.roles, name="person_roles"),
    path("manager/", person.manager, name="person_manager"),
    path("exception/", person.exception, name="person_exception"),
    path("invitation/", person.invitation, name="person_invitation"),
    path("acting/", person.acting, name="person_acting"),
    path("acting/end/", person.acting_end, name="person_acting_end"),
    path("end/", person.end, name="person_end"),
    path("places/", places.of_person, name="person_places"),
    path("leadership/", person.leadership, name="person_leadership"),
    path("leadership/confirmation/", person.confirmation, name="person_confirmation"),
    path("leadership/refusal/", person.refusal, name="person_refusal"),
]

_board: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/invitations/", people.invitations, name="invitations"),
    path("people/import/", roster.importing, name="people_import"),
    path("people/export/", roster.export, name="people_export"),
    path("people/<int:pk>/", include(_member)),
    path("calendar/", calendar.calendar, name="calendar"),
    path("teams/<slug:team_slug>/calendar/", calendar.team_calendar, name="team_calendar"),
    path("teams/<slug:team_slug>/calendar/end/", calendar.team_calendar_end, name="team_calendar_end"),
    path("teams/<slug:team_slug>/settings/", teams.settings, name="team_settings"),
    path("teams/<slug:team_slug>/places/", places.of_team, name="team_places"),
    path("teams/<slug:team_slug>/places/<int:pk>/end/", places.end, name="team_place_end"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("welcome/", welcome.welcome, name="welcome"),
    path("demo/", demo.demo, name="demo"),
    path("account/", include(_account)),
    path("settings/", settings.settings, name="settings"),
    path("boards/<slug:slug>/", include(_board)),
]

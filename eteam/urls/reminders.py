"""Addresses of reminders."""

from django.urls import URLPattern, path

from eteam.views import reminders, sent_mail, unsubscribing

urlpatterns: list[URLPattern] = [
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("calendar/<str:secret>.ics", reminders.calendar_feed, name="calendar_feed"),
    path("mail/", sent_mail.sent_mail, name="sent_mail"),
    path("boards/<slug:slug>/reminders/", reminders.reminders, name="reminders"),
    path("boards/<slug:slug>/reminders/feed/", reminders.feed_renewal, name="feed_renewal"),
    path("boards/<slug:slug>/reminders/feed/end/", reminders.feed_end, name="feed_end"),
    path("boards/<slug:slug>/deliveries/health/", reminders.health, name="deliveries_health"),
    path("sessions/<int:pk>/deliveries/", reminders.deliveries, name="deliveries"),
]

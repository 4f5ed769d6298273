"""The addresses of the weekly room. Each part of it has a module of its own."""

from eteam.urls.blockers import urlpatterns as blockers
from eteam.urls.drift import urlpatterns as drift
from eteam.urls.live import urlpatterns as live
from eteam.urls.reminders import urlpatterns as reminders
from eteam.urls.report import urlpatterns as report
from eteam.urls.room import urlpatterns as room
from eteam.urls.sessions import urlpatterns as sessions

urlpatterns = [*blockers, *drift, *live, *reminders, *report, *room, *sessions]

"""All addresses. A change of state is a resource that one creates or deletes, never a verb."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("", include("bets.urls")),
    path("", include("org.urls")),
]

handler400 = "config.refused.bad_request"
handler404 = "config.refused.no_page"

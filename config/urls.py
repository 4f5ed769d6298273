"""All addresses. A change of state is a resource that one creates or deletes, never a verb."""

from django.urls import include, path

from config import health
from config.views import offline, palette

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz),
    path("healthz", health.healthz),
    path("find/", palette.find, name="find"),
    path("find/hits/", palette.hits, name="hits"),
    path("offline/", offline.page, name="offline"),
    path("offline.js", offline.worker, name="offline_worker"),
    path("", include("api.page_urls")),
    path("api/v1/", include("api.urls")),
    path("", include("eteam.urls")),
    path("", include("bets.urls")),
    path("", include("org.urls")),
]

handler400 = "config.refused.bad_request"
handler404 = "config.refused.no_page"
handler500 = "config.refused.broken"

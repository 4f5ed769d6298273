"""What a browser keeps for the time when the network is away: one page that says so, and nothing else."""

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_LOOKS = ("app.css", "js/theme.js", "js/online.js", "icon.svg")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it is kept by the browser, and shown to whoever sits there."""
    return HttpResponse(render_to_string("offline.html"))


@login_not_required
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root, for it governs only what lies below it. New looks make a new worker."""
    kept = orjson.dumps([reverse("offline"), *map(static, _LOOKS)]).decode()
    script = render_to_string("offline.js", {"kept": kept})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")

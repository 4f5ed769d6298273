"""One's own name and clocks. What one may do stands elsewhere, and others decide it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.refusals import Invalid
from org.actions.oneself import change_settings
from org.forms import SettingsForm, refuse
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn) -> HttpResponse:
    """Of whoever is signed in: there is nobody else's at this address."""
    me = request.user
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, initial={"name": me.name, "zone": me.zone})
    if form.is_valid():
        try:
            change_settings(**form.cleaned_data, by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("settings")
    context = {"here": "settings", "form": form, "me": me}
    return render(request, "org/settings.html", context, status=422 if form.errors else 200)

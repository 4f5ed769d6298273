"""Prototypes: put beside a pitch, looked at, taken away. Every look is judged anew."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from bets.access import bet_for, prototype_for
from bets.actions.prototypes import add_file, add_link, remove
from bets.models import Bet, Prototype
from bets.prototypes import may_look
from bets.uploads import MOST_BYTES, Unfit, examine
from journal.refusals import Invalid
from org.access import security
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn

_MEGABYTES = MOST_BYTES // 1024 // 1024

# Nothing in the file runs, whatever it is, and no other site shows it.
_INERT = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class PrototypeForm(forms.Form):
    """A link or a file. `too_large`: the browser sent more than is read."""

    title = forms.CharField(max_length=120, required=False, label="What it is called")
    link = forms.CharField(max_length=2000, required=False, label="Link")
    file = forms.FileField(required=False, label=f"Picture or PDF, at most {_MEGABYTES} MB")

    def __init__(self, *args: object, too_large: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._too_large = too_large

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if self._too_large:
            self.add_error("file", f"The file is larger than {_MEGABYTES} MB.")
        elif given.get("link") and given.get("file"):
            self.add_error("file", "Send a link or a file, one at a time.")
        elif not given.get("link") and not given.get("file") and "file" not in self.errors:
            self.add_error("link", "Write a web address, or choose a file.")
        return given


@require_POST
def prototypes(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to="attachment.upload")
    form = PrototypeForm(request.POST, request.FILES, too_large=hasattr(request, "too_large"))
    if form.is_valid():
        try:
            _add(bet, member, form)
        except Invalid as refusal:
            refuse(form, refusal)
        except Unfit as unfit:
            form.add_error("file", str(unfit))
        else:
            return redirect(f"{resolve_url('bet', bet.pk)}#prototypes")
    context = {"form": form, "bet": bet, "cycle": bet.cycle, "board": bet.cycle.board, "here": "board"}
    return render(request, "bets/prototype.html", context, status=422)


@require_safe
def prototype(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file itself: a picture is shown, a document only handed out."""
    found, member = prototype_for(request.user, pk, to="attachment.download", now=timezone.now())
    if not may_look(found.bet, member, timezone.now()):
        security.info("refused to member %s: prototype %s of a bet that is not funded", member.pk, pk)
        raise PermissionDenied("You see the prototypes of what is funded.")
    if not found.file:
        return redirect(f"{resolve_url('bet', found.bet_id)}#prototypes")
    tag = f'"prototype-{found.pk}"'  # a file is never written again
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return FileResponse(
        found.file.open("rb"),
        as_attachment=found.kind != Prototype.Kind.IMAGE,
        filename=f"{slugify(found.title) or 'prototype'}.{str(found.file.name).rpartition('.')[2]}",
        content_type=found.media_type,
        headers=_INERT | {"ETag": tag},
    )


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    found, member = prototype_for(request.user, pk, to="attachment.upload", now=timezone.now())
    remove(prototype=found, by=member, now=timezone.now())
    return redirect(f"{resolve_url('bet', found.bet_id)}#prototypes")


def _add(bet: Bet, member: Membership, form: PrototypeForm) -> Prototype:
    given = form.cleaned_data
    if not given["file"]:
        return add_link(bet=bet, link=given["link"], title=given["title"], by=member, now=timezone.now())
    kept = examine(given["file"].read(), given["file"].name or "")
    return add_file(bet=bet, kept=kept, title=given["title"], by=member, now=timezone.now())

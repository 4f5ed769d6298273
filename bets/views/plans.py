"""The lock, the plan, the way back; and the permanent address of a rank."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bets.access import cycle_for, may, plan_for
from bets.actions.locking import lock as lock_plan
from bets.actions.locking import unlock as unlock_plan
from bets.board.ground import read
from bets.board.page import priced
from bets.board.steps import period
from bets.forms import checked
from bets.models import Cycle, Plan
from bets.plan.history import asked, in_force, older, who_unlocks
from bets.plan.lock_page import lock_page
from bets.plan.page import plan_page
from bets.rank_at import rank_at as found_at
from bets.sent import body
from bets.sentences import headline
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn

_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class LockForm(forms.Form):
    """`seen`: the hash of the plan that was shown."""

    seen = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z", required=False)


class UnlockForm(forms.Form):
    reason = forms.CharField(max_length=500, label="Why", widget=forms.Textarea(attrs={"rows": 2}), strip=True)


@_get_or_post
def lock(request: SignedIn, pk: int) -> HttpResponse:
    """What is missing; once nothing is, the plan as it would be, and the button that locks it."""
    cycle, member = cycle_for(request.user, pk, to="cycle.lock")
    if request.method == "POST":
        seen = checked(LockForm(body(request))).cleaned_data["seen"]
        lock_plan(cycle=cycle, by=member, now=timezone.now(), seen=seen or None)
        messages.success(request, f"The plan of {cycle.name} is locked.")
        return redirect("plan", pk)
    return render(request, "bets/lock.html", _context(cycle, "Lock", here="cycle") | {"page": lock_page(cycle)})


@_get_or_post
def unlock(request: SignedIn, pk: int) -> HttpResponse:
    """Who asked, and until when it counts; the form for whoever has not."""
    cycle, member = cycle_for(request.user, pk, to="cycle.unlock")
    now = timezone.now()
    form = UnlockForm(body(request) if request.method == "POST" else None)
    if form.is_valid():
        try:
            is_open = unlock_plan(cycle=cycle, by=member, now=now, reason=form.cleaned_data["reason"])
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            said = "is unlocked" if is_open else "stays locked until another leader asks as well, within a day"
            messages.success(request, f"The plan of {cycle.name} {said}.")
            return redirect("cycle", pk) if is_open else redirect("unlock", pk)
    plan = Plan.objects.select_related("locked_by__person").get(cycle=cycle, unlocked_at=None)
    wishes, leaders = asked(plan, now), who_unlocks(cycle)
    context = _context(cycle, "Unlock") | {
        "form": form,
        "plan": plan,
        "asked": wishes,
        "mine": next((wish for wish in wishes if wish.member == member.pk), None),
        "leaders": leaders,
        "others": [name for name in leaders if name != member.name],
    }
    return render(request, "bets/unlock.html", context, status=422 if form.errors else 200)


@require_safe
def plan(request: SignedIn, pk: int) -> HttpResponse:
    """The plan that is in force, or that there is none yet."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    found = in_force(cycle)
    context = _context(cycle, "Plan") | {"older": older(cycle), "may_lock": may(member, cycle, "cycle.lock")}
    if found is None:
        return render(request, "bets/plan_none.html", context)
    return render(request, "bets/plan.html", context | _of(found, member))


@require_safe
def old_plan(request: SignedIn, pk: int) -> HttpResponse:
    """One plan of those that were ever locked."""
    found, member = plan_for(request.user, pk)
    context = _context(found.cycle, "Plan") | {"older": older(found.cycle)}
    return render(request, "bets/plan.html", context | _of(found, member))


@require_safe
def order_sheet(request: SignedIn, pk: int) -> HttpResponse:
    """The order of now as a table, for paper."""
    cycle, _ = cycle_for(request.user, pk, to="rank.read")
    ground = read(cycle)
    context = _context(cycle, "Sheet", here="board") | {
        "rows": tuple(priced(ground)),
        "headline": headline(ground.allocation, ground.names),
        "period": period(cycle),
        "now": timezone.now(),
    }
    return render(request, "bets/order_sheet.html", context)


@require_safe
def rank_at(request: SignedIn, pk: int, revision: int, rank: int) -> HttpResponse:
    """What stood at a rank at a revision, for ever the same."""
    cycle, _ = cycle_for(request.user, pk, to="rank.read")
    context = _context(cycle, f"#{rank} at revision {revision}", here="board")
    return render(request, "bets/rank_at.html", context | {"page": found_at(cycle, revision, rank)})


def _of(plan: Plan, member: Membership) -> dict[str, object]:
    cycle = plan.cycle
    return {
        "page": plan_page(plan, member, timezone.now()),
        "asked": asked(plan, timezone.now()) if plan.unlocked_at is None else (),
        "leaders": who_unlocks(cycle),
        "may_export": plan.unlocked_at is None and may(member, cycle, "export"),
        "may_unlock": plan.unlocked_at is None and may(member, cycle, "cycle.unlock"),
        "sees_gallery": may(member, cycle, "attachment.download"),
    }


def _context(cycle: Cycle, title: str, here: str = "plan") -> dict[str, object]:
    crumbs = [(cycle.name, resolve_url("cycle", cycle.pk)), (title, "")]
    return {"cycle": cycle, "board": cycle.board, "here": here, "crumbs": crumbs}

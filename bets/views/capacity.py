"""What each team can give: the table, one team's share, and what its VP proposes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import cycle_for, may
from bets.actions import proposals
from bets.actions.capacity import MovesOthers
from bets.actions.proposals import Put
from bets.actions.shares import Carried, Share, stored
from bets.forms import RevisionForm, checked
from bets.inputs import load
from bets.models import Cycle
from bets.names import weeks
from bets.running.access import proposal_for, team_for
from bets.running.capacity_table import capacity_table, figures, percent
from bets.running.movement import Told, from_text, told
from bets.sent import body
from bets.views.cycle_forms import CarriedForm, ReasonForm, ShareForm
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Membership, Team
from org.signed_in import SignedIn

CarriedForms = forms.formset_factory(CarriedForm, extra=3, max_num=50, absolute_max=60)
_FIELDS = {"raw_tenths": "raw", "reserve_permille": "reserve"}
"""What the action calls a value, and what the form does."""


@dataclass(frozen=True)
class _Desk:
    """A team's share of a cycle, as it stands, and who would say another."""

    cycle: Cycle
    member: Membership
    team: Team
    stands: Share | None

    @property
    def sets(self) -> bool:
        """Whether their word is enough."""
        return may(self.member, self.cycle, "capacity.set")

    @property
    def sees(self) -> bool:
        """Whether they are shown first what it moves in and out."""
        return self.sets and may(self.member, self.cycle, "allocation.read")


@require_safe
def table(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to="capacity.read")
    return _table(request, cycle, member)


@require_http_methods(["GET", "HEAD", "POST"])
def of_team(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    """One team's share. What it moves in and out is shown first, to whoever may know it; then it is set."""
    now = timezone.now()
    cycle, member, team = team_for(request.user, pk, team_slug, to="capacity.set", now=now)
    desk = _Desk(cycle, member, team, stored(cycle, [team])[team.slug])
    if request.method != "POST":
        return _edit(request, desk, *_filled(desk.stands))
    form, items = ShareForm(request.POST), CarriedForms(request.POST)
    if not (form.is_valid() and items.is_valid()):
        return _edit(request, desk, form, items, status=422)
    wanted = _share(team, form, items)
    seen = from_text(request.POST.get("seen", "")) if desk.sees else None
    try:
        done = proposals.put(
            cycle=cycle, share=wanted, by=member, now=now, reason=form.cleaned_data["reason"], seen=seen
        )
    except Invalid as refusal:
        _refuse(form, refusal)
        return _edit(request, desk, form, items, status=422)
    except MovesOthers as refusal:
        return _edit(request, desk, form, items, told=told(load(cycle), [wanted]), status=refusal.status)
    _say(request, cycle, team, wanted, done)
    return redirect(f"{resolve_url('capacity', pk)}#team-{team.slug}")


@require_POST
def undone(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    """What the team gave before; `revision` is the number of the event that is meant."""
    now = timezone.now()
    cycle, member, team = team_for(request.user, pk, team_slug, to="capacity.set", now=now)
    event = checked(RevisionForm(body(request))).cleaned_data["revision"]
    proposals.put_back(cycle=cycle, team=team, event=event, by=member, now=now)
    messages.success(request, f"{team.name} gives what it gave before.")
    return redirect(f"{resolve_url('capacity', pk)}#team-{team.slug}")


@require_POST
def acceptance(request: SignedIn, pk: int, proposal: int) -> HttpResponse:
    """`seen` is what the page said that it moves: if it is something else by now, nothing is done."""
    found, member = proposal_for(request.user, pk, proposal, to="capacity.accept")
    seen = body(request).get("seen")
    movement = from_text(seen) if isinstance(seen, str) and seen else None
    proposals.accept(proposal=found, by=member, now=timezone.now(), seen=movement)
    messages.success(request, f"The capacity of {found.team.name} is accepted.")
    return redirect(f"{resolve_url('capacity', pk)}#team-{found.team.slug}")


@require_POST
def refusal(request: SignedIn, pk: int, proposal: int) -> HttpResponse:
    """A leader leaves things as they are, and says why."""
    found, member = proposal_for(request.user, pk, proposal, to="capacity.accept")
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            proposals.refuse(proposal=found, by=member, now=timezone.now(), **form.cleaned_data)
        except Invalid as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"The capacity of {found.team.name} stays as it is.")
            return redirect(f"{resolve_url('capacity', pk)}#team-{found.team.slug}")
    return _table(request, found.cycle, member, refused=found.pk, refused_form=form, status=422)


def _table(request: SignedIn, cycle: Cycle, member: Membership, *, status: int = 200, **sent: Any) -> HttpResponse:
    context = {"table": capacity_table(cycle, member, timezone.now()), **_frame(cycle), **sent}
    return render(request, "bets/cycle_capacity.html", context, status=status)


def _edit(
    request: SignedIn, desk: _Desk, form: ShareForm, items: Any, *, told: Told | None = None, status: int = 200
) -> HttpResponse:
    cycle, team = desk.cycle, desk.team
    context = {
        "team": team,
        "stands": figures(cycle, desk.stands) if desk.stands else None,
        "form": form,
        "items": items,
        "told": told,
        "sets": desk.sets,
        "one_person": weeks(round(cycle.weeks * 10)),
        **_frame(cycle, team.name),
    }
    return render(request, "bets/cycle_capacity_team.html", context, status=status)


def _filled(share: Share | None) -> tuple[ShareForm, Any]:
    """The forms with what stands already."""
    if share is None:
        return ShareForm(), CarriedForms()
    raw, reserve = weeks(share.raw_tenths), percent(share.reserve_permille)
    carried = [{"what": item.what, "weeks": weeks(item.tenths), "why": item.why_not_pitched} for item in share.carried]
    return ShareForm(initial={"raw": raw, "reserve": reserve}), CarriedForms(initial=carried)


def _share(team: Team, form: ShareForm, items: Any) -> Share:
    filled = [item.cleaned_data for item in items if item.cleaned_data.get("what")]
    carried = tuple(Carried(item["what"], item["weeks"], item["why"]) for item in filled)
    return Share(team, form.cleaned_data["raw"], form.cleaned_data["reserve"] or 0, items=carried)


def _refuse(form: ShareForm, refusal: Invalid) -> None:
    """At the fields of the form, which are called otherwise than the action's."""
    errors = refusal.extra.get("errors", {})
    for name, sentence in errors.items():
        form.add_error(_FIELDS.get(name), sentence)
    if not errors:
        form.add_error(None, refusal.detail)


def _say(request: SignedIn, cycle: Cycle, team: Team, share: Share, done: Put) -> None:
    net = weeks(share.net_tenths)
    if done.proposal is not None:
        messages.success(request, f"{net} net for {team.name} is proposed; a leader answers.")
    elif done.event is None:
        messages.success(request, f"{team.name} gives {net} net, as before.")
    else:
        undo = f"{resolve_url('capacity_undone', cycle.pk, team.slug)}?revision={done.event}"
        messages.success(request, f"{team.name} gives {net} net now.", extra_tags=undo)


def _frame(cycle: Cycle, title: str = "") -> dict[str, Any]:
    of_table = resolve_url("capacity", cycle.pk) if title else ""
    crumbs = [(cycle.name, resolve_url("cycle_page", cycle.pk)), ("Capacity", of_table)]
    crumbs += [(title, "")] if title else []
    return {"cycle": cycle, "board": cycle.board, "here": "cycle", "crumbs": crumbs}

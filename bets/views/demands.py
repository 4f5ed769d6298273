"""What VPs, owners and leaders say about one demand. Each act leads back to the page that it was sent from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from bets.actions import demands
from bets.actions import shrinking as shrinks
from bets.demand_access import demand_for, shrink_for
from bets.demand_forms import Typed, filled, point_out
from bets.forms import checked
from bets.models import Demand
from bets.names import weeks
from bets.views import bets, teams
from journal.refusals import Invalid, Refusal
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


@dataclass(frozen=True)
class _Desk:
    """Who answers about which demand, and which of the two pages they look at."""

    request: SignedIn
    demand: Demand
    member: Membership

    def carry_out(self, kind: str, act: Callable[[dict[str, Any]], object], said: str) -> HttpResponse:
        """The form of that kind, if it can be taken; else the page again, with nothing lost that was typed."""
        form = filled(kind, self.demand.pk, self.request.POST)
        typed = Typed(self.demand.pk, kind, form)
        try:
            act(checked(form).cleaned_data)
        except Invalid as refusal:
            if form.is_valid():
                refuse(form, refusal)
            point_out(form)
            return self._page(typed, refusal.status)
        except Refusal as refusal:
            messages.error(self.request, refusal.detail)
            return self._page(typed, refusal.status)
        messages.success(self.request, said)
        return redirect(self._address())

    def _page(self, typed: Typed, status: int) -> HttpResponse:
        team, bet = self.demand.team, self.demand.bet
        if self._from_team:
            return teams.page(self.request, self.member, team, str(bet.cycle_id), typed=typed, status=status)
        return bets.page(self.request, bet, self.member, typed=typed, status=status)

    def _address(self) -> str:
        team, bet = self.demand.team, self.demand.bet
        if self._from_team:
            return f"{resolve_url('team', bet.cycle.board.slug, team.slug)}?cycle={bet.cycle_id}#demand-{bet.pk}"
        return f"{resolve_url('bet', bet.pk)}#demand-{team.slug}"

    @property
    def _from_team(self) -> bool:
        return self.request.POST.get("page") == "team"


@require_POST
def confirmation(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    demand, me = demand_for(request.user, pk, team_slug, to="demand.confirm_or_dispute")
    return _Desk(request, demand, me).carry_out(
        "confirmation",
        lambda given: demands.confirm(demand=demand, by=me, now=timezone.now(), **given),
        f"{demand.team.name} confirms {weeks(demand.tenths)} for {demand.bet.title}.",
    )


@require_POST
def dispute(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    demand, me = demand_for(request.user, pk, team_slug, to="demand.confirm_or_dispute")
    return _Desk(request, demand, me).carry_out(
        "dispute",
        lambda given: demands.dispute(
            demand=demand, tenths=given["tenths"], offered_tenths=given["weeks"], reason=given["reason"],
            by=me, now=timezone.now(),
        ),
        "Disputed. The leaders were told; until one of them settles it, the number that is asked counts.",
    )  # fmt: skip


@require_POST
def settlement(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    demand, me = demand_for(request.user, pk, team_slug, to="demand.settle")
    return _Desk(request, demand, me).carry_out(
        "settlement",
        lambda given: demands.settle(
            demand=demand, tenths=given["weeks"], reason=given["reason"], by=me, now=timezone.now()
        ),
        "The number is set, and shown as set by a leader.",
    )


@require_POST
def shrink(request: SignedIn, pk: int, team_slug: str) -> HttpResponse:
    """A leader asks whether it can be less."""
    demand, me = demand_for(request.user, pk, team_slug, to="demand.shrink")
    return _Desk(request, demand, me).carry_out(
        "shrink",
        lambda given: shrinks.ask_less(
            demand=demand, tenths=given["weeks"], note=given["note"], by=me, now=timezone.now()
        ),
        f"Asked. The owner of {demand.bet.title} and the VP of {demand.team.name} answer.",
    )


@require_POST
def owner_agreement(request: SignedIn, pk: int, shrink_pk: int) -> HttpResponse:
    shrink, demand, me = shrink_for(request.user, pk, shrink_pk, to="demand.set")
    return _Desk(request, demand, me).carry_out(
        "agreement",
        lambda given: shrinks.agree_as_owner(shrink=shrink, dropped=given["dropped"], by=me, now=timezone.now()),
        f"You agree to {weeks(shrink.tenths)} person-weeks of {shrink.team.name}.",
    )


@require_POST
def vp_agreement(request: SignedIn, pk: int, shrink_pk: int) -> HttpResponse:
    shrink, demand, me = shrink_for(request.user, pk, shrink_pk, to="demand.confirm_or_dispute")
    return _Desk(request, demand, me).carry_out(
        "vp_agreement",
        lambda given: shrinks.agree_as_vp(shrink=shrink, by=me, now=timezone.now()),
        f"{shrink.team.name} agrees to {weeks(shrink.tenths)} person-weeks.",
    )


@require_POST
def refusal(request: SignedIn, pk: int, shrink_pk: int) -> HttpResponse:
    shrink, demand, me = shrink_for(request.user, pk, shrink_pk)
    return _Desk(request, demand, me).carry_out(
        "refusal",
        lambda given: shrinks.refuse(shrink=shrink, reason=given["reason"], by=me, now=timezone.now()),
        "Refused. The leader who asked was told.",
    )


@require_POST
def withdrawal(request: SignedIn, pk: int, shrink_pk: int) -> HttpResponse:
    """A leader takes the question back."""
    shrink, demand, me = shrink_for(request.user, pk, shrink_pk, to="demand.shrink")
    return _Desk(request, demand, me).carry_out(
        "withdrawal",
        lambda given: shrinks.take_back(shrink=shrink, by=me, now=timezone.now()),
        "Taken back.",
    )

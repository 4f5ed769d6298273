"""The real actions, one or more for every row that changes something, made ready for somebody to try."""

from datetime import date

from bets.actions import cycles, demands, importing, leaving, orders, pitching, ranking, ties
from bets.models import Bet, Cycle, Demand
from bets.ordering import After
from org.actions import leaders, people, teams
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import (
    NOW,
    BetFactory,
    DraftFactory,
    LeaderProposalFactory,
    PitchFactory,
)

# --- bets


@attempt("bet.create_own_draft", state="pitching")
def draft(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: pitching.draft(cycle=cast.cycle, title="Echo", by=by, now=NOW)


@attempt("bet.edit")
def edit(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: pitching.edit(bet=bet, title="Another", by=by, now=NOW)


@attempt("bet.submit", state="pitching")
def submit(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = complete_draft(cast, owner)
    return lambda: pitching.submit(bet=bet, by=by, now=NOW)


@attempt("bet.submit")
def submit_with_an_exception(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = complete_draft(cast, owner)
    Bet.objects.filter(pk=bet.pk).update(late_exception="She was ill.", late_exception_by=cast.ines)
    return lambda: pitching.submit(bet=bet, by=by, now=NOW)


@attempt("bet.submit_for_other", state="pitching")
def submit_for_other(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = complete_draft(cast, cast.vera)
    return lambda: pitching.submit(bet=bet, by=by, now=NOW)


@attempt("bet.withdraw")
def withdraw(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: leaving.withdraw(bet=bet, reason="The market is gone.", by=by, now=NOW)


@attempt("bet.late_exception")
def late_exception(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = DraftFactory(cycle=cast.cycle)
    return lambda: pitching.grant_late_exception(bet=bet, reason="She was ill.", by=by, now=NOW)


@attempt("bet.decline")
def decline(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: leaving.decline(bet=cast.d, reason="Not this year.", by=by, now=NOW)


@attempt("bet.flag_must_do")
def flag_must_do(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: pitching.flag_must_do(bet=cast.d, must_do=True, reason="It is the law.", by=by, now=NOW)


@attempt("bet.reassign_owner")
def reassign_owner(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: pitching.reassign_owner(bet=cast.d, owner=cast.victor, reason="Vera left.", by=by, now=NOW)


@attempt("bet.tie")
def tie(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: ties.tie(bet=bet, needs={cast.a.pk}, excludes=set(), by=by, now=NOW)


# --- demand


@attempt("demand.set")
def ask(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: demands.ask(bet=bet, team=cast.data, tenths=7, by=by, now=NOW)


@attempt("demand.set")
def drop(cast: Cast, by: Membership, owner: Membership) -> Act:
    Bet.objects.filter(pk=cast.d.pk).update(owner=owner)
    bet = Bet.objects.get(pk=cast.d.pk)
    return lambda: demands.drop(bet=bet, team=cast.data, by=by, now=NOW)


@attempt("demand.confirm_or_dispute")
def confirm(cast: Cast, by: Membership, owner: Membership) -> Act:
    demand = asked_of(cast, owner)
    return lambda: demands.confirm(demand=demand, tenths=demand.tenths, by=by, now=NOW)


@attempt("demand.confirm_or_dispute")
def dispute(cast: Cast, by: Membership, owner: Membership) -> Act:
    demand = asked_of(cast, owner)
    return lambda: demands.dispute(
        demand=demand, tenths=demand.tenths, offered_tenths=5, reason="Half of it.", by=by, now=NOW
    )


@attempt("demand.settle")
def settle(cast: Cast, by: Membership, owner: Membership) -> Act:
    demand = asked_of(cast, owner)
    return lambda: demands.settle(demand=demand, tenths=8, reason="Enough.", by=by, now=NOW)


# --- ranking


@attempt("rank.place")
def place(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle)
    return lambda: ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(cast.a.pk), by=by, now=NOW)


@attempt("rank.move")
def move(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(cast.a.pk), by=by, now=NOW)


@attempt("rank.move")
def to_tray(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: leaving.to_tray(cycle=cast.cycle, bet=cast.d.pk, by=by, now=NOW)


@attempt("rank.move")
def adopt(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: orders.adopt(cycle=cast.cycle, order=cast.ids("DCBA"), by=by, now=NOW)


@attempt("rank.move")
def undo(cast: Cast, by: Membership, owner: Membership) -> Act:
    moved = ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(cast.a.pk), by=cast.ines, now=NOW)
    return lambda: orders.undo(cycle=cast.cycle, revision=moved.revision, by=by, now=NOW)


@attempt("rank.move")
def restore(cast: Cast, by: Membership, owner: Membership) -> Act:
    order = cast.ids("DCBA")
    first = orders.adopt(cycle=cast.cycle, order=order, by=cast.ines, now=NOW)
    orders.adopt(cycle=cast.cycle, order=cast.ids("ABCD"), reason="Better.", by=cast.ines, now=NOW)
    return lambda: orders.restore(cycle=cast.cycle, revision=first.revision, reason="An accident.", by=by, now=NOW)


# --- the cycle


@attempt("cycle.create_edit")
def create_cycle(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: cycles.create(
        board=cast.board, name="2027H2", starts_on=date(2027, 7, 1), ends_on=date(2027, 12, 31),
        pitches_close_at=NOW, by=by, now=NOW,
    )  # fmt: skip


@attempt("cycle.create_edit")
def edit_cycle(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: cycles.edit(cycle=cast.cycle, visibility="leaders_only", by=by, now=NOW)


@attempt("cycle.set_policy")
def set_policy(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: cycles.edit(cycle=cast.cycle, policy="strict", by=by, now=NOW)


@attempt("cycle.open_ranking", state="pitching")
def open_ranking(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: cycles.open_ranking(cycle=cast.cycle, by=by, now=NOW)


@attempt("cycle.close", state="locked")
def close(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: cycles.close(cycle=cast.cycle, by=by, now=NOW)


@attempt("import.drafts", state="pitching")
def import_drafts(cast: Cast, by: Membership, owner: Membership) -> Act:
    row = importing.BetRow(
        external_source="csv", external_id="1", rank=None, title="Foxtrot", owner="vera.north@example.com"
    )
    return lambda: importing.import_drafts(cycle=cast.cycle, rows=[row], teams=[], columns=(), by=by, now=NOW)


# --- people


@attempt("member.manage")
def invite(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.invite(name="Mia", email="mia@example.com", roles=["vp", "steward"], by=by, now=NOW)


@attempt("member.manage")
def repeat_invitation(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.repeat_invitation(member=cast.willy, by=by, now=NOW)


@attempt("member.manage")
def set_roles(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.set_roles(member=cast.willy, roles=["vp"], by=by, now=NOW)


@attempt("member.manage")
def name_manager(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.name_manager(member=cast.willy, manager=cast.ines, by=by, now=NOW)


@attempt("member.manage")
def end(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.end(member=cast.willy, by=by, now=NOW)


@attempt("member.propose_leader")
def end_a_leader(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.end(member=cast.otto, by=by, now=NOW)


@attempt("member.grant_admin")
def invite_an_admin(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: people.invite(name="Mia", email="mia@example.com", roles=["admin"], by=by, now=NOW)


@attempt("member.grant_admin")
def take_admin_away(cast: Cast, by: Membership, owner: Membership) -> Act:
    Membership.objects.filter(pk=cast.willy.pk).update(roles=["admin"])
    return lambda: people.set_roles(member=cast.willy, roles=[], by=by, now=NOW)


@attempt("member.grant_admin")
def end_an_admin(cast: Cast, by: Membership, owner: Membership) -> Act:
    Membership.objects.filter(pk=cast.willy.pk).update(roles=["admin"])
    return lambda: people.end(member=cast.willy, by=by, now=NOW)


@attempt("member.grant_leader")
def appoint(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: leaders.appoint(member=cast.willy, by=by, now=NOW)


@attempt("member.confirm_leader")
def confirm_leader(cast: Cast, by: Membership, owner: Membership) -> Act:
    LeaderProposalFactory(member=cast.willy, proposed_by=cast.ada)
    return lambda: leaders.confirm(member=cast.willy, by=by, now=NOW)


@attempt("member.confirm_leader")
def decline_leader(cast: Cast, by: Membership, owner: Membership) -> Act:
    LeaderProposalFactory(member=cast.willy, proposed_by=cast.ada)
    return lambda: leaders.decline(member=cast.willy, by=by, now=NOW)


@attempt("member.except_direct_report")
def except_direct_report(cast: Cast, by: Membership, owner: Membership) -> Act:
    Membership.objects.filter(pk=cast.willy.pk).update(manager=cast.vera)
    return lambda: people.except_direct_report(member=cast.willy, reason="They disagree well.", by=by, now=NOW)


@attempt("team.manage")
def create_team(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: teams.create_team(name="Care", short="", vp=cast.victor, by=by, now=NOW)


@attempt("team.manage")
def edit_team(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: teams.edit_team(team=cast.data, name="Data", short="", vp=cast.victor, by=by, now=NOW)


# --- what they need


def complete_draft(cast: Cast, owner: Membership) -> Bet:
    """A draft that lacks nothing, in a cycle whose pitches close next year."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(pitches_close_at=NOW.replace(year=9000))
    bet = DraftFactory(cycle=cast.cycle, owner=owner, needs_no_team=True)
    PitchFactory(bet=bet)
    return Bet.objects.get(pk=bet.pk)


def head(cast: Cast, owner: Membership) -> None:
    """Make `owner` the VP of the team."""
    cast.data.vp = owner
    cast.data.save()


def asked_of(cast: Cast, owner: Membership) -> Demand:
    """A demand on the team that `owner` is the VP of."""
    head(cast, owner)
    Demand.objects.filter(bet=cast.a).update(state="proposed")
    return Demand.objects.select_related("bet__cycle", "team").get(bet=cast.a)

"""One act for each kind of event: mostly those that everybody tries in tests/authz, and the few that nobody does."""

from collections.abc import Iterator, Mapping

from bets import events
from bets.actions import pitching, proposals, proving, rounds
from bets.actions.answering import answer
from bets.actions.capacity import Share
from bets.consensus.kemeny import Proposal
from bets.roadmap import ending
from bets.roadmap.claiming import claim
from journal.kinds import Payload
from org.models import Membership
from tests.authz.acts import (
    base,
    comments,
    cycle,
    demands,
    log,
    pitch,
    plan,
    prototypes,
    question,
    roadmap,
    round,
    session,
)
from tests.authz.attempts import Act, Ready
from tests.bets.asking.the_room import gather, pair, reveal
from tests.cast import Cast
from tests.factories import NOW, DraftFactory, PrivateOrderFactory, RoadmapRunFactory, RoundFactory


def propose_capacity(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: proposals.put(cycle=cast.cycle, share=Share(cast.data, 30), by=cast.vera, now=NOW, reason="More.")


def hide_intent(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = DraftFactory(cycle=cast.cycle, owner=owner, intent_at=NOW)
    return lambda: pitching.show_intent(bet=bet, shown=False, by=by, now=NOW)


def settle_a_question(cast: Cast, by: Membership, owner: Membership) -> Act:
    reveal(cast, "ABCD", "ACBD")
    gather(cast)
    return lambda: answer(cycle=cast.cycle, pair=pair(cast, "BC"), keeps=cast.b.pk, by=by, now=NOW)


def prove_a_proposal(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    for leader in (cast.ines, cast.otto):
        PrivateOrderFactory(round=made, leader=leader, ready_at=NOW)
    rounds.close(round=made, by=by, now=NOW)
    type(made).objects.filter(pk=made.pk).update(bound=None)
    claim = proving.claim(now=NOW)
    assert claim
    return lambda: proving.write(claim=claim, found=Proposal(tuple(claim.proposal), 0, 0), now=NOW)


def end_a_run(cast: Cast, by: Membership, owner: Membership) -> Act:
    RoadmapRunFactory(board=cast.board, cycle=cast.cycle, kind="pull")
    run = claim(NOW)
    assert run
    return lambda: ending.finish(run, "There was nothing to do.", [], NOW)


ACTS: Mapping[type[Payload], tuple[Ready, ...]] = {
    events.BetDeclined: (base.decline,),
    events.BetDrafted: (base.draft,),
    events.BetEdited: (pitch.save_a_version, base.edit),
    events.BetSubmitted: (base.submit, base.submit_with_an_exception),
    events.BetWithdrawn: (base.withdraw,),
    events.CapacityChanged: (cycle.put, cycle.accept),
    events.CapacityProposed: (propose_capacity,),
    events.CapacityRefused: (cycle.refuse,),
    events.CommentEdited: (comments.find_other_words,),
    events.CommentPosted: (comments.ask_a_question, comments.challenge),
    events.CommentRemoved: (comments.take_it_back,),
    events.ConfidentialitySet: (pitch.keep_confidential,),
    events.CycleCreated: (base.create_cycle,),
    events.CycleEdited: (base.edit_cycle, base.set_policy),
    events.CycleImported: (base.import_drafts,),
    events.CycleMoved: (base.open_ranking, base.close),
    events.DemandChanged: (base.ask, base.drop, base.confirm, base.dispute, base.settle),
    events.DraftRemoved: (pitch.remove,),
    events.ExternalRemoved: (roadmap.unlink_a_bet,),
    events.ExternalSet: (roadmap.link_a_bet,),
    events.IntentHidden: (hide_intent,),
    events.IntentShown: (pitch.show_intent,),
    events.LateExceptionAsked: (cycle.ask_exception,),
    events.LateExceptionGranted: (base.late_exception,),
    events.MustDoFlagged: (base.flag_must_do,),
    events.OrderFrozen: (session.freeze,),
    events.OrderThawed: (session.thaw,),
    events.OwnerNamed: (base.reassign_owner,),
    events.PlanLocked: (plan.lock,),
    events.PrivateOrderReady: (round.say_ready, round.take_ready_back),
    events.PrivateOrderStarted: (round.begin_a_private_order,),
    events.PrototypeAdded: (prototypes.add_a_link,),
    events.PrototypeRemoved: (prototypes.take_a_prototype_away,),
    events.QuestionAnswered: (question.answer_a_question,),
    events.QuestionSettled: (settle_a_question,),
    events.RankingChanged: (
        base.move, base.place, base.to_tray, base.adopt, base.undo, base.restore, question.close_a_question,
    ),
    events.RankingExplained: (log.say_why,),
    events.RoadmapAsked: (roadmap.push_the_plan,),
    events.RoadmapConnected: (roadmap.connect_a_tool,),
    events.RoadmapDisconnected: (roadmap.part_from_a_tool,),
    events.RoadmapPaused: (roadmap.pause_a_tool,),
    events.RoadmapResumed: (roadmap.let_a_tool_go_on,),
    events.RoadmapRunEnded: (end_a_run,),
    events.RoundCalledOff: (round.call_a_round_off,),
    events.RoundOpened: (round.open_a_round,),
    events.RoundProved: (prove_a_proposal,),
    events.RoundRevealed: (round.reveal,),
    events.SessionClosed: (session.close_session,),
    events.SessionEntered: (session.enter_session,),
    events.SessionLeft: (session.leave_session,),
    events.SessionOpened: (session.open_session,),
    events.SessionSteered: (session.next_turn, session.start_the_clock, session.present, session.point_at_a_bet),
    events.ShrinkAgreed: (demands.agree_as_owner, demands.agree_as_vp),
    events.ShrinkAsked: (demands.ask_less,),
    events.ShrinkRefused: (demands.refuse,),
    events.ShrinkTakenBack: (demands.take_back,),
    events.TeamMapped: (roadmap.give_a_team_a_project,),
    events.TiesChanged: (base.tie,),
    events.UnlockAsked: (plan.unlock,),
    events.WaiverGiven: (cycle.waive,),
    events.WaiverTakenBack: (cycle.take_back,),
    events.WritersNamed: (pitch.name_writers,),
}  # fmt: skip


STATES: Mapping[Ready, str] = {hide_intent: "pitching"}
"""Of the acts above; the others say theirs themselves. Else it is ranking."""


def kinds(of: type[Payload] = Payload) -> Iterator[type[Payload]]:
    """All that can happen to a cycle: the payloads of `bets` that name their kind themselves."""
    for payload in of.__subclasses__():
        if payload.__module__.startswith("bets.") and "kind" in vars(payload):
            yield payload
        yield from kinds(payload)

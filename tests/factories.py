"""One factory a model; a test finds the model that has none."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from api.models import Token
from bets import models as bets
from journal import models as journal
from org import models as org

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class PersonFactory(DjangoModelFactory[org.Person]):
    class Meta:
        model = org.Person

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")


class BoardFactory(DjangoModelFactory[org.Board]):
    class Meta:
        model = org.Board

    slug = factory.Sequence(lambda n: f"board{n}")
    name = factory.Sequence(lambda n: f"Board {n}")
    zone = "Europe/Stockholm"


class MembershipFactory(DjangoModelFactory[org.Membership]):
    class Meta:
        model = org.Membership

    board = factory.SubFactory(BoardFactory)
    person = factory.SubFactory(PersonFactory)
    roles = factory.LazyFunction(list)
    started_at = NOW


class TeamFactory(DjangoModelFactory[org.Team]):
    class Meta:
        model = org.Team

    board = factory.SubFactory(BoardFactory)
    slug = factory.Sequence(lambda n: f"team{n}")
    name = factory.Sequence(lambda n: f"Team {n}")


class LeaderProposalFactory(DjangoModelFactory[org.LeaderProposal]):
    class Meta:
        model = org.LeaderProposal

    member = factory.SubFactory(MembershipFactory)
    board = factory.SelfAttribute("member.board")
    proposed_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))
    proposed_at = NOW


class NoticeFactory(DjangoModelFactory[org.Notice]):
    class Meta:
        model = org.Notice

    member = factory.SubFactory(MembershipFactory)
    board = factory.SelfAttribute("member.board")
    kind = "bets.demand.changed"
    sentence = "Alpha asks Data for 1.0 person-weeks."
    path = "/bets/1/"
    at = NOW


class CalendarFactory(DjangoModelFactory[org.Calendar]):
    class Meta:
        model = org.Calendar

    board = factory.SubFactory(BoardFactory)
    version = factory.Sequence(lambda n: n + 1)
    zone = "Europe/Stockholm"
    weekly = factory.LazyFunction(lambda: {str(day): [["09:00", "17:00"]] for day in range(1, 6)})
    made_at = NOW
    made_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["admin"])


class CycleFactory(DjangoModelFactory[bets.Cycle]):
    class Meta:
        model = bets.Cycle

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"{2020 + n}H1")
    starts_on = date(2027, 1, 1)
    ends_on = date(2027, 6, 30)
    pitches_close_at = datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
    state = "ranking"


class BetFactory(DjangoModelFactory[bets.Bet]):
    """A submitted bet of the tray."""

    class Meta:
        model = bets.Bet

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    owner = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    title = factory.Sequence(lambda n: f"Bet {n}")
    thesis = "It pays."
    status = "submitted"
    submitted_at = NOW
    submitted_by = factory.SelfAttribute("owner")
    submitted_via = "owner"
    created_at = NOW


class DraftFactory(BetFactory):
    status = "draft"
    submitted_at = None
    submitted_by = None
    submitted_via = ""


class PitchFactory(DjangoModelFactory[bets.Pitch]):
    """Complete, so that its bet may be submitted."""

    class Meta:
        model = bets.Pitch

    bet = factory.SubFactory(DraftFactory)
    problem = "Half of all calls are about pairing."
    belief = "One path ends them."
    disproof = "Two paths kept side by side, and as few calls."
    proposal = "One path on every phone."
    alignment = "Fewer calls."
    value = "Two people's work a year."
    confidence = 60
    metric = "calls a week"
    baseline = "400"
    target = "200"
    risks = "Old phones."
    kill_metric = "calls a week"
    kill_threshold = "above 350 in March"
    kill_decider = "Vera"
    gives_up = "The second path."
    margin_effect = "Half a point."
    debt_effect = "One protocol less."


class CoWriterFactory(DjangoModelFactory[bets.CoWriter]):
    class Meta:
        model = bets.CoWriter

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))


class ReaderFactory(DjangoModelFactory[bets.Reader]):
    class Meta:
        model = bets.Reader

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))


class VersionFactory(DjangoModelFactory[bets.Version]):
    class Meta:
        model = bets.Version

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    number = factory.Sequence(lambda n: n + 1)
    content = factory.LazyFunction(dict)
    at = NOW
    by = factory.SelfAttribute("bet.owner")
    state = "pitching"


class CommentFactory(DjangoModelFactory[bets.Comment]):
    class Meta:
        model = bets.Comment

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    author = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))
    text = "What if the old phones stay?"
    at = NOW


class MentionFactory(DjangoModelFactory[bets.Mention]):
    class Meta:
        model = bets.Mention

    comment = factory.SubFactory(CommentFactory)
    board = factory.SelfAttribute("comment.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))


class RankFactory(DjangoModelFactory[bets.Rank]):
    """Appends: ranks stay dense."""

    class Meta:
        model = bets.Rank

    bet = factory.SubFactory(BetFactory)
    cycle = factory.SelfAttribute("bet.cycle")
    board = factory.SelfAttribute("bet.board")
    position = factory.LazyAttribute(lambda rank: bets.Rank.objects.filter(cycle=rank.cycle).count() + 1)


class DemandFactory(DjangoModelFactory[bets.Demand]):
    class Meta:
        model = bets.Demand

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    tenths = 10
    state = "confirmed"


class CapacityFactory(DjangoModelFactory[bets.Capacity]):
    class Meta:
        model = bets.Capacity

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    raw_tenths = 100


class CarryOverFactory(DjangoModelFactory[bets.CarryOver]):
    class Meta:
        model = bets.CarryOver

    capacity = factory.SubFactory(CapacityFactory)
    what = "The end of last half-year's move"
    tenths = 10
    why_not_pitched = "Two weeks are left of it."


class CapacityProposalFactory(DjangoModelFactory[bets.CapacityProposal]):
    class Meta:
        model = bets.CapacityProposal

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    raw_tenths = 120
    proposed_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    proposed_at = NOW


class ImportFactory(DjangoModelFactory[bets.Import]):
    class Meta:
        model = bets.Import

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["steward"])
    name = "export.csv"
    file = "imports/none"
    size = 0
    digest = "0" * 64
    created_at = NOW


class LastMappingFactory(DjangoModelFactory[bets.LastMapping]):
    class Meta:
        model = bets.LastMapping

    board = factory.SubFactory(BoardFactory)
    source = "jira"
    mapping = factory.LazyFunction(lambda: {"source": "jira", "columns": {}, "owner": ""})
    at = NOW


class ShrinkFactory(DjangoModelFactory[bets.Shrink]):
    class Meta:
        model = bets.Shrink

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    before_tenths = 10
    tenths = 8
    asked_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    asked_at = NOW


class WaiverFactory(DjangoModelFactory[bets.Waiver]):
    class Meta:
        model = bets.Waiver

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    code = factory.Sequence(lambda n: f"idle-{n}")
    reason = "They move house in March."
    by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    at = NOW


class NeedFactory(DjangoModelFactory[bets.Need]):
    class Meta:
        model = bets.Need

    bet = factory.SubFactory(BetFactory)
    cycle = factory.SelfAttribute("bet.cycle")
    prerequisite = factory.SubFactory(BetFactory, cycle=factory.SelfAttribute("..cycle"))


class ExclusionFactory(DjangoModelFactory[bets.Exclusion]):
    class Meta:
        model = bets.Exclusion

    bet = factory.SubFactory(BetFactory)
    cycle = factory.SelfAttribute("bet.cycle")
    other = factory.SubFactory(BetFactory, cycle=factory.SelfAttribute("..cycle"))


class PrototypeFactory(DjangoModelFactory[bets.Prototype]):
    class Meta:
        model = bets.Prototype

    bet = factory.SubFactory(BetFactory)
    board = factory.SelfAttribute("bet.board")
    link = "https://prototypes.example.com/1"
    added_at = NOW


class PlanFactory(DjangoModelFactory[bets.Plan]):
    class Meta:
        model = bets.Plan

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    revision = 0
    content = factory.LazyFunction(dict)
    digest = "0" * 64
    locked_at = NOW
    locked_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])


class UnlockVoteFactory(DjangoModelFactory[bets.UnlockVote]):
    class Meta:
        model = bets.UnlockVote

    plan = factory.SubFactory(PlanFactory)
    board = factory.SelfAttribute("plan.board")
    by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    reason = "The largest customer left."
    at = NOW


class RoadmapToolFactory(DjangoModelFactory[bets.RoadmapTool]):
    class Meta:
        model = bets.RoadmapTool

    board = factory.SubFactory(BoardFactory)
    key = factory.Sequence(lambda n: f"tool{n}")
    address = "https://example.atlassian.net"
    account = "roadmap@example.com"
    secret = "a token"
    connected_at = NOW


class TeamProjectFactory(DjangoModelFactory[bets.TeamProject]):
    class Meta:
        model = bets.TeamProject

    board = factory.SubFactory(BoardFactory)
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    project = factory.Sequence(lambda n: f"PRO{n}")


class ReferenceFactory(DjangoModelFactory[bets.Reference]):
    class Meta:
        model = bets.Reference

    cycle = factory.SubFactory(CycleFactory)
    bet = factory.SubFactory(BetFactory, cycle=factory.SelfAttribute("..cycle"))
    board = factory.SelfAttribute("cycle.board")
    source = "jira"
    external_id = factory.Sequence(lambda n: f"PRO-{n}")


class TeamMoveFactory(DjangoModelFactory[bets.TeamMove]):
    class Meta:
        model = bets.TeamMove

    reference = factory.SubFactory(ReferenceFactory)
    board = factory.SelfAttribute("reference.board")
    team = factory.SubFactory(TeamFactory, board=factory.SelfAttribute("..board"))
    moved_at = NOW


class RoadmapRunFactory(DjangoModelFactory[bets.RoadmapRun]):
    class Meta:
        model = bets.RoadmapRun

    board = factory.SubFactory(BoardFactory)
    cycle = factory.SubFactory(CycleFactory, board=factory.SelfAttribute("..board"))
    kind = "push"
    asked_at = next_at = NOW


class CounterFactory(DjangoModelFactory[journal.Counter]):
    class Meta:
        model = journal.Counter

    board_id = factory.Sequence(lambda n: 1_000_000 + n)
    number = 0


class EventFactory(DjangoModelFactory[journal.Event]):
    class Meta:
        model = journal.Event

    board_id = factory.Sequence(lambda n: 2_000_000 + n)
    number = 1
    kind = "bets.ranking.changed"
    topic = "cycle:0"
    at = NOW
    actor_name = "Somebody"
    subject_id = 1
    subject_name = "Something"


class TokenFactory(DjangoModelFactory[Token]):
    class Meta:
        model = Token

    member = factory.SubFactory(MembershipFactory)
    board = factory.SelfAttribute("member.board")
    name = "a script"
    prefix = factory.Sequence(lambda n: f"{n:08x}")
    digest = factory.Sequence(lambda n: f"{n:064x}")
    scopes = ["read"]
    created_at = NOW


class EndpointFactory(DjangoModelFactory[journal.Endpoint]):
    class Meta:
        model = journal.Endpoint

    board_id = 1
    board_slug = "north"
    key = factory.Sequence(lambda n: f"key{n}")
    url = "https://hooks.example.com/bets"
    kinds = ["bets.ranking.changed", "bets.plan.locked"]
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    created_at = NOW


class DeliveryFactory(DjangoModelFactory[journal.Delivery]):
    class Meta:
        model = journal.Delivery

    endpoint = factory.SubFactory(EndpointFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = "bets.plan.locked"
    topic = "cycle:1"
    created_at = next_at = NOW


class AttemptFactory(DjangoModelFactory[journal.Attempt]):
    class Meta:
        model = journal.Attempt

    delivery = factory.SubFactory(DeliveryFactory)
    at = NOW
    milliseconds = 12
    status = 200


class AnswerFactory(DjangoModelFactory[journal.Answer]):
    class Meta:
        model = journal.Answer

    actor = "person:1"
    key = factory.Sequence(lambda n: f"key-{n}")
    digest = "0" * 64
    body = factory.LazyFunction(dict)
    at = NOW


class RankingSessionFactory(DjangoModelFactory[bets.RankingSession]):
    class Meta:
        model = bets.RankingSession

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    opened_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    opened_at = NOW


class AttendanceFactory(DjangoModelFactory[bets.Attendance]):
    class Meta:
        model = bets.Attendance

    session = factory.SubFactory(RankingSessionFactory)
    board = factory.SelfAttribute("session.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    since = NOW
    seen_at = NOW


class RoundFactory(DjangoModelFactory[bets.Round]):
    class Meta:
        model = bets.Round

    cycle = factory.SubFactory(CycleFactory)
    board = factory.SelfAttribute("cycle.board")
    opened_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    opened_at = NOW
    bets: list[int] = []
    base_revision = 0


class PrivateOrderFactory(DjangoModelFactory[bets.PrivateOrder]):
    class Meta:
        model = bets.PrivateOrder

    round = factory.SubFactory(RoundFactory)
    board = factory.SelfAttribute("round.board")
    leader = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    start = bets.PrivateOrder.Start.TODAY
    order = factory.LazyAttribute(lambda made: list(made.round.bets))
    started_at = NOW


class OpinionFactory(DjangoModelFactory[bets.Opinion]):
    class Meta:
        model = bets.Opinion

    first = factory.SubFactory(BetFactory)
    second = factory.SubFactory(BetFactory, cycle=factory.SelfAttribute("..first.cycle"))
    cycle = factory.SelfAttribute("first.cycle")
    board = factory.SelfAttribute("cycle.board")
    leader = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    keeps = factory.SelfAttribute("first")
    revision = 0
    at = NOW


class SettlementFactory(DjangoModelFactory[bets.Settlement]):
    class Meta:
        model = bets.Settlement

    first = factory.SubFactory(BetFactory)
    second = factory.SubFactory(BetFactory, cycle=factory.SelfAttribute("..first.cycle"))
    cycle = factory.SelfAttribute("first.cycle")
    board = factory.SelfAttribute("cycle.board")
    keeps = factory.SelfAttribute("first")
    revision = 0
    at = NOW

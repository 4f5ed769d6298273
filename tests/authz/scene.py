"""The cast in the middle of everything: one row of each kind that an address can name, and words that are secret."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bets.models import Bet, RoadmapRun
from bets.plan import content
from org.models import Membership
from tests.api.tokens import personal
from tests.authz.room_scene import DISCUSSION, furnish, reads_room
from tests.cast import Cast, make_cast, make_member
from tests.factories import (
    NOW,
    BetFactory,
    CapacityProposalFactory,
    CommentFactory,
    DeliveryFactory,
    DraftFactory,
    EndpointFactory,
    ImportFactory,
    LeaderProposalFactory,
    NoticeFactory,
    PitchFactory,
    PlanFactory,
    PrototypeFactory,
    RankingSessionFactory,
    ReferenceFactory,
    RoadmapRunFactory,
    RoadmapToolFactory,
    ShrinkFactory,
    VersionFactory,
    WaiverFactory,
)
from tests.logged import log_order

# Each stands in one place only, and says by its name who may read it: see `Scene.may_read`.
DRAFT, CONFIDENTIAL, TEXT = "hushdraft", "hushconfidential", "hushtext"
SECRETS = (DRAFT, CONFIDENTIAL, TEXT, DISCUSSION)


@dataclass
class Scene:
    """`rows` names what stands for each word of an address, `nothing` likewise what there is none of."""

    cast: Cast
    draft: Bet
    members: list[Membership]
    rows: dict[str, Any]
    nothing: dict[str, Any]

    def may_read(self, secret: str, member: Membership, state: str) -> bool:
        """What is said in the room is its members'; a draft its owner's; a confidential text its owner's and the
        leaders'; the others' once published.
        """
        if secret == DISCUSSION:
            return reads_room(member)
        if secret == DRAFT:
            return member == self.cast.vera
        if secret == CONFIDENTIAL:
            return member == self.cast.vera or member.is_leader
        return bool(member.roles) or state in "LC"


def _ran(cast: Cast) -> RoadmapRun:
    """A board with a tool, a bet that is linked to it, and a push that was done."""
    RoadmapToolFactory(board=cast.board)
    ReferenceFactory(cycle=cast.cycle, bet=cast.a)
    run: RoadmapRun = RoadmapRunFactory(board=cast.board, cycle=cast.cycle, state="done", ended_at=NOW)
    return run


def make_scene() -> Scene:
    cast = log_order(make_cast())
    bet = cast.a
    PitchFactory(bet=bet, problem=TEXT)
    VersionFactory(bet=bet, number=1, by=cast.vera, content={"problem": TEXT})
    LeaderProposalFactory(member=cast.willy, proposed_by=cast.ada)
    secret = BetFactory(cycle=cast.cycle, owner=cast.vera, confidential_until=date(2099, 1, 1))
    PitchFactory(bet=secret, problem=CONFIDENTIAL)
    CommentFactory(bet=secret, author=cast.ines, text=CONFIDENTIAL)
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title=DRAFT)
    PitchFactory(bet=draft, problem=DRAFT)
    sums = [
        make_member(cast.board, "Lena", ["leader", "vp"]),
        make_member(cast.board, "Alma", ["admin", "leader", "vp"]),
    ]
    RankingSessionFactory(cycle=cast.cycle, opened_by=cast.stina, running=cast.ids("ABCD"), turn=0, left_seconds=300)
    hook = EndpointFactory(board_id=cast.board.pk, board_slug="north", kinds=["bets.plan.locked"])
    rows = {
        "boards": "north",
        "slug": "north",
        "cycles": cast.cycle.pk,
        "bets": bet.pk,
        "teams": "data",
        "team_slug": "data",
        "capacity": "data",
        "demands": "data",
        "people": cast.willy.pk,
        "comments": CommentFactory(bet=bet, author=cast.vera).pk,
        "versions": 1,
        "at": 1,
        "rank": 1,
        "plans": PlanFactory(cycle=cast.cycle, content=content(cast.cycle)).pk,
        "prototypes": PrototypeFactory(bet=bet, added_by=cast.vera).pk,
        "proposals": CapacityProposalFactory(cycle=cast.cycle, team=cast.data, proposed_by=cast.vera).pk,
        "shrinks": ShrinkFactory(bet=bet, team=cast.data, asked_by=cast.ines).pk,
        "waivers": WaiverFactory(cycle=cast.cycle, code="idle", team=cast.data, by=cast.ines).pk,
        "log": 1,
        "moves": 1,
        "source": "jira",
        "external_id": "106",
        "webhooks": hook.pk,
        "deliveries": DeliveryFactory(endpoint=hook, body=b'{"data":{}}').number,
        "imports": ImportFactory(cycle=cast.cycle, member=cast.stina).pk,
        "runs": _ran(cast).pk,
        "tokens": personal(cast.vera, "read").token.pk,
        "questions": cast.b.pk,
        "second": cast.c.pk,
        "inbox": NoticeFactory(member=cast.vera).pk,
        "session": RankingSessionFactory(
            cycle=cast.cycle, opened_by=cast.stina, closed_by=cast.stina, closed_at=NOW
        ).pk,
    } | furnish(cast)
    numbers = {name: 2**40 for name, value in rows.items() if isinstance(value, int)}
    return Scene(
        cast=cast,
        draft=draft,
        members=[cast.willy, cast.vera, cast.victor, cast.ines, cast.stina, cast.ada, *sums],
        rows=rows,
        nothing=rows | numbers | {"boards": "nowhere", "slug": "nowhere"},
    )

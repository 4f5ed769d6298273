"""The journal over REST: whole by number, and no more of it than its reader may see today."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from api.sight import SEEN
from bets.actions import ranking
from bets.models import Bet, Cycle
from bets.ordering import ToRank
from journal.kinds import Payload
from journal.models import Event
from org.models import Membership
from tests.api.tokens import Machine, integration, machine_of
from tests.bets.every_event import ACTS
from tests.cast import Cast, make_member
from tests.factories import NOW, BetFactory, CounterFactory, DraftFactory, EventFactory

PAGE = "boards/north/events/"

for package in ("bets.events", "eteam.events"):
    for found in walk_packages(import_module(package).__path__, f"{package}."):
        import_module(found.name)
for single in ("api.events", "journal.webhooks.events", "org.events"):
    import_module(single)

# What each kind of a cycle tells nobody anything of the order by; all others are planted with it. Said here anew.
HARMLESS = {
    "bets.cycle.created", "bets.cycle.edited", "bets.cycle.moved", "bets.cycle.imported",
    "bets.bet.submitted", "bets.must_do.flagged", "bets.owner.named", "bets.bet.edited", "bets.writers.named",
    "bets.confidentiality.set", "bets.ties.changed", "bets.comment.posted", "bets.comment.edited",
    "bets.comment.removed", "bets.prototype.added", "bets.prototype.removed", "bets.demand.changed",
    "bets.bet.drafted", "bets.intent.shown", "bets.intent.hidden", "bets.draft.removed",
    "bets.late_exception.asked", "bets.late_exception.granted", "bets.external.set", "bets.external.removed",
}  # fmt: skip
# Of a blocker, what somebody reads who never reads the room: no word that was said.
UNSPOKEN = {
    "eteam.blocker.raised", "eteam.blocker.handed_over", "eteam.blocker.confirmed", "eteam.blocker.breached",
    "eteam.report.published",
}  # fmt: skip
OF_THE_BOARD = {"org.board.opened", "org.team.created", "org.team.edited", "org.calendar.changed"}
OF_DRAFTS = {
    "bets.bet.drafted", "bets.intent.shown", "bets.intent.hidden",
    "bets.late_exception.asked", "bets.late_exception.granted",
}  # fmt: skip
OF_TEXTS = {
    "bets.bet.edited", "bets.writers.named", "bets.confidentiality.set", "bets.ties.changed", "bets.demand.changed",
    "bets.comment.posted", "bets.comment.edited", "bets.comment.removed", "bets.prototype.added",
    "bets.prototype.removed", "bets.shrink.asked", "bets.shrink.agreed", "bets.shrink.refused",
    "bets.shrink.taken_back",
}  # fmt: skip
OF_LEADERS = {"bets.question.answered", "bets.question.settled"}
OF_TOOLS = {kind for kind in SEEN if kind.startswith("bets.roadmap")}
OF_ROUNDS = {kind for kind in SEEN if kind.startswith(("bets.round.", "bets.private_order."))}


def kinds(of: type[Payload] = Payload) -> Iterator[type[Payload]]:
    for payload in of.__subclasses__():
        if payload.__module__.split(".")[0] in ("api", "bets", "eteam", "journal", "org") and "kind" in vars(payload):
            yield payload
        yield from kinds(payload)


KINDS = {payload.kind for payload in kinds()}


def test_of_every_kind_it_is_said_who_may_see_it() -> None:
    assert set(SEEN) == KINDS
    assert {payload.kind for payload in ACTS} <= KINDS


def test_a_payload_that_can_hold_an_order_is_none_of_the_harmless_ones() -> None:
    tells = {"order", "start", "to", "pair", "keeps", "undoes", "restores", "bound"}
    holds = {payload.kind for payload in kinds() if tells & {field.name for field in fields(payload)}}
    assert "bets.ranking.changed" in holds
    assert not holds & HARMLESS


# --- numbers


def test_what_happens_is_read_on_from_a_number(cast: Cast) -> None:
    ines = machine_of(cast.ines)
    for rank in (1, 2, 3):
        ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=ToRank(rank), by=cast.ines, now=NOW, reason="value")
    first = ines.get(f"{PAGE}?limit=2").json()
    assert [event["number"] for event in first["results"]] == [1, 2]
    assert first["previous"] is None
    rest = ines.get(first["next"].removeprefix("http://testserver")).json()
    assert ([event["number"] for event in rest["results"]], rest["next"]) == ([3, 4], None)
    assert ines.get(rest["previous"].removeprefix("http://testserver")).json()["results"] == first["results"]
    assert ines.get(f"{PAGE}?after=4").json()["results"] == []
    assert rest["results"][0] == {
        "number": 3,
        "kind": "bets.ranking.changed",
        "at": "2026-11-24T12:00:00Z",
        "topic": cast.cycle.topic,
        "revision": 2,
        "actor": {"id": cast.ines.pk, "name": "Ines"},
        "subject": {"id": cast.d.pk, "name": "Delta"},
        "data": Event.objects.get(number=3).data,
    }


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=", "after=1.0", f"after={2**63}", "limit=0"])
def test_a_number_that_is_none_is_refused(cast: Cast, query: str) -> None:
    answer = machine_of(cast.ines).get(f"{PAGE}?{query}")
    name = query.split("=")[0]
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{name}")


def test_a_viewer_reads_no_journal(cast: Cast) -> None:
    assert machine_of(cast.willy).get(PAGE).json()["code"] == "forbidden"
    assert machine_of(cast.ines, "rank:write").get(PAGE).json()["code"] == "insufficient_scope"


# --- who sees what


@dataclass
class Planted:
    """An event for every kind, each with a word that says what it tells. `number`: of the last."""

    cast: Cast
    draft: Bet
    secret: Bet
    number: int = 0

    def plant(self, kind: str, subject: int, topic: str, name: str = "Something", **data: Any) -> None:
        self.number += 1
        EventFactory(
            board_id=self.cast.board.pk, number=self.number, kind=kind, topic=topic, subject_id=subject,
            subject_name=name, actor_id=self.cast.vera.pk, data=data,
        )  # fmt: skip

    def plant_of_cycle(self, kind: str) -> None:
        topic, bet = self.cast.cycle.topic, self.cast.a.pk
        if kind == "bets.draft.removed":
            self.plant(kind, 2**40, topic, "hushgone")
            return
        if SEEN[kind].about is not None:
            self.plant(kind, self.draft.pk, topic, "hushdraft")
        if kind in OF_DRAFTS:
            return
        tells = {} if kind in HARMLESS else {"reason": order_word(kind)}
        self.plant(kind, bet, topic, **tells)
        self.plant(kind, self.secret.pk, topic, **({"reason": "hushconfidential"} if kind in OF_TEXTS else tells))

    def plant_beside(self, kind: str) -> None:
        board = self.cast.board
        if kind.startswith("eteam."):
            self.plant(kind, 1, f"room:{board.pk}", reason="Said." if kind in UNSPOKEN else "hushdiscussion")
            return
        word = "Said." if kind in OF_THE_BOARD else "hushtoken" if kind.startswith("api.") else "hushpeople"
        word = "hushtool" if kind in OF_TOOLS else word
        self.plant(kind, 1, board.topic, reason=word)


@pytest.fixture
def planted(cast: Cast) -> Planted:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="hushdraft now")
    secret = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Echo", confidential_until=date(2099, 1, 1))
    made, topic = Planted(cast, draft, secret), cast.cycle.topic
    # Alpha was a draft with another title; then it was submitted, as the others were.
    for kind in ("bets.bet.drafted", "bets.bet.edited", "bets.demand.changed", "bets.comment.posted",
                 "bets.owner.named", "bets.must_do.flagged", "bets.ties.changed", "bets.writers.named"):  # fmt: skip
        made.plant(kind, cast.a.pk, topic, "hushdraft before")
    made.plant("bets.bet.submitted", cast.a.pk, topic, "Alpha")
    for kind in sorted(KINDS):
        if kind.startswith("bets.") and kind not in OF_TOOLS:
            made.plant_of_cycle(kind)
        else:
            made.plant_beside(kind)
    made.plant("bets.demand.changed", cast.a.pk, topic, enters=["hushorder"], leaves=[])
    made.plant("bets.future.happened", cast.a.pk, topic, reason="hushunknown")
    CounterFactory(board_id=cast.board.pk, number=made.number)
    return made


def order_word(kind: str) -> str:
    if kind in OF_LEADERS:
        return "hushleaders"
    if kind.startswith(("bets.waiver.", "bets.capacity.proposed", "bets.capacity.refused")) or kind in OF_ROUNDS:
        return "hushsteered"
    return "hushorder"


WORDS = ("hushorder", "hushleaders", "hushsteered", "hushdraft", "hushgone", "hushconfidential", "hushdiscussion",
         "hushtoken", "hushtool", "hushpeople", "hushunknown")  # fmt: skip


def may_read(word: str, member: Membership, cast: Cast, published: bool, live: bool) -> bool:
    """Said anew, by the rules of the house and not by the code."""
    roles = set(member.roles)
    if word == "hushorder":
        return bool(roles & {"leader", "steward"}) or published or ("vp" in roles and live)
    if word in ("hushdraft", "hushgone"):
        # A leader learns the title of a draft whose owner asks them to let it in: planted with that too.
        return member == cast.vera or (word == "hushdraft" and "leader" in roles)
    return {
        "hushleaders": "leader" in roles,
        "hushsteered": bool(roles & {"leader", "steward"}) or member == cast.vera,
        "hushconfidential": "leader" in roles or member == cast.vera,
        "hushdiscussion": bool(roles & {"leader", "vp", "steward"}),
        "hushtoken": "admin" in roles,
        "hushtool": bool(roles & {"leader", "vp", "steward", "admin"}),
        "hushpeople": "integration" not in roles,
        "hushunknown": False,
    }[word]


@pytest.mark.parametrize("visibility", ["live_to_vps", "leaders_only"])
@pytest.mark.parametrize("state", ["pitching", "ranking", "locked", "closed"])
def test_the_hunt_finds_nothing_that_its_reader_may_not_know(planted: Planted, state: str, visibility: str) -> None:
    cast = planted.cast
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state, visibility=visibility)
    sums = [make_member(cast.board, "Lena", ["leader", "vp"]), make_member(cast.board, "Alma", ["admin", "vp"])]
    members = [cast.vera, cast.victor, cast.ines, cast.stina, cast.ada, *sums]
    asking = [(machine_of(member), member) for member in members]
    roadmap = Membership(pk=0, board=cast.board, roles=["integration"])
    asking.append((Machine(integration(cast.board).text), roadmap))
    for machine, member in asking:
        body = machine.get(f"{PAGE}?limit=500").json()
        results = [event for event in body["results"] if event["number"] <= planted.number]
        assert [event["number"] for event in results] == list(range(1, planted.number + 1)), "a gap"
        assert all(set(event) == {"number", "hidden"} for event in results if "hidden" in event)
        published, live = state in ("locked", "closed"), visibility == "live_to_vps"
        text = str(results)
        told = {word for word in WORDS if word in text}
        allowed = {word for word in WORDS if may_read(word, member, cast, published, live)}
        assert told == allowed, f"{member.roles}, {state}, {visibility}"


def test_a_leader_learns_of_a_draft_by_its_owners_asking_alone(planted: Planted) -> None:
    results = machine_of(planted.cast.ines).get(f"{PAGE}?limit=500").json()["results"]
    told = {event["kind"] for event in results if "hushdraft" in str(event)}
    assert told == {"bets.late_exception.asked", "bets.late_exception.granted"}


def test_what_is_published_is_hidden_again_once_the_plan_is_unlocked(planted: Planted) -> None:
    roadmap = Machine(integration(planted.cast.board).text)
    cycles = Cycle.objects.filter(pk=planted.cast.cycle.pk)
    cycles.update(state="locked")
    assert "hushorder" in str(roadmap.get(f"{PAGE}?limit=500").json())
    cycles.update(state="ranking")
    assert "hushorder" not in str(roadmap.get(f"{PAGE}?limit=500").json())


def test_an_order_that_is_not_published_is_a_number_and_no_revision(cast: Cast) -> None:
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=ToRank(1), by=cast.ines, now=NOW)
    for machine in (machine_of(cast.ada), Machine(integration(cast.board).text)):
        assert machine.get(PAGE).json()["results"][0] == {"number": 1, "hidden": True}


def test_however_many_events_it_takes_the_same_statements(
    planted: Planted, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ines = machine_of(planted.cast.ines)
    ines.get(PAGE)
    for limit in (5, 500):
        with django_assert_num_queries(8):
            ines.get(f"{PAGE}?limit={limit}")

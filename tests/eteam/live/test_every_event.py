"""A page of the room that stayed open shows after an event what it would show after a reload, whatever happened."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape

import pytest
import time_machine

from bets.actions.leaving import withdraw
from eteam.actions.attending import enter, leave
from eteam.actions.deciding import finish
from eteam.actions.huddles import call
from eteam.actions.matters import Asked, raise_matter
from eteam.actions.outcomes import Where, confirm, refuse_outcome, type_outcome
from eteam.actions.reports import ThreeLines, report_domain
from eteam.actions.sessions import close_session, open_session
from eteam.actions.steering import give_floor
from eteam.events import outcome as of_items
from eteam.events import session as of_sessions
from eteam.models import Outcome
from eteam.views import running
from journal.kinds import Payload
from journal.models import Event
from org.models import Membership
from tests.bets.the_board import signed_in
from tests.eteam.live.the_room import TheRoom, at
from tests.locked import locked_plan

Act = Callable[[], object]
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
PART = re.compile(
    r'<(?:div|main) id="(?:room|wall)" data-fragment="([^"]*)" data-etag="([^"]*)" data-live="([^"]*)"[^>]*>'
)
END = {"room": '</div>\n<div id="kept"', "wall": "</main>"}


def opened(stage: TheRoom) -> Act:
    return lambda: open_session(session=stage.session, by=stage.cast.otto, now=at(5))


def closed(stage: TheRoom) -> Act:
    return lambda: close_session(session=stage.session, by=stage.cast.otto, now=at(5), unheard_reason="The fire alarm.")


def entered(stage: TheRoom) -> Act:
    return lambda: enter(session=stage.session, by=stage.cast.otto, now=at(5))


def left(stage: TheRoom) -> Act:
    enter(session=stage.session, by=stage.cast.otto, now=at(4))
    return lambda: leave(session=stage.session, by=stage.cast.otto, now=at(5))


def floor_given(stage: TheRoom) -> Act:
    item = f"blocker:{stage.blocker('Fan', at(170)).pk}"
    return lambda: give_floor(session=stage.session, item=item, by=stage.cast.stina, now=at(5))


def reported(stage: TheRoom) -> Act:
    lines = ThreeLines(False, "The oven is late.")
    return lambda: report_domain(session=stage.session, lines=lines, by=stage.cast.vera, now=at(5))


def recorded(stage: TheRoom) -> Act:
    return lambda: stage.end(stage.blocker("Oven", at(90)), stage.decided())


def typed(stage: TheRoom) -> Outcome:
    where, blocker = Where(session=stage.session), stage.blocker("Oven", at(90))
    cast = stage.cast
    return type_outcome(of=blocker, verdict=stage.decided(), where=where, waits_for=cast.ines, by=cast.stina, now=at(4))


def confirmed(stage: TheRoom) -> Act:
    outcome = typed(stage)
    return lambda: confirm(outcome=outcome, by=stage.cast.ines, now=at(5))


def refused(stage: TheRoom) -> Act:
    outcome = typed(stage)
    return lambda: refuse_outcome(outcome=outcome, by=stage.cast.ines, now=at(5))


def done(stage: TheRoom) -> Act:
    outcome = stage.end(stage.blocker("Oven", at(90)), stage.decided(), now=at(4))
    return lambda: finish(outcome=outcome, by=stage.cast.victor, now=at(5))


def raised(stage: TheRoom) -> Act:
    asked = Asked("plan", "What now?")
    return lambda: raise_matter(board=stage.cast.board, asked=asked, by=stage.cast.vera, now=at(5))


def called(stage: TheRoom) -> Act:
    blocker = stage.blocker("Oven", at(2))
    return lambda: call(blocker=blocker, by=stage.cast.vera, now=at(5))


ACTS: dict[type[Payload], Callable[[TheRoom], Act]] = {
    of_sessions.SessionOpened: opened,
    of_sessions.SessionClosed: closed,
    of_sessions.SessionEntered: entered,
    of_sessions.SessionLeft: left,
    of_sessions.FloorGiven: floor_given,
    of_sessions.DomainReported: reported,
    of_items.OutcomeRecorded: recorded,
    of_items.OutcomeConfirmed: confirmed,
    of_items.OutcomeRefused: refused,
    of_items.DecisionDone: done,
    of_items.MatterRaised: raised,
    of_items.HuddleCalled: called,
}


def kinds() -> Iterator[type[Payload]]:
    """All that can happen to a session and its items."""
    for module in (of_sessions, of_items):
        yield from (each for each in vars(module).values() if isinstance(each, type) and "kind" in vars(each))


class OpenPage:
    """What the script does: the page once, then its part, whenever the stream tells of the room."""

    def __init__(self, member: Membership, path: str, now: datetime) -> None:
        self.client, self.path, self.now = signed_in(member), path, now
        html = self.load()
        tag = PART.search(html)
        assert tag
        self.fragment, self.etag, live = (unescape(each) for each in tag.groups())
        self.after = int(live.rpartition("=")[2])
        self.topics = re.findall(r"topic=([^&]*)", live)
        self.live = part(html)

    def load(self) -> str:
        with time_machine.travel(self.now, tick=False):
            return TOKEN.sub(r"\1", self.client.get(self.path).content.decode())

    def hear(self) -> None:
        if not Event.objects.filter(topic__in=self.topics, number__gt=self.after).exists():
            return
        with time_machine.travel(self.now, tick=False):
            answer = self.client.get(self.fragment, headers={"If-None-Match": self.etag})
        assert answer.status_code != 304, "something happened, and the page is told that nothing changed"
        self.live = TOKEN.sub(r"\1", answer.content.decode()).strip()


def part(html: str) -> str:
    """What is fetched anew; empty for a page without such a part."""
    tag = PART.search(html)
    if tag is None:
        return ""
    rest = html[tag.end() :]
    return next(rest.partition(end)[0] for end in END.values() if end in rest).strip()


def test_every_kind_of_event_has_an_act() -> None:
    assert set(kinds()) == set(ACTS)


@pytest.mark.parametrize("payload", list(ACTS), ids=lambda value: value.__name__)
def test_the_page_after_an_event_is_the_page_after_a_reload(stage: TheRoom, payload: type[Payload]) -> None:
    first = stage.blocker("Key", at(60))
    stage.matter()
    if payload is not of_sessions.SessionOpened:
        session = stage.opened()
        session.focus, session.focus_since = f"blocker:{first.pk}", at(1)
        session.save()
    act = ACTS[payload](stage)
    paths = (f"/sessions/{stage.session.pk}/", f"/sessions/{stage.session.pk}/projector/")
    pages = [OpenPage(member, path, at(6)) for member in (stage.cast.ines, stage.cast.vera) for path in paths]
    act()
    assert Event.objects.latest("number").kind == payload.kind
    for each in pages:
        each.hear()
        now = part(each.load())
        if now:
            assert each.live == now
        else:
            assert "is closed" in each.live


def test_a_tag_that_knows_nothing_of_the_event_is_found(stage: TheRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: such a page would go on showing what was."""
    monkeypatch.setattr(running, "etag", lambda number, member, what, now: f'"{what}"')
    stage.opened()
    open_page = OpenPage(stage.cast.ines, f"/sessions/{stage.session.pk}/", at(6))
    recorded(stage)()
    with pytest.raises(AssertionError, match="is told that nothing changed"):
        open_page.hear()


def test_a_bet_that_is_withdrawn_from_the_plan_reaches_a_room_that_is_open(stage: TheRoom) -> None:
    """Its event is the cycle's, and what becomes of its weeks is a question of the room."""
    locked_plan(stage.cast)
    stage.opened()
    path = f"/sessions/{stage.session.pk}/"
    open_page = OpenPage(stage.cast.vera, path, at(6))
    assert open_page.topics == [stage.room.topic, stage.cast.cycle.topic]
    withdraw(bet=stage.cast.a, by=stage.cast.vera, now=at(6), reason="The market is gone.")
    open_page.hear()
    assert "What is to be done with 1.0 of Data?" in open_page.live
    assert open_page.live == part(open_page.load())

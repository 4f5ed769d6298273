"""A page that stayed open shows after an event what it would show after a reload, whatever the event is."""

import re
from collections.abc import Iterable
from html import unescape
from types import ModuleType

import pytest

from bets import events
from bets.board.recent import Recent
from bets.models import Cycle
from bets.views import boards, questions, rounds, sessions
from journal.kinds import Payload
from journal.models import Event
from org.models import Membership
from tests.authz.acts import base
from tests.authz.attempts import ATTEMPTS, Ready
from tests.authz.test_actions import bring
from tests.bets.every_event import ACTS, STATES, kinds
from tests.bets.open_parts import OpenPart, hold_session, open_parts
from tests.bets.the_board import fragment, page
from tests.cast import Cast, make_member

CASES = [(payload, ready) for payload in kinds() for ready in ACTS.get(payload, ())]
LIVE = re.compile(r'<div id="live".*\n</div>(?=\s+</div>\s+<dialog id="ask")', re.DOTALL)


class OpenPage:
    """What the script does: the page once, then its part, whenever the stream tells of the topic."""

    def __init__(self, member: Membership, cycle: Cycle) -> None:
        self.member, self.cycle = member, cycle
        html = page(member, cycle)
        self.live = live(html)
        self.etag = found(r'data-etag="([^"]*)"', html)
        self.after = int(found(r"topic=cycle:\d+(?:&amp;topic=[\w:]+)*&amp;after=(\d+)", html))

    def hear(self) -> None:
        if not Event.objects.filter(
            board_id=self.cycle.board_id, topic=self.cycle.topic, number__gt=self.after
        ).exists():
            return
        answer = fragment(self.member, self.cycle, **{"If-None-Match": unescape(self.etag)})
        assert answer.status_code != 304, "something happened, and the page is told that nothing changed"
        gone = answer.status_code in (403, 404)  # the script loads the page anew then
        self.live = live(page(self.member, self.cycle)) if gone else answer.content.decode().strip()


def found(pattern: str, html: str) -> str:
    match = re.search(pattern, html)
    assert match, pattern
    return match[1]


def live(html: str) -> str:
    """The part of the page that is fetched anew; empty for a phase in which there is none."""
    match = LIVE.search(html)
    return match[0] if match else ""


def hear(open_ones: Iterable[OpenPage | OpenPart]) -> None:
    for each in open_ones:
        each.hear()


def state(ready: Ready) -> str:
    return next((attempt.state for attempt in ATTEMPTS if attempt.ready is ready), STATES.get(ready, "ranking"))


def test_every_kind_of_event_has_an_act() -> None:
    assert set(kinds()) == set(ACTS)


@pytest.mark.parametrize(("payload", "ready"), CASES, ids=lambda value: value.__name__)
def test_the_page_after_an_event_is_the_page_after_a_reload(cast: Cast, payload: type[Payload], ready: Ready) -> None:
    by = make_member(cast.board, "Zoe", ("leader", "vp", "steward", "admin"))
    bring(cast, state(ready))
    act = ready(cast, by, by)
    if cast.cycle.state == "ranking" and payload is not events.SessionOpened:
        hold_session(cast)
    parts = open_parts(cast) if ready is ACTS[payload][0] else []  # one act of a kind will do: pages take their time
    open_pages = [OpenPage(member, cast.cycle) for member in (cast.ines, cast.vera)]
    assert all(each.live for each in open_pages)
    act()
    assert Event.objects.filter(board_id=cast.board.pk).latest("number").kind == payload.kind
    hear((*open_pages, *parts))
    boards._fragments = Recent(16)  # a reload that finds what was rendered for the open page would prove nothing
    for each in open_pages:
        assert each.live == live(page(each.member, each.cycle))
    for part in parts:
        part.check()


def test_in_ranking_every_live_page_has_its_part(cast: Cast) -> None:
    """Else nothing would be compared above."""
    hold_session(cast)
    assert len(open_parts(cast)) == 5


@pytest.mark.parametrize("views", [questions, rounds, sessions], ids=lambda views: views.__name__)
def test_a_tag_that_knows_nothing_of_the_event_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, views: ModuleType
) -> None:
    """The negative control: such a page would go on showing what was."""
    monkeypatch.setattr(views, "etag", lambda cycle, member, what: f'"{what}"')
    hold_session(cast)
    parts = open_parts(cast)
    base.move(cast, cast.otto, cast.vera)()
    with pytest.raises(AssertionError, match="is told that nothing changed"):
        hear(parts)

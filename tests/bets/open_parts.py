"""Live pages besides the board: opened once, then their part is fetched whenever the stream tells of the topic."""

import re
from html import unescape

from bets.models import RankingSession
from journal.models import Event
from org.models import Membership
from tests.bets.asking.the_room import pair
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.factories import RankingSessionFactory

CONTAINER = re.compile(r'<(?:div|main) id="[\w-]+"[^>]* data-fragment="([^"]*)"[^>]*>')
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
END = re.compile(r"\s*</(?:div|main)>")


class OpenPart:
    """One page of `member` and its part. `is_live`: the page is there, and has a part."""

    def __init__(self, cast: Cast, member: Membership, page: str) -> None:
        self.client, self.cycle = signed_in(member), cast.cycle
        self.page = f"/cycles/{cast.cycle.pk}/{page}"
        self.status, self.opened = self._load()
        self.is_live = bool(self.opened)
        self.kept = ""

    def hear(self) -> None:
        """As keep.js does: nothing without an event; what there is to show, or the page anew where it is refused."""
        tag = CONTAINER.search(self.opened)
        assert tag
        after = _attribute("live", tag[0]).rpartition("=")[2]
        if not Event.objects.filter(board_id=self.cycle.board_id, topic=self.cycle.topic, number__gt=after).exists():
            return
        answer = self.client.get(unescape(tag[1]), headers={"If-None-Match": _attribute("etag", tag[0])})
        assert answer.status_code != 304, f"something happened, and {self.page} is told that nothing changed"
        self.status, self.kept = answer.status_code, _text(answer.content)

    def check(self) -> None:
        """It shows what a reload shows."""
        status, now = self._load()
        assert status == self.status, self.page
        if not self.kept:
            assert _without_tag(now) == _without_tag(self.opened), self.page
        elif status == 200 and now:
            rest = _without_tag(now)
            assert rest.startswith(self.kept), self.page
            assert END.match(rest, len(self.kept)), self.page
        elif status == 200:
            assert "The session is closed" in self.kept, "the page has no part now, and nothing says so"

    def _load(self) -> tuple[int, str]:
        """The status, and the page from its part on; empty if it has none."""
        answer = self.client.get(self.page)
        html = _text(answer.content)
        found = CONTAINER.search(html)
        return answer.status_code, html[found.start() :].partition("<footer")[0] if found else ""


def hold_session(cast: Cast) -> None:
    """So that the pages of a session are there, whatever else is tried."""
    if not RankingSession.objects.filter(cycle=cast.cycle, closed_at=None).exists():
        RankingSessionFactory(cycle=cast.cycle, opened_by=cast.otto, running=cast.ids("CB"), turn=0)


def open_parts(cast: Cast) -> list[OpenPart]:
    """All that a leader has, of those that have one."""
    first, second = pair(cast, "BC")
    pages = ("session/", "session/projector/", "round/", "questions/", f"questions/{first}/{second}/")
    return [found for page in pages if (found := OpenPart(cast, cast.ines, page)).is_live]


def _attribute(name: str, tag: str) -> str:
    match = re.search(rf' data-{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def _text(content: bytes) -> str:
    return TOKEN.sub(r"\1", content.decode()).strip()


def _without_tag(html: str) -> str:
    return CONTAINER.sub("", html, count=1).lstrip()

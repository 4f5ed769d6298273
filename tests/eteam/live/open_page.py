"""A page that listens, as its script keeps it: the page once, then its part whenever the stream tells of its topics."""

import re
from datetime import datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import time_machine

from journal.models import Event
from org.models import Membership
from tests.bets.the_board import signed_in

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
TAG = re.compile(r"<[^<>]* data-fragment=[^<>]*>")
ATTRIBUTE = re.compile(r'data-(fragment|etag|live)="([^"]*)"')


class OpenPage:
    def __init__(self, member: Membership, path: str, now: datetime) -> None:
        self.client, self.path, self.now = signed_in(member), path, now
        tag = TAG.search(self.load())
        assert tag, f"{path} has no part that changes"
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[0])}
        self.fragment, self.etag = said["fragment"], said["etag"]
        query = parse_qs(urlsplit(said["live"]).query)
        self.topics, self.after = query["topic"], int(query["after"][0])
        self.shown = self.fetched()
        assert self.shown in self.load()

    def load(self) -> str:
        return self._get(self.path)[1]

    def fetched(self, etag: str = "") -> str:
        status, text = self._get(self.fragment, **({"If-None-Match": etag} if etag else {}))
        assert status != 304, "something happened, and the page is told that nothing changed"
        return text

    def hear(self) -> None:
        """What the stream tells by now."""
        if Event.objects.filter(topic__in=self.topics, number__gt=self.after).exists():
            self.shown = self.fetched(self.etag)

    def listens(self) -> bool:
        """Whether the page would still do so after a reload; what is over does not."""
        return TAG.search(self.load()) is not None

    def is_as_after_a_reload(self) -> bool:
        """The part is written the same way in the page; blanks do not count."""
        return self.shown in self.load()

    def _get(self, path: str, **headers: str) -> tuple[int, str]:
        with time_machine.travel(self.now, tick=False):
            answer = self.client.get(path, headers=headers)
        return answer.status_code, " ".join(TOKEN.sub(r"\1", answer.content.decode()).split())

"""What of the board is asked for. Every part of it stands in the address, so that it can be passed on."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from bets.allocation import Policy

SHOWS = ("funded", "waiting", "mine")

_SLUG = re.compile(r"\A[-a-zA-Z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class View:
    """`team` is a slug, `owner` a membership; `me` is the membership that `mine` refers to, and else 0.

    A filter leaves gaps and never renumbers. `policy` only compares; `revision` looks back.
    """

    show: str = ""
    team: str = ""
    owner: int = 0
    policy: str = ""
    revision: int | None = None
    me: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str], me: int) -> "View":
        """From an address. Raises Http404 for values that mean nothing."""
        show, policy, team = query.get("show", ""), query.get("policy", ""), query.get("team", "")
        if show not in ("", *SHOWS) or policy not in ("", *Policy) or not _SLUG.match(team):
            raise Http404("No such view of the board.")
        return cls(
            show=show,
            team=team,
            owner=_number(query.get("owner")) or 0,
            policy=policy,
            revision=_number(query.get("revision")),
            me=me if show == "mine" else 0,
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.show or self.team or self.owner)

    def admits(self, *, owner: int, is_funded: bool | None, teams: Collection[str]) -> bool:
        """Whether the filter shows such a bet; `is_funded` None: one of the tray."""
        return (
            (self.show not in ("funded", "waiting") or is_funded == (self.show == "funded"))
            and (self.show != "mine" or owner == self.me)
            and (not self.team or self.team in teams)
            and (not self.owner or owner == self.owner)
        )

    @property
    def query(self) -> str:
        """The address's query, without its question mark; canonical. Revision 0 is one, and owner 0 is none."""
        parts = asdict(self) | {"owner": self.owner or None, "me": None}
        return urlencode({name: value for name, value in parts.items() if value not in ("", None)})

    @property
    def key(self) -> str:
        """Tells this view from another, whoever asks."""
        return f"{self.query}.{self.me}"

    def but(self, **parts: Any) -> str:
        """The query of the same view with other parts, as a link: "?show=funded"."""
        return f"?{replace(self, **parts).query}"


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise Http404("No such view of the board.")
    return int(text)

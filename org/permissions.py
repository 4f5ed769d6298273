"""Who may do what: one line an action, for the five kinds of members, and for a board's integrations. Pure.

A verdict is `OK`, `OWN` (on one's own), `PUBLISHED` (once the cycle is locked) or `VISIBLE` (while the cycle shows
its live order to VPs); nothing means no. `states` are the initials of the cycle's states in which it can be done.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    OWN = "own"
    PUBLISHED = "published"
    VISIBLE = "visible"


OK, OWN, PUBLISHED, VISIBLE = Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    states: str = "PRLC"
    viewer: Verdict | None = None
    vp: Verdict | None = None
    leader: Verdict | None = None
    steward: Verdict | None = None
    admin: Verdict | None = None
    integration: Verdict | None = None

    def verdicts(self, roles: Collection[str]) -> set[Verdict]:
        """All that the roles allow, added up; a member without any role is a viewer."""
        found = (getattr(self, role) for role in roles or ("viewer",))
        return {verdict for verdict in found if verdict is not None}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a verdict may depend on."""

    own: bool = False
    published: bool = False
    visible: bool = False

    def allow(self, verdicts: Collection[Verdict]) -> bool:
        conditions = {OK: True, OWN: self.own, PUBLISHED: self.published, VISIBLE: self.visible}
        return any(conditions[verdict] for verdict in verdicts)


EVERYONE: Mapping[str, Verdict] = {"viewer": OK, "vp": OK, "leader": OK, "steward": OK, "admin": OK}

RULES: Mapping[str, Rule] = {
    "board.view": Rule(**EVERYONE, integration=OK),
    "people.view": Rule(**EVERYONE),
    "member.manage": Rule(steward=OK, admin=OK),
    "member.grant_leader": Rule(leader=OK),
    "member.propose_leader": Rule(admin=OK),
    "member.grant_admin": Rule(admin=OK),
    "member.except_direct_report": Rule(leader=OK),
    "member.appoint_acting_vp": Rule(leader=OK),
    "calendar.edit": Rule(steward=OK, admin=OK),
    "inbox.own": Rule(**EVERYONE),
    "team.manage": Rule(steward=OK, admin=OK),
    "token.own": Rule(**EVERYONE),
    "token.integration": Rule(admin=OK),
    "webhook.configure": Rule(admin=OK),
    "webhook.deliveries_replay": Rule(admin=OK),
    "webhook.live_order": Rule(leader=OK),
    "roadmap.follow": Rule(vp=OK, leader=OK, steward=OK, admin=OK),
    "roadmap.connect": Rule(admin=OK),
    "audit.read": Rule(vp=OK, leader=OK, steward=OK, admin=OK, integration=OK),
}

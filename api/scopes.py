"""What a token may be used for: nothing that its holder could not do, and of that only its scopes. Pure."""

from collections.abc import Collection, Iterable
from enum import StrEnum


class Scope(StrEnum):
    READ = "read"
    REPORTS_READ = "reports:read"
    BETS_WRITE = "bets:write"
    RANK_WRITE = "rank:write"
    ETEAM_WRITE = "eteam:write"
    IMPORT = "import"
    SYNC = "sync"
    WEBHOOKS = "webhooks"

    @property
    def says(self) -> str:
        """What it allows, for the page on which a token is made."""
        return _SAYS[self]


_SAYS = {
    Scope.READ: "Read boards, cycles, bets, the order, sessions and blockers, as far as its holder may.",
    Scope.REPORTS_READ: "Read the weekly blocker reports.",
    Scope.BETS_WRITE: "Write and submit one's own bets, and answer what is asked of one's teams; run cycles.",
    Scope.RANK_WRITE: "Rank as its holder: move, undo, adopt an order, answer questions.",
    Scope.ETEAM_WRITE: "Raise and flag blockers, and enter outcomes, as its holder.",
    Scope.IMPORT: "Import bets as drafts for their owners, or one's own, by the keys of another tool.",
    Scope.SYNC: "Write external references and progress of funded bets.",
    Scope.WEBHOOKS: "Configure webhooks, read what was delivered, and send it again.",
}

OF_INTEGRATIONS = (Scope.READ, Scope.REPORTS_READ, Scope.IMPORT, Scope.SYNC)
"""An integration is nobody: what is done as a person is not in its reach."""


def unheard_of(scopes: Iterable[str], among: Collection[str] = tuple(Scope)) -> list[str]:
    """Those that a token of this kind cannot have."""
    return sorted(set(scopes) - {str(scope) for scope in among})


_ACTIONS: dict[Scope, frozenset[str]] = {
    Scope.READ: frozenset((
        "board.view", "people.view", "audit.read", "inbox.own", "roadmap.follow",
        "bet.list", "bet.read_pitch", "bet.read_intent", "attachment.download", "rank.read", "allocation.read",
        "allocation.preview", "capacity.read", "export", "private_order.read", "round.follow", "session.attend",
        "eteam.read_room", "eteam.deliveries", "blocker.read",
    )),
    Scope.REPORTS_READ: frozenset(("report.weekly",)),
    Scope.RANK_WRITE: frozenset((
        "rank.move", "rank.answer_question", "private_order.write", "round.open_close_reveal",
        "session.presenter_freeze_clock",
    )),
    Scope.BETS_WRITE: frozenset((
        "bet.create_own_draft", "bet.edit", "bet.submit", "bet.withdraw", "bet.share", "bet.remove_draft",
        "bet.late_exception", "bet.decline", "bet.flag_must_do", "bet.reassign_owner", "bet.edit_open_fields",
        "bet.comment", "comment.edit", "bet.tie", "attachment.upload",
        "demand.set", "demand.confirm_or_dispute", "demand.settle", "demand.shrink", "capacity.set", "capacity.accept",
        "cycle.create_edit", "cycle.set_policy", "cycle.open_ranking", "cycle.waive", "cycle.lock", "cycle.unlock",
        "cycle.close",
    )),
    Scope.ETEAM_WRITE: frozenset((
        "eteam.room.edit", "eteam.session.schedule_move_cancel", "eteam.session.open_close", "eteam.attend_self",
        "eteam.outcome", "eteam.type_outcome", "eteam.confirm_outcome", "eteam.decision_done", "eteam.domain_report",
        "eteam.raise_matter", "eteam.huddle",
        "blocker.flag", "blocker.decide_flag", "blocker.raise", "blocker.remark", "blocker.confirm_unblocked",
        "blocker.reopen", "blocker.withdraw", "blocker.pause", "blocker.accept_breach", "blocker.recount",
    )),
    Scope.IMPORT: frozenset(("import.drafts", "bet.bring")),
    Scope.SYNC: frozenset(("roadmap.sync_status", "roadmap.run")),
    Scope.WEBHOOKS: frozenset(("webhook.configure", "webhook.deliveries_replay")),
}  # fmt: skip

NEVER = frozenset((
    "member.manage", "member.grant_leader", "member.propose_leader", "member.grant_admin",
    "member.except_direct_report", "member.appoint_acting_vp", "calendar.edit", "team.manage",
    "token.own", "token.integration", "ical.own_feed", "webhook.live_order", "roadmap.connect",
))  # fmt: skip
"""What people do on a page and nowhere else: who is who, by which hours, tokens themselves, and who outside sees the
order before it is published.
"""


def actions_of(scopes: Iterable[str]) -> frozenset[str]:
    """The names of the rules that these scopes cover together."""
    return frozenset().union(*(_ACTIONS[Scope(scope)] for scope in scopes))

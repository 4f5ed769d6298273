"""Who may do what with cycles, bets and their order. Pure; see `org.permissions` for how to read it."""

from collections.abc import Mapping

from org.permissions import OK, OWN, PUBLISHED, VISIBLE, Rule
from org.permissions import RULES as ORG

_READERS = {"vp": OK, "leader": OK, "steward": OK, "admin": OK}
_ONCE_LOCKED = {"viewer": PUBLISHED, "admin": PUBLISHED, "integration": PUBLISHED}

RULES: Mapping[str, Rule] = {
    # --- reading
    "board.view": ORG["board.view"],  # a board, and each of its cycles
    "bet.list": Rule(viewer=PUBLISHED, **_READERS, integration=OK),
    "bet.read_pitch": Rule(viewer=PUBLISHED, **_READERS, integration=OK),
    "rank.read": Rule(vp=VISIBLE, leader=OK, steward=OK, **_ONCE_LOCKED),
    "allocation.read": Rule(vp=VISIBLE, leader=OK, steward=OK, **_ONCE_LOCKED),
    "allocation.preview": Rule(states="R", vp=VISIBLE, leader=OK, steward=OK),
    "capacity.read": Rule(viewer=PUBLISHED, **_READERS),
    "attachment.download": Rule(viewer=PUBLISHED, vp=OK, leader=OK, steward=OK),
    "bet.read_intent": Rule(states="P", vp=OK, leader=OK, steward=OK),
    "export": Rule(vp=PUBLISHED, leader=OK, steward=OK, **_ONCE_LOCKED),
    # --- pitching
    "bet.create_own_draft": Rule(states="P", vp=OK),
    "bet.edit": Rule(states="PR", vp=OWN),
    "bet.submit": Rule(states="PR", vp=OWN),
    "bet.withdraw": Rule(states="PRL", vp=OWN),
    "bet.share": Rule(states="PRL", vp=OWN),  # who writes it too, who sees its intent, who reads it
    "bet.remove_draft": Rule(states="PR", vp=OWN),
    "bet.late_exception": Rule(states="R", leader=OK),
    "bet.decline": Rule(states="R", leader=OK),
    "bet.flag_must_do": Rule(states="PR", leader=OK),
    "bet.reassign_owner": Rule(states="PRL", leader=OK),
    "bet.edit_open_fields": Rule(states="LC", vp=OWN),
    "attachment.upload": Rule(states="PR", vp=OWN),
    "bet.comment": Rule(states="PRL", vp=OK, leader=OK, steward=OK),
    "comment.edit": Rule(states="PRL", vp=OWN, leader=OWN, steward=OWN),  # own: what one said
    "bet.tie": Rule(states="PR", vp=OWN, leader=OK),
    # --- demand and capacity
    "demand.set": Rule(states="PR", vp=OWN),
    "demand.confirm_or_dispute": Rule(states="PR", vp=OWN),
    "demand.settle": Rule(states="R", leader=OK),
    "demand.shrink": Rule(states="R", leader=OK),
    "capacity.set": Rule(states="PR", vp=OWN, leader=OK, steward=OK, admin=OK),  # a VP proposes
    "capacity.accept": Rule(states="PR", leader=OK),
    # --- ranking
    "rank.move": Rule(states="R", leader=OK),
    "rank.answer_question": Rule(states="R", leader=OK),
    "private_order.write": Rule(states="R", leader=OWN),
    "private_order.read": Rule(states="R", leader=OWN),
    "round.follow": Rule(leader=OK, steward=OK),  # who has started, who is ready; what was proposed
    "round.open_close_reveal": Rule(states="R", leader=OK),
    # --- the ranking session
    "session.attend": Rule(states="R", vp=VISIBLE, leader=OK, steward=OK),
    "session.presenter_freeze_clock": Rule(states="R", leader=OK, steward=OK),
    # --- the cycle
    "cycle.create_edit": Rule(leader=OK, steward=OK),
    "cycle.set_policy": Rule(states="PR", leader=OK),
    "cycle.open_ranking": Rule(states="P", leader=OK, steward=OK),
    "cycle.waive": Rule(states="PR", leader=OK),
    "cycle.lock": Rule(states="R", leader=OK),
    "cycle.unlock": Rule(states="L", leader=OK),
    "cycle.close": Rule(states="L", leader=OK, steward=OK),
    "bet.bring": Rule(states="P", vp=OK, steward=OK, admin=OK, integration=OK),  # by another tool's key; a VP their own
    # --- roadmap tools
    "roadmap.run": Rule(states="L", leader=OK, steward=OK, admin=OK),
    "roadmap.sync_status": Rule(states="LC", vp=OWN, leader=OK, steward=OK, admin=OK, integration=OK),
    "import.drafts": Rule(states="P", steward=OK, admin=OK, integration=OK),
}

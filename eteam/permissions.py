"""Who may do what in the weekly room. Pure; see `org.permissions` for how to read it.

`own`, by action: of an outcome and a huddle, the VP of the blocked or the blocking team; of a flag, the VP of its
team; of a confirmation, a reopening and a withdrawal, the VP of the blocked team or whoever raised or flagged it;
of reading, whoever flagged it or works on one of both teams; of a decision, its owner; of a report, its domain.
"""

from collections.abc import Mapping

from org.permissions import OK, OWN, Rule

RULES: Mapping[str, Rule] = {
    # --- the timetable and its sessions
    "eteam.room.edit": Rule(leader=OK, steward=OK),
    "eteam.session.schedule_move_cancel": Rule(leader=OK, steward=OK),
    "eteam.session.open_close": Rule(leader=OK, steward=OK),
    "eteam.attend_self": Rule(vp=OK, leader=OK, steward=OK),
    "eteam.read_room": Rule(vp=OK, leader=OK, steward=OK),
    "eteam.outcome": Rule(vp=OWN, leader=OK),
    "eteam.type_outcome": Rule(steward=OK),  # counts when the member it names has confirmed it
    "eteam.confirm_outcome": Rule(vp=OWN, leader=OWN),  # own: one is the member whom it names
    "eteam.decision_done": Rule(vp=OWN, leader=OWN),
    "eteam.domain_report": Rule(vp=OWN),
    "eteam.raise_matter": Rule(vp=OK, leader=OK),
    "eteam.huddle": Rule(vp=OWN, leader=OK, steward=OK),
    "eteam.deliveries": Rule(leader=OK, steward=OK, admin=OK),
    # --- blockers
    "blocker.flag": Rule(viewer=OK, vp=OK, leader=OK, steward=OK),  # for a team that one belongs to
    "blocker.decide_flag": Rule(vp=OWN),
    "blocker.raise": Rule(vp=OK, leader=OK),
    "blocker.read": Rule(viewer=OWN, vp=OK, leader=OK, steward=OK, integration=OK),
    "blocker.remark": Rule(vp=OK, leader=OK, steward=OK),
    "blocker.confirm_unblocked": Rule(vp=OWN, leader=OK),
    "blocker.reopen": Rule(vp=OWN, leader=OK),
    "blocker.withdraw": Rule(vp=OWN, leader=OK),
    "blocker.pause": Rule(leader=OK),
    "blocker.accept_breach": Rule(leader=OK),
    "blocker.recount": Rule(steward=OK, admin=OK),  # confirm what a calendar edit moves
    # --- what it tells
    "report.weekly": Rule(vp=OK, leader=OK, steward=OK, admin=OK, integration=OK),
    "ical.own_feed": Rule(vp=OK, leader=OK, steward=OK),
}

"""Rows of the weekly room."""

from eteam.models.blocker import Blocker, Pause, Route
from eteam.models.course import DueChange, LadderStep, Remark
from eteam.models.flag import Flag
from eteam.models.outcome import Huddle, Matter, Outcome
from eteam.models.reminder import Feed, Mute, Reminder
from eteam.models.report import Report
from eteam.models.room import TARGET_MINUTES, Pulse, Room, room_topic
from eteam.models.session import DomainReport, Presence, Session
from eteam.models.side import Side

__all__ = [
    "TARGET_MINUTES",
    "Blocker",
    "DomainReport",
    "DueChange",
    "Feed",
    "Flag",
    "Huddle",
    "LadderStep",
    "Matter",
    "Mute",
    "Outcome",
    "Pause",
    "Presence",
    "Pulse",
    "Remark",
    "Reminder",
    "Report",
    "Room",
    "Route",
    "Session",
    "Side",
    "room_topic",
]

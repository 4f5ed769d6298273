"""Rows of the organisation."""

from org.models.board import Board, Team
from org.models.calendar import Calendar
from org.models.membership import LeaderProposal, Membership, Role
from org.models.notice import Notice
from org.models.person import Person
from org.models.team_member import TeamMember

__all__ = ["Board", "Calendar", "LeaderProposal", "Membership", "Notice", "Person", "Role", "Team", "TeamMember"]

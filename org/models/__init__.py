"""Rows of the organisation."""

from org.models.board import Board, Team
from org.models.membership import LeaderProposal, Membership, Role
from org.models.person import Person

__all__ = ["Board", "LeaderProposal", "Membership", "Person", "Role", "Team"]

"""Who works on which team: they may flag what blocks it, and read what becomes of it."""

from django.db import models

from org.models.board import Board, Team
from org.models.membership import Membership
from org.same_board import SameBoard


class TeamMember(models.Model):
    """One place of one person on one team. Its VP needs none."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, db_constraint=False, related_name="places")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="places")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "member"], name="one_place_a_team"),
            SameBoard(field="team", name="team_member_team_same_board"),
            SameBoard(field="member", name="team_member_member_same_board"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.team_id}"

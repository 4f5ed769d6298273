"""A person's place on a board. Owner, voter, attendee and decider are memberships, never persons."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from org.models.board import Board
from org.models.person import Person
from org.same_board import SameBoard, board_key


class Role(models.TextChoices):
    """They add up. Whoever is on the board without any of them is a viewer."""

    LEADER = "leader", "Leader"
    VP = "vp", "VP"
    STEWARD = "steward", "Steward"
    ADMIN = "admin", "Admin"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(ended_at=None, person__is_active=True)

    def leaders(self) -> Self:
        return self.current().filter(roles__contains=[Role.LEADER])


class Membership(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=10, choices=Role.choices), default=list, blank=True)
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_constraint=False, related_name="reports"
    )
    direct_report_exception = models.TextField(
        blank=True, help_text="a leader's reason why the report of a VP is a VP of the same board"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], condition=Q(ended_at=None), name="one_place_a_board"),
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="membership_known_roles"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(manager=F("id")), name="membership_not_own_manager"),
            board_key("membership_board_key"),
            SameBoard(field="manager", name="membership_manager_same_board"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def is_leader(self) -> bool:
        return Role.LEADER in self.roles

    @property
    def is_vp(self) -> bool:
        return Role.VP in self.roles

    @property
    def is_steward(self) -> bool:
        return Role.STEWARD in self.roles

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    @property
    def role_names(self) -> str:
        """`Leader and VP`, or `Viewer`."""
        return " and ".join(Role(role).label for role in Role.values if role in self.roles) or "Viewer"


class LeaderProposal(models.Model):
    """An admin proposes a leader; a leader decides. While a board has no leader, no proposal is needed."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="leader_proposals")
    proposed_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(decided_at=None), name="one_open_leader_proposal"),
            models.CheckConstraint(condition=~Q(decided_by=F("member")), name="leader_not_confirmed_by_oneself"),
            SameBoard(field="member", name="leader_proposal_member_same_board"),
            SameBoard(field="proposed_by", name="leader_proposal_by_same_board"),
            SameBoard(field="decided_by", name="leader_proposal_decided_same_board"),
        ]

    def decide(self, by: Membership, now: datetime) -> None:
        self.decided_by, self.decided_at = by, now
        self.save(update_fields=["decided_by", "decided_at"])

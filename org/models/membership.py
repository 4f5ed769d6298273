"""A person's place on a board. Owner, voter, attendee and decider are memberships, never persons."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from org.models.board import Board
from org.models.person import Person
from org.reach import Reach
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
    acting_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_constraint=False, related_name="stand_ins",
        help_text="the VP whose teams this member answers for, in their own name",
    )  # fmt: skip
    acting_from = models.DateField(null=True, blank=True)
    acting_until = models.DateField(null=True, blank=True, help_text="the last day")
    acting_reason = models.TextField(blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    reach: Reach | None = None
    """Of the token that they came with: see `Person.reach`. What is read anew inside an act has none."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], condition=Q(ended_at=None), name="one_place_a_board"),
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="membership_known_roles"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(manager=F("id")), name="membership_not_own_manager"),
            models.CheckConstraint(condition=~Q(acting_for=F("id")), name="acting_for_another"),
            models.CheckConstraint(
                condition=Q(acting_for=None, acting_from=None, acting_until=None)
                | Q(acting_for__isnull=False, acting_until__gte=F("acting_from")),
                name="acting_from_until",
            ),
            board_key("membership_board_key"),
            SameBoard(field="acting_for", name="membership_acting_same_board"),
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
    def lacks_manager(self) -> bool:
        """A VP of whom nobody said to whom they report: it cannot be seen whether they are another VP's report."""
        return self.is_vp and not self.is_leader and self.manager_id is None

    @property
    def is_steward(self) -> bool:
        return Role.STEWARD in self.roles

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    def is_acting(self, now: datetime) -> bool:
        """Whether they stand in for a VP on this day."""
        if self.acting_for_id is None or self.acting_from is None or self.acting_until is None:
            return False
        return self.acting_from <= self.board.today(now) <= self.acting_until

    def duties(self, now: datetime) -> list[str]:
        """The roles that they are judged by: their own, and VP while they stand in for one."""
        return [*self.roles, Role.VP] if not self.is_vp and self.is_acting(now) else self.roles

    def answers_for(self, vp: int | None, now: datetime) -> bool:
        """Whether they are the VP with this membership, or stand in for that one today."""
        return vp is not None and (vp == self.pk or (vp == self.acting_for_id and self.is_acting(now)))

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

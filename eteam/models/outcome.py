"""How an item ends: unblocked, decided or carried, in the room or outside. "Offline" and "later" do not exist."""

from typing import Self, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from bets.models import Bet
from eteam.models.blocker import Blocker
from eteam.models.room import room_topic
from eteam.models.session import Session
from org.models import Board, Membership, Team
from org.same_board import SameBoard, board_key


class MatterQuerySet(models.QuerySet["Matter"]):
    def open(self) -> Self:
        return self.filter(settled_at=None)

    def carried(self) -> int:
        """Once more, all of them. How many."""
        return self.update(carries=F("carries") + 1)


class Matter(models.Model):
    """An item of the agenda without a clock: two teams at odds, a bet off track, a question about the plan."""

    class Kind(models.TextChoices):
        MISALIGNED = "misaligned", "Misaligned"
        OFF_TRACK = "off_track", "Off track"
        PLAN = "plan", "Question about the plan"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, db_constraint=False, related_name="+")
    other_team = models.ForeignKey(Team, models.PROTECT, null=True, db_constraint=False, related_name="+")
    bet = models.ForeignKey(Bet, models.PROTECT, null=True, db_constraint=False, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="none: put there by something that happened to the plan",
    )  # fmt: skip
    cause = models.CharField(max_length=60, blank=True, help_text="of what put it there by itself, to do so once")
    carries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "cause"], condition=~Q(cause=""), name="one_matter_per_cause"),
            models.CheckConstraint(
                condition=~Q(kind="misaligned") | Q(team__isnull=False, other_team__isnull=False),
                name="matter_misaligned_are_two",
            ),
            models.CheckConstraint(
                condition=~Q(kind="off_track") | Q(bet__isnull=False), name="matter_off_track_is_a_bet"
            ),
            SameBoard(field="team", name="matter_team_same_board"),
            SameBoard(field="other_team", name="matter_other_team_same_board"),
            SameBoard(field="bet", name="matter_bet_same_board"),
            SameBoard(field="raised_by", name="matter_raiser_same_board"),
            board_key("matter_board_key"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)


class Huddle(models.Model):
    """Called for what cannot wait: the members concerned meet at once, and end it by an outcome of the room's list."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, db_constraint=False, related_name="huddles")
    called_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    called_at = models.DateTimeField()
    called = ArrayField(models.BigIntegerField(), help_text="the memberships that are asked to come")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker"], condition=Q(ended_at=None), name="one_open_huddle"),
            SameBoard(field="blocker", name="huddle_blocker_same_board"),
            SameBoard(field="called_by", name="huddle_caller_same_board"),
            board_key("huddle_board_key"),
        ]


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def counting(self) -> Self:
        """All but those that a named member has still to confirm, or has refused."""
        return self.filter(Q(waits_for=None) | Q(confirmed_at__isnull=False))

    def waiting(self) -> Self:
        return self.filter(waits_for__isnull=False, confirmed_at=None, refused_at=None)

    def decisions(self) -> Self:
        """Those that somebody has to carry out, and has not yet: no later outcome of the same thing replaced them."""
        later = Outcome.objects.counting().filter(
            Q(blocker=OuterRef("blocker")) | Q(matter=OuterRef("matter")),
            kind__in=[Outcome.Kind.DECIDED, Outcome.Kind.CARRIED], pk__gt=OuterRef("pk"),
        )  # fmt: skip
        return self.counting().filter(~Exists(later), kind=Outcome.Kind.DECIDED, done_at=None)


class Outcome(models.Model):
    """Of one blocker or one matter. `session` none: outside the room; the next session reads it out."""

    class Kind(models.TextChoices):
        UNBLOCKED = "unblocked", "Unblocked"
        DECIDED = "decided", "Decided"
        CARRIED = "carried", "Carried"
        UNHEARD = "unheard", "Carried, unheard"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, null=True, db_constraint=False, related_name="outcomes")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, db_constraint=False, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind)
    session = models.ForeignKey(Session, models.PROTECT, null=True, db_constraint=False, related_name="outcomes")
    huddle = models.ForeignKey(Huddle, models.PROTECT, null=True, db_constraint=False, related_name="outcomes")
    text = models.TextField(blank=True, help_text="what changed, or what was decided")
    decider = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    by_when = models.DateTimeField(null=True, help_text="when the owner is done")
    since = models.DateTimeField(null=True, help_text="of UNBLOCKED: when the team could work again")
    next_step = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decide_by = models.DateTimeField(null=True)
    accepts_breach = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    entered_at = models.DateTimeField()
    present = models.JSONField(default=list, help_text="who was there, by name; of what was decided outside the room")
    waits_for = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="the member who confirms what the steward typed",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True, help_text="a decision: its owner says that it is carried out")
    done_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    read_out_in = models.ForeignKey(Session, models.PROTECT, null=True, db_constraint=False, related_name="+")

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(blocker__isnull=False, matter=None) | Q(blocker=None, matter__isnull=False),
                name="outcome_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(kind="decided")
                | Q(decider__isnull=False, owner__isnull=False, by_when__isnull=False) & ~Q(text=""),
                name="outcome_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind="carried") | Q(owner__isnull=False) & ~Q(next_step="") & ~Q(reason=""),
                name="outcome_carried_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, refused_at=None) | Q(waits_for__isnull=False), name="outcome_waits_first"
            ),
            SameBoard(field="blocker", name="outcome_blocker_same_board"),
            SameBoard(field="matter", name="outcome_matter_same_board"),
            SameBoard(field="session", name="outcome_session_same_board"),
            SameBoard(field="huddle", name="outcome_huddle_same_board"),
            SameBoard(field="decider", name="outcome_decider_same_board"),
            SameBoard(field="owner", name="outcome_owner_same_board"),
            SameBoard(field="entered_by", name="outcome_enterer_same_board"),
            SameBoard(field="waits_for", name="outcome_waits_same_board"),
            SameBoard(field="done_by", name="outcome_done_same_board"),
            SameBoard(field="read_out_in", name="outcome_read_out_same_board"),
            board_key("outcome_board_key"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)

    @property
    def of(self) -> Blocker | Matter:
        """What it is of; a constraint holds that there is one."""
        return cast("Blocker | Matter", self.blocker or self.matter)

    @property
    def counts(self) -> bool:
        return self.waits_for_id is None or self.confirmed_at is not None

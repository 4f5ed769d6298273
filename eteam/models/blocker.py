"""What blocks a team, its two clocks, and when they stand still. Instants are UTC."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from bets.models import Bet
from eteam.models.flag import Flag
from eteam.models.room import room_topic
from eteam.models.side import Side, side_is_whole
from org.models import Board, Calendar, Membership, Team, TeamMember
from org.same_board import SameBoard, board_key


class Route(models.TextChoices):
    """Which point of decision a blocker can wait for: see `eteam.routing`."""

    NOW = "now", "NOW"
    FIRST = "first", "FIRST"
    ROOM = "room", "ROOM"


class BlockerQuerySet(models.QuerySet["Blocker"]):
    def open(self) -> Self:
        """Neither unblocked, be it provisionally, nor withdrawn: the promise is still to be kept."""
        return self.filter(unblocked_at=None, withdrawn_at=None)

    def undecided(self) -> Self:
        """Open, and what is to be done about it is not decided either."""
        return self.open().filter(decided_at=None)

    def ticking(self) -> Self:
        """Those whose clock runs: while a pause lasts, nothing falls due and no step of the ladder is reached."""
        return self.exclude(pk__in=Pause.objects.filter(ends_at=None).values("blocker"))

    def of(self, member: Membership) -> Self:
        """Those that somebody who only views the board may know of: flagged by them, or on one of their teams."""
        teams = TeamMember.objects.filter(member=member).values("team")
        theirs = Q(flag__flagged_by=member) | Q(raised_by=member)
        return self.filter(theirs | Q(blocked_team__in=teams) | Q(blocking_team__in=teams))

    def carried(self) -> int:
        """Once more, all of them. How many."""
        return self.update(carries=F("carries") + 1)

    def provisional(self) -> Self:
        """Said to be unblocked by the other side, and the blocked one has not answered yet."""
        return self.filter(unblocked_at__isnull=False, confirmed_at=None, withdrawn_at=None)


class Blocker(models.Model):
    """Two clocks: `decided_at` stops the ladder, `unblocked_at` is what was promised. Met: `unblocked_at <= due_at`.

    What the due time was counted with is copied at the raise, and changes only by a `DueChange`, which a trigger
    holds. `unblocked_at` without `confirmed_at` is provisional.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True)
    blocked_team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="+")
    blocking = models.CharField(max_length=10, choices=Side)
    blocking_team = models.ForeignKey(Team, models.PROTECT, null=True, db_constraint=False, related_name="+")
    bet = models.ForeignKey(Bet, models.PROTECT, null=True, db_constraint=False, related_name="+")
    owner = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="who sees to it; at first the VP of the blocking team",
    )  # fmt: skip
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="the same thing before, reopened too late to be the same blocker",
    )  # fmt: skip
    flag = models.OneToOneField(Flag, models.PROTECT, null=True, db_constraint=False, related_name="blocker")

    raised_at = models.DateTimeField(help_text="of the flag, where there was one")
    raised_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="the version of the blocked team's calendar; none: the usual week in `zone`",
    )  # fmt: skip
    zone = models.CharField(max_length=60)
    target = models.PositiveIntegerField(help_text="working minutes")
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField(help_text="as it was at the raise")
    route = models.CharField(max_length=10, choices=Route)
    first_route = models.CharField(max_length=10, choices=Route, help_text="as it was at the raise")
    routed_at = models.DateTimeField(help_text="since when it has its route")

    responded_at = models.DateTimeField(null=True, help_text="the first word or outcome by anybody but who raised it")
    decided_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField(null=True, help_text="what its owner accepted when it was carried")
    breach_accepted_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="the leader who carried it past its due time",
    )  # fmt: skip
    carries = models.PositiveSmallIntegerField(default=0)
    breached_at = models.DateTimeField(null=True, help_text="its due time, once it has passed unmet")

    unblocked_at = models.DateTimeField(null=True, help_text="since when the team can work again")
    unblocked_entered_at = models.DateTimeField(null=True)
    unblocked_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    confirm_by = models.DateTimeField(null=True, help_text="silence until then confirms, as of the entry")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="none where it was silence that confirmed",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    withdrawn_for = models.TextField(blank=True)

    objects = BlockerQuerySet.as_manager()

    class Meta:
        constraints = [
            side_is_whole("blocker"),
            models.CheckConstraint(
                condition=Q(blocking_team=None) | ~Q(blocking_team=F("blocked_team")), name="blocker_not_by_itself"
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("raised_at")), name="blocker_due_after_raise"),
            models.CheckConstraint(
                condition=Q(unblocked_at=None, unblocked_entered_at=None, unblocked_by=None)
                | Q(unblocked_at__isnull=False, unblocked_entered_at__isnull=False, unblocked_by__isnull=False,
                    unblocked_at__gte=F("raised_at"), unblocked_entered_at__gte=F("unblocked_at")),
                name="blocker_unblocked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(unblocked_at__isnull=False), name="blocker_confirmed_when_unblocked"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="blocker_withdrawn_by_somebody",
            ),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="blocker_known_route"),
            SameBoard(field="blocked_team", name="blocker_blocked_team_same_board"),
            SameBoard(field="blocking_team", name="blocker_blocking_team_same_board"),
            SameBoard(field="bet", name="blocker_bet_same_board"),
            SameBoard(field="owner", name="blocker_owner_same_board"),
            SameBoard(field="follows", name="blocker_follows_same_board"),
            SameBoard(field="flag", name="blocker_flag_same_board"),
            SameBoard(field="raised_by", name="blocker_raiser_same_board"),
            SameBoard(field="calendar", name="blocker_calendar_same_board"),
            SameBoard(field="breach_accepted_by", name="blocker_acceptor_same_board"),
            SameBoard(field="unblocked_by", name="blocker_unblocker_same_board"),
            SameBoard(field="confirmed_by", name="blocker_confirmer_same_board"),
            SameBoard(field="withdrawn_by", name="blocker_withdrawer_same_board"),
            board_key("blocker_board_key"),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["board", "due_at"], condition=Q(unblocked_at=None, withdrawn_at=None), name="open_blockers"
            ),
            models.Index(fields=["board", "raised_at"], name="blockers_by_raise"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)

    @property
    def is_open(self) -> bool:
        return self.unblocked_at is None and self.withdrawn_at is None

    @property
    def is_provisional(self) -> bool:
        return self.unblocked_at is not None and self.confirmed_at is None and self.withdrawn_at is None

    @property
    def is_met(self) -> bool:
        """Whether the promise was kept; only of one that is unblocked."""
        return self.unblocked_at is not None and self.unblocked_at <= self.due_at

    def answered(self, by: Membership, now: datetime) -> None:
        """Somebody said or did something about it: the first who did not raise it has responded. Not saved."""
        if self.responded_at is None and by.pk != self.raised_by_id:
            self.responded_at = now

    @property
    def blocking_name(self) -> str:
        """`Cloud`, or `the leaders`, `somebody outside`, `nobody known yet`."""
        if self.blocking_team is not None:
            return self.blocking_team.name
        return {"leaders": "the leaders", "outside": "somebody outside"}.get(self.blocking, "nobody known yet")


class Pause(models.Model):
    """An interval that the clock of a blocker leaves out: while it waited outside the company, or was unblocked."""

    class Kind(models.TextChoices):
        OUTSIDE = "outside", "Waiting on a party outside the company"
        UNBLOCKED = "unblocked", "Unblocked, and reopened"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, db_constraint=False, related_name="pauses")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text="none while it lasts")
    by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker"], condition=Q(ends_at=None), name="one_running_pause"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="pause_ends_after_start"
            ),
            SameBoard(field="blocker", name="pause_blocker_same_board"),
            SameBoard(field="by", name="pause_by_same_board"),
        ]

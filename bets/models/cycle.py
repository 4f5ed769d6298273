"""Half a year of bets, in one of four states."""

from datetime import datetime
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo

from django.db import connection, models
from django.db.models import F, Q
from django.db.transaction import TransactionManagementError

from org.joined import columns, take
from org.models import Board
from org.same_board import board_key


@cache
def _locked() -> str:
    return f"""
    SELECT {columns(Cycle, "cycle")}, {columns(Board, "board")}
    FROM bets_cycle AS cycle JOIN org_board AS board ON board.id = cycle.board_id
    WHERE cycle.id = %s FOR NO KEY UPDATE OF cycle
    """


class CycleQuerySet(models.QuerySet["Cycle"]):
    def locked(self, pk: int) -> "Cycle":
        """The cycle with its board, its row held until the transaction ends. The first lock of every act on it.

        FOR NO KEY UPDATE: plain FOR UPDATE would also stop every insert that refers to the cycle. Put together once:
        as a queryset it would be built anew for every act, while others wait for the lock.
        """
        if not connection.in_atomic_block:
            raise TransactionManagementError("A lock ends with its transaction, and there is none.")
        with connection.cursor() as cursor:
            cursor.execute(_locked(), [pk])
            row = cursor.fetchone()
        if row is None:
            raise Cycle.DoesNotExist
        values = iter(row)
        cycle = take(Cycle, values)
        cycle.board = take(Board, values)
        return cycle

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")


class Cycle(models.Model):
    class State(models.TextChoices):
        PITCHING = "pitching", "Pitching"
        RANKING = "ranking", "Ranking"
        LOCKED = "locked", "Locked"
        CLOSED = "closed", "Closed"

    class Policy(models.TextChoices):
        TEAM = "team", "Team"
        STRICT = "strict", "Strict"
        FILL = "fill", "Fill"

    class Visibility(models.TextChoices):
        LIVE_TO_VPS = "live_to_vps", "Leaders, steward and VPs"
        LEADERS_ONLY = "leaders_only", "Leaders and steward only"

    board = models.ForeignKey(Board, models.CASCADE, related_name="cycles")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    pitches_close_at = models.DateTimeField(help_text="exclusive; shown in the board's zone")
    confirm_by = models.DateField(null=True, blank=True, help_text="the last day to answer what is asked of teams")
    ranking_session_at = models.DateTimeField(
        null=True, blank=True, help_text="when the bets are to be ranked together; shown in the board's zone"
    )
    locks_on = models.DateField(null=True, blank=True, help_text="when the plan is to be locked; for people only")
    state = models.CharField(max_length=10, choices=State, default=State.PITCHING)
    policy = models.CharField(max_length=10, choices=Policy, default=Policy.TEAM)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.LIVE_TO_VPS)
    revision = models.PositiveIntegerField(default=0, help_text="raised by one with every change of the order")
    order_adopted = models.BooleanField(
        default=False, help_text="since then a move that changes what is funded needs a reason"
    )
    frozen = models.BooleanField(default=False, help_text="by whoever runs the session: nobody moves anything")

    objects = CycleQuerySet.as_manager()

    event_number: int
    """Of the board, as it was when `bets.entrance` read the cycle; what is read afterwards is at least as new."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="one_cycle_per_name"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cycle_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=["pitching", "ranking", "locked", "closed"]),
                                   name="cycle_known_state"),
            models.CheckConstraint(condition=Q(policy__in=["team", "strict", "fill"]), name="cycle_known_policy"),
            board_key("cycle_board_key"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        return f"cycle:{self.pk}"

    @property
    def is_published(self) -> bool:
        """Whether the whole company may read order, demand and plan."""
        return self.state in (self.State.LOCKED, self.State.CLOSED)

    @property
    def initial(self) -> str:
        """The state's letter in the table of permissions."""
        return self.state[0].upper()

    @property
    def weeks(self) -> float:
        """Calendar weeks from first to last day: what one person can give."""
        return ((self.ends_on - self.starts_on).days + 1) / 7

    def people(self, tenths: int) -> str:
        """Tenths of person-weeks as people over the whole cycle: 90 is "0.3" in half a year."""
        return f"{tenths / 10 / self.weeks:.1f}"

    def closes_at(self) -> datetime:
        """`pitches_close_at` on the board's wall clock."""
        return self.pitches_close_at.astimezone(ZoneInfo(self.board.zone))

"""What a board shares with a roadmap tool: where it is, whose a project is, which epic is which bet, and each run."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board, Membership, Team
from org.same_board import SameBoard, board_key

ADDRESS_LENGTH = 500
KEY_LENGTH = 200
STATUS_LENGTH = 60


class RoadmapTool(models.Model):
    """The tool of a board. The secret stands here as it is: every request is made with it.

    A board that is not connected any more keeps the row, without its secret: `key` is in the marks of its epics.
    """

    class Kind(models.TextChoices):
        JIRA = "jira", "Jira Cloud"

    board = models.OneToOneField(Board, models.CASCADE, related_name="roadmap_tool")
    key = models.CharField(max_length=24, unique=True, help_text="what the marks of its epics begin with; no secret")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.JIRA)
    address = models.CharField(max_length=ADDRESS_LENGTH, help_text="as https://example.atlassian.net")
    account = models.CharField(max_length=254, help_text="e-mail address that the secret belongs to")
    secret = models.CharField(max_length=500, blank=True)
    connected_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    paused_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=["jira"]), name="roadmap_tool_known_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.get_kind_display())

    @property
    def is_connected(self) -> bool:
        return self.secret != ""

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def runs_by_itself(self) -> bool:
        return self.is_connected and not self.is_paused

    def mark(self, bet: int) -> str:
        """What the epic of this bet carries as a label, and no other epic anywhere."""
        return f"bets-{self.key}-{bet}"


class TeamProject(models.Model):
    """Whose work a project of the tool is. One for one team: else nobody could tell who moved what."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, models.CASCADE, db_constraint=False, related_name="roadmap_project")
    project = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "project"], name="one_team_per_project"),
            models.CheckConstraint(condition=~Q(project=""), name="project_has_a_key"),
            SameBoard(field="team", name="team_project_same_board"),
        ]


class Reference(models.Model):
    """Where a bet is worked on outside: an epic, or whatever another tool calls it, and how that stands.

    `is_ours`: a push made it, and keeps its title as the bet's; one that was linked by hand keeps its own.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="references")
    bet = models.OneToOneField(Bet, models.CASCADE, db_constraint=False, related_name="reference")
    source = models.CharField(max_length=60, help_text="jira, or the name of another tool")
    external_id = models.CharField(max_length=KEY_LENGTH)
    url = models.URLField(max_length=2000, blank=True)
    status = models.CharField(max_length=STATUS_LENGTH, blank=True)
    progress = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent")
    is_ours = models.BooleanField(default=False)
    pushed = models.CharField(max_length=64, blank=True, help_text="digest of what was last written into it")
    seen_at = models.DateTimeField(null=True, help_text="when status, progress and movement were last told")
    gone_at = models.DateTimeField(null=True, help_text="since when the tool does not know it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "source", "external_id"], name="one_bet_per_epic"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(external_id=""), name="reference_names_something"),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=100), name="progress_in_percent"),
            board_key("reference_board_key"),
            SameBoard(field="cycle", name="reference_cycle_same_board"),
            SameBoard(field="bet", scope="cycle", name="reference_bet_same_cycle"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.external_id


class TeamMove(models.Model):
    """When a team last moved work under a bet, as far as the tool told."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    reference = models.ForeignKey(Reference, models.CASCADE, db_constraint=False, related_name="moves")
    team = models.ForeignKey(Team, models.CASCADE, db_constraint=False, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "team"], name="one_move_per_team"),
            SameBoard(field="reference", name="team_move_reference_same_board"),
            SameBoard(field="team", name="team_move_team_same_board"),
        ]


class RoadmapRunQuerySet(models.QuerySet["RoadmapRun"]):
    def waiting(self) -> Self:
        return self.filter(state=RoadmapRun.State.WAITING)

    def due(self, at: datetime) -> Self:
        """Those that somebody may take up now, the one that waits longest first."""
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        return self.waiting().filter(free, next_at__lte=at).order_by("next_at", "pk")


class RoadmapRun(models.Model):
    """A request to the tool that somebody asked for: one at a time on a board, taken up by whatever process comes.

    `items` are {"bet", "key", "what", "sentence"}; `taken` counts how often a process took it up, and tells the one
    that holds the lease from all before it.
    """

    class Kind(models.TextChoices):
        TEST = "test", "test"
        PUSH = "push", "push"
        PULL = "pull", "pull"

    class State(models.TextChoices):
        WAITING = "waiting", "under way"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    board = models.ForeignKey(Board, models.CASCADE, related_name="roadmap_runs")
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+", help_text="none: by the clock"
    )
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0, help_text="attempts that came to nothing")
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True, help_text="how it ended, or why it waits")
    items = models.JSONField(default=list)

    objects = RoadmapRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(state="waiting"), name="roadmap_run_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["board"], condition=Q(state="waiting"), name="one_roadmap_run_at_a_time"),
            models.CheckConstraint(condition=Q(kind="test") | Q(cycle__isnull=False), name="roadmap_run_of_a_cycle"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | Q(state__in=["done", "failed"], ended_at__isnull=False, lease_until=None),
                name="roadmap_run_ended_or_waiting",
            ),
            SameBoard(field="cycle", name="roadmap_run_cycle_same_board"),
            SameBoard(field="asked_by", name="roadmap_run_asker_same_board"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.get_kind_display().capitalize()} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state != self.State.WAITING


PULLED_EVERY = timedelta(hours=1)
"""What has moved is asked for by itself this often."""

"""A bet: what somebody wants the company to do, and what it depends on."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard, board_key

THESIS_LENGTH = 140


class BetQuerySet(models.QuerySet["Bet"]):
    def known_to(self, member: Membership) -> Self:
        """All but other people's drafts."""
        return self.filter(~Q(status=Bet.Status.DRAFT) | Q(owner=member) | Q(co_writers=member)).distinct()

    def readable_by(self, member: Membership, now: datetime) -> Self:
        """Those of which the member may read the text too, not the title alone: see `Bet.is_readable_by`."""
        known = self.known_to(member)
        if member.is_leader:
            return known
        is_open = Q(confidential_until=None) | Q(confidential_until__lte=member.board.today(now))
        return known.filter(is_open | Q(owner=member) | Q(co_writers=member) | Q(readers=member)).distinct()

    def copyable_into(self, cycle: Cycle, member: Membership, now: datetime) -> Self:
        """Of earlier cycles of the board: the member's own, and published ones, as far as they may read the text."""
        earlier = self.filter(board=cycle.board_id, cycle__starts_on__lt=cycle.starts_on)
        published = Q(cycle__state__in=[Cycle.State.LOCKED, Cycle.State.CLOSED])
        return earlier.filter(published | Q(owner=member) | Q(co_writers=member)).readable_by(member, now)

    def ranked(self) -> Self:
        return self.filter(rank__isnull=False).order_by("rank__position")

    def in_tray(self) -> Self:
        """Submitted and not ranked yet, oldest first."""
        return self.filter(status=Bet.Status.SUBMITTED, rank__isnull=True).order_by("submitted_at", "pk")


class Bet(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Via(models.TextChoices):
        OWNER = "owner", "by its owner"
        FIRST_SETUP = "first_setup", "by the first set-up"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="bets")
    owner = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="bets")
    co_writers = models.ManyToManyField(Membership, through="bets.CoWriter", related_name="+")
    title = models.CharField(max_length=200)
    thesis = models.CharField(max_length=THESIS_LENGTH, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    submitted_via = models.CharField(max_length=12, choices=Via, blank=True)
    late_exception = models.TextField(blank=True, help_text="a leader's reason why it may come after the closing")
    late_exception_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    is_late = models.BooleanField(default=False)
    needs_no_team = models.BooleanField(default=False, help_text="a confirmed statement, unlike no estimate at all")
    must_do = models.BooleanField(default=False)
    must_do_reason = models.TextField(blank=True)
    ended_reason = models.TextField(blank=True, help_text="why it was withdrawn or declined")
    intent_at = models.DateTimeField(
        null=True, blank=True, help_text="since then the draft's title, thesis and teams are shown to other VPs"
    )
    confidential_until = models.DateField(
        null=True, blank=True, help_text="until then only leaders and the people named read the text"
    )
    readers = models.ManyToManyField(Membership, through="bets.Reader", related_name="+")
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_constraint=False, related_name="copies",
        help_text="the bet of an earlier cycle that is pitched again",
    )  # fmt: skip
    status_line = models.CharField(max_length=200, blank=True, help_text="how it goes, once the plan is locked")
    edited_at = models.DateTimeField(null=True, blank=True)
    external_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=2000, blank=True)
    created_at = models.DateTimeField()

    objects = BetQuerySet.as_manager()

    PARTS = ("title", "thesis", "link", "needs_no_team")
    """What its writers say of it, beside the pitch."""

    class Meta:
        constraints = [
            board_key("bet_board_key"),
            board_key("bet_cycle_key", scope="cycle"),
            SameBoard(field="cycle", name="bet_cycle_same_board"),
            SameBoard(field="owner", name="bet_owner_same_board"),
            SameBoard(field="submitted_by", name="bet_submitter_same_board"),
            SameBoard(field="late_exception_by", name="bet_exception_same_board"),
            SameBoard(field="copied_from", name="bet_copy_same_board"),
            models.UniqueConstraint(
                fields=["cycle", "external_source", "external_id"],
                condition=~Q(external_id=""),
                name="one_bet_per_external_id",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="bet_submitted_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="bet_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """How the journal calls it."""
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it can still be placed, withdrawn or declined."""
        return self.status == self.Status.SUBMITTED

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def is_written_by(self, member: Membership) -> bool:
        """Whether the member is its owner or one of its co-writers."""
        return self.owner_id == member.pk or self.co_writers.filter(pk=member.pk).exists()

    def is_confidential(self, now: datetime) -> bool:
        """Whether the text is for some only: from the date on, which is the board's, it is for everybody."""
        return self.confidential_until is not None and self.board.today(now) < self.confidential_until

    def is_readable_by(self, member: Membership, now: datetime) -> bool:
        """Whether the member may read the text (pitch, versions, comments, prototypes), not only title and thesis.

        A draft is its writers' own; a confidential pitch is for leaders, its writers and the readers they named.
        No statement for what is open to everybody, and for its owner.
        """
        if self.is_draft:
            return self.is_written_by(member)
        if not self.is_confidential(now) or member.is_leader:
            return True
        return self.is_written_by(member) or self.readers.filter(pk=member.pk).exists()


class CoWriter(models.Model):
    """Edits and uploads, and never submits."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "member"], name="one_co_writer"),
            SameBoard(field="bet", name="co_writer_bet_same_board"),
            SameBoard(field="member", name="co_writer_member_same_board"),
        ]


class Reader(models.Model):
    """Reads the text of a confidential pitch although it is confidential."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "member"], name="one_reader"),
            SameBoard(field="bet", name="reader_bet_same_board"),
            SameBoard(field="member", name="reader_member_same_board"),
        ]


class Need(models.Model):
    """`bet` is funded only if `prerequisite` is. Never changes the order; rings are refused when saved."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="needs")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="needs")
    prerequisite = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "prerequisite"], name="one_need"),
            models.CheckConstraint(condition=~Q(bet=F("prerequisite")), name="need_of_another_bet"),
            SameBoard(field="bet", scope="cycle", name="need_bet_same_cycle"),
            SameBoard(field="prerequisite", scope="cycle", name="need_prerequisite_same_cycle"),
        ]


class Exclusion(models.Model):
    """Either-or: funding one of the pair leaves the other out. Kept once, the older bet first."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="exclusions")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    other = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "other"], name="one_exclusion"),
            models.CheckConstraint(condition=Q(bet__lt=F("other")), name="exclusion_older_first"),
            SameBoard(field="bet", scope="cycle", name="exclusion_bet_same_cycle"),
            SameBoard(field="other", scope="cycle", name="exclusion_other_same_cycle"),
        ]

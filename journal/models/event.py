"""Events, the counter that numbers them, and answers kept for a repeated request."""

from django.db import models


class Counter(models.Model):
    """The number of a board's newest event. Locked last of all locks, by the statement that raises it."""

    board_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()


class Event(models.Model):
    """One change. Numbered 1, 2, 3 ... per board without gaps; a trigger refuses every later write.

    Board, actor and subject are plain ids and names, so that history never blocks a deletion.
    """

    pk = models.CompositePrimaryKey("board_id", "number")
    board_id = models.BigIntegerField()
    number = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=60, help_text="the page that it changes, as `cycle:12`")
    revision = models.PositiveIntegerField(null=True, help_text="of the topic, if it counts revisions")
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=200)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["topic", "number"], name="event_of_topic")]
        constraints = [models.UniqueConstraint(fields=["topic", "revision"], name="one_event_per_revision")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Answer(models.Model):
    """The first answer to a request that carried an idempotency key; lives a day."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    body = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_answer_per_key")]

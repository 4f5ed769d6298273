"""Rows in a dense order, with a deferred unique key and nothing more."""

from django.db import models


class Item(models.Model):
    lane = models.IntegerField()
    position = models.IntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"
        constraints = [
            models.UniqueConstraint(
                fields=["lane", "position"], name="floor_position", deferrable=models.Deferrable.DEFERRED
            )
        ]

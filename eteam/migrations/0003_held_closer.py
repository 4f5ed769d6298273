"""Checks that a missing value slipped through, and two keys that hold a row to its board."""

import django.db.models.deletion
from django.db import migrations, models

import org.same_board


class Migration(migrations.Migration):
    dependencies = [
        ("bets", "0006_private_orders_stay"),
        ("eteam", "0002_guards"),
        ("org", "0006_teams_of_people"),
    ]

    operations = [
        # eteam_session_opened_by_somebody knows the states already.
        migrations.RemoveConstraint(model_name="session", name="eteam_session_known_state"),
        migrations.RemoveConstraint(
            model_name="blocker",
            name="blocker_unblocked_by_somebody",
        ),
        migrations.RemoveConstraint(
            model_name="room",
            name="room_checkpoint_whole",
        ),
        migrations.AlterField(
            model_name="reminder",
            name="folded_into",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="eteam.reminder",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unblocked_at", None), ("unblocked_by", None), ("unblocked_entered_at", None)),
                    models.Q(
                        ("unblocked_at__gte", models.F("raised_at")),
                        ("unblocked_at__isnull", False),
                        ("unblocked_by__isnull", False),
                        ("unblocked_entered_at__gte", models.F("unblocked_at")),
                        ("unblocked_entered_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="blocker_unblocked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=org.same_board.SameBoard(
                field="recorded_by", name="presence_recorder_same_board", scope="board"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("board", "id"), name="reminder_board_key"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=org.same_board.SameBoard(field="folded_into", name="reminder_folded_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checkpoint_starts", None), ("checkpoint_weekday", None)),
                    models.Q(
                        ("checkpoint_starts__isnull", False),
                        ("checkpoint_weekday__gte", 1),
                        ("checkpoint_weekday__isnull", False),
                        ("checkpoint_weekday__lte", 7),
                    ),
                    _connector="OR",
                ),
                name="room_checkpoint_whole",
            ),
        ),
    ]

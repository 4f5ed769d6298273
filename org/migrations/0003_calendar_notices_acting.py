import django.db.models.deletion
from django.db import migrations, models

import org.same_board


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0002_no_reports_beside_their_vp"),
    ]

    operations = [
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("zone", models.CharField(max_length=60)),
                ("weekly", models.JSONField()),
                ("exceptions", models.JSONField(default=dict)),
                ("names", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        help_text="of the event that it tells of, as `bets.demand.changed`", max_length=40
                    ),
                ),
                ("sentence", models.CharField(max_length=400)),
                ("path", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="membership",
            name="acting_for",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="the VP whose teams this member answers for, in their own name",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stand_ins",
                to="org.membership",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="acting_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="acting_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="acting_until",
            field=models.DateField(blank=True, help_text="the last day", null=True),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("acting_for", models.F("id")), _negated=True), name="acting_for_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acting_for", None), ("acting_from", None), ("acting_until", None)),
                    models.Q(("acting_for__isnull", False), ("acting_until__gte", models.F("acting_from"))),
                    _connector="OR",
                ),
                name="acting_from_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=org.same_board.SameBoard(field="acting_for", name="membership_acting_same_board", scope="board"),
        ),
        migrations.AddField(
            model_name="calendar",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="calendars", to="org.board"
            ),
        ),
        migrations.AddField(
            model_name="calendar",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="notice",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to="org.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendar",
            constraint=models.UniqueConstraint(fields=("board", "version"), name="one_calendar_per_version"),
        ),
        migrations.AddConstraint(
            model_name="calendar",
            constraint=org.same_board.SameBoard(field="made_by", name="calendar_maker_same_board", scope="board"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["member", "-at"], name="notices_of_member"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["member"], name="unread_notices"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=org.same_board.SameBoard(field="member", name="notice_member_same_board", scope="board"),
        ),
    ]

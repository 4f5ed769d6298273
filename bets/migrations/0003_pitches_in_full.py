import django.db.models.deletion
from django.db import migrations, models

import bets.models.prototype
import org.same_board

# Checked at once: a check that is still to come would stand in the way of what changes the table next.
BOARDS_OF_PROTOTYPES = """
UPDATE bets_prototype SET board_id = bets_bet.board_id FROM bets_bet WHERE bets_bet.id = bets_prototype.bet_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bets", "0002_guards"),
        ("org", "0004_calendars_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="CapacityProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raw_tenths", models.PositiveIntegerField()),
                ("reserve_permille", models.PositiveSmallIntegerField(default=0)),
                ("carry_overs", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("is_accepted", models.BooleanField(blank=True, null=True)),
                ("decided_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "Question"), ("challenge", "Challenge"), ("remark", "Remark")],
                        default="remark",
                        max_length=10,
                    ),
                ),
                (
                    "appeal",
                    models.CharField(
                        blank=True,
                        choices=[("preference", "executive preference"), ("legacy", "legacy")],
                        help_text="what a challenge says that the pitch appeals to",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="Shrink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before_tenths", models.PositiveIntegerField(help_text="what was asked for when the leader asked")),
                ("tenths", models.PositiveIntegerField(help_text="what the leader asks whether it would do")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("dropped", models.TextField(blank=True, help_text="the owner's answer: what the bet does without")),
                ("owner_at", models.DateTimeField(blank=True, null=True)),
                ("vp_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Asked"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="1 is what was submitted first")),
                ("content", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pitching", "Pitching"),
                            ("ranking", "Ranking"),
                            ("locked", "Locked"),
                            ("closed", "Closed"),
                        ],
                        help_text="of the cycle when it was written",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30)),
                ("fact", models.CharField(blank=True, help_text="see bets.readiness.Missing", max_length=200)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AlterModelOptions(
            name="prototype",
            options={"ordering": ["added_at", "pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="prototype",
            name="one_prototype_per_link",
        ),
        migrations.RenameField(
            model_name="pitch",
            old_name="kill_criterion",
            new_name="kill_metric",
        ),
        migrations.AddField(
            model_name="bet",
            name="confidential_until",
            field=models.DateField(
                blank=True, help_text="until then only leaders and the people named read the text", null=True
            ),
        ),
        migrations.AddField(
            model_name="bet",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="the bet of an earlier cycle that is pitched again",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="bets.bet",
            ),
        ),
        migrations.AddField(
            model_name="bet",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="bet",
            name="intent_at",
            field=models.DateTimeField(
                blank=True, help_text="since then the draft's title, thesis and teams are shown to other VPs", null=True
            ),
        ),
        migrations.AddField(
            model_name="bet",
            name="status_line",
            field=models.CharField(blank=True, help_text="how it goes, once the plan is locked", max_length=200),
        ),
        migrations.AddField(
            model_name="cycle",
            name="confirm_by",
            field=models.DateField(blank=True, help_text="the last day to answer what is asked of teams", null=True),
        ),
        migrations.AddField(
            model_name="cycle",
            name="locks_on",
            field=models.DateField(blank=True, help_text="when the plan is to be locked; for people only", null=True),
        ),
        migrations.AddField(
            model_name="pitch",
            name="disproof",
            field=models.TextField(blank=True, verbose_name="what would disprove it"),
        ),
        migrations.AddField(
            model_name="pitch",
            name="kill_decider",
            field=models.CharField(blank=True, max_length=200, verbose_name="kill criterion: who decides"),
        ),
        migrations.AlterField(
            model_name="pitch",
            name="kill_metric",
            field=models.TextField(blank=True, verbose_name="kill criterion: metric"),
        ),
        migrations.AddField(
            model_name="pitch",
            name="kill_threshold",
            field=models.CharField(blank=True, max_length=300, verbose_name="kill criterion: threshold"),
        ),
        migrations.AddField(
            model_name="prototype",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.membership",
            ),
        ),
        migrations.AddField(
            model_name="prototype",
            name="board",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"
            ),
        ),
        migrations.RunSQL(BOARDS_OF_PROTOTYPES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="prototype",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="prototype",
            name="file",
            field=models.FileField(blank=True, max_length=200, upload_to=bets.models.prototype.place),
        ),
        migrations.AddField(
            model_name="prototype",
            name="height",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="prototype",
            name="kind",
            field=models.CharField(
                choices=[("link", "Link"), ("image", "Picture"), ("pdf", "PDF")], default="link", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="prototype",
            name="media_type",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="prototype",
            name="size",
            field=models.PositiveIntegerField(blank=True, help_text="bytes", null=True),
        ),
        migrations.AddField(
            model_name="prototype",
            name="title",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="prototype",
            name="width",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="pitch",
            name="belief",
            field=models.TextField(
                blank=True, help_text="why this, and not something else that fits the same facts", verbose_name="belief"
            ),
        ),
        migrations.AlterField(
            model_name="prototype",
            name="bet",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prototypes",
                to="bets.bet",
            ),
        ),
        migrations.AlterField(
            model_name="prototype",
            name="link",
            field=models.URLField(blank=True, max_length=2000),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.UniqueConstraint(
                condition=models.Q(("link", ""), _negated=True), fields=("bet", "link"), name="one_prototype_per_link"
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("kind", "link"), models.Q(("link", ""), _negated=True)),
                    models.Q(
                        models.Q(("kind", "link"), _negated=True), models.Q(("file", ""), _negated=True), ("link", "")
                    ),
                    _connector="OR",
                ),
                name="prototype_link_or_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=org.same_board.SameBoard(field="bet", name="prototype_bet_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=org.same_board.SameBoard(field="added_by", name="prototype_adder_same_board", scope="board"),
        ),
        migrations.AddField(
            model_name="capacityproposal",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="capacityproposal",
            name="cycle",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="capacity_proposals",
                to="bets.cycle",
            ),
        ),
        migrations.AddField(
            model_name="capacityproposal",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.membership",
            ),
        ),
        migrations.AddField(
            model_name="capacityproposal",
            name="proposed_by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="capacityproposal",
            name="team",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.team"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="bet",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="bets.bet"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="comment",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="bets.comment",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="mention",
            name="comment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="bets.comment",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="member",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="bet",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bets.bet"
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="reader",
            name="member",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="bet",
            name="readers",
            field=models.ManyToManyField(related_name="+", through="bets.Reader", to="org.membership"),
        ),
        migrations.AddConstraint(
            model_name="bet",
            constraint=org.same_board.SameBoard(field="copied_from", name="bet_copy_same_board", scope="board"),
        ),
        migrations.AddField(
            model_name="shrink",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="shrink",
            name="bet",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="shrinks", to="bets.bet"
            ),
        ),
        migrations.AddField(
            model_name="shrink",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="shrink",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.membership",
            ),
        ),
        migrations.AddField(
            model_name="shrink",
            name="team",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.team"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="bet",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="bets.bet"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="version",
            name="by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="bet",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="waivers",
                to="bets.bet",
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
        ),
        migrations.AddField(
            model_name="waiver",
            name="by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.membership"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="cycle",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="waivers",
                to="bets.cycle",
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="team",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="org.team",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("cycle", "team"), name="one_open_capacity_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityproposal",
            constraint=org.same_board.SameBoard(
                field="cycle", name="capacity_proposal_cycle_same_board", scope="board"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityproposal",
            constraint=org.same_board.SameBoard(field="team", name="capacity_proposal_team_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="capacityproposal",
            constraint=org.same_board.SameBoard(
                field="proposed_by", name="capacity_proposal_by_same_board", scope="board"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityproposal",
            constraint=org.same_board.SameBoard(field="decided_by", name="capacity_decider_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("board", "id"), name="comment_board_key"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("bet", "id"), name="comment_bet_key"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=org.same_board.SameBoard(field="bet", name="comment_bet_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=org.same_board.SameBoard(field="author", name="comment_author_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=org.same_board.SameBoard(field="parent", name="comment_parent_same_bet", scope="bet"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "challenge"), ("parent", None), models.Q(("appeal", ""), _negated=True)),
                    models.Q(models.Q(("kind", "challenge"), _negated=True), ("appeal", "")),
                    _connector="OR",
                ),
                name="comment_appeal_of_a_challenge",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("comment", "member"), name="one_mention"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=org.same_board.SameBoard(field="comment", name="mention_comment_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=org.same_board.SameBoard(field="member", name="mention_member_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="reader",
            constraint=models.UniqueConstraint(fields=("bet", "member"), name="one_reader"),
        ),
        migrations.AddConstraint(
            model_name="reader",
            constraint=org.same_board.SameBoard(field="bet", name="reader_bet_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="reader",
            constraint=org.same_board.SameBoard(field="member", name="reader_member_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("bet", "team"), name="one_open_shrink"
            ),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=models.CheckConstraint(
                condition=models.Q(("tenths__gte", 1), ("tenths__lte", 100000)), name="shrink_within_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=org.same_board.SameBoard(field="bet", name="shrink_bet_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=org.same_board.SameBoard(field="team", name="shrink_team_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=org.same_board.SameBoard(field="asked_by", name="shrink_asker_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="shrink",
            constraint=org.same_board.SameBoard(field="closed_by", name="shrink_closer_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("bet", "number"), name="one_version_per_number"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=org.same_board.SameBoard(field="bet", name="version_bet_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=org.same_board.SameBoard(field="by", name="version_by_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(
                fields=("cycle", "code", "bet", "team"), name="one_waiver_each", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="waiver_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=org.same_board.SameBoard(field="cycle", name="waiver_cycle_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=org.same_board.SameBoard(field="bet", name="waiver_bet_same_cycle", scope="cycle"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=org.same_board.SameBoard(field="team", name="waiver_team_same_board", scope="board"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=org.same_board.SameBoard(field="by", name="waiver_by_same_board", scope="board"),
        ),
    ]

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import org.same_board


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bets", "0006_private_orders_stay"),
        ("org", "0006_teams_of_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="room", to="org.board"
                    ),
                ),
                ("zone", models.CharField(help_text="IANA zone of its sessions", max_length=60)),
                ("weekday", models.PositiveSmallIntegerField(default=2)),
                ("starts", models.TimeField(default=datetime.time(13, 0))),
                ("minutes", models.PositiveSmallIntegerField(default=180)),
                (
                    "checkpoint_weekday",
                    models.PositiveSmallIntegerField(help_text="of the second point of decision", null=True),
                ),
                ("checkpoint_starts", models.TimeField(null=True)),
                ("checkpoint_minutes", models.PositiveSmallIntegerField(default=30)),
                ("box", models.PositiveSmallIntegerField(default=10, help_text="minutes of one item")),
                (
                    "target",
                    models.PositiveIntegerField(default=1200, help_text="working minutes; of new blockers only"),
                ),
                (
                    "pauses",
                    models.BooleanField(
                        default=False, help_text="whether a leader may stop a clock for an outside party"
                    ),
                ),
                (
                    "chat",
                    models.URLField(
                        blank=True, help_text="where Slack or Teams takes messages for this board", max_length=500
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__gte", 1), ("weekday__lte", 7)), name="room_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 15), ("minutes__lte", 720)), name="room_minutes_in_bounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("box__gte", 1), ("box__lte", 120)), name="room_box_in_bounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__gte", 60), ("target__lte", 9600)), name="room_target_in_bounds"
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("checkpoint_minutes__gte", 5), ("checkpoint_minutes__lte", 240)),
                        name="room_checkpoint_minutes_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bets.cycle",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("session", "Session"), ("checkpoint", "Checkpoint")], default="session", max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "planned_on",
                    models.DateField(
                        help_text="the date that the timetable gave it, wherever it was moved to; none: added by hand",
                        null=True,
                    ),
                ),
                ("moved", models.BooleanField(default=False, help_text="by hand: it follows the timetable no longer")),
                ("zone", models.CharField(help_text="IANA zone of its wall times", max_length=60)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "chair",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("cancelled_for", models.TextField(blank=True, help_text="the reason why it is not held")),
                (
                    "unheard_for",
                    models.TextField(blank=True, help_text="the reason why it was closed with items unheard"),
                ),
                ("unheard", models.PositiveSmallIntegerField(default=0)),
                (
                    "focus",
                    models.CharField(
                        blank=True, help_text="the key of the agenda's item that is on the floor", max_length=40
                    ),
                ),
                ("focus_since", models.DateTimeField(null=True)),
                ("left_open", models.BooleanField(default=False, help_text="still running at midnight")),
                ("heard", models.JSONField(help_text="the agenda as it was when it was closed", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["board", "starts_at"], name="eteam_session_by_start")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("planned_on__isnull", False)),
                        fields=("board", "kind", "planned_on"),
                        name="one_session_per_date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("board",), name="one_running_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="eteam_session_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at", None), ("state__in", ["planned", "cancelled"])),
                            models.Q(
                                ("opened_at__isnull", False),
                                ("opened_by__isnull", False),
                                ("state__in", ["running", "closed"]),
                            ),
                            _connector="OR",
                        ),
                        name="eteam_session_opened_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="eteam_session_closed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unheard", 0), models.Q(("unheard_for", ""), _negated=True), _connector="OR"
                        ),
                        name="eteam_session_unheard_for_a_reason",
                    ),
                    org.same_board.SameBoard(field="cycle", name="eteam_session_cycle_same_board", scope="board"),
                    org.same_board.SameBoard(field="chair", name="eteam_session_chair_same_board", scope="board"),
                    org.same_board.SameBoard(field="opened_by", name="eteam_session_opener_same_board", scope="board"),
                    org.same_board.SameBoard(field="closed_by", name="eteam_session_closer_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="eteam_session_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="eteam.session",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("as_steward", models.BooleanField(default=False, help_text="keeps agenda and time, decides nothing")),
                ("since", models.DateTimeField()),
                ("seen_at", models.DateTimeField(help_text="when a page of theirs last said that they are there")),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "member"), name="one_presence_each"),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", models.F("member"))), name="presence_recorded_by_oneself"
                    ),
                    org.same_board.SameBoard(field="session", name="presence_session_same_board", scope="board"),
                    org.same_board.SameBoard(field="member", name="presence_member_same_board", scope="board"),
                    org.same_board.SameBoard(field="recorded_by", name="presence_recorder_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DomainReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="eteam.session",
                    ),
                ),
                (
                    "vp",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("on_track", models.BooleanField()),
                ("changed", models.CharField(help_text="what changed since last time", max_length=400)),
                ("needed", models.CharField(blank=True, help_text="what they need of the others", max_length=400)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "vp"), name="one_domain_report_each"),
                    org.same_board.SameBoard(field="session", name="domain_report_session_same_board", scope="board"),
                    org.same_board.SameBoard(field="vp", name="domain_report_vp_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                ("title", models.CharField(max_length=140)),
                ("text", models.TextField(blank=True)),
                (
                    "blocking",
                    models.CharField(
                        choices=[
                            ("team", "A team"),
                            ("leaders", "The leaders"),
                            ("outside", "Somebody outside"),
                            ("unknown", "Not known yet"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "blocking_team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "bet",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bets.bet",
                    ),
                ),
                (
                    "flagged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("flagged_at", models.DateTimeField(help_text="the clock starts here")),
                ("becomes_at", models.DateTimeField(help_text="untouched until then, it becomes a blocker by itself")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="none where it became a blocker by itself",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("rejected_for", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("decided_at", None)), fields=["becomes_at"], name="waiting_flags")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocking", "team"), ("blocking_team__isnull", False)),
                            models.Q(("blocking__in", ["leaders", "outside", "unknown"]), ("blocking_team", None)),
                            _connector="OR",
                        ),
                        name="flag_blocking_side_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rejected_for", ""),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="flag_rejected_by_somebody",
                    ),
                    org.same_board.SameBoard(field="team", name="flag_team_same_board", scope="board"),
                    org.same_board.SameBoard(
                        field="blocking_team", name="flag_blocking_team_same_board", scope="board"
                    ),
                    org.same_board.SameBoard(field="bet", name="flag_bet_same_board", scope="board"),
                    org.same_board.SameBoard(field="flagged_by", name="flag_by_same_board", scope="board"),
                    org.same_board.SameBoard(field="decided_by", name="flag_decider_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="flag_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Blocker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                ("title", models.CharField(max_length=140)),
                ("text", models.TextField(blank=True)),
                (
                    "blocked_team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "blocking",
                    models.CharField(
                        choices=[
                            ("team", "A team"),
                            ("leaders", "The leaders"),
                            ("outside", "Somebody outside"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "blocking_team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "bet",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bets.bet",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="who sees to it; at first the VP of the blocking team",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="the same thing before, reopened too late to be the same blocker",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "flag",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocker",
                        to="eteam.flag",
                    ),
                ),
                ("raised_at", models.DateTimeField(help_text="of the flag, where there was one")),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="the version of the blocked team's calendar; none: the usual week in `zone`",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.calendar",
                    ),
                ),
                ("zone", models.CharField(max_length=60)),
                ("target", models.PositiveIntegerField(help_text="working minutes")),
                ("due_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField(help_text="as it was at the raise")),
                (
                    "route",
                    models.CharField(choices=[("now", "NOW"), ("first", "FIRST"), ("room", "ROOM")], max_length=10),
                ),
                (
                    "first_route",
                    models.CharField(
                        choices=[("now", "NOW"), ("first", "FIRST"), ("room", "ROOM")],
                        help_text="as it was at the raise",
                        max_length=10,
                    ),
                ),
                ("routed_at", models.DateTimeField(help_text="since when it has its route")),
                (
                    "responded_at",
                    models.DateTimeField(help_text="the first word or outcome by anybody but who raised it", null=True),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decide_by", models.DateTimeField(help_text="what its owner accepted when it was carried", null=True)),
                (
                    "breach_accepted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="the leader who carried it past its due time",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("carries", models.PositiveSmallIntegerField(default=0)),
                ("breached_at", models.DateTimeField(help_text="its due time, once it has passed unmet", null=True)),
                ("unblocked_at", models.DateTimeField(help_text="since when the team can work again", null=True)),
                ("unblocked_entered_at", models.DateTimeField(null=True)),
                (
                    "unblocked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "confirm_by",
                    models.DateTimeField(help_text="silence until then confirms, as of the entry", null=True),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="none where it was silence that confirmed",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("withdrawn_for", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unblocked_at", None), ("withdrawn_at", None)),
                        fields=["board", "due_at"],
                        name="open_blockers",
                    ),
                    models.Index(fields=["board", "raised_at"], name="blockers_by_raise"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocking", "team"), ("blocking_team__isnull", False)),
                            models.Q(("blocking__in", ["leaders", "outside", "unknown"]), ("blocking_team", None)),
                            _connector="OR",
                        ),
                        name="blocker_blocking_side_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("blocking_team", None),
                            models.Q(("blocking_team", models.F("blocked_team")), _negated=True),
                            _connector="OR",
                        ),
                        name="blocker_not_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gte", models.F("raised_at"))), name="blocker_due_after_raise"
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("unblocked_at__isnull", False), _connector="OR"),
                        name="blocker_confirmed_when_unblocked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="blocker_withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route__in", ["now", "first", "room"])), name="blocker_known_route"
                    ),
                    org.same_board.SameBoard(
                        field="blocked_team", name="blocker_blocked_team_same_board", scope="board"
                    ),
                    org.same_board.SameBoard(
                        field="blocking_team", name="blocker_blocking_team_same_board", scope="board"
                    ),
                    org.same_board.SameBoard(field="bet", name="blocker_bet_same_board", scope="board"),
                    org.same_board.SameBoard(field="owner", name="blocker_owner_same_board", scope="board"),
                    org.same_board.SameBoard(field="follows", name="blocker_follows_same_board", scope="board"),
                    org.same_board.SameBoard(field="flag", name="blocker_flag_same_board", scope="board"),
                    org.same_board.SameBoard(field="raised_by", name="blocker_raiser_same_board", scope="board"),
                    org.same_board.SameBoard(field="calendar", name="blocker_calendar_same_board", scope="board"),
                    org.same_board.SameBoard(
                        field="breach_accepted_by", name="blocker_acceptor_same_board", scope="board"
                    ),
                    org.same_board.SameBoard(field="unblocked_by", name="blocker_unblocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="confirmed_by", name="blocker_confirmer_same_board", scope="board"),
                    org.same_board.SameBoard(field="withdrawn_by", name="blocker_withdrawer_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="blocker_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outside", "Waiting on a party outside the company"),
                            ("unblocked", "Unblocked, and reopened"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(help_text="none while it lasts", null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("reason", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)), fields=("blocker",), name="one_running_pause"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"),
                        name="pause_ends_after_start",
                    ),
                    org.same_board.SameBoard(field="blocker", name="pause_blocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="by", name="pause_by_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due_changes",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("calendar", "A calendar edit was confirmed"),
                            ("pause", "A pause ended"),
                            ("reopened", "Reopened"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.DateTimeField()),
                ("after", models.DateTimeField()),
                (
                    "calendar",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="that it counts by since",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.calendar",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    org.same_board.SameBoard(field="blocker", name="due_change_blocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="calendar", name="due_change_calendar_same_board", scope="board"),
                    org.same_board.SameBoard(field="by", name="due_change_by_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    org.same_board.SameBoard(field="blocker", name="remark_blocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="author", name="remark_author_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ladder",
                        to="eteam.blocker",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("blocker", "percent"), name="one_ladder_step_each"),
                    models.CheckConstraint(
                        condition=models.Q(("percent__in", [0, 50, 80, 100])), name="ladder_known_step"
                    ),
                    org.same_board.SameBoard(field="blocker", name="ladder_blocker_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("misaligned", "Misaligned"),
                            ("off_track", "Off track"),
                            ("plan", "Question about the plan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=140)),
                ("text", models.TextField(blank=True)),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "other_team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "bet",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bets.bet",
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="none: put there by something that happened to the plan",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True, help_text="of what put it there by itself, to do so once", max_length=60
                    ),
                ),
                ("carries", models.PositiveSmallIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cause", ""), _negated=True),
                        fields=("board", "cause"),
                        name="one_matter_per_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "misaligned"), _negated=True),
                            models.Q(("other_team__isnull", False), ("team__isnull", False)),
                            _connector="OR",
                        ),
                        name="matter_misaligned_are_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "off_track"), _negated=True), ("bet__isnull", False), _connector="OR"
                        ),
                        name="matter_off_track_is_a_bet",
                    ),
                    org.same_board.SameBoard(field="team", name="matter_team_same_board", scope="board"),
                    org.same_board.SameBoard(field="other_team", name="matter_other_team_same_board", scope="board"),
                    org.same_board.SameBoard(field="bet", name="matter_bet_same_board", scope="board"),
                    org.same_board.SameBoard(field="raised_by", name="matter_raiser_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="matter_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Huddle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="huddles",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("called_at", models.DateTimeField()),
                (
                    "called",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="the memberships that are asked to come",
                        size=None,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("blocker",), name="one_open_huddle"
                    ),
                    org.same_board.SameBoard(field="blocker", name="huddle_blocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="called_by", name="huddle_caller_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="huddle_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="eteam.blocker",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="eteam.matter",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unblocked", "Unblocked"),
                            ("decided", "Decided"),
                            ("carried", "Carried"),
                            ("unheard", "Carried, unheard"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="eteam.session",
                    ),
                ),
                (
                    "huddle",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="eteam.huddle",
                    ),
                ),
                ("text", models.TextField(blank=True, help_text="what changed, or what was decided")),
                (
                    "decider",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("by_when", models.DateTimeField(help_text="when the owner is done", null=True)),
                ("since", models.DateTimeField(help_text="of UNBLOCKED: when the team could work again", null=True)),
                ("next_step", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("decide_by", models.DateTimeField(null=True)),
                ("accepts_breach", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "present",
                    models.JSONField(
                        default=list, help_text="who was there, by name; of what was decided outside the room"
                    ),
                ),
                (
                    "waits_for",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="the member who confirms what the steward typed",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                (
                    "done_at",
                    models.DateTimeField(help_text="a decision: its owner says that it is carried out", null=True),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "read_out_in",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="eteam.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocker__isnull", False), ("matter", None)),
                            models.Q(("blocker", None), ("matter__isnull", False)),
                            _connector="OR",
                        ),
                        name="outcome_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "decided"), _negated=True),
                            models.Q(
                                ("by_when__isnull", False),
                                ("decider__isnull", False),
                                ("owner__isnull", False),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_decided_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "carried"), _negated=True),
                            models.Q(
                                ("owner__isnull", False),
                                models.Q(("next_step", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_carried_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("refused_at", None)),
                            ("waits_for__isnull", False),
                            _connector="OR",
                        ),
                        name="outcome_waits_first",
                    ),
                    org.same_board.SameBoard(field="blocker", name="outcome_blocker_same_board", scope="board"),
                    org.same_board.SameBoard(field="matter", name="outcome_matter_same_board", scope="board"),
                    org.same_board.SameBoard(field="session", name="outcome_session_same_board", scope="board"),
                    org.same_board.SameBoard(field="huddle", name="outcome_huddle_same_board", scope="board"),
                    org.same_board.SameBoard(field="decider", name="outcome_decider_same_board", scope="board"),
                    org.same_board.SameBoard(field="owner", name="outcome_owner_same_board", scope="board"),
                    org.same_board.SameBoard(field="entered_by", name="outcome_enterer_same_board", scope="board"),
                    org.same_board.SameBoard(field="waits_for", name="outcome_waits_same_board", scope="board"),
                    org.same_board.SameBoard(field="done_by", name="outcome_done_same_board", scope="board"),
                    org.same_board.SameBoard(field="read_out_in", name="outcome_read_out_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="outcome_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                ("kind", models.CharField(max_length=30)),
                ("subject", models.CharField(help_text="what it is about, as `session`", max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("revision", models.PositiveIntegerField(default=0, help_text="of the subject, where it counts them")),
                (
                    "recipient",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="none: the board's chat",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("inbox", "In the product"), ("mail", "E-mail"), ("chat", "Chat")], max_length=10
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="not before")),
                ("not_after", models.DateTimeField(help_text="a session's start: too late then", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("unconfirmed", "Unconfirmed"),
                            ("failed", "Failed"),
                            ("expired", "Expired"),
                            ("folded", "Folded into another"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("body", models.JSONField(help_text="rendered once: headline, text, html, path", null=True)),
                (
                    "message_id",
                    models.CharField(blank=True, help_text="of the mail; made from the key", max_length=200),
                ),
                ("planned_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=400)),
                (
                    "folded_into",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="eteam.reminder",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "planned")), fields=["due_at"], name="planned_reminders"),
                    models.Index(
                        condition=models.Q(("state", "claimed")), fields=["lease_until"], name="claimed_reminders"
                    ),
                    models.Index(fields=["subject", "subject_id"], name="reminders_of_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject", "subject_id", "revision", "recipient", "channel"),
                        name="one_reminder_per_key",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="reminder_sent_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "claimed"), _negated=True),
                            ("lease_until__isnull", False),
                            _connector="OR",
                        ),
                        name="reminder_claimed_with_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "chat"), ("recipient", None)),
                            models.Q(("channel__in", ["inbox", "mail"]), ("recipient__isnull", False)),
                            _connector="OR",
                        ),
                        name="reminder_to_somebody",
                    ),
                    org.same_board.SameBoard(field="recipient", name="reminder_recipient_same_board", scope="board"),
                    org.same_board.SameBoard(field="folded_into", name="reminder_folded_same_board", scope="board"),
                    models.UniqueConstraint(fields=("board", "id"), name="reminder_board_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.membership",
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "kind"), name="one_mute_per_kind"),
                    org.same_board.SameBoard(field="member", name="mute_member_same_board", scope="board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.membership"
                    ),
                ),
                ("digest", models.CharField(help_text="SHA-256 of the secret", max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.board"),
                ),
                ("week", models.CharField(help_text="ISO week in the board's zone, as 2026-W48", max_length=8)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("data_at", models.DateTimeField(help_text="it tells what was so at this instant")),
                ("made_at", models.DateTimeField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(help_text="SHA-256 of the content", max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("board", "week", "revision"), name="one_report_per_revision")
                ],
            },
        ),
    ]

"""A team gives up its own calendar by a version that says so: the versions before it stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0007_no_reports_in_their_vps_room")]

    operations = [
        migrations.AddField(
            model_name="calendar",
            name="follows",
            field=models.BooleanField(default=False, help_text="from here on the team works by the board's again"),
        ),
        migrations.AddConstraint(
            model_name="calendar",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows", False), ("team__isnull", False), _connector="OR"),
                name="calendar_follows_of_a_team",
            ),
        ),
    ]

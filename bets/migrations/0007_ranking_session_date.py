"""When the bets of a cycle are to be ranked together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bets", "0006_private_orders_stay")]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="ranking_session_at",
            field=models.DateTimeField(
                blank=True, help_text="when the bets are to be ranked together; shown in the board's zone", null=True
            ),
        ),
    ]

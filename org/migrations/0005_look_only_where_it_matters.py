"""The guard against reports beside their VP looked through all memberships for each row that was written.

Whoever is no VP, or has left, breaks nothing; of a VP the report and the manager are found by their keys.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION org_no_reports_beside_their_vp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT 'vp' = ANY (NEW.roles) OR NEW.ended_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM org_membership AS report JOIN org_membership AS manager ON manager.id = report.manager_id
        WHERE (report.id = NEW.id OR report.manager_id = NEW.id) AND report.direct_report_exception = ''
            AND 'vp' = ANY (report.roles) AND 'vp' = ANY (manager.roles)
            AND report.ended_at IS NULL AND manager.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a VP''s direct report is a VP of the same board' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0004_calendars_stay")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]

"""The guard against reports beside their VP knew VPs alone. Stewards and those who stand in sit in the same room.

Of a stand-in it looks until when, by the database's own clock and the zone of the board: what is over is no seat.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION org_no_reports_beside_their_vp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NOT NULL OR NOT (NEW.roles && ARRAY['vp', 'steward']::varchar[] OR NEW.acting_for_id IS NOT NULL)
    THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM org_membership AS report
        JOIN org_membership AS manager ON manager.id = report.manager_id
        JOIN org_board AS board ON board.id = report.board_id
        WHERE (report.id = NEW.id OR report.manager_id = NEW.id) AND report.direct_report_exception = ''
            AND 'vp' = ANY (manager.roles)
            AND (report.roles && ARRAY['vp', 'steward']::varchar[] OR (
                report.acting_for_id IS NOT NULL
                AND report.acting_until >= (clock_timestamp() AT TIME ZONE board.zone)::date
            ))
            AND report.ended_at IS NULL AND manager.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a VP''s direct report is a VP or the steward of the same board'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""

BEFORE = """
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
    dependencies = [("org", "0006_teams_of_people")]

    operations = [migrations.RunSQL(GUARD, BEFORE)]

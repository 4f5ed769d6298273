"""A VP's direct report is not a VP of the same board, unless a leader said why."""

from django.db import migrations

GUARD = """
CREATE FUNCTION org_no_reports_beside_their_vp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM org_membership AS report JOIN org_membership AS manager ON manager.id = report.manager_id
        WHERE NEW.id IN (report.id, manager.id) AND report.direct_report_exception = ''
            AND 'vp' = ANY (report.roles) AND 'vp' = ANY (manager.roles)
            AND report.ended_at IS NULL AND manager.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a VP''s direct report is a VP of the same board' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER no_reports_beside_their_vp AFTER INSERT OR UPDATE ON org_membership
    FOR EACH ROW EXECUTE FUNCTION org_no_reports_beside_their_vp();
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, "DROP FUNCTION org_no_reports_beside_their_vp CASCADE;")]

"""A due time moves only with its reason beside it; what was written down of it, and of a week, stays as it was."""

from django.db import migrations

DUE_STAYS = """
CREATE FUNCTION eteam_due_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.due_at, NEW.target, NEW.raised_at, NEW.first_due_at)
        IS NOT DISTINCT FROM (OLD.due_at, OLD.target, OLD.raised_at, OLD.first_due_at) THEN
        RETURN NEW;
    END IF;
    IF (NEW.target, NEW.raised_at, NEW.first_due_at) IS NOT DISTINCT FROM (OLD.target, OLD.raised_at, OLD.first_due_at)
        AND EXISTS (
            SELECT FROM eteam_duechange
            WHERE blocker_id = NEW.id AND before = OLD.due_at AND after = NEW.due_at
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the due time of blocker % does not move without a reason', NEW.id
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER due_stays BEFORE UPDATE OF due_at, target, raised_at, first_due_at ON eteam_blocker
    FOR EACH ROW EXECUTE FUNCTION eteam_due_stays();
"""

WRITTEN_ONCE = """
CREATE FUNCTION eteam_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % is written once', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER due_change_stays BEFORE UPDATE ON eteam_duechange
    FOR EACH ROW EXECUTE FUNCTION eteam_written_once();
CREATE TRIGGER report_stays BEFORE UPDATE OR DELETE ON eteam_report
    FOR EACH ROW EXECUTE FUNCTION eteam_written_once();
"""

UNDO = "DROP FUNCTION eteam_due_stays CASCADE; DROP FUNCTION eteam_written_once CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("eteam", "0001_initial")]

    operations = [migrations.RunSQL(DUE_STAYS + WRITTEN_ONCE, UNDO)]

"""At the end of a transaction every blocker that is open, undecided and NOW has a step of its ladder."""

from django.db import migrations

# Deferred: an act writes the route first, and the step after it. Both triggers read the row as it is at the commit.
NOW_HAS_STEP = """
CREATE FUNCTION eteam_now_has_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE judged bigint;
BEGIN
    IF TG_TABLE_NAME = 'eteam_blocker' THEN
        judged := NEW.id;
    ELSE
        judged := OLD.blocker_id;
    END IF;
    IF EXISTS (
        SELECT FROM eteam_blocker
        WHERE id = judged AND route = 'now'
            AND decided_at IS NULL AND unblocked_at IS NULL AND withdrawn_at IS NULL
    ) AND NOT EXISTS (SELECT FROM eteam_ladderstep WHERE blocker_id = judged) THEN
        RAISE EXCEPTION 'blocker % cannot wait and has no step of its ladder', judged
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER now_has_step AFTER INSERT OR UPDATE ON eteam_blocker
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.route = 'now' AND NEW.decided_at IS NULL AND NEW.unblocked_at IS NULL AND NEW.withdrawn_at IS NULL)
    EXECUTE FUNCTION eteam_now_has_step();
CREATE CONSTRAINT TRIGGER step_stays AFTER UPDATE OF blocker_id OR DELETE ON eteam_ladderstep
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION eteam_now_has_step();
"""

UNDO = "DROP FUNCTION eteam_now_has_step CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("eteam", "0002_guards")]

    operations = [migrations.RunSQL(NOW_HAS_STEP, UNDO)]

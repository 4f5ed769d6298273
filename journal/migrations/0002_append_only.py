"""Events are written once. No TRUNCATE trigger: tests flush tables."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never changed or deleted' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_event
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION journal_append_only CASCADE;")]

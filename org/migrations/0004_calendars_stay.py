"""A version of a calendar never changes: due times were counted with it."""

from django.db import migrations

STAYS = """
CREATE FUNCTION org_calendar_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a calendar does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER calendar_stays BEFORE UPDATE ON org_calendar FOR EACH ROW EXECUTE FUNCTION org_calendar_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0003_calendar_notices_acting")]

    operations = [migrations.RunSQL(STAYS, "DROP FUNCTION org_calendar_stays CASCADE;")]

"""Once a round is closed, nobody's order of it can be made, changed or moved to another round."""

from django.db import migrations

# FOR SHARE waits for a closing that is being committed, so that nothing slips in beside it.
STAY = """
CREATE FUNCTION bets_private_order_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed timestamptz;
BEGIN
    SELECT closed_at INTO closed FROM bets_round WHERE id = NEW.round_id FOR SHARE;
    IF closed IS NOT NULL THEN
        RAISE EXCEPTION 'round % is closed', NEW.round_id USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.round_id, OLD.leader_id) IS DISTINCT FROM (NEW.round_id, NEW.leader_id) THEN
        RAISE EXCEPTION 'a private order stays its leader''s' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER private_order_stays BEFORE INSERT OR UPDATE ON bets_privateorder
    FOR EACH ROW EXECUTE FUNCTION bets_private_order_stays();
"""

UNDO = "DROP FUNCTION bets_private_order_stays CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("bets", "0005_ranking_sessions")]

    operations = [migrations.RunSQL(STAY, UNDO)]

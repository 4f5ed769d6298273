"""Guards for what a lock freezes besides: carry-over and leaders' sentences; and for versions, which never change."""

from django.db import migrations

FROZEN = """
CREATE FUNCTION bets_of_capacity_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bets_refuse_if_locked(cycle_id)
    FROM (
        SELECT DISTINCT bets_capacity.cycle_id FROM changed
        JOIN bets_capacity ON bets_capacity.id = capacity_id ORDER BY 1
    ) AS touched;
    RETURN NULL;
END $$;
"""

_TABLES = {"bets_waiver": "bets_of_cycle_stay", "bets_carryover": "bets_of_capacity_stay"}
_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
_PARENTS = {"bets_waiver": "cycle_id", "bets_carryover": "capacity_id"}


def frozen(table: str, function: str) -> str:
    return "".join(
        f"CREATE TRIGGER frozen_{event} AFTER {event.upper()} ON {table} REFERENCING {side} TABLE AS changed"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
        for event, side in _EVENTS.items()
    )


def settled(table: str, column: str) -> str:
    return (
        f"CREATE TRIGGER settled BEFORE UPDATE OF {column} ON {table} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION bets_stay_where_they_are();\n"
    )


VERSIONS = """
CREATE FUNCTION bets_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a pitch said does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER version_stays BEFORE UPDATE ON bets_version FOR EACH ROW EXECUTE FUNCTION bets_version_stays();
"""

UNDO = "DROP FUNCTION bets_of_capacity_stay, bets_version_stays CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("bets", "0003_pitches_in_full")]

    operations = [
        migrations.RunSQL(
            FROZEN
            + "".join(frozen(*item) for item in _TABLES.items())
            + "".join(settled(*item) for item in _PARENTS.items())
            + VERSIONS,
            UNDO,
        )
    ]

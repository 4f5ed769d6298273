"""Guards that no code can walk around: dense ranks, locked cycles, plans as they were locked, submitter = owner.

No data and no ALTER of a table with data here: triggers only.
"""

from django.db import migrations

# One function for the three kinds of statement: a trigger with transition tables serves only one of them.
DENSE = """
CREATE FUNCTION bets_ranks_are_dense() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE torn bigint;
BEGIN
    SELECT cycle_id INTO torn FROM bets_rank
    WHERE cycle_id IN (SELECT DISTINCT cycle_id FROM changed)
    GROUP BY cycle_id HAVING count(*) <> max(position) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the ranks of cycle % would not be 1..n', torn USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ranks_are_dense_insert AFTER INSERT ON bets_rank REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION bets_ranks_are_dense();
CREATE TRIGGER ranks_are_dense_update AFTER UPDATE ON bets_rank REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION bets_ranks_are_dense();
CREATE TRIGGER ranks_are_dense_delete AFTER DELETE ON bets_rank REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION bets_ranks_are_dense();
"""

# FOR SHARE waits for a lock of the cycle that is being committed, so that nothing slips in beside it. Whoever
# holds the cycle already waits for nobody.
FROZEN = """
CREATE FUNCTION bets_refuse_if_locked(cycle bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE phase text;
BEGIN
    SELECT state INTO phase FROM bets_cycle WHERE id = cycle FOR SHARE;
    IF phase IN ('locked', 'closed') THEN
        RAISE EXCEPTION 'cycle % is %', cycle, phase USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION bets_of_cycle_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bets_refuse_if_locked(cycle_id) FROM (SELECT DISTINCT cycle_id FROM changed ORDER BY 1) AS touched;
    RETURN NULL;
END $$;
CREATE FUNCTION bets_of_bet_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bets_refuse_if_locked(cycle_id)
    FROM (SELECT DISTINCT bets_bet.cycle_id FROM changed JOIN bets_bet ON bets_bet.id = bet_id ORDER BY 1) AS touched;
    RETURN NULL;
END $$;
"""

_TABLES = {
    "bets_rank": "bets_of_cycle_stay",
    "bets_capacity": "bets_of_cycle_stay",
    "bets_need": "bets_of_cycle_stay",
    "bets_exclusion": "bets_of_cycle_stay",
    "bets_demand": "bets_of_bet_stay",
}
_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def frozen(table: str, function: str) -> str:
    return "".join(
        f"CREATE TRIGGER frozen_{event} AFTER {event.upper()} ON {table} REFERENCING {side} TABLE AS changed"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
        for event, side in _EVENTS.items()
    )


# The triggers above look at the cycle that a changed row is in. A row that could leave a locked cycle, or tear a
# gap in the ranks of the one it leaves, would pass them; none has a reason to.
SETTLED = """
CREATE FUNCTION bets_stay_where_they_are() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % does not move to another cycle or bet', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
"""


def settled(table: str, column: str) -> str:
    return (
        f"CREATE TRIGGER settled BEFORE UPDATE OF {column} ON {table} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION bets_stay_where_they_are();\n"
    )


_PARENTS = {
    "bets_rank": "cycle_id",
    "bets_capacity": "cycle_id",
    "bets_need": "cycle_id",
    "bets_exclusion": "cycle_id",
    "bets_demand": "bet_id",
    "bets_bet": "cycle_id",
}

# Policy and revision belong to the plan as well; the state itself may change, for it is how one unlocks.
CYCLE = """
CREATE FUNCTION bets_cycle_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('locked', 'closed') AND (NEW.policy, NEW.revision) IS DISTINCT FROM (OLD.policy, OLD.revision)
    THEN
        RAISE EXCEPTION 'cycle % is %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_cycle BEFORE UPDATE OF policy, revision ON bets_cycle
    FOR EACH ROW EXECUTE FUNCTION bets_cycle_stays();

CREATE FUNCTION bets_bet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bets_refuse_if_locked(OLD.cycle_id);
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_bet BEFORE UPDATE OF must_do, needs_no_team ON bets_bet FOR EACH ROW
    WHEN ((OLD.must_do, OLD.needs_no_team) IS DISTINCT FROM (NEW.must_do, NEW.needs_no_team))
    EXECUTE FUNCTION bets_bet_stays();
"""

PLAN = """
CREATE FUNCTION bets_plan_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- NEW is all nulls when a plan is deleted.
    IF (NEW.cycle_id, NEW.revision, NEW.content, NEW.digest, NEW.locked_at, NEW.locked_by_id)
        IS DISTINCT FROM (OLD.cycle_id, OLD.revision, OLD.content, OLD.digest, OLD.locked_at, OLD.locked_by_id)
        OR OLD.unlocked_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'a plan does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_stays BEFORE UPDATE OR DELETE ON bets_plan FOR EACH ROW EXECUTE FUNCTION bets_plan_stays();
"""

SUBMITTER = """
CREATE FUNCTION bets_submitted_by_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.submitted_by_id IS DISTINCT FROM NEW.owner_id THEN
        RAISE EXCEPTION 'bet % is submitted by somebody who does not own it', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submitted_by_owner_insert BEFORE INSERT ON bets_bet FOR EACH ROW
    WHEN (NEW.submitted_by_id IS NOT NULL) EXECUTE FUNCTION bets_submitted_by_owner();
CREATE TRIGGER submitted_by_owner_update BEFORE UPDATE OF submitted_by_id, submitted_at ON bets_bet FOR EACH ROW
    WHEN (NEW.submitted_by_id IS NOT NULL
        AND (NEW.submitted_by_id, NEW.submitted_at) IS DISTINCT FROM (OLD.submitted_by_id, OLD.submitted_at))
    EXECUTE FUNCTION bets_submitted_by_owner();
"""

UNDO = """
DROP FUNCTION bets_ranks_are_dense, bets_of_cycle_stay, bets_of_bet_stay, bets_cycle_stays, bets_bet_stays,
    bets_plan_stays, bets_submitted_by_owner, bets_refuse_if_locked, bets_stay_where_they_are CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("bets", "0001_initial")]

    operations = [
        migrations.RunSQL(
            DENSE
            + FROZEN
            + "".join(frozen(*item) for item in _TABLES.items())
            + SETTLED
            + "".join(settled(*item) for item in _PARENTS.items())
            + CYCLE
            + PLAN
            + SUBMITTER,
            UNDO,
        )
    ]

"""The real case on the command line: in, out, in again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bets.events import act_of
from bets.models import Bet, Cycle, Demand, Rank
from bets.ordering import replay
from journal.models import Event
from org.models import Board, Membership
from tests.bets.exchange.test_broken_files import FILES
from tests.cast import Cast

BETS = Path(__file__).parent / "real_case" / "rust_goals_2025h1_bets.csv"
CAPACITY = Path(__file__).parent / "real_case" / "rust_goals_2025h1_capacity.csv"

Run = Callable[..., str]


@pytest.fixture
def run(db: None, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A management command; what it printed on the standard output."""

    def run(*words: Any, **options: Any) -> str:
        capfdbinary.readouterr()
        call_command(*map(str, words), **options)
        return capfdbinary.readouterr().out.decode()

    return run


def set_up(
    run: Run, *, board: str = "rust", bets: Path = BETS, capacity: Path | None = CAPACITY, dry: bool = False,
    cycle: str = "2025H1", leader: str = "lead@example.com",
) -> str:  # fmt: skip
    words = ["import_bets", "--board", board, "--cycle", cycle, "--first-setup", "--leader", leader]
    words += [] if cycle == "2025H1" else ["--starts-on=2025-01-01", "--ends-on=2025-06-30"]
    words += ["--capacity", str(capacity)] if capacity else []
    return run(*words, *(["--dry-run"] if dry else []), bets)


def exported(run: Run, board: str = "rust", **options: str) -> dict[str, Any]:
    words = [f"--{name}={value}" for name, value in options.items()]
    return dict(json.loads(run("export_cycle", "--board", board, "--cycle", "2025H1", *words)))


@pytest.mark.parametrize(("policy", "funded"), [("strict", 8), ("team", 32), ("fill", 35)])
def test_the_given_order_funds_what_it_must(run: Run, policy: str, funded: int) -> None:
    set_up(run)
    assert len(exported(run, policy=policy)["allocation"]["funded"]) == funded


def test_the_team_lines_fall_where_they_must(run: Run) -> None:
    set_up(run)
    lines = {line["team"]: line["rank"] for line in exported(run)["allocation"]["team_lines"]}
    assert lines == {"infra": 9, "rustdoc": 15, "types": 19, "spec": 31, "bootstrap": 34, "lang": 39}


def test_the_first_set_up_ends_in_ranking_with_everything_marked(run: Run) -> None:
    set_up(run)
    cycle = Cycle.objects.get()
    assert (cycle.state, cycle.revision, Rank.objects.count()) == ("ranking", 1, 42)
    assert set(Bet.objects.values_list("submitted_via", flat=True)) == {"first_setup"}
    assert set(Demand.objects.values_list("state", "decided_via")) == {("confirmed", "first_setup")}
    assert set(Event.objects.values_list("actor_name", flat=True)) == {"first set-up by lead@example.com"}
    assert not Bet.objects.exclude(prototypes__isnull=False).exists()
    leader = Membership.objects.get(person__email="lead@example.com")
    assert leader.is_leader


def test_its_log_gives_the_order(run: Run) -> None:
    set_up(run)
    log = Event.objects.filter(revision__isnull=False).order_by("revision").values_list("data", flat=True)
    assert replay(map(act_of, log)) == Rank.objects.order(Cycle.objects.get())


def test_the_same_files_again_change_nothing(run: Run) -> None:
    set_up(run)
    before = everything()
    assert set_up(run) == "nothing changed\n"
    assert everything() == before


def test_the_same_rows_in_another_layout_change_nothing(run: Run, tmp_path: Path) -> None:
    set_up(run)
    header, *rows = BETS.read_text().splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\r\n".join([header, *reversed(rows)]))
    assert set_up(run, bets=turned) == "nothing changed\n"


def test_other_rows_are_refused(run: Run, tmp_path: Path) -> None:
    set_up(run)
    before = everything()
    other = tmp_path / "other.csv"
    other.write_text(BETS.read_text().replace("Unsafe Fields", "Safe Fields"))
    with pytest.raises(CommandError, match="exists, and not from these rows"):
        set_up(run, bets=other)
    assert everything() == before


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(run: Run) -> None:
    said = set_up(run, dry=True)
    assert "would make 42 bets" in said
    assert "would make 19 teams" in said
    assert not Board.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_export_then_import_keeps_order_and_funded_set(run: Run, tmp_path: Path, ending: str) -> None:
    set_up(run)
    file, capacity = tmp_path / f"cycle.{ending}", tmp_path / "capacity.csv"
    run("export_cycle", "--board=rust", "--cycle=2025H1", f"--format={ending}", f"--output={file}")
    run("export_cycle", "--board=rust", "--cycle=2025H1", "--format=csv", "--capacity", f"--output={capacity}")
    set_up(run, board="again", bets=file, capacity=capacity if ending == "csv" else None)
    there, here = exported(run), exported(run, board="again")
    assert standing(here) == standing(there)


def standing(document: dict[str, Any]) -> list[tuple[str, bool]]:
    """External ids in rank order, each with whether it is funded."""
    funded = set(document["allocation"]["funded"])
    return [(row["external_id"], row["bet"] in funded) for row in document["ranking"]["order"]]


def test_the_json_has_the_fields_of_the_rest_resources(run: Run) -> None:
    set_up(run)
    document = exported(run)
    assert set(document["ranking"]) == {"revision", "order", "unranked"}
    assert set(document["ranking"]["order"][0]) == {"rank", "bet", "external_id", "title"}
    assert set(document["allocation"]) == {
        "policy", "revision", "funded", "unfunded", "line", "team_lines", "teams",
    }  # fmt: skip
    fifteenth = next(row for row in document["allocation"]["unfunded"] if row["sentence"].startswith("#15 "))
    assert fifteenth["sentence"] == "#15 waits: needs 5.1 rustdoc, 5.0 left after #14"
    assert fifteenth["short"] == {"rustdoc": "0.1"}
    rustdoc = next(team for team in document["allocation"]["teams"] if team["team"] == "rustdoc")
    assert (rustdoc["left"], rustdoc["capacity"]) == ("5.0", "5.1")
    assert document["allocation"]["line"] is None


def test_a_cycle_name_that_means_no_half_year_needs_its_days(run: Run) -> None:
    with pytest.raises(CommandError, match="--starts-on"):
        run("import_bets", "--board=rust", "--cycle=spring", "--first-setup", "--leader=lead@example.com", BETS)


def test_drafts_come_in_for_their_owners_and_without_ranks(run: Run, cast: Cast) -> None:
    cast.cycle.state = "pitching"
    cast.cycle.save()
    said = drafts(run, cast)
    assert "made 42 bets" in said
    made = Bet.objects.filter(external_source="rust-project-goals")
    assert set(made.values_list("status", flat=True)) == {"draft"}
    assert not Rank.objects.filter(bet__in=made).exists()
    assert made.get(external_id="106").owner.person.email == "owner23@example.com"


def test_the_same_drafts_again_change_nothing(run: Run, cast: Cast) -> None:
    cast.cycle.state = "pitching"
    cast.cycle.save()
    drafts(run, cast)
    before = everything()
    assert drafts(run, cast) == "nothing changed\n"
    assert everything() == before


def test_a_changed_row_updates_its_draft_but_never_a_submitted_bet(run: Run, cast: Cast, tmp_path: Path) -> None:
    cast.cycle.state = "pitching"
    cast.cycle.save()
    drafts(run, cast)
    submitted = Bet.objects.get(external_id="106")
    submitted.status, submitted.submitted_by, submitted.submitted_at = (
        "submitted",
        submitted.owner,
        submitted.created_at,
    )
    submitted.save()
    changed = tmp_path / "changed.csv"
    text = BETS.read_text().replace("Unsafe Fields", "Safe Fields").replace("Prepare const traits", "Const traits")
    changed.write_text(text)
    said = drafts(run, cast, changed)
    assert "updated 1 drafts" in said
    assert "left alone" in said
    assert Bet.objects.filter(title="Safe Fields").exists()
    assert Bet.objects.get(external_id="106").title.startswith("Prepare")


@pytest.mark.parametrize("who", ["ines", "vera", "willy", "emil", "olga"])
def test_only_steward_and_admin_import_drafts(run: Run, cast: Cast, who: str) -> None:
    cast.cycle.state = "pitching"
    cast.cycle.save()
    before = everything()
    with pytest.raises(CommandError):
        drafts(run, cast, by=getattr(cast, who).person.email)
    assert everything() == before


def drafts(run: Run, cast: Cast, file: Path = BETS, by: str | None = None) -> str:
    who = by or cast.stina.person.email
    return run("import_bets", f"--board={cast.board.slug}", f"--cycle={cast.cycle.name}", f"--by={who}", file)


def everything() -> list[Any]:
    """A digest of every row of ours, to see that nothing changed."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("bets_", "org_", "journal_"))]
    with connection.cursor() as cursor:
        rows = []
        for table in sorted(tables):
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} AS t")
            rows.append((table, *cursor.fetchone()))
    return rows


def test_a_broken_file_is_told_by_line_and_column_and_changes_nothing(
    run: Run, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(BETS.read_text().replace(",1.0,,,3.0,", ",-1.0,,,3.0,", 1))
    before = everything()
    with pytest.raises(CommandError, match="Nothing was imported"):
        set_up(run, bets=broken)
    assert b"broken.csv: line 2, column demand:compiler: " in capfdbinary.readouterr().err
    assert everything() == before


def test_no_broken_file_changes_anything(run: Run, tmp_path: Path) -> None:
    before = everything()
    for broken in FILES:
        file = tmp_path / broken.name
        file.write_bytes(broken.data)
        with pytest.raises(CommandError, match="Nothing was imported"):
            set_up(run, bets=file, capacity=None)
    assert everything() == before


# --- who leads after a first set-up


def test_the_first_set_up_tells_of_the_board_its_people_and_its_teams(run: Run) -> None:
    set_up(run)
    kinds = list(Event.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[0] == "org.board.opened"
    assert kinds.count("org.member.invited") == Membership.objects.count()
    assert kinds.count("org.team.created") == 19
    granted = Event.objects.get(kind="org.leader.granted")
    assert granted.subject_id == Membership.objects.get(person__email="lead@example.com").pk


def test_nobody_becomes_leader_of_a_board_that_others_lead(run: Run, cast: Cast) -> None:
    before = everything()
    with pytest.raises(CommandError, match="has a leader already"):
        set_up(run, board="north", leader=cast.willy.person.email)
    assert everything() == before


def test_a_leader_of_the_board_sets_a_cycle_up_and_stays_what_they_are(run: Run, cast: Cast) -> None:
    set_up(run, board="north", leader=cast.ines.person.email)
    cast.ines.refresh_from_db()
    assert cast.ines.roles == ["leader"]
    assert not Event.objects.filter(kind="org.leader.granted").exists()


def test_the_same_rows_under_another_leader_are_refused(run: Run) -> None:
    set_up(run)
    with pytest.raises(CommandError, match="has a leader already"):
        set_up(run, leader="other@example.com")


def test_on_a_board_that_nobody_leads_a_member_becomes_leader_and_the_journal_tells(run: Run, cast: Cast) -> None:
    Membership.objects.filter(pk__in=[cast.ines.pk, cast.otto.pk]).update(roles=[])
    set_up(run, board="north", leader=cast.willy.person.email)
    events = Event.objects.filter(subject_id=cast.willy.pk, kind__startswith="org.").order_by("number")
    assert [event.kind for event in events] == ["org.roles.changed", "org.leader.granted"]
    assert events[0].data == {"before": [], "after": ["leader", "admin"]}


# --- words that the database would not take


@pytest.mark.parametrize(
    ("option", "value"),
    [("board", "b" * 61), ("cycle", "c" * 61), ("cycle", ""), ("leader", f"lead@{'a' * 60}.{'b' * 60}.{'c' * 60}.com")],
)
def test_what_is_too_long_or_empty_is_refused_in_a_sentence(run: Run, option: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"--{option} has {len(value)} characters"):
        set_up(run, **{option: value})  # type: ignore[arg-type]


def test_an_export_into_a_folder_that_is_missing_is_refused_in_a_sentence(run: Run, cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        run("export_cycle", "--board=north", "--cycle=2027H1", f"--output={tmp_path / 'missing' / 'cycle.json'}")

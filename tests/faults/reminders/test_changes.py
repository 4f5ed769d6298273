"""Sessions are moved and cancelled, members come and go, all while senders are at work."""

from collections import Counter

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.ledger import Row
from tests.faults.reminders.scene import Scene
from tests.faults.senders.crew import Crew
from tests.faults.waiting import comes

PATIENCE = 60.0
AGAIN = {"session_moved": "session_invitation", "session_cancelled": "session_invitation"}


def settled(play: Scene, kind: str, session: int) -> bool:
    """Whether its members were told, and nothing is left to do."""
    rows = play.rows()
    return any(row.kind == kind and row.about == session for row in rows) and all(row.is_over() for row in rows)


def sent(rows: list[Row], kind: str, session: int) -> Counter[tuple[int, str]]:
    """How often each member was told by each way."""
    return Counter((row.member, row.channel) for row in rows if sent_of(row, kind, session))


def sent_of(row: Row, kind: str, session: int) -> bool:
    return row.state == "sent" and (row.kind, row.about) == (kind, session)


def test_whoever_was_told_hears_of_the_change_once_and_nobody_else_does(scene: Laid, crew: Crew, told: Told) -> None:
    play = scene(members=12, sessions=3)
    play.office.mood.slow = 0.05
    moved, cancelled, kept = play.house.sessions
    steward = play.house.members[0]
    with crew.ticking():
        assert comes(lambda: play.letters() >= 6, PATIENCE)
        play.does("move", session=moved, hours=3, by=steward)
        play.does("cancel", session=cancelled, by=steward)
        late = play.does("join", board=play.house.board, name="Late")
        assert comes(lambda: settled(play, "session_moved", moved), PATIENCE)
        assert comes(lambda: settled(play, "session_cancelled", cancelled), PATIENCE)
        assert comes(lambda: {row.state for row in play.rows() if row.member == late} == {"sent"}, PATIENCE)
    rows, found = play.rows(), play.ledger()
    told(
        "changes", len(rows), sent=sum(row.state == "sent" for row in rows), repeated=found.repeats,
        withdrawn=sum(row.state == "withdrawn" for row in rows), folded=sum(row.state == "folded" for row in rows),
    )  # fmt: skip
    assert found.is_clean()
    assert found.repeats == 0
    for kind, session in (("session_moved", moved), ("session_cancelled", cancelled)):
        heard, knew = sent(rows, kind, session), sent(rows, AGAIN[kind], session)
        assert set(heard.values()) == {1}
        first = {member for member, _ in knew if (member, "inbox") in knew}
        assert {member for member, _ in heard} >= first - {late}
        assert {member for member, _ in heard} <= {member for member, _ in knew}
    assert not any(row.about == cancelled and row.kind != "session_cancelled" for row in rows if row.member == late)
    assert sent(rows, "session_invitation", kept) == Counter(
        (member, way) for member in [*play.house.members, late] for way in ("inbox", "mail")
    )


def test_moved_twice_at_once_is_told_once(scene: Laid, crew: Crew) -> None:
    play = scene(members=6, sessions=1)
    (session,) = play.house.sessions
    with crew.ticking():
        assert play.ends(PATIENCE)
    for _ in range(2):
        play.does("move", session=session, hours=3, by=play.house.members[0])
    with crew.ticking():
        assert comes(lambda: settled(play, "session_moved", session), PATIENCE)
    rows = play.rows()
    assert sent(rows, "session_moved", session) == Counter(
        (member, way) for member in play.house.members for way in ("inbox", "mail")
    )
    assert play.ledger().is_clean()


def test_whoever_left_is_told_nothing_more(scene: Laid, crew: Crew) -> None:
    play = scene(members=6, channel="mail")
    leaver = play.house.members[-1]
    play.does("leave", member=leaver)
    with crew.ticking():
        assert play.ends(PATIENCE)
    assert {row.state for row in play.rows() if row.member == leaver} == {"withdrawn"}
    assert play.letters() == 5
    assert play.ledger().is_clean()

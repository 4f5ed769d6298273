"""Nobody sees another's order before the reveal: hunted for everywhere that anybody can look.

Twelve bets with titles that are said nowhere else; each leader sorts them in an order of their own that is no other's.
Whatever a person can fetch, and whatever is stored or written down, is searched for the titles, for the ids and for the
words of an address (`bet-12`) in such an order: three of them in a row, and no more than so far apart that a list of
any kind would show it.
"""

import logging
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from bets.actions import private_orders, ready, rounds
from bets.actions.rounds import RoundIsOpen
from bets.models import Bet, PrivateOrder, Rank, Round
from config.verify.findings import findings
from journal.models import Event
from org.models import Membership
from tests.authz.doors import address, routes
from tests.authz.scene import Scene, make_scene
from tests.bets.the_board import signed_in
from tests.cast import make_member, make_ranked
from tests.factories import NOW

WORDS = (
    "Quokka",
    "Axolotl",
    "Narwhal",
    "Pangolin",
    "Tapir",
    "Okapi",
    "Dugong",
    "Fossa",
    "Kakapo",
    "Gharial",
    "Saola",
    "Ibex",
)
RUN = 4
"""So many canaries in an order that is only one leader's are no accident: today's order has no such row."""


@pytest.fixture
def round(scene: Scene) -> Round:
    cast = scene.cast
    for word in WORDS:
        make_ranked(cast.cycle, cast.vera, f"{word} canary", cast.data)
    return rounds.open_round(cycle=cast.cycle, by=cast.ines, now=NOW)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def canaries() -> dict[int, str]:
    """The titles by id, in today's order."""
    found = Bet.objects.filter(title__endswith=" canary").order_by("rank__position")
    return {bet.pk: bet.title.split()[0] for bet in found}


def peculiar(number: int) -> list[int]:
    """An order of all canaries in which no two neighbours are neighbours today, nor in another leader's."""
    bets = list(canaries())
    step = (5, 7)[number]
    return [bets[step * place % len(bets)] for place in range(len(bets))]


def sort(round: Round, leader: Membership, number: int) -> list[int]:
    """The leader's own order, sorted by hand once so that the act's own traces are there too, and said ready."""
    mine = private_orders.begin(round=round, start="forced", by=leader, now=NOW)
    order = [*peculiar(number), *(bet for bet in mine.order if bet not in canaries())]
    PrivateOrder.objects.filter(pk=mine.pk).update(order=order, queue=order)
    asked = private_orders.sorting(order, [])
    assert asked.left is not None
    mine = private_orders.kill(round=round, bet=asked.left, version=mine.version, by=leader, now=NOW)
    mine = private_orders.take_back(round=round, version=mine.version, by=leader, now=NOW)
    return order


class Clue:
    """What to look for: canaries in the order, by title, or by id among whatever numbers there are."""

    def __init__(self, order: Sequence[int]) -> None:
        self._names = canaries()
        self._ids = [bet for bet in order if bet in self._names]
        self._titles = [self._names[bet] for bet in self._ids]

    def traces(self, text: str) -> list[str]:
        titles = re.findall("|".join(self._titles), text)
        ids = [int(number) for number in re.findall(r"\d+", text) if int(number) in self._names]
        seen = (("titles", titles, self._titles), ("ids", ids, self._ids))
        return [name for name, found, wanted in seen if stands(found, wanted)]


def stands(seen: Sequence[object], wanted: Sequence[object]) -> bool:
    """Whether `RUN` neighbours of `wanted` follow one another in `seen`, repetitions of one aside."""
    once = [each for each, before in zip(seen, [None, *seen], strict=False) if each != before]
    rows = {tuple(wanted[start : start + RUN]) for start in range(len(wanted) - RUN + 1)}
    return any(tuple(once[start : start + RUN]) in rows for start in range(len(once) - RUN + 1))


def everything_stored() -> Iterator[tuple[str, str]]:
    """Every row of every table, but for the private orders themselves and what each person alone was asked."""
    for app in ("org", "bets", "journal", "sessions"):
        for model in apps.get_app_config(app).get_models():
            if model is PrivateOrder:
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT t::text FROM {model._meta.db_table} AS t")
                for (row,) in cursor.fetchall():
                    yield model._meta.label, row


def pages(scene: Scene, client: Client, *, posts: bool = False) -> Iterator[tuple[str, str]]:
    """Every address of the product, opened; and with `posts` also acted at, as a program does."""
    for name, route in sorted(routes().items()):
        page = address(route, scene.rows)
        yield f"GET {name}", _said(client.get(page))
        if posts:
            with transaction.atomic():
                yield f"POST {name}", _said(client.post(page, {}, headers={"Accept": "application/json"}))
                transaction.set_rollback(True)
    for page in ("round/?pairs=all", "round/part/", "?policy=fill", "?revision=1", "ranking/"):
        yield f"GET {page}", _said(client.get(f"/cycles/{scene.cast.cycle.pk}/{page}"))


def _said(answer: object) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())  # type: ignore[attr-defined]
    return headers + b"".join(answer).decode(errors="replace")  # type: ignore[call-overload]


def test_the_orders_are_nobody_elses_and_not_todays(scene: Scene, round: Round) -> None:
    today, one, other = list(canaries()), peculiar(0), peculiar(1)
    for wanted, seen in ((one, today), (other, today), (one, other), (one, sorted(today, reverse=True))):
        assert sorted(wanted) == sorted(today)
        assert not stands(seen, wanted)
        assert not set(pairwise(wanted)) & set(pairwise(today))


@pytest.mark.parametrize("name", ["otto", "stina", "ada", "vera", "willy"])
def test_no_page_of_anybody_else_shows_it(scene: Scene, round: Round, name: str) -> None:
    """Neither the one of Ines nor, but for himself, that of Otto, who sorts at the same time."""
    orders = {
        leader: sort(round, getattr(scene.cast, leader), number) for number, leader in enumerate(("ines", "otto"))
    }
    member, clues = getattr(scene.cast, name), [Clue(order) for leader, order in orders.items() if leader != name]
    for page, said in pages(scene, signed_in(member), posts=name in ("otto", "stina")):
        assert not any(clue.traces(said) for clue in clues), f"{page} shows it to {member.name}"


def test_its_leader_sees_it(scene: Scene, round: Round) -> None:
    """Else the hunt would find nothing because there is nothing."""
    clue = Clue(sort(round, scene.cast.ines, 0))
    found = {name for name, said in pages(scene, signed_in(scene.cast.ines)) if clue.traces(said)}
    assert found == {"GET private_order"}


def test_nothing_that_is_stored_written_down_or_sent_holds_it(
    scene: Scene, round: Round, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ines = scene.cast.ines
    order = sort(round, ines, 0)
    client = signed_in(ines)
    cycle = f"/cycles/{scene.cast.cycle.pk}/round/mine/"
    version = PrivateOrder.objects.get(leader=ines).version
    sent = {"round": round.pk, "version": version, "bet": order[0], "rank": 1}
    headers = {"Idempotency-Key": "a-key", "Accept": "application/json"}
    assert client.post(f"{cycle}moves/", sent, content_type="application/json", headers=headers).status_code == 201
    assert client.post(f"{cycle}moves/", sent, content_type="application/json", headers=headers).status_code == 409
    client.get(cycle)
    ready.say_ready(round=round, version=version + 1, by=ines, now=NOW)
    with pytest.raises(RoundIsOpen):
        rounds.open_round(cycle=scene.cast.cycle, by=ines, now=NOW)
    clue = Clue(order)
    for table, row in everything_stored():
        assert not clue.traces(row), table
    events = Event.objects.filter(topic=scene.cast.cycle.topic).order_by("number")
    assert not clue.traces(orjson.dumps([event.data for event in events]).decode()), "all events in a row"
    logged = "\n".join(
        f"{record.getMessage()} {record.__dict__}" for record in caplog.records if "sql" not in record.__dict__
    )
    assert not clue.traces(logged)
    assert not clue.traces("\n".join(f"{message.subject} {message.body}" for message in mail.outbox))


def test_no_command_writes_it(
    scene: Scene, round: Round, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    clue = Clue(sort(round, scene.cast.ines, 0))
    named = ("--board", scene.cast.board.slug, "--cycle", scene.cast.cycle.name)
    for options in (("json",), ("csv",), ("csv", "--capacity"), ("xlsx",)):
        path = tmp_path / "-".join(options)
        call_command("export_cycle", *named, "--format", *options, "--output", str(path))
        parts = unzipped(path) if options[0] == "xlsx" else [path.read_text()]
        assert not any(clue.traces(part) for part in parts), options
        assert any("canary" in part for part in parts) or "--capacity" in options, "nothing to be found in it"
    call_command("export_cycle", *named)
    said = capsysbinary.readouterr().out.decode() + "\n".join(str(finding) for finding in findings())
    assert not clue.traces(said)


def unzipped(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        return [book.read(name).decode(errors="replace") for name in book.namelist()]


@pytest.mark.parametrize("name", ["otto", "stina", "vera"])
def test_no_search_and_no_put_shows_it(scene: Scene, round: Round, name: str) -> None:
    clue, client = Clue(sort(round, scene.cast.ines, 0)), signed_in(getattr(scene.cast, name))
    for page in ("/find/", "/find/hits/"):
        for query in ("canary", "bet", "Quokka"):
            assert not clue.traces(_said(client.get(page, {"q": query}))), (page, query)
    for route in routes().values():
        assert not clue.traces(_said(client.put(address(route, scene.rows)))), route


def test_called_off_it_is_still_nobody_elses(scene: Scene, round: Round) -> None:
    clue = Clue(sort(round, scene.cast.ines, 0))
    rounds.call_off(round=round, by=scene.cast.otto, now=NOW)
    for page in ("round/", "round/part/", "round/mine/", ""):
        assert not clue.traces(_said(signed_in(scene.cast.otto).get(f"/cycles/{scene.cast.cycle.pk}/{page}"))), page


def test_an_unready_order_stays_ones_own_after_the_reveal(scene: Scene, round: Round) -> None:
    """Two others are ready; Ines is not, and her order is not used: so it is not shown either."""
    order = sort(round, scene.cast.ines, 0)
    lena = make_member(scene.cast.board, "Lea", ["leader"])
    for leader in (scene.cast.otto, lena):
        mine = private_orders.begin(round=round, start="today", by=leader, now=NOW)
        ready.say_ready(round=round, version=mine.version, by=leader, now=NOW)
    rounds.close(round=round, by=lena, now=NOW)
    for member in (scene.cast.otto, scene.cast.stina, lena):
        said = _said(signed_in(member).get(f"/cycles/{scene.cast.cycle.pk}/round/?pairs=all"))
        assert "Ines" in said, "the name is shown"
        assert not Clue(order).traces(said)


# --- the hunt finds what is there


@pytest.mark.parametrize("what", ["ids", "titles"])
def test_an_order_in_an_event_is_found(scene: Scene, round: Round, what: str) -> None:
    order, names = sort(round, scene.cast.ines, 0), canaries()
    clue = Clue(order)
    said = order if what == "ids" else [names.get(bet, "") for bet in order]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (board_id, number, kind, topic, at, actor_name, subject_id, subject_name, data)"
            " VALUES (%s, 99999, 'x', 'x', now(), 'x', 1, 'x', %s)",
            [scene.cast.board.pk, orjson.dumps({"order": said}).decode()],
        )
    assert {table for table, row in everything_stored() if clue.traces(row)} == {"journal.Event"}


def test_an_order_on_a_page_is_found(scene: Scene, round: Round) -> None:
    """As if it were today's."""
    order = sort(round, scene.cast.ines, 0)
    ranked = set(Rank.objects.order(scene.cast.cycle))
    Rank.objects.reorder(scene.cast.cycle, [bet for bet in order if bet in ranked])
    clue = Clue(order)
    for page in ("", "order/", "ranking/"):
        assert clue.traces(_said(signed_in(scene.cast.stina).get(f"/cycles/{scene.cast.cycle.pk}/{page}"))), page

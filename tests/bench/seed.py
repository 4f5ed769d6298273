"""Boards of n bets and a signed-in leader, and the floor's rows. Prints what the run needs as JSON."""

import json
import sys
from datetime import UTC, date, datetime
from random import Random

import django
from django.conf import settings
from django.db import connection

TEAMS = 12


def seed(sizes: list[int]) -> dict[str, object]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from org.models import Membership, Person

    leader = Person.objects.create_user("leader@example.com", name="Lena Leader")
    session = SessionStore()
    session[SESSION_KEY] = str(leader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = leader.get_session_auth_hash()
    session.create()
    cycles = {size: _board(size, leader) for size in sizes}
    Membership.objects.filter(person=leader).update(roles=["leader"])
    tokens = {size: _token(f"bench-{size}", leader) for size in sizes}
    connection.cursor().execute("ANALYZE")
    return {"session": session.session_key, "cycles": cycles, "tokens": tokens}


def _token(slug: str, leader: object) -> str:
    from api.actions.tokens import Wanted, make_own
    from org.models import Membership

    member = Membership.objects.get(board__slug=slug, person=leader)
    wanted = Wanted(name="bench", scopes=["read", "rank:write"])
    return make_own(wanted=wanted, by=member, now=datetime.now(UTC)).text


def _board(size: int, leader: object) -> int:
    from bets.models import Bet, Capacity, Cycle, Demand, Rank
    from org.models import Board, Membership, Team

    now, random = datetime(2026, 11, 21, 12, tzinfo=UTC), Random(size)
    board = Board.objects.create(slug=f"bench-{size}", name=f"Bench {size}")
    member = Membership.objects.create(board=board, person=leader, roles=["leader", "vp"], started_at=now)
    cycle = Cycle.objects.create(
        board=board, name="2027H1", starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30),
        pitches_close_at=now, state="ranking",
    )  # fmt: skip
    teams = Team.objects.bulk_create(Team(board=board, slug=f"team-{n}", name=f"Team {n}") for n in range(TEAMS))
    Capacity.objects.bulk_create(Capacity(board=board, cycle=cycle, team=team, raw_tenths=size * 10) for team in teams)
    bets = Bet.objects.bulk_create(
        Bet(board=board, cycle=cycle, owner=member, title=f"Bet number {n} of the bench",
            thesis="One line that says why it pays.",
            status="submitted", submitted_at=now, submitted_by=member, submitted_via="owner", created_at=now)
        for n in range(size)
    )  # fmt: skip
    Demand.objects.bulk_create(
        Demand(board=board, bet=bet, team=team, tenths=random.randint(10, 100), state="confirmed")
        for bet in bets for team in random.sample(teams, 3)
    )  # fmt: skip
    Rank.objects.append(cycle, [bet.pk for bet in bets], after=0)
    return int(cycle.pk)


def floor_rows(sizes: list[int]) -> None:
    """The floor's table, made without its migrations, in the same database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE floor_item (id bigserial PRIMARY KEY, lane int NOT NULL, position int NOT NULL,"
            " title varchar(200) NOT NULL,"
            " CONSTRAINT floor_position UNIQUE (lane, position) DEFERRABLE INITIALLY DEFERRED)"
        )
        for size in sizes:
            cursor.execute(
                "INSERT INTO floor_item (lane, position, title)"
                " SELECT %s, n, 'Bet number ' || n || ' of the bench' FROM generate_series(1, %s) AS n",
                [size, size],
            )


if __name__ == "__main__":
    django.setup()
    wanted = [int(word) for word in sys.argv[1:]]
    floor_rows(wanted)
    print(json.dumps(seed(wanted)))

"""Names in a data directory."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from config.embedded.place import Place

LONG = Path("/srv") / ("a-long-name-" * 8) / "data"


def test_sockets_stand_beside_the_data():
    assert Place(Path("/srv/bets")).sockets == Path("/srv/bets/run")


@pytest.mark.parametrize("root", [LONG, Path("/srv/my bets"), Path("/srv/50%"), Path("/srv/été"), Path("/srv/a?b")])
def test_sockets_move_to_a_short_plain_path_where_that_of_the_data_is_long_or_odd(root: Path):
    place = Place(root)

    assert place.sockets.parent == Path("/tmp")
    for socket in (place.postgres_socket, place.valkey_socket):
        assert len(str(socket).encode()) < 100


def test_two_folders_never_share_a_short_path():
    assert Place(LONG / "one").sockets != Place(LONG / "two").sockets


@pytest.mark.parametrize("root", [Path("/srv/bets"), LONG])
def test_the_longest_socket_path_is_under_100_bytes(root: Path):
    assert max(len(str(each).encode()) for each in (Place(root).postgres_socket, Place(root).valkey_socket)) < 100


def test_the_database_url_leaves_nothing_for_the_environment_to_fill_in():
    parts = conninfo_to_dict(Place(Path("/srv/bets")).database_url)

    assert parts == {"user": "bets", "dbname": "bets", "host": "/srv/bets/run", "port": "5432"}

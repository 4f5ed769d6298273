"""Who runs PostgreSQL, and where."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import CannotStart
from config.embedded.binaries import find_binaries, within_reach
from config.embedded.place import Place
from config.embedded.privileges import (
    Account,
    can_enter,
    can_run,
    default_data_dir,
    make_data_dir,
    private_dir,
    refuse_unreachable,
)


@pytest.fixture
def closed(folder: Path) -> Path:
    """A folder that only its owner may enter."""
    path = folder / "closed"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def strict_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def test_data_stand_in_the_checkout(folder: Path):
    assert default_data_dir(folder, None) == folder / ".data"


def test_root_keeps_data_in_a_checkout_that_everybody_may_enter(folder: Path, root: Account):
    assert default_data_dir(folder, root) == folder / ".data"


def test_root_keeps_data_elsewhere_if_the_checkout_is_closed(closed: Path, root: Account):
    chosen = default_data_dir(closed, root)

    assert chosen.parent == Path("/var/lib/bets")
    assert chosen == default_data_dir(closed, root) != default_data_dir(closed / "other", root)


def test_an_ordinary_users_data_are_for_that_user_alone(folder: Path):
    make_data_dir(folder / "new" / "data", None)

    assert (folder / "new" / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("strict_umask")
def test_under_root_the_way_to_the_cluster_is_open_whatever_the_umask(folder: Path, root: Account):
    make_data_dir(folder / "new" / "data", root)

    assert can_enter(folder / "new" / "data", root)
    assert (folder / "new" / "data").stat().st_mode & 0o066 == 0


def test_an_empty_folder_is_taken_as_ours(closed: Path, root: Account):
    make_data_dir(closed, root)

    assert can_enter(closed, root)


def test_a_folder_with_something_in_it_keeps_its_permissions(closed: Path, root: Account):
    (closed / "something").touch()

    make_data_dir(closed, root)

    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_folder_out_of_reach_is_refused_with_what_to_do(closed: Path, root: Account):
    make_data_dir(closed / "data", root)

    with pytest.raises(CannotStart, match=r"nobody, who runs it instead, cannot enter .*\. Set BETS_DATA_DIR"):
        refuse_unreachable(closed / "data", root)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(folder: Path):
    (folder / "file").touch()

    with pytest.raises(CannotStart, match="Set BETS_DATA_DIR to a folder of your own"):
        make_data_dir(folder / "file" / "data", None)


def test_the_directory_of_sockets_is_private_also_if_it_was_there(folder: Path):
    (folder / "run").mkdir(mode=0o777)

    private_dir(folder / "run", None)

    assert (folder / "run").stat().st_mode & 0o777 == 0o700


def test_a_directory_of_somebody_else_is_never_used_for_sockets(folder: Path, root: Account):
    (folder / "run").mkdir()
    os.chown(folder / "run", 1234, 1234)

    with pytest.raises(CannotStart, match="belongs to somebody else"):
        private_dir(folder / "run", root)


def test_a_link_is_never_followed_to_sockets(folder: Path, closed: Path):
    (folder / "run").symlink_to(closed)

    with pytest.raises(CannotStart, match="belongs to somebody else"):
        private_dir(folder / "run", None)


@pytest.mark.usefixtures("strict_umask")
def test_programs_below_a_closed_directory_are_copied_once_with_their_libraries(
    empty_place: Place, closed: Path, root: Account
):
    installed = find_binaries()
    hidden = type(installed)(_beneath(closed, installed.postgres), installed.valkey)
    assert not can_run([str(hidden.postgres / "initdb"), "--version"], root)  # else this test shows nothing

    copied = within_reach(hidden, empty_place, root)

    assert copied.postgres.is_relative_to(empty_place.programs)
    assert can_run([str(copied.postgres / "initdb"), "--version"], root)
    made = copied.postgres.stat().st_ino
    assert within_reach(hidden, empty_place, root).postgres.stat().st_ino == made


def test_programs_within_reach_are_used_where_they_are(empty_place: Place):
    assert within_reach(find_binaries(), empty_place, None) == find_binaries()


def _beneath(closed: Path, programs: Path) -> Path:
    """The installed programs as they look from a closed directory."""
    package = programs.parent.parent
    for each in (package, package.with_name(f"{package.name}.libs")):
        (closed / each.name).symlink_to(each)
    return closed / package.name / programs.relative_to(package)

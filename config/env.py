"""What the environment says, with types: the only module that reads it for the settings."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from environs import Env
from psycopg.conninfo import conninfo_to_dict

CHECKOUT = Path(__file__).resolve().parent.parent

env = Env(prefix="BETS_")


def data_dir() -> Path:
    """The folder of everything that must outlive a restart."""
    return Path(env.path("DATA_DIR", CHECKOUT / ".data")).resolve()


def secret_key(folder: Path) -> str:
    """`BETS_SECRET_KEY`, or the key kept in `folder`, made there by whoever comes first."""
    if key := env.str("SECRET_KEY", ""):
        return key
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    draft = folder / f"secret_key.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # fails where another process was first; its key is as good
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(url: str) -> dict[str, object]:
    """Django's description of the database at a libpq URL or connection string."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "bets"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }


def celery_broker(url: str) -> str:
    """The same server, spelled as Celery's transport wants it: a socket is `redis+socket://`."""
    return "redis+socket://" + url.removeprefix("unix://") if url.startswith("unix://") else url


def is_https(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def host(url: str) -> str:
    return urlsplit(url).hostname or ""


def mail(url: str, folder: Path) -> dict[str, Any]:
    """Where mail goes: `smtp://user:password@host:587` (`smtps://` for TLS from the first byte), else `folder`.

    STARTTLS is used on every port but 25, the port of a relay on one's own network.
    """
    parts = urlsplit(url)
    backend = "smtp" if url else "filebased"
    return {
        "BACKEND": f"django.core.mail.backends.{backend}.EmailBackend",
        "FILE_PATH": folder,
        "HOST": parts.hostname or "",
        "PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "USE_SSL": parts.scheme == "smtps",
        "USE_TLS": parts.scheme == "smtp" and parts.port != 25,
    }

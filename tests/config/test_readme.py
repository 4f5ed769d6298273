"""README.md names every setting."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def test_every_setting_stands_in_the_readme() -> None:
    read = set(re.findall(r"env\.\w+\(\"([A-Z_]+)\"", _text("config/settings.py") + _text("config/env.py")))
    told = set(re.findall(r"`BETS_([A-Z_]+)`", _text("README.md")))
    assert read
    assert read - told == set()


def _text(name: str) -> str:
    return (CHECKOUT / name).read_text()

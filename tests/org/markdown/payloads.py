"""Hostile texts, collected by hand in families: payloads.json, in plain ASCII so that nothing hides in it."""

import json
from pathlib import Path

FAMILIES: dict[str, list[str]] = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="ascii"))
PAYLOADS = [payload for family in FAMILIES.values() for payload in family]

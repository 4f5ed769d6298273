"""Which column is which field, as far as the header tells."""

from collections.abc import Mapping as Names
from collections.abc import Sequence

from bets.exchange.columns import BETS, DEMAND
from bets.importing.mapping import Mapping
from bets.importing.presets import ANY, NAMES, OTHER, OWN, PRESETS, preset_of


def guessed(labels: tuple[str, ...], remembered: Names[str, Mapping] | None = None, source: str = "") -> Mapping:
    """The mapping to begin with: our own columns by their names, a known tool by its preset, or by common names.

    `remembered` are the mappings used last, by source: one is taken where all of its columns are there. Of a tool that
    nobody here knows the header tells no name: the one whose mapping fits is taken, if it is the only one.
    """
    if not source:
        preset = preset_of(labels)
        source = OWN if set(BETS.required) <= set(labels) else preset.key if preset else OTHER
    last = [each for each in _of(source, remembered or {}) if each.fits(labels)]
    if len(last) == 1:
        return last[0]
    if source == OWN:
        own = {label: label for label in labels if label in BETS.known or label.startswith(DEMAND)}
        return Mapping(OWN, own)
    return Mapping(source, _by_name(labels, next((each.fields for each in PRESETS if each.key == source), ANY)))


def _of(source: str, remembered: Names[str, Mapping]) -> list[Mapping]:
    if source != OTHER:
        return [remembered[source]] if source in remembered else []
    return [mapping for name, mapping in remembered.items() if name == OTHER or name not in NAMES]


def _by_name(labels: Sequence[str], fields: Names[str, tuple[str, ...]]) -> dict[str, str]:
    """The first of a repeated header; demand columns are named as ours wherever they come from."""
    by_name: dict[str, str] = {}
    for label in labels:
        by_name.setdefault(label.casefold(), label)
    found = {field: by_name[name] for field, names in fields.items() for name in reversed(names) if name in by_name}
    return found | {label: label for label in labels if label.startswith(DEMAND)}

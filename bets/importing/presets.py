"""What the exports of other tools call their columns. A preset proposes; whoever imports has the last word."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """`signs`: names of which a header has all, and by which it is known. `fields`: names of each field, best first."""

    key: str
    name: str
    signs: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


OWN = "bets"
OTHER = "other"

PRESETS = (
    Preset("jira", "Jira", ("issue key", "summary"), {
        "external_id": ("issue key", "key"),
        "title": ("summary",),
        "owner": ("assignee email", "assignee"),
        "their_rank": ("custom field (rank)", "rank", "priority"),
        "link": ("url", "issue url"),
    }),
    Preset("linear", "Linear", ("id", "title", "creator", "cycle number"), {
        "external_id": ("id",),
        "title": ("title",),
        "owner": ("assignee",),
        "their_rank": ("priority",),
        "link": ("url",),
    }),
    Preset("productboard", "Productboard", ("feature name",), {
        "external_id": ("feature id", "uuid", "id"),
        "title": ("feature name", "name"),
        "owner": ("owner email", "feature owner", "owner"),
        "their_rank": ("prioritization score", "rank", "user impact score", "priority"),
        "link": ("productboard url", "feature url", "url", "link"),
    }),
    Preset("aha", "Aha!", ("feature reference #", "feature name"), {
        "external_id": ("feature reference #",),
        "title": ("feature name",),
        "owner": ("feature assigned to user email", "assigned to email", "feature assigned to", "assigned to"),
        "their_rank": ("feature rank", "feature score", "aha! score"),
        "link": ("feature url", "aha! url", "url"),
    }),
    Preset("plane", "Plane", ("id", "name", "state", "priority"), {
        "external_id": ("id",),
        "title": ("name",),
        "owner": ("assignee email", "assignee", "assignees"),
        "their_rank": ("sort order", "priority"),
        "link": ("url", "link"),
    }),
)  # fmt: skip

ANY: Mapping[str, tuple[str, ...]] = {
    "external_id": ("external_id", "id", "key", "reference", "number", "#"),
    "title": ("title", "name", "summary", "bet"),
    "owner": ("owner", "owner email", "email", "assignee", "vp"),
    "thesis": ("thesis",),
    "link": ("link", "url"),
    "their_rank": ("rank", "priority", "order"),
}

NAMES = {OWN: "our own export", OTHER: "another tool"} | {preset.key: preset.name for preset in PRESETS}


def preset_of(labels: tuple[str, ...]) -> Preset | None:
    """The tool that a header is known by; Aha! before Productboard, for its header has both their signs."""
    names = {label.casefold() for label in labels}
    fitting = [preset for preset in PRESETS if names.issuperset(preset.signs)]
    return max(fitting, key=lambda preset: len(preset.signs), default=None)

"""What the exports of other tools call their columns. A preset proposes; whoever imports has the last word."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """`signs`: names of which a header has all, in one way or another. `fields`: names of each field, best first."""

    key: str
    name: str
    signs: tuple[tuple[str, ...], ...]
    fields: Mapping[str, tuple[str, ...]]


def _of_records(name: str) -> tuple[str, ...]:
    """Aha! names each column after the kind of record; the finest that is there is what the rows are."""
    return tuple(name.format(kind) for kind in ("feature", "epic", "master feature", "initiative"))


OWN = "bets"
OTHER = "other"

PRESETS = (
    Preset("jira", "Jira", (("issue key", "summary"), ("key", "summary", "issue type")), {
        "external_id": ("issue key", "key"),
        "title": ("summary",),
        "owner": ("assignee email", "assignee"),
        "their_rank": ("custom field (rank)", "rank", "priority"),
        "link": ("url", "issue url"),
    }),
    Preset("linear", "Linear", (("id", "team", "title", "creator", "assignee"),), {
        "external_id": ("id",),
        "title": ("title",),
        "owner": ("assignee",),
        "their_rank": ("priority",),
        "link": ("url",),
    }),
    Preset("productboard", "Productboard", (
        ("feature name",), ("entity name", "entity type"), ("name", "user impact score"),
    ), {
        "external_id": ("feature id", "entity id", "uuid", "id"),
        "title": ("feature name", "entity name", "name"),
        "owner": ("owner email", "feature owner", "owner"),
        "their_rank": ("prioritization score", "rank", "user impact score", "priority"),
        "link": ("productboard url", "feature url", "url", "link"),
    }),
    Preset("aha", "Aha!", (
        ("feature reference #", "feature name"), ("epic reference #", "epic name"),
        ("master feature reference #", "master feature name"), ("initiative reference #", "initiative name"),
    ), {
        "external_id": _of_records("{} reference #"),
        "title": _of_records("{} name"),
        "owner": (*_of_records("{} assigned to user email"), *_of_records("{} assigned to"), "assigned to"),
        "their_rank": (*_of_records("{} rank"), *_of_records("{} score"), "product priority", "prioritization"),
        "link": (*_of_records("{} url"), "url"),
    }),
    Preset("plane", "Plane", (("id", "name", "state", "priority"),), {
        "external_id": ("id",),
        "title": ("name",),
        "owner": ("assignees", "assignee", "assignee name"),
        "their_rank": ("sort order", "priority"),
        "link": ("url",),  # its own “Link” is a list
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
    """The tool that a header is known by; where it could be of two, the one with more signs."""
    names = {label.casefold() for label in labels}
    fitting = [(len(signs), preset) for preset in PRESETS for signs in preset.signs if names.issuperset(signs)]
    return max(fitting, key=lambda each: each[0], default=(0, None))[1]

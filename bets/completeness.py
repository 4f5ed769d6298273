"""What a pitch needs before it can be submitted, and what of that is there. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DEMAND = "demand"
"""Stands for what the bet asks of teams, beside the names of fields."""

_ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Title and thesis": (("title",), ("thesis",)),
    "Problem, belief, bet": (("problem",), ("belief",), ("proposal",)),
    "What would disprove it": (("disproof",),),
    "Alignment, value, confidence": (("alignment",), ("value",), ("confidence",)),
    "Metric, baseline, target": (("metric", "baseline", "target"),),
    "Risks": (("risks",),),
    "Kill criterion": (("kill_metric", "kill_threshold", "kill_decider"),),
    "What we give up": (("gives_up",),),
    "Margin": (("margin_effect",),),
    "Tech debt": (("debt_effect",),),
    "Demand": ((DEMAND,),),
}
"""By row of the list, the parts that it stands for; fields that only together are one part stand together."""

_WORDS = {"proposal": "bet", "kill_metric": "metric", "kill_threshold": "threshold", "kill_decider": "who decides?"}
_SENTENCES = {
    "thesis": "The board shows one line of it: write that line.",
    "problem": "Say what is wrong today: the data, and what you make of it.",
    "belief": "Say why this, and not something else that fits the same facts.",
    "disproof": "Say what you would have to see to give it up as wrong.",
    "proposal": "Say what you want the company to do.",
    "alignment": "Say what of the strategy it serves.",
    "value": "Say what it is worth, and to whom.",
    "confidence": "Say in percent how sure you are; it never sorts anything.",
    "metric": "Name one figure that shows success.",
    "baseline": "Say where that figure stands today.",
    "target": "Say where it is to stand.",
    "risks": "Name at least one risk.",
    "kill_metric": "Name the figure that would end it.",
    "kill_threshold": "Say at which value it ends.",
    "kill_decider": "Name one person, not a team.",
    "gives_up": "Say what we will not do instead.",
    "margin_effect": "A line is needed, “none” is one.",
    "debt_effect": "A line is needed, “none” is one.",
    DEMAND: "Name a team and its weeks, or state that it needs no team.",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """`field` is still empty: in a word, and in a sentence that says what to do."""

    field: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; `said` where nothing is missing: "done", "3 teams"."""

    name: str
    said: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """`done` of `parts` are there."""

    rows: tuple[Row, ...]
    done: int
    parts: int

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing, in the order of the form."""
        return tuple(gap for row in self.rows for gap in row.gaps)


def completeness(content: Mapping[str, object], teams: int) -> Completeness:
    """`content` maps each field to its value, `needs_no_team` among them; `teams` is how many are asked."""
    missing = {name for name, value in content.items() if value in ("", None)}
    sized = teams > 0 or bool(content.get("needs_no_team"))
    if not sized:
        missing.add(DEMAND)
    rows = tuple(_row(name, missing, teams) for name in _ROWS)
    parts = [part for row in _ROWS.values() for part in row]
    return Completeness(rows, sum(missing.isdisjoint(part) for part in parts), len(parts))


def _row(name: str, missing: set[str], teams: int) -> Row:
    fields = [field for part in _ROWS[name] for field in part]
    gaps = tuple(_gaps([field for field in fields if field in missing], alone=len(fields) == 1))
    return Row(name, _demand(teams) if fields == [DEMAND] else "done", gaps)


def _gaps(fields: list[str], *, alone: bool) -> Iterator[Gap]:
    for field in fields:
        word = "missing" if alone else _WORDS.get(field, field)
        yield Gap(field, word, _SENTENCES.get(field, "This is needed."))


def _demand(teams: int) -> str:
    if not teams:
        return "no team"
    return "1 team" if teams == 1 else f"{teams} teams"

"""The form of a pitch: every part of it, none of which a draft must have but the title."""

from collections.abc import Collection, Mapping
from typing import Any

import orjson
from django import forms

from bets.actions.validity import refuse
from bets.changes import Change, fingerprint, read_seen
from bets.completeness import DEMAND
from bets.models.bet import THESIS_LENGTH
from bets.pitch.fields import Line, Percent, Prose, Weeks
from journal.refusals import Invalid, Refusal
from org.models import Team

PREFIX = "weeks_"
"""Before the slug of the team whose weeks a field holds."""


class PitchForm(forms.Form):
    """Bound to what was sent: of a part that was not sent, nothing is said. `teams` are those of the board."""

    title = Line("Title", 200, required=True)
    thesis = Line("One-line thesis", THESIS_LENGTH, "Stands under the title on the board", wraps=True)
    problem = Prose("Problem", "Data first, then what you make of it")
    belief = Prose("Belief", "Why this, and not something else that fits the same facts?")
    disproof = Prose("What would disprove it?")
    proposal = Prose("The bet")
    alignment = Prose("Strategic alignment")
    value = Prose("Value")
    confidence = Percent(label="Confidence, %", required=False, help_text="Of success; never sorts anything")
    metric = Line("Success metric", 300, wraps=True)
    baseline = Line("Baseline", 100, wraps=True)
    target = Line("Target", 100, wraps=True)
    risks = Prose("Risks", "At least one")
    kill_metric = Prose("Kill criterion: metric", rows=1)
    kill_threshold = Line("Threshold", 300, wraps=True)
    kill_decider = Line("Who decides", 200, "One person, not a team")
    gives_up = Prose("What we give up")
    margin_effect = Line("Effect on margin", 300, "A line; “none” is one", wraps=True)
    debt_effect = Line("Effect on tech debt", 300, "A line; “none” is one", wraps=True)
    needs_no_team = forms.BooleanField(label="Needs no team", required=False, help_text="A statement, not a gap")
    link = Line("Link", 2000, "To the document behind it")
    add_team = forms.ChoiceField(
        label="Team", required=False, error_messages={"invalid_choice": "No team of this board, or asked already."}
    )
    add_weeks = Weeks(label="Person-weeks", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: Collection[Team], settled: Collection[str] = (), **kwargs: Any) -> None:
        """`settled`: slugs of the teams whose weeks a leader has set."""
        super().__init__(*args, **kwargs)
        self.teams = {team.slug: team for team in teams}
        free = [team for team in teams if self.initial.get(f"{PREFIX}{team.slug}") is None]
        self.fields["add_team"].choices = [("", "–"), *((team.slug, team.name) for team in free)]  # type: ignore[attr-defined]
        for slug, team in self.teams.items():
            label = f"{team.name}, person-weeks"
            self.fields[f"{PREFIX}{slug}"] = Weeks(label=label, required=False, disabled=slug in settled)
        self.fields["thesis"].widget.attrs["data-most"] = THESIS_LENGTH
        self.fields["title"].widget.attrs["autocomplete"] = "off"
        self.fields["title"].required = not self.is_bound or "title" in self.data

    def only(self, names: Collection[str]) -> "PitchForm":
        """The same without the fields that are not among `names`. Raises Invalid for names that there are none of."""
        for name in names:
            if name not in self.fields or name in _OF_THE_PAGE:
                raise Invalid("There is no such field.", errors={name[:40]: "There is no such field."})
        for name in set(self.fields) - set(names):
            del self.fields[name]
        return self

    def clean(self) -> dict[str, Any]:
        """The team that is added joins the others."""
        values = super().clean() or {}
        slug, tenths = values.get("add_team"), values.get("add_weeks")
        if slug and tenths:
            values[f"{PREFIX}{slug}"] = tenths
        elif slug and "add_weeks" not in self.errors:
            self.add_error("add_weeks", "Say how many weeks you ask of this team.")
        elif tenths and "add_team" not in self.errors:
            self.add_error("add_team", "Say of which team.")
        return values

    @property
    def texts(self) -> dict[str, Any]:
        """What was sent of the parts of bet and pitch."""
        return {name: self.cleaned_data[name] for name in self._sent() if name in PARTS}

    @property
    def weeks(self) -> dict[Team, int | None]:
        """What was sent of the demand, by team."""
        values = self.cleaned_data
        asked = {name for name in self._sent() if name.startswith(PREFIX) and not self.fields[name].disabled}
        if values.get("add_team"):
            asked.add(f"{PREFIX}{values['add_team']}")
        return {self.teams[name.removeprefix(PREFIX)]: values[name] for name in sorted(asked)}

    @property
    def seen_by_writer(self) -> dict[str, str]:
        """Fingerprints of what the page showed. Raises Invalid for what no page carries."""
        return read_seen(self.cleaned_data.get("seen", ""))

    def _sent(self) -> list[str]:
        return [name for name in self.fields if name in self.data and name in self.cleaned_data]

    def show_conflict(self, fields: Mapping[str, Any]) -> None:
        """What somebody else wrote stands beside what was typed; saved again, it is what was typed that stays."""
        seen = read_seen(str(self.data.get("seen", "")))
        for name, theirs in fields.items():
            field = self.fields[name]
            field.theirs = field.prepare_value(theirs) if name not in BOXES else theirs  # type: ignore[attr-defined]
            self.add_error(name, "Somebody else changed this while you wrote. Save again, and yours stays.")
            seen[name] = fingerprint(theirs)
        self.data = {**self.data, "seen": orjson.dumps(seen).decode()}

    @property
    def faults(self) -> list[forms.BoundField]:
        """The fields with a sentence, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]

    def refuse(self, refusal: Refusal) -> None:
        """Each sentence at its field; what is about none of them stands above the form."""
        for name, sentence in (refusal.extra.get("errors") or {"": refusal.detail}).items():
            place = "add_team" if name == DEMAND else name
            self.add_error(place if place in self.fields else None, sentence)


BOXES = {"needs_no_team"}
_OF_THE_PAGE = {"add_team", "add_weeks", "seen"}
PARTS = set(PitchForm.base_fields) - _OF_THE_PAGE
"""The names of the parts of bet and pitch, without what is asked of teams."""


def carried(content: Mapping[str, Any], weeks: Mapping[str, int | None]) -> str:
    """What the form carries of what it shows: a fingerprint by field, as JSON. `weeks`: tenths by slug of all teams."""
    shown = {name: fingerprint(value) for name, value in content.items()}
    asked = {f"{PREFIX}{slug}": fingerprint(tenths) for slug, tenths in weeks.items()}
    return orjson.dumps(shown | asked).decode()


def written(changes: Mapping[str, Change], teams: Collection[Team]) -> PitchForm:
    """The form with what `changes` say now, and nothing else. Raises Invalid by field for what cannot be taken."""
    check_types(changes)
    form = PitchForm({name: change.now for name, change in changes.items()}, teams=teams).only(changes)
    if not form.is_valid():
        errors = {name: " ".join(str(said) for said in found) for name, found in form.errors.items()}
        raise refuse(errors)
    return form


def seen_before(changes: Mapping[str, Change], teams: Collection[Team]) -> dict[str, str]:
    """Fingerprints of what the writer saw, read as the fields read it; what they cannot read was never shown."""
    form = PitchForm({name: change.was for name, change in changes.items()}, teams=teams).only(changes)
    form.full_clean()
    return {name: fingerprint(form.cleaned_data.get(name)) for name in changes}


def check_types(changes: Mapping[str, Change]) -> None:
    """A box is ticked or not, anything else is a text. Raises Invalid by field."""
    wrong = [
        name
        for name, change in changes.items()
        if any(isinstance(value, bool) != (name in BOXES) for value in (change.was, change.now))
    ]
    if wrong:
        raise refuse(dict.fromkeys(wrong, "A box is true or false, and anything else is a text."))

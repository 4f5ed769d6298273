"""What is sent in the room, as values that the acts take."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from bets.wall_time import instant
from eteam.actions.reports import ThreeLines
from eteam.models import Matter
from eteam.verdicts import Carried, Decided, Unblocked, Verdict
from journal.refusals import Invalid
from org.models import Membership

_MOST = 2**63 - 1
"""What the database counts to."""
_LONGEST = 4000
NOBODY = "Name a leader or a VP of this board."

_FIELDS: Mapping[type, Mapping[str, str]] = {
    Unblocked: {"text": "changed"},
    Decided: {"text": "decision"},
    Carried: {"owner": "carrier"},
}
"""What a demand of an act is called in the form."""


class OutcomeForm(forms.Form):
    """`what` says which of the other fields count. `session`: the one that runs; without it, outside the room."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("unblocked", "decided", "carried")])
    session = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    changed = forms.CharField(max_length=_LONGEST, required=False)
    since = forms.DateTimeField(required=False)
    decision = forms.CharField(max_length=_LONGEST, required=False)
    decider = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    owner = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    by_when = forms.DateTimeField(required=False)
    next_step = forms.CharField(max_length=_LONGEST, required=False)
    reason = forms.CharField(max_length=_LONGEST, required=False)
    carrier = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    decide_by = forms.DateTimeField(required=False)
    accepts_breach = forms.BooleanField(required=False)
    waits_for = forms.IntegerField(min_value=1, max_value=_MOST, required=False)

    def verdict(self, people: Mapping[int, Membership], zone: str, now: datetime) -> Verdict:
        """Raises Invalid, with a sentence for each field that is missing."""
        given = self.cleaned_data
        if given["what"] == "unblocked":
            return Unblocked(given["changed"], self._at("since", zone) or now)
        if given["what"] == "decided":
            by_when = self._at("by_when", zone)
            self._demand(people, "decider", "owner", **({} if by_when else {"by_when": "Say by when."}))
            decider, owner = self._member("decider", people), self._member("owner", people)
            return Decided(given["decision"], decider, owner, by_when or now)
        self._demand(people, "carrier")
        return Carried(
            self._member("carrier", people), given["next_step"], given["reason"], self._at("decide_by", zone),
            bool(given["accepts_breach"]),
        )  # fmt: skip

    def named(self, people: Mapping[int, Membership]) -> Membership:
        return self._member("waits_for", people)

    def _demand(self, people: Mapping[int, Membership], *names: str, **faults: str) -> None:
        """Raise Invalid with all that is missing, so that it is put right at once."""
        for name in names:
            if self.cleaned_data[name] not in people:
                faults[name] = NOBODY
        if faults:
            raise Invalid(" ".join(faults.values()), errors=faults)

    def _member(self, name: str, people: Mapping[int, Membership]) -> Membership:
        member = people.get(self.cleaned_data[name] or 0)
        if member is None:
            raise _missing(name, NOBODY)
        return member

    def _at(self, name: str, zone: str) -> datetime | None:
        """The wall time that was typed, as an instant."""
        wall = self.cleaned_data[name]
        if wall is None:
            return None
        try:
            meant = instant(wall.replace(tzinfo=None), zone)
        except (OverflowError, ValueError):
            meant = None
        if meant is None:
            raise _missing(name, "The clocks show no such time.")
        return meant.at


class ReportForm(forms.Form):
    on_track = forms.ChoiceField(choices=[("yes", "On track"), ("no", "Off track")])
    changed = forms.CharField(max_length=400)
    needed = forms.CharField(max_length=400, required=False)

    @property
    def lines(self) -> ThreeLines:
        given = self.cleaned_data
        return ThreeLines(given["on_track"] == "yes", given["changed"], given["needed"])


class MatterForm(forms.Form):
    kind = forms.ChoiceField(choices=Matter.Kind.choices)
    title = forms.CharField(max_length=140)
    text = forms.CharField(max_length=_LONGEST, required=False)
    team = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    other_team = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    bet = forms.IntegerField(min_value=1, max_value=_MOST, required=False)


class FloorForm(forms.Form):
    """Empty: nothing is on the floor."""

    item = forms.CharField(max_length=40, required=False)


class ClosingForm(forms.Form):
    """`unheard`: that items may be left, and then `reason` says why."""

    unheard = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=_LONGEST, required=False)


def as_fields(errors: Mapping[str, str], verdict: Verdict | None) -> dict[str, str]:
    """The faults that an act found, by the names of the form's fields."""
    names = _FIELDS.get(type(verdict), {})
    return {names.get(name, name): sentence for name, sentence in errors.items()}


def kept(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to be shown again: texts, and nothing that a page cannot hold."""
    return {name: str(value).replace("\0", "") for name, value in sent.items() if value is not None}


def _missing(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={field: sentence})

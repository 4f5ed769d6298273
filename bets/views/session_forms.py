"""What is sent to steer a session."""

from django import forms

_MOST = 2**63 - 1
"""What the database counts to."""


class TurnsForm(forms.Form):
    """`to`: where in the running order the bet goes, or out of it, or into it."""

    STEPS = {"up": -1, "down": 1, "first": -10_000, "last": 10_000}

    bet = forms.IntegerField(min_value=1, max_value=_MOST)
    to = forms.ChoiceField(choices=[(word, word) for word in (*STEPS, "out", "in")])


class TurnForm(forms.Form):
    """A place of the running order, from 0; empty: nobody's turn."""

    turn = forms.IntegerField(min_value=0, max_value=10_000, required=False)


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(min_value=1, max_value=120)


class ClockForm(forms.Form):
    to = forms.ChoiceField(choices=[(word, word) for word in ("start", "stop", "longer")])


class PresenterForm(forms.Form):
    to = forms.ChoiceField(choices=[(word, word) for word in ("me", "nobody")])


class FocusForm(forms.Form):
    """Empty: nothing is pointed at."""

    bet = forms.IntegerField(min_value=1, max_value=_MOST, required=False)


class FreezeForm(forms.Form):
    reason = forms.CharField(max_length=400, required=False)

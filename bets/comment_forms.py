"""What people type under a pitch. What is allowed, the actions know."""

from django import forms

from bets.actions.commenting import LONGEST
from bets.models import Comment

_WORDS = {"rows": 4, "maxlength": LONGEST}


class WordsForm(forms.Form):
    """A reply, or other words for what one said."""

    text = forms.CharField(
        label="Your words",
        help_text="Markdown. @ and a name tells somebody",
        widget=forms.Textarea(attrs=_WORDS),
        error_messages={"required": "Write something."},
    )


class CommentForm(WordsForm):
    kind = forms.ChoiceField(
        label="What it is",
        widget=forms.RadioSelect,
        initial=Comment.Kind.QUESTION,
        choices=[(kind.value, kind.label) for kind in (Comment.Kind.QUESTION, Comment.Kind.REMARK)],
    )
    field_order = ("kind", "text")


class ChallengeForm(WordsForm):
    """`text` holds the words of the pitch that are meant."""

    kind = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(Comment.Kind.CHALLENGE.value, Comment.Kind.CHALLENGE.label)]
    )
    appeal = forms.ChoiceField(
        label="The pitch appeals to",
        widget=forms.RadioSelect,
        choices=Comment.Appeal.choices,
        error_messages={"required": "Say what the pitch appeals to."},
    )
    text = forms.CharField(
        label="Which words?",
        help_text="Those of the pitch, and what you would read instead",
        widget=forms.Textarea(attrs=_WORDS),
        error_messages={"required": "Say which words you mean."},
    )
    field_order = ("appeal", "text")

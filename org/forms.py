"""What people type about people. The forms say what is there; the actions say what is allowed."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import slugify

from journal.refusals import Refusal
from org.access import may
from org.actions.acting import FEWEST_WORKING_DAYS
from org.actions.people import GRANTABLE
from org.calendars import calendar_of
from org.models import Board, Membership, Person, Role, Team
from org.working_time import add_working_days

_CONTINENTS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The IANA zones that people live in, by continent, as choices of a select; UTC first."""
    groups: dict[str, list[tuple[str, str]]] = {"Everywhere": [("UTC", "UTC")]}
    for zone in sorted(available_timezones()):
        continent, _, place = zone.partition("/")
        if continent in _CONTINENTS:
            groups.setdefault(continent, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return list(groups.items())


class ZoneField(forms.CharField):
    """The name of an IANA zone, typed with suggestions: `org/_zone.html` draws it with `known`."""

    known = [zone for _, group in zones() for zone, _ in group]

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(**{"max_length": 60, "widget": widget, **options})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value not in available_timezones():
            raise forms.ValidationError(f"There is no time zone {value}: write one like Europe/Stockholm.")


def refuse(form: forms.Form, refusal: Refusal) -> None:
    """Show what an action refused: at the field at fault where it named one, else above the form."""
    errors = refusal.extra.get("errors", {})
    for field, sentence in errors.items():
        form.add_error(field if field in form.fields else None, sentence)
    if not errors:
        form.add_error(None, refusal.detail)


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # subscripts need a patch at run time
    """One of a few memberships that the page has read already."""

    def label_from_instance(self, member: Any) -> str:
        return str(member.name)


class WelcomeForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Your e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="A password",
        strip=False,
        help_text="At least ten characters",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    board = forms.CharField(label="Name of the board", max_length=120, help_text="Your company, or a division of it")
    slug = forms.SlugField(
        label="Its address", max_length=60, required=False, help_text="As in /boards/north/; empty: from the name"
    )
    zone = forms.ChoiceField(label="Its time zone", initial="UTC", choices=zones)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["slug"] = values.get("slug") or slugify(values.get("board", ""))[:60] or "board"
        if password := values.get("password"):
            person = Person(email=values.get("email", ""), name=values.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class SettingsForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    zone = ZoneField(label="Your time zone", required=False, help_text="Empty: the one of the board")


class RolesForm(forms.Form):
    """What a member may do. Admin is offered to those who can give it, and otherwise stays as it is."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They add up; none of them: a viewer",
    )

    def __init__(self, *args: Any, by: Membership, member: Membership | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [Role.VP, Role.STEWARD, *([Role.ADMIN] if may(by, "member.grant_admin") else [])]
        self.kept = [role for role in (member.roles if member else ()) if role in GRANTABLE and role not in offered]
        self.fields["roles"].choices = [(role.value, role.label) for role in offered]  # type: ignore[attr-defined]

    def clean_roles(self) -> list[str]:
        return [*self.cleaned_data["roles"], *self.kept]


class ManagerForm(forms.Form):
    manager = MemberChoice(
        queryset=Membership.objects.none(),
        required=False,
        empty_label="Nobody on this board",
        label="Reports to",
        help_text="A VP's direct report is not a VP beside them",
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = _people(board)  # type: ignore[attr-defined]


class InviteForm(RolesForm, ManagerForm):
    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("name", "email", "roles", "manager")


class ReasonForm(forms.Form):
    """A sentence that stays in the log. Whether it is needed, the action knows."""

    reason = forms.CharField(label="Why, in a sentence", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ActingForm(forms.Form):
    vp = MemberChoice(queryset=Membership.objects.none(), empty_label=None, label="For")
    first = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(
        label="Last day",
        help_text="At least ten working days",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label="Why, in a sentence", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, board: Board, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vps = _people(board).filter(roles__contains=[Role.VP]).exclude(pk=member.pk)
        self.fields["vp"].queryset = vps  # type: ignore[attr-defined]
        self.fields["vp"].choices = [(vp.pk, vp.name) for vp in vps]  # type: ignore[attr-defined]  # read once

    @classmethod
    def of(cls, member: Membership, board: Board, today: date) -> "ActingForm":
        """For the shortest time that it takes, from today on."""
        last = add_working_days(today - timedelta(days=1), FEWEST_WORKING_DAYS, calendar_of(board))
        return cls(board=board, member=member, prefix="acting", initial={"first": today, "last": last})


class TeamForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    short = forms.CharField(
        label="Short name", max_length=9, required=False, help_text="For narrow columns, at most nine letters"
    )
    vp = MemberChoice(
        queryset=Membership.objects.none(),
        required=False,
        empty_label="Nobody yet",
        label="Its VP",
        help_text="Confirms what bets ask of the team",
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vps = _people(board).filter(roles__contains=[Role.VP])
        self.fields["vp"].queryset = vps  # type: ignore[attr-defined]

    @classmethod
    def of(cls, team: Team) -> "TeamForm":
        return cls(board=team.board, initial={"name": team.name, "short": team.short, "vp": team.vp_id})


class PersonOnTeamForm(forms.Form):
    """Who is to work on the team."""

    member = MemberChoice(queryset=Membership.objects.none(), empty_label="Choose somebody", label="Somebody else")

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = _people(team.board).exclude(places__team=team)
        self.fields["member"].queryset = others  # type: ignore[attr-defined]


class TeamOfPersonForm(forms.Form):
    """Which team they are to work on."""

    team = forms.ModelChoiceField(queryset=Team.objects.none(), empty_label="Choose a team", label="Another team")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.filter(board=member.board_id).exclude(places__member=member)
        self.fields["team"].queryset = others  # type: ignore[attr-defined]


def _people(board: Board) -> Any:
    people = Membership.objects.filter(board=board, ended_at=None)
    return people.select_related("person").order_by("person__name", "pk")

"""The form of a flag and of a blocker: one page, and what the reader may do decides which of them it sends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from bets.access import may as may_with_bets
from bets.models import Bet, Cycle
from eteam.access import may
from eteam.actions.asked import LONGEST
from eteam.actions.flagging import UNTOUCHED, flags_for_any
from eteam.clocks import calendar_version, value
from eteam.models import Blocker, Room, Side
from eteam.preview import Preview, preview
from eteam.sla import due_at
from org.models import Membership, Team, TeamMember
from org.moments import short

_SIDES = (Side.LEADERS, Side.OUTSIDE, Side.UNKNOWN)
_TEAM = "team:"


@dataclass(frozen=True, slots=True)
class Choices:
    """`teams` may be blocked, by `others`; of both and of `bets` the form knows nothing else."""

    teams: tuple[Team, ...]
    others: tuple[Team, ...]
    bets: tuple[Bet, ...]
    raises: bool


def choices(member: Membership, now: datetime) -> Choices:
    """What the member may choose from: whoever only views the board, their own teams. Three statements."""
    others = tuple(Team.objects.filter(board=member.board_id).select_related("board", "vp__person"))
    own = set(TeamMember.objects.filter(member=member).values_list("team", flat=True))
    knows_all = flags_for_any(member, now)
    teams = tuple(team for team in others if knows_all or team.pk in own)
    theirs = [team for team in teams if member.answers_for(team.vp_id, now) or team.pk in own]
    first = (*theirs, *(team for team in teams if team not in theirs))
    return Choices(first, others, _bets(member), may(member, "blocker.raise"))


def _bets(member: Membership) -> tuple[Bet, ...]:
    """The submitted bets of cycles that are not over, by title: their order is not everybody's to know."""
    bets = Bet.objects.filter(board=member.board_id, status=Bet.Status.SUBMITTED).exclude(
        cycle__state=Cycle.State.CLOSED
    )
    found = bets.select_related("cycle__board").order_by("-cycle__starts_on", "title", "pk")
    return tuple(bet for bet in found if may_with_bets(member, bet.cycle, "bet.list"))


class BlockerForm(forms.Form):
    """`side` is `team:cloud`, or leaders, outside or unknown."""

    title = forms.CharField(label="What blocks the team?", max_length=140, help_text="In a few words: “No signing key”")
    blocked_team = forms.ChoiceField(label="Which team is blocked?")
    side = forms.ChoiceField(label="Who can unblock it?", initial=Side.UNKNOWN)
    bet = forms.ChoiceField(label="Which bet waits for it?", required=False)
    text = forms.CharField(
        label="What would it take?", required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )

    def __init__(self, of: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._of = of
        teams, sides, bets = (self.fields[name] for name in ("blocked_team", "side", "bet"))
        teams.choices = [(team.slug, team.name) for team in of.teams]  # type: ignore[attr-defined]
        others = [(f"{_TEAM}{team.slug}", team.name) for team in of.others]
        sides.choices = [(side.value, side.label) for side in _SIDES] + [("A team", others)]  # type: ignore[attr-defined]
        bets.choices = [("", "None")] + [(str(bet.pk), bet.title) for bet in of.bets]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the actions take, but for the name of the blocked team. Of a form that is valid."""
        sent = self.cleaned_data
        return {"title": sent["title"], "text": sent["text"], "bet": self._bet(sent["bet"]), **self.sides(sent["side"])}

    @property
    def team(self) -> Team:
        return next(team for team in self._of.teams if team.slug == self.cleaned_data["blocked_team"])

    def sides(self, side: str) -> dict[str, Any]:
        if not side.startswith(_TEAM):
            return {"blocking": side, "blocking_team": None}
        slug = side.removeprefix(_TEAM)
        return {"blocking": Side.TEAM, "blocking_team": next(team for team in self._of.others if team.slug == slug)}

    def _bet(self, bet: str) -> Bet | None:
        return next((each for each in self._of.bets if str(each.pk) == bet), None)


def sides(of: Choices) -> list[tuple[str, str]]:
    """Who can be named as the side that is to unblock, as a form sends it and as people call it."""
    return [(side.value, side.label) for side in _SIDES] + [(f"{_TEAM}{team.slug}", team.name) for team in of.others]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What stands on the form before it is saved; `flag`: what a flag leads to, where it is one."""

    shown: Preview | None
    flag: str


def foreseen(form: BlockerForm, of: Choices, room: Room, now: datetime) -> Foreseen | None:
    """By the two sides that are chosen, whatever else the form lacks; None until they are."""
    sent = {name: str(form[name].value() or "") for name in ("blocked_team", "side")}
    team = next((team for team in of.teams if team.slug == sent["blocked_team"]), None)
    known = {side.value for side in _SIDES} | {f"{_TEAM}{other.slug}" for other in of.others}
    if team is None or sent["side"] not in known:
        return None
    shown = preview(room=room, blocked_team=team, now=now, **form.sides(sent["side"]))
    return Foreseen(shown, "" if of.raises else _of_flag(team, now))


def _of_flag(team: Team, now: datetime) -> str:
    """`Vera is asked. Untouched until Mon 23 Nov 13:00, it becomes a blocker by itself; the clock starts now.`"""
    calendar = value(calendar_version(team), team.board.zone)
    until = short(due_at(now, UNTOUCHED, calendar), calendar.zone)
    asked = f"{team.vp.name} is asked. " if team.vp else ""
    return f"{asked}Untouched until {until}, it becomes a blocker by itself; the clock starts now."


def begun(of: Choices, query: dict[str, str], follows: Blocker | None) -> dict[str, str]:
    """What the form begins with: what the address names, else the reader's own team."""
    if follows is not None:
        side = f"{_TEAM}{follows.blocking_team.slug}" if follows.blocking_team else follows.blocking
        of_before = {
            "title": follows.title,
            "blocked_team": follows.blocked_team.slug,
            "side": side,
            "text": follows.text,
        }
        return of_before | {"bet": str(follows.bet_id or "")}
    first = of.teams[0].slug if of.teams else ""
    asked = {"blocked_team": query.get("team", first), "bet": query.get("bet", "")}
    return {"side": Side.UNKNOWN, **asked, **{name: query[name] for name in BlockerForm.base_fields if name in query}}

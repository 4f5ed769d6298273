"""What a bet asks of a team, who decided what, and what the reader may answer. For the pages of bets and of teams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.forms import Form

from bets.access import may
from bets.actions.shrinking import VIA
from bets.allocation import Allocation
from bets.demand_effect import fitting
from bets.demand_forms import Typed, blank
from bets.models import Bet, Cycle, Demand
from bets.names import weeks
from bets.sheet.questions import Question, question, questions
from bets.staffing import people
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand. `said`: sentences about it; `fits`: the person-weeks at which it would be funded, if there are any.

    `forms`: by kind, those that the reader may send, and no others; `failed`: the kind that could not be taken.
    """

    pk: int
    bet: Bet
    slug: str
    team: str
    weeks: str
    people: str
    state: str
    said: tuple[str, ...]
    is_disputed: bool
    is_agreed: bool
    fits: str
    question: Question | None
    past: tuple[Question, ...]
    forms: dict[str, Form] = field(default_factory=dict)
    failed: str = ""

    @property
    def awaits_reader(self) -> bool:
        """Whether it is the reader who has to say something now."""
        owes = self.question is not None and self.question.awaits_reader
        return owes or ("dispute" in self.forms and self.state == Demand.State.PROPOSED.label)


def asked(
    demands: QuerySet[Demand],
    cycle: Cycle,
    member: Membership,
    now: datetime,
    *,
    allocation: Allocation | None = None,
    typed: Typed | None = None,
) -> Iterator[Asked]:
    """`demands` of `cycle` in their order. `allocation` is None for who may not see it. Two statements."""
    rows = list(demands.select_related("bet__owner__person", "team__vp__person", "decided_by__person"))
    shrinks = questions([row.bet for row in rows])
    for row in rows:
        known = shrinks.get((row.bet_id, row.team_id), ())
        past = tuple(question(shrink, row.bet, row.team, cycle, member, now) for shrink in known)
        open_one = next((each for each in past if each.is_open), None)
        fits = fitting(allocation, row.bet_id, row.team.slug) if allocation else None
        kinds = _kinds(row, open_one, cycle, member, now)
        forms, failed = _forms(row, kinds, fits or row.tenths, typed)
        yield Asked(
            pk=row.pk,
            bet=row.bet,
            slug=row.team.slug,
            team=row.team.name,
            weeks=weeks(row.tenths),
            people=people(row.tenths, cycle.weeks),
            state=Demand.State(row.state).label,
            said=tuple(_said(row)),
            is_disputed=row.state == Demand.State.DISPUTED,
            is_agreed=row.is_agreed and open_one is None,
            fits=weeks(fits) if fits else "",
            question=open_one,
            past=tuple(each for each in past if not each.is_open),
            forms=forms,
            failed=failed,
        )


def _forms(row: Demand, kinds: Iterable[str], suggested: int, typed: Typed | None) -> tuple[dict[str, Form], str]:
    """Empty ones, but for the one that could not be taken, which is named."""
    forms = {kind: blank(kind, row.pk, suggested if kind == "shrink" else row.tenths) for kind in kinds}
    if typed is None or typed.demand != row.pk or typed.kind not in forms:
        return forms, ""
    return forms | {typed.kind: typed.form}, typed.kind


def _kinds(row: Demand, question: Question | None, cycle: Cycle, member: Membership, now: datetime) -> Iterator[str]:
    """The forms that `member` may send about this demand."""
    if not (row.bet.is_open or row.bet.status == Bet.Status.DRAFT):
        return
    answers = member.answers_for(row.team.vp_id, now)
    if row.state != Demand.State.SETTLED and may(member, cycle, "demand.confirm_or_dispute", own=answers):
        yield "dispute"
        if row.state != Demand.State.CONFIRMED:
            yield "confirmation"
    if may(member, cycle, "demand.settle"):
        yield "settlement"
    if question is None and row.bet.is_open and row.tenths > 1 and may(member, cycle, "demand.shrink"):
        yield "shrink"
    if question is not None and question.as_owner:
        yield "agreement"
    if question is not None and question.awaits_reader:
        yield "refusal"


def _said(row: Demand) -> Iterator[str]:
    by = row.decided_by.name if row.decided_by else ""
    why = f": “{row.reason}”" if row.reason else "."
    match row.state:
        case Demand.State.PROPOSED:
            yield (
                f"{row.team.vp.name} has not answered yet." if row.team.vp else f"{row.team.name} has no VP to answer."
            )
        case Demand.State.CONFIRMED:
            yield _confirmed(row, by)
        case Demand.State.DISPUTED:
            yield f"{by} asks for {weeks(row.offered_tenths or 0)}{why}"
        case Demand.State.SETTLED:
            yield f"By {by}{why}"
            if row.offered_tenths is not None:
                yield f"The VP asked for {weeks(row.offered_tenths)}."
    if row.asked_tenths is not None:
        before = "" if row.state == Demand.State.SETTLED else "A leader had set it before. "
        yield f"{before}{row.bet.title} asked for {weeks(row.asked_tenths)} at first."


def _confirmed(row: Demand, by: str) -> str:
    if row.decided_via == VIA:
        return "Shrunk, as a leader asked."
    return f"By {by}." if by else "By the first set-up."

"""What the demo's people say and do beside the order: questions, a challenge, a new version, a wish for less."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import F

from bets.actions.commenting import post, reply
from bets.actions.cycles import create
from bets.actions.pitching import copy, draft, edit, keep_confidential, show_intent
from bets.actions.proposals import put
from bets.actions.shares import stored
from bets.actions.shrinking import ask_less
from bets.models import Bet, Demand
from config.demo.company import Company
from config.demo.half_year import HalfYear
from org.actions import acting, calendars
from org.calendar_changes import NamedCalendar
from org.working_time import Calendar, usual

_CLOSED = {
    date(2026, 12, 25): "Christmas Day",
    date(2027, 1, 1): "New Year",
    date(2027, 3, 29): "Easter Monday",
    date(2027, 5, 6): "Ascension Day",
    date(2027, 5, 17): "Whit Monday",
}


def talk(company: Company, half_year: HalfYear, now: datetime) -> None:
    _calendar(company, now)
    _questions(company, half_year)
    _less(company, half_year)
    _stand_in(company)
    _next(company)


def _calendar(company: Company, now: datetime) -> None:
    """The holidays that lie ahead: the room's history moves with `now`, and nobody was away while it happened."""
    today = now.astimezone(company.zone).date()
    closed = {day: name for day, name in _CLOSED.items() if day > today}
    if not closed:
        return
    week = usual(company.board.zone)
    value = NamedCalendar(Calendar(week.zone, week.weekly, dict.fromkeys(closed, ())), closed)
    at = company.at(datetime(2026, 10, 12, 10, 30))  # noqa: DTZ001  a wall time of the board
    calendars.edit(calendar=value, base_version=0, by=company.members["emeka"], now=at)


def _questions(company: Company, half_year: HalfYear) -> None:
    people, bets = company.members, half_year.bets
    at = company.at(datetime(2026, 11, 17, 14, 5))  # noqa: DTZ001
    asked = post(
        bet=bets["one-recipe"], kind="question", by=people["ottoline"], now=at,
        text="If the transfer goes wrong on a Friday night, what is the **way back**?",
    )  # fmt: skip
    reply(
        to=asked, by=people["marguerite"], now=at,
        text="The oven keeps the last two recipes. One press, no wire. We tried it in *four* shops.",
    )  # fmt: skip
    post(
        bet=bets["door-counts"], kind="question", by=people["teodor"], now=at,
        text="What do you count when two trays come out at once? @Matthis Carlier, you have the pictures.",
    )  # fmt: skip
    post(
        bet=bets["second-life"], kind="challenge", appeal="legacy", by=people["hiroto"], now=at,
        text="“We have always taken our ovens back.” That is a habit. Would we begin it today?",
    )  # fmt: skip
    edit(
        bet=Bet.objects.get(pk=bets["right-part"].pk), by=people["jorunn"], now=at,
        target="under 15 % in June 2027, counted on first visits only",
    )  # fmt: skip
    keep_confidential(
        bet=Bet.objects.get(pk=bets["tunnel"].pk), until=date(2027, 1, 15), readers=[people["tomasz"]],
        by=bets["tunnel"].owner, now=at,
    )  # fmt: skip


def _less(company: Company, half_year: HalfYear) -> None:
    """Two VPs see less, or more, than was planned; a leader asks whether a bet can do with less."""
    at = company.at(datetime(2026, 11, 20, 16, 20))  # noqa: DTZ001
    disputed = Demand.objects.filter(bet__cycle=half_year.cycle, state=Demand.State.DISPUTED)
    demand = disputed.filter(offered_tenths__lt=F("tenths")).select_related("bet__cycle__board", "team").first()
    if demand is not None and demand.offered_tenths:
        ask_less(
            demand=demand, tenths=demand.offered_tenths, by=company.members["teodor"], now=at,
            note="Your VP says that it can be done. What would you leave out?",
        )  # fmt: skip
    team = company.teams["panel"]
    if today := stored(half_year.cycle, [team])[team.slug]:
        share, why = replace(today, raw_tenths=today.raw_tenths + 60), "Two come back from leave in March."
        put(cycle=half_year.cycle, share=share, by=company.members["linh"], now=at, reason=why)


def _stand_in(company: Company) -> None:
    at = company.at(datetime(2026, 11, 19, 9, 15))  # noqa: DTZ001
    acting.appoint(
        member=company.members["paulo"], vp=company.members["jorunn"], first=date(2026, 12, 1), last=date(2027, 1, 29),
        reason="Jorunn runs the training in Kaposvár.", by=company.members["ottoline"], now=at,
    )  # fmt: skip


def _next(company: Company) -> None:
    """The half-year after: open for pitches, with an intent that others see and a pitch that is tried again."""
    people, at = company.members, company.at(datetime(2026, 11, 20, 17, 5))  # noqa: DTZ001
    cycle = create(
        board=company.board, name="2027H2", starts_on=date(2027, 7, 1), ends_on=date(2027, 12, 31),
        pitches_close_at=company.at(datetime(2027, 5, 14, 18, 0)),  # noqa: DTZ001
        confirm_by=date(2027, 5, 28), ranking_session_at=company.at(datetime(2027, 6, 9, 13, 0)),  # noqa: DTZ001
        locks_on=date(2027, 6, 16), by=company.steward, now=at,
    )  # fmt: skip
    intent = draft(
        cycle=cycle, by=people["henrike"], now=at, title="Heat from the oven for the shop",
        thesis="A bakery buys heat twice: for the bread, and for the people who buy it.",
    )  # fmt: skip
    show_intent(bet=intent, shown=True, by=people["henrike"], now=at)
    before = Bet.objects.get(board=company.board, cycle__name="2026H2", title="A cookbook on the panel")
    copy(cycle=cycle, source=before, by=people["linh"], now=at)

"""The demo's sessions and checkpoints: opened, attended and closed, and what ends in them or outside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from config.demo.company import Company, Data
from eteam.actions.outcomes import Where, record_outcome
from eteam.actions.planning import cancel
from eteam.actions.sessions import close_session, open_session
from eteam.models import Blocker, Presence, Session
from eteam.verdicts import Carried, Decided, Unblocked, Verdict
from org.models import Membership

Act = Callable[[datetime], Any]


@dataclass(frozen=True, slots=True)
class End:
    """One act of the file, `by` whom it is recorded, and whose it is to decide and to carry out."""

    blocker: Blocker
    act: Data
    by: Membership
    leader: Membership
    owner: Membership


class Heard:
    def __init__(self, company: Company, data: Data) -> None:
        self.company, self.data = company, data
        self.members = [each for each in company.members.values() if each.is_leader or each.is_vp]

    def begins(self, start: datetime, until: datetime) -> Iterator[tuple[datetime, Act]]:
        for at in _hours(self.company, start, until):
            yield at, self._open

    def ends(self, start: datetime, until: datetime) -> Iterator[tuple[datetime, Act]]:
        """A session at 16:00, a checkpoint half an hour after it began; one was forgotten until the morning."""
        late = {each["on"]: self.company.at(each["closed_at"]) for each in self.data["left_open"]}
        for at in _hours(self.company, start, until):
            lasts = timedelta(hours=3) if at.isoweekday() == 2 else timedelta(minutes=30)
            yield late.get(at.date(), at + lasts), self._close

    def call_off(self, now: datetime) -> None:
        for each in self.data["cancelled"]:
            session = Session.objects.get(board=self.company.board, kind=each["kind"], planned_on=each["on"])
            cancel(session=session, reason=each["reason"], by=self.company.steward, now=now)

    def end(self, said: End, now: datetime) -> None:
        running = Session.objects.running().filter(board=self.company.board).first()
        where = Where(running) if running else Where(present=sorted({said.by, said.owner}, key=lambda each: each.pk))
        record_outcome(of=said.blocker, verdict=self._verdict(said, now), where=where, by=said.by, now=now)

    def _verdict(self, said: End, now: datetime) -> Verdict:
        act, at = said.act, self.company.at
        if "unblocked" in act:
            return Unblocked(act["unblocked"], now)
        if "decided" in act:
            return Decided(act["decided"], said.leader, said.owner, at(act["until"]))
        by = at(act["decide_by"]) if "decide_by" in act else None
        return Carried(said.owner, act["carried"], act["why"], by, act.get("accepts", False))

    def _open(self, now: datetime) -> None:
        """By each leader in turn. Everybody says for themselves that they are there; each time somebody is away."""
        session = Session.objects.filter(board=self.company.board, starts_at=now, state="planned").first()
        if session is None:
            return
        open_session(session=session, by=self.members[now.isocalendar().week % 2], now=now)
        away = self.members[2 + now.toordinal() % (len(self.members) - 2)]
        Presence.objects.bulk_create(
            Presence(board=self.company.board, session=session, member=each, recorded_by=each, since=now,
                     seen_at=session.ends_at, as_steward=each.is_steward)
            for each in [*self.members, self.company.steward] if each != away
        )  # fmt: skip

    def _close(self, now: datetime) -> None:
        session = Session.objects.running().filter(board=self.company.board).first()
        if session is None:
            return
        reasons = {each["on"]: each["reason"] for each in self.data["unheard"]}
        close_session(
            session=session, by=self.company.steward, now=now, unheard_reason=reasons.get(session.starts_at.date())
        )
        Presence.objects.filter(session=session).update(left_at=now)


def _hours(company: Company, start: datetime, until: datetime) -> Iterator[datetime]:
    """Tuesdays at 13:00 and Fridays at 9:00, on the board's clocks."""
    for number in range((until - start).days + 1):
        day = start.date() + timedelta(days=number)
        if day.isoweekday() in (2, 5):
            hour = 13 if day.isoweekday() == 2 else 9
            yield company.at(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001  a wall time of the board

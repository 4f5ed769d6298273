"""The demo's sessions and checkpoints: opened, attended and closed, and what ends in them or outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Max, QuerySet

from bets.models import Cycle
from config.demo.clock import Act
from config.demo.company import Company, Data
from eteam.actions.outcomes import Where, record_outcome
from eteam.actions.planning import add, cancel
from eteam.actions.sessions import close_session, open_session
from eteam.models import Blocker, Presence, Room, Session
from eteam.verdicts import Carried, Decided, Unblocked, Verdict
from org.models import Membership


@dataclass(frozen=True, slots=True)
class End:
    """One act of the file, `by` whom it is recorded, and whose it is to decide and to carry out."""

    blocker: Blocker
    act: Data
    by: Membership
    leader: Membership
    owner: Membership


_KINDS = {2: "session", 5: "checkpoint"}
_LASTS = {2: timedelta(hours=3), 5: timedelta(minutes=30)}
"""By ISO weekday."""


class Heard:
    """Up to `until`: a session that would not be over by then is not opened."""

    def __init__(self, company: Company, data: Data, until: datetime) -> None:
        self.company, self.data, self.until = company, data, until
        self.members = [each for each in company.members.values() if each.is_leader or each.is_vp]

    def begins(self, start: datetime) -> Iterator[tuple[datetime, Act]]:
        for at in _hours(self.company, start, self.until):
            yield at, self._open

    def ends(self, start: datetime) -> Iterator[tuple[datetime, Act]]:
        """A session at 16:00, a checkpoint half an hour after it began; one was forgotten until the morning."""
        late = {each["on"]: self.company.at(each["closed_at"]) for each in self.data["left_open"]}
        for at in _hours(self.company, start, self.until):
            yield late.get(at.date(), at + _LASTS[at.isoweekday()]), self._close

    def add_beyond(self, room: Room, cycles: QuerySet[Cycle], now: datetime, ahead: datetime) -> None:
        """A timetable plans what a half-year has days for. Later than the last of them somebody adds each session."""
        last = cycles.aggregate(last=Max("ends_on"))["last"]
        for at in _hours(self.company, now, ahead):
            kind, minutes = _KINDS[at.isoweekday()], _LASTS[at.isoweekday()] // timedelta(minutes=1)
            if at <= now or at.date() <= last or (kind == "checkpoint" and not room.has_checkpoint):
                continue
            if not Session.objects.filter(board=room.board, kind=kind, starts_at=at).exists():
                add(room=room, kind=kind, starts_at=at, minutes=minutes, by=self.company.steward, now=now)

    def call_off(self, now: datetime) -> None:
        """What was found out in time: its reason is said before it would be held."""
        for each in self.data["cancelled"]:
            day = datetime.combine(each["on"], time(), self.company.zone)
            on_that_day = Session.objects.filter(starts_at__gte=day, starts_at__lt=day + timedelta(days=1))
            session = on_that_day.get(board=self.company.board, kind=each["kind"])
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
        if session is None or session.ends_at > self.until:
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
        reason = reasons.get(session.starts_at.date())
        close_session(session=session, by=self.company.steward, now=now, unheard_reason=reason)
        Presence.objects.filter(session=session).update(left_at=now)


def _hours(company: Company, start: datetime, until: datetime) -> Iterator[datetime]:
    """Tuesdays at 13:00 and Fridays at 9:00, on the board's clocks."""
    for number in range((until - start).days + 1):
        day = start.date() + timedelta(days=number)
        if day.isoweekday() in _KINDS:
            hour = 13 if day.isoweekday() == 2 else 9
            yield company.at(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001  a wall time of the board

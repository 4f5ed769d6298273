"""The demo's weekly room: fourteen weeks of it, told again act by act, each as people do it and at its hour.

What only time does (a step of the ladder, a breach, silence that confirms, the report of a Monday) happens in between,
as the tick would have done it. No reminder is planned for any of it: the tick plans ahead of the real clock alone.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from bets.models import Bet, Cycle
from config.demo.clock import Act, Clock
from config.demo.company import Company, Data, read
from config.demo.days import Days
from config.demo.heard import End, Heard
from eteam.actions import flagging, pausing, planning, raising, seeing_to, timetable, unblocking
from eteam.actions.deciding import finish
from eteam.actions.matters import Asked, raise_matter
from eteam.actions.reporting import make_due_reports
from eteam.actions.reports import ThreeLines, report_domain
from eteam.actions.time_passes import pass_time
from eteam.clocks import calendar_of
from eteam.models import Blocker, Flag, Outcome, Room, Route, Session
from eteam.sla import step_at
from org.actions.places import give_place
from org.models import Membership, Notice, Team

_TAKES_UP = timedelta(minutes=50)
_TICK = timedelta(minutes=1)
_WEEK = timedelta(weeks=1)
_AHEAD = timedelta(weeks=3)
"""When the sessions of the next half-year are planned, before it begins."""


def meet(company: Company, now: datetime) -> None:
    """Set the room up, and tell its history, as far as it lies before `now`."""
    data = read("room.toml")
    days = Days.since(data["room"]["met"], company, now)
    _Room(company, days.moved(data), now).tell()


class _Room:
    def __init__(self, company: Company, data: Data, now: datetime) -> None:
        self.company, self.data, self.people = company, data, company.members
        self.start = company.at(data["room"]["made_at"])
        self.until = min(now, company.at(data["room"]["until"]))
        self.clock = Clock(self.start)
        self.cycle = Cycle.objects.select_related("board").get(board=company.board, name="2026H2")
        self.flags: dict[str, Flag] = {}
        self.blockers: dict[str, int] = {}
        self.heard = Heard(company, data, self.until)
        of_cycle = {bet.title: bet for bet in Bet.objects.filter(cycle=self.cycle)}
        self.bets = {pitch["key"]: of_cycle[pitch["title"]] for pitch in read("past.toml")["pitch"]}

    def tell(self) -> None:
        self._open_up(self.start)
        for at, act in self._acts():
            self.clock.at(at, act)
        self.clock.run(self.until)
        pass_time(now=self.until)
        self._plan(self.until, self.until + _AHEAD)
        recent = self.until - timedelta(days=3)
        Notice.objects.filter(board=self.company.board, at__lt=recent).update(read_at=self.until)

    def _open_up(self, at: datetime) -> None:
        for key, teams in self.data["places"].items():
            for team in teams:
                give_place(team=self.company.teams[team], member=self.people[key], by=self.company.steward, now=at)
        timetable.set_up(board=self.company.board, by=self.company.leader, now=at)
        self._plan(at, self.until + _WEEK)

    def _plan(self, now: datetime, ahead: datetime) -> None:
        """The sessions of each half-year that begins before `ahead`; by hand where there is none yet."""
        cycles = Cycle.objects.filter(board=self.company.board).order_by("starts_on")
        for cycle in cycles.filter(starts_on__lte=ahead, ends_on__gte=now):
            planning.generate(cycle=cycle, by=self.company.steward, now=now)
        self.heard.add_beyond(self.room, cycles, now, ahead)

    def _acts(self) -> Iterator[tuple[datetime, Act]]:
        """Everything with its hour; of what falls on the same minute, in this order."""
        yield self.company.at(self.data["room"]["checkpoint_from"]), self._add_checkpoint
        yield self.company.at(self.data["room"]["pauses_from"]), self._allow_pauses
        yield from self._time()
        yield from self.heard.begins(self.start)
        for data in self.data["blocker"]:
            yield from self._blocker(data)
        for data in self.data["flag"]:
            yield from self._flag(data)
        for data in self.data["matter"]:
            yield self.company.at(data["at"]), self._matter(data)
        for data in self.data["report"]:
            yield self.company.at(data["at"]), self._report(data)
        yield from self.heard.ends(self.start)

    def _add_checkpoint(self, now: datetime) -> None:
        timetable.change(
            room=self.room, by=self.company.leader, now=now, checkpoint_weekday=5, checkpoint_starts=time(9)
        )
        self._plan(now, self.until + _WEEK)
        self.heard.call_off(now)

    def _allow_pauses(self, now: datetime) -> None:
        timetable.change(room=self.room, by=self.company.leader, now=now, pauses=True)

    def _time(self) -> Iterator[tuple[datetime, Act]]:
        """What the clock does by itself; of blockers and flags, see `_wait`."""
        for number in range((self.until - self.start).days + 1):
            day = self.start.date() + timedelta(days=number)
            if day.isoweekday() == 1:
                yield self.at(day, time(7)), lambda now: make_due_reports(now=now)
        for each in self.data["left_open"]:
            yield self.at(each["on"] + timedelta(days=1), time(0, 1)), lambda now: pass_time(now=now)

    # --- blockers and flags

    def _blocker(self, data: Data) -> Iterator[tuple[datetime, Act]]:
        raised = self.company.at(data["at"])
        team = self.company.teams[data["blocked"]]
        if key := data.get("flagged_by"):
            yield raised, lambda now: self._keep(data, self._say(data, team, self.people[key], now))
            yield raised + _TAKES_UP, lambda now: self._keep(data, self._take_up(data, now))
        else:
            yield raised, lambda now: self._keep(data, self._raise(data, team, now))
        for act in data.get("then", []):
            yield self.company.at(act["at"]), self._then(data, act)
            if "confirmed" in act:
                yield self.company.at(act["confirmed"]), self._confirmation(data)

    def _say(self, data: Data, team: Team, by: Membership, now: datetime) -> Blocker | Flag:
        return flagging.flag(team=team, by=by, now=now, **self._words(data))

    def _take_up(self, data: Data, now: datetime) -> Blocker:
        return flagging.take_up(flag=self.flags[data["title"]], by=self._vp(data["blocked"]), now=now)

    def _raise(self, data: Data, team: Team, now: datetime) -> Blocker:
        return raising.raise_blocker(blocked_team=team, by=self._vp(data["blocked"]), now=now, **self._words(data))

    def _words(self, data: Data) -> dict[str, Any]:
        by = data["by"]
        team = self.company.teams.get(by)
        return {
            "room": self.room, "title": data["title"], "text": data["text"], "blocking": "team" if team else by,
            "blocking_team": team, "bet": self._bet(data),
        }  # fmt: skip

    def _bet(self, data: Data) -> Bet | None:
        return self.bets[data["bet"]] if "bet" in data else None

    def _keep(self, data: Data, row: Blocker | Flag) -> None:
        if isinstance(row, Flag):
            self.flags[data["title"]] = row
            self._wait(row.becomes_at, Flag.objects.waiting().filter(pk=row.pk))
        else:
            self.blockers[data["title"]] = row.pk
            self._watch(row)

    def _watch(self, blocker: Blocker) -> None:
        """The steps of its ladder and its breach, each on the minute after."""
        undecided = Blocker.objects.undecided().filter(pk=blocker.pk)
        for percent in (50, 80):
            at = step_at(percent, blocker.raised_at, blocker.target, calendar_of(blocker))
            self._wait(at, undecided.filter(route=Route.NOW))
        self._wait(blocker.due_at, Blocker.objects.open().ticking().filter(pk=blocker.pk, breached_at=None))

    def _wait(self, at: datetime, still: QuerySet[Any]) -> None:
        """Let time pass then, if there is still something for it to do; a look at every minute would find no more."""
        self.clock.at(at + _TICK, lambda now: pass_time(now=now) if still.exists() else None)

    def _blocker_now(self, data: Data) -> Blocker:
        """As it stands: every act before this one may have changed it."""
        return Blocker.objects.select_related("board", "blocked_team__vp", "blocking_team__vp", "flag").get(
            pk=self.blockers[data["title"]]
        )

    # --- what becomes of them

    def _then(self, data: Data, act: Data) -> Act:
        return lambda now: self._do(self._blocker_now(data), data, act, now)

    def _do(self, blocker: Blocker, data: Data, act: Data, now: datetime) -> None:
        leader, vp = self._leader(act), self._vp(data["blocked"])
        if "remark" in act:
            seeing_to.remark(blocker=blocker, text=act["remark"], by=self.people[act["by"]], now=now)
        elif "paused" in act:
            pausing.begin_pause(blocker=blocker, reason=act["paused"], by=leader, now=now)
        elif "resumed" in act:
            self._watch(pausing.end_pause(blocker=blocker, by=leader, now=now))
        elif "withdrawn" in act:
            unblocking.withdraw(blocker=blocker, reason=act["withdrawn"], by=vp, now=now)
        elif "reopened" in act:
            self._watch(unblocking.reopen(blocker=blocker, reason=act["reopened"], by=vp, now=now))
        else:
            by = self.people[act["said_by"]] if "said_by" in act else vp if "unblocked" in act else leader
            self.heard.end(End(blocker, act, by, leader, self._owner(blocker, act)), now)
            if "unblocked" in act and "said_by" in act:
                answer = self._blocker_now(data).confirm_by
                self._wait(answer or now, Blocker.objects.provisional().filter(pk=blocker.pk))
            if "unblocked" in act and not act.get("goes_on"):
                _finish(blocker, now)

    def _confirmation(self, data: Data) -> Act:
        return lambda now: unblocking.confirm(
            blocker=self._blocker_now(data), by=self._vp(data["blocked"]), now=now
        )  # fmt: skip

    def _leader(self, act: Data) -> Membership:
        """Who decides, or accepts: by turns, unless the file says who."""
        name = act.get("decider") or act.get("answers") or ("ottoline", "teodor")[act["at"].day % 2]
        return self.people[name]

    def _owner(self, blocker: Blocker, act: Data) -> Membership:
        if "owner" in act:
            return self.people[act["owner"]]
        return self._vp((blocker.blocking_team or blocker.blocked_team).slug)

    # --- the rest

    def _flag(self, data: Data) -> Iterator[tuple[datetime, Act]]:
        team, by = self.company.teams[data["team"]], self.people[data["by"]]
        words = {"title": data["title"], "text": data["text"], "by": "unknown"}
        yield self.company.at(data["at"]), lambda now: self._keep(data, self._say(words, team, by, now))
        if "rejected" in data:
            yield self.company.at(data["rejected_at"]), self._rejection(data)

    def _rejection(self, data: Data) -> Act:
        def reject(now: datetime) -> None:
            flag = self.flags[data["title"]]
            flagging.reject(flag=flag, reason=data["rejected"], by=self._vp(data["team"]), now=now)

        return reject

    def _matter(self, data: Data) -> Act:
        team, other = (self.company.teams.get(data.get(name, "")) for name in ("team", "other"))
        asked = Asked(data["kind"], data["title"], data["text"], team, other, self._bet(data))
        return lambda now: raise_matter(board=self.company.board, asked=asked, by=self.people[data["by"]], now=now)

    def _report(self, data: Data) -> Act:
        lines = ThreeLines(data["on_track"], data["changed"], data.get("needed", ""))

        def say(now: datetime) -> None:
            ahead = Session.objects.filter(board=self.company.board, kind="session", starts_at__gt=now).by_start()
            report_domain(session=ahead[0], lines=lines, by=self.people[data["vp"]], now=now)

        return say

    @property
    def room(self) -> Room:
        return Room.objects.select_related("board").get(board=self.company.board)

    def _vp(self, team: str) -> Membership:
        return self.company.teams[team].vp or self.company.leader

    def at(self, day: date, clock: time) -> datetime:
        return self.company.at(datetime.combine(day, clock))


def _finish(blocker: Blocker, now: datetime) -> None:
    """Whoever had a decision to carry out has done so."""
    for outcome in Outcome.objects.decisions().filter(blocker=blocker).select_related("owner"):
        if outcome.owner is not None:
            finish(outcome=outcome, by=outcome.owner, now=now)

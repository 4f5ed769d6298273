"""One attempt at a run: what it asks of the tool, and each answer kept as it comes.

Whatever dies between two answers is done again by the next attempt, and comes to the same. An epic that was made and
not kept is found by its mark, for every attempt looks for marks before it makes anything; the lease of the one that
died is longer than a search needs to know of what is new.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from bets.models import Bet, Plan, Reference, RoadmapRun, RoadmapTool, TeamMove, TeamProject
from bets.roadmap import items, pushing
from bets.roadmap.gathering import gather
from bets.roadmap.items import Item
from bets.roadmap.pushing import Pushed
from bets.roadmap.tool import ItemRefused, Key, Refused, Seen, Tool, TryLater
from journal.failpoints import failpoint

UNSURE = 120.0
"""Seconds to wait where nobody can tell whether an epic was made: until a search would find it."""


def attempt(run: RoadmapRun, connection: RoadmapTool, tool: Tool, now: datetime, done: list[Item]) -> str:
    """How it ended, in a sentence; `done` gets what was done with each bet. Raises what the tool refuses with."""
    if run.kind == RoadmapRun.Kind.TEST:
        return f"It answers, and knows us as {tool.check()}."[:300]
    plan = Plan.objects.filter(cycle=run.cycle_id, unlocked_at=None).first()
    if plan is None:
        raise Refused("No plan is locked in this cycle: there is nothing to push or to follow.")
    if run.kind == RoadmapRun.Kind.PULL:
        return Pull(plan, connection, tool, now, done).pull()
    return Push(plan, connection, tool, now, done).push()


class Push:
    """Epics for all funded bets, in our order."""

    def __init__(self, plan: Plan, connection: RoadmapTool, tool: Tool, now: datetime, done: list[Item]) -> None:
        self.plan, self.connection, self.tool, self.now, self.items = plan, connection, tool, now, done

    def push(self) -> str:
        gathered = gather(self.plan, self.connection, self.now)
        for bet, title in gathered.elsewhere:
            self.items.append(Item(bet, title, items.LEFT, "It is worked on in another tool."))
        bets = self._found(self._there(gathered.bets))
        todo = pushing.todo(bets)
        for each in todo.homeless:
            self._say(each, items.REFUSED, "None of its teams has a project. Give one of them one.")
        made = {each.bet: each for each in map(self._made, todo.make) if each is not None}
        for each in todo.edit:
            self._edit(each)
        self._rank([made.get(each.bet, each) for each in bets])
        changed, refused = items.changed(self.items), items.refused(self.items)
        return _counted(changed, refused, "There was nothing to do: all is as it should be.")

    def _there(self, bets: tuple[Pushed, ...]) -> list[Pushed]:
        """Without the keys that lead nowhere any more, and with those that epics have now."""
        there = self.tool.there([each.key for each in bets if each.key])
        result = []
        for each in bets:
            if each.key and each.key not in there:
                Reference.objects.filter(bet=each.bet).update(gone_at=self.now)
                self._say(each, items.GONE, f"{each.key} is gone. Link another epic, or unlink it to have one made.")
                continue
            if each.key and there[each.key] != each.key:
                _rename(each.bet, there[each.key], self.tool.link(there[each.key]))
            result.append(each.found(there[each.key]) if each.key else each)
        Reference.objects.filter(bet__in=[each.bet for each in result], gone_at__isnull=False).update(gone_at=None)
        return result

    def _found(self, bets: list[Pushed]) -> list[Pushed]:
        """With the epics that carry their marks already: made by an attempt that did not live to say so."""
        marks = self.tool.marked([each.mark for each in bets if not each.key])
        result = []
        for each in bets:
            if not each.key and each.mark in marks and self._keep(each, marks[each.mark], digest=""):
                self._say(each, items.FOUND, f"{marks[each.mark]} was there already.", marks[each.mark])
                each = each.adopted(marks[each.mark])
            result.append(each)
        return result

    def _made(self, each: Pushed) -> Pushed | None:
        try:
            key = self.tool.create(each.wanted)
        except ItemRefused as why:
            self._say(each, items.REFUSED, f"No epic was made in {each.project}. {why}")
            return None
        except TryLater as later:
            raise TryLater(str(later), max(later.seconds, UNSURE)) if later.is_failure else later from None
        failpoint("roadmap.made_before_kept")
        if not self._keep(each, key, digest=each.digest):
            return None
        self._say(each, items.MADE, f"{key} was made.", key)
        return each.found(key)

    def _keep(self, each: Pushed, key: Key, *, digest: str) -> bool:
        """False, and said so, where somebody linked the bet or the epic by hand meanwhile."""
        try:
            with transaction.atomic():
                Reference.objects.create(
                    board_id=self.plan.board_id, cycle_id=self.plan.cycle_id, bet_id=each.bet,
                    source=self.connection.kind, external_id=key, url=self.tool.link(key), is_ours=True, pushed=digest,
                )  # fmt: skip
        except IntegrityError:
            self._say(each, items.REFUSED, f"{key} was not linked: the bet or the epic has another link meanwhile.")
            return False
        return True

    def _edit(self, each: Pushed) -> None:
        try:
            self.tool.edit(each.key, each.wanted)
        except ItemRefused as why:
            self._say(each, items.REFUSED, f"{each.key} keeps its old title. {why}", each.key)
            return
        Reference.objects.filter(bet=each.bet, external_id=each.key).update(pushed=each.digest)
        self._say(each, items.EDITED, f"{each.key} has our words now.", each.key)

    def _rank(self, bets: list[Pushed]) -> None:
        """Block by block; each goes after the last one that the tool took."""
        linked = {each.key: each for each in bets if each.key}
        known = [key for key in self.tool.ranked(list(linked)) if key in linked]
        after: Key | None = None
        for block in pushing.blocks(list(linked), known):
            try:
                where = {"before": block.before} if block.before else {"after": after or block.after}
                refused = self.tool.rank(block.keys, **where)
            except ItemRefused as why:
                refused = dict.fromkeys(block.keys, str(why))
            for key in block.keys:
                if key in refused:
                    self._say(linked[key], items.REFUSED, f"{key} was not ranked. {refused[key]}", key)
                else:
                    after = key
                    self._say(linked[key], items.RANKED, f"{key} is at our place now.", key)

    def _say(self, each: Pushed, what: str, sentence: str, key: Key = "") -> None:
        self.items.append(Item(each.bet, each.title, what, sentence, key or each.key))


class Pull:
    """Status, progress and movement of what is linked; never a rank."""

    def __init__(self, plan: Plan, connection: RoadmapTool, tool: Tool, now: datetime, done: list[Item]) -> None:
        self.plan, self.connection, self.tool, self.now, self.items = plan, connection, tool, now, done
        projects = TeamProject.objects.filter(board=plan.board_id)
        self.teams: Mapping[str, int] = dict(projects.values_list("project", "team_id"))

    def pull(self) -> str:
        linked = Reference.objects.filter(cycle=self.plan.cycle_id, source=self.connection.kind)
        rows = list(linked.select_related("bet").order_by("bet"))
        found = self.tool.look([row.external_id for row in rows])
        self.items.extend(self._take(row, found.get(row.external_id)) for row in rows)
        return _counted(items.changed(self.items), items.refused(self.items), "No bet is linked to an epic yet.")

    def _take(self, row: Reference, seen: Seen | None) -> Item:
        bet: Bet = row.bet
        if seen is None:
            Reference.objects.filter(pk=row.pk, external_id=row.external_id).update(gone_at=self.now)
            return Item(bet.pk, bet.title, items.GONE, f"{row.external_id} is gone.", row.external_id)
        with transaction.atomic():
            held = Reference.objects.select_for_update(no_key=True)
            today = held.filter(pk=row.pk, external_id=row.external_id).first()
            if today is None:
                return Item(bet.pk, bet.title, items.LEFT, "It was linked otherwise meanwhile.", row.external_id)
            if seen.key != today.external_id:
                _rename(bet.pk, seen.key, seen.url)
            Reference.objects.filter(pk=today.pk).update(
                status=seen.status[:60], progress=seen.progress, seen_at=self.now, gone_at=None, url=seen.url
            )
            for project, at in seen.moved.items():
                if project in self.teams:
                    TeamMove.objects.update_or_create(
                        reference=today, team_id=self.teams[project],
                        defaults={"board_id": today.board_id, "moved_at": at},
                    )  # fmt: skip
        sentence = f"{seen.key}: {seen.status}, {seen.done} of {seen.children} done."
        return Item(bet.pk, bet.title, items.SEEN, sentence, seen.key)


def _rename(bet: int, key: Key, url: str) -> None:
    """An epic that was moved to another project has another key; one that another bet has already stays as it is."""
    try:
        with transaction.atomic():
            Reference.objects.filter(bet=bet).update(external_id=key, url=url)
    except IntegrityError:
        return


def _counted(changed: int, refused: int, nothing: str) -> str:
    if not changed and not refused:
        return nothing
    said = f"{changed} went well"
    return f"{said}, {refused} did not." if refused else f"{said}."

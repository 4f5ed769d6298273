"""One half-year of the demo company: its cycle, its capacities, and its bets in the order of their first day."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from bets.events import BetSubmitted, CycleCreated, RankingChanged
from bets.models import Bet, Capacity, CarryOver, Cycle, Demand, Exclusion, Need, Pitch, Prototype, Rank
from bets.uploads import examine
from config.demo.company import Company, Data, tenths
from config.demo.sketches import sketch
from journal.kinds import Payload
from journal.record import Named, record

_PICTURE = "picture"
_NO_MORE_SKETCHES = 18


class HalfYear:
    """`bets` keeps what the files name by key. Made in ranking, whatever it becomes."""

    def __init__(self, company: Company, cycle: Data, pitches: Sequence[Data], people: Data) -> None:
        self.company, self.data, self.pitches, self.people = company, cycle, pitches, people
        self.bets: dict[str, Bet] = {}
        self._sketched = 0

    def make(self, teams: Mapping[str, Data], start: Mapping[str, int]) -> "HalfYear":
        """`teams` give their capacity as in company.toml, `start` is the rank of each bet on the first day."""
        self._cycle()
        for slug, team in teams.items():
            self._capacity(slug, team)
        for data in self.pitches:
            self._pitch(data)
        self._ties()
        self._order(start)
        return self

    def tell(self, payload: Payload, by: Named, about: Named, now: datetime, revision: int | None = None) -> None:
        board, topic = self.company.board, self.cycle.topic
        record(payload, board_id=board.pk, topic=topic, by=by, subject=about, now=now, revision=revision)

    def _cycle(self) -> None:
        data, at = self.data, self.company.at
        self.cycle = Cycle.objects.create(
            board=self.company.board,
            name=data["name"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            pitches_close_at=at(data["pitches_close_at"]),
            confirm_by=data["confirm_by"],
            ranking_session_at=at(data["ranking_session_at"]),
            locks_on=data["locks_on"],
            state=Cycle.State.RANKING,
        )
        opened = at(datetime.combine(data["pitches_open_on"], datetime.min.time()))
        self.tell(CycleCreated(), self.company.steward, self.cycle, opened)

    def _capacity(self, slug: str, data: Data) -> None:
        carried = data.get("carry_over", [])
        capacity = Capacity.objects.create(
            board=self.company.board,
            cycle=self.cycle,
            team=self.company.teams[slug],
            raw_tenths=tenths(data["raw"]),
            reserve_permille=tenths(data.get("reserve_percent", 0)),
            carry_over_tenths=sum(tenths(item["weeks"]) for item in carried),
        )
        CarryOver.objects.bulk_create(
            CarryOver(capacity=capacity, what=item["what"], tenths=tenths(item["weeks"]), why_not_pitched=item["why"])
            for item in carried
        )

    def _pitch(self, data: Data) -> None:
        bet = self.bets[data["key"]] = self._bet(data)
        Pitch.objects.create(bet=bet, **_pitch_fields(data, self.people))
        if "prototype" in data:
            self._prototype(bet, data["prototype"])
        for demand in data.get("demands", []):
            self._demand(bet, demand)
        self.tell(BetSubmitted(late=bet.is_late), bet.owner, bet, bet.created_at)

    def _bet(self, data: Data) -> Bet:
        closed = self.data["pitches_close_at"]
        submitted, owner = self.company.at(data.get("submitted_at", closed)), self.company.members[data["owner"]]
        late, must_do = data.get("late", {}), data.get("must_do", {})
        return Bet.objects.create(
            board=self.company.board,
            cycle=self.cycle,
            owner=owner,
            title=data["title"],
            thesis=data["thesis"],
            status=Bet.Status.SUBMITTED,
            submitted_at=submitted,
            submitted_by=owner,
            submitted_via=Bet.Via.OWNER,
            is_late=bool(late),
            late_exception=late.get("reason", ""),
            late_exception_by=self.company.members.get(late.get("by", "")),
            must_do=bool(must_do),
            must_do_reason=must_do.get("reason", ""),
            created_at=submitted,
        )

    def _prototype(self, bet: Bet, what: str) -> None:
        """A link, and a picture of the first of them."""
        given = {"board": self.company.board, "bet": bet, "added_at": bet.created_at, "added_by": bet.owner}
        if what != _PICTURE:
            Prototype.objects.create(link=what, **given)
        if what == _PICTURE or self._sketched < _NO_MORE_SKETCHES:
            kept = examine(sketch(self._sketched), f"Sketch of {bet.title}.png")
            prototype = Prototype(
                kind=kept.kind, title=kept.title, media_type=kept.media_type, size=len(kept.data), width=kept.width,
                height=kept.height, **given,
            )  # fmt: skip
            prototype.file.save(f"kept.{kept.suffix}", ContentFile(kept.data), save=False)
            prototype.save()
            self._sketched += 1

    def _demand(self, bet: Bet, data: Data) -> None:
        team = self.company.teams[data["team"]]
        state = Demand.State(data.get("state", "confirmed"))
        Demand.objects.create(
            board=self.company.board,
            bet=bet,
            team=team,
            tenths=tenths(data["weeks"]),
            state=state,
            offered_tenths=tenths(data["offer"]) if "offer" in data else None,
            decided_by=None if state == Demand.State.PROPOSED else team.vp,
            reason=data.get("note", ""),
        )

    def _ties(self) -> None:
        for data in self.pitches:
            bet = self.bets[data["key"]]
            for key in data.get("needs", []):
                Need.objects.create(cycle=self.cycle, bet=bet, prerequisite=self.bets[key])
            for key in data.get("either_or", []):
                if bet.pk < self.bets[key].pk:
                    Exclusion.objects.create(cycle=self.cycle, bet=bet, other=self.bets[key])

    def _order(self, start: Mapping[str, int]) -> None:
        order = [self.bets[key].pk for key in sorted(start, key=lambda key: start[key])]
        Rank.objects.append(self.cycle, order, after=0)
        Cycle.objects.filter(pk=self.cycle.pk).update(revision=1)
        payload = RankingChanged(act="import", order=order)
        self.tell(payload, self.company.leader, self.cycle, self.company.at(self.data["ranking_from"]), revision=1)


def _pitch_fields(data: Data, people: Data) -> dict[str, Any]:
    fields = {field.attname: _unwrapped(data[field.attname]) for field in Pitch.parts() if field.attname in data}
    kill = data["kill"]
    return fields | {
        "risks": "\n".join(f"- {risk}" for risk in data["risks"]),
        "kill_metric": kill["metric"],
        "kill_threshold": kill["threshold"],
        "kill_decider": people[kill["decider"]]["name"],
    }


def _unwrapped(value: Any) -> Any:
    """A text without the line ends that the file has for its own sake; an empty line still parts paragraphs."""
    if not isinstance(value, str):
        return value
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in value.strip().split("\n\n"))

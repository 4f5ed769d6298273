"""Make the demo company's board. Every act of its history goes through the action that people use."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bets.actions.leaving import withdraw
from bets.actions.ranking import move
from bets.events import BetSubmitted, CycleCreated, RankingChanged
from bets.models import Bet, Capacity, CarryOver, Cycle, Demand, Exclusion, Need, Pitch, Prototype, Rank
from bets.ordering import ToRank
from journal.kinds import Payload
from journal.record import Named, record
from org.models import Board, Membership, Person, Role, Team

FOLDER = Path(__file__).parent
PASSWORD = "try-the-bets"  # noqa: S105  printed on the terminal, for a company that does not exist

Data = Mapping[str, Any]


def load_demo() -> Board:
    """The demo company's board, made if it is not there yet."""
    company = _read("company.toml")
    board = Board.objects.filter(slug=company["board"]["slug"]).first()
    return board or _Company(company, _read("pitches.toml")["pitch"]).make()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(), parse_float=Decimal)


def tenths(weeks: Decimal | int) -> int:
    """Person-weeks with one decimal as whole tenths; percent likewise as permille."""
    return int(weeks * 10)


class _Company:
    """One load. Keeps what the files name by key: people, teams, bets."""

    def __init__(self, company: Data, pitches: list[Data]) -> None:
        self.company, self.pitches = company, pitches
        self.zone = ZoneInfo(company["board"]["zone"])
        self.members: dict[str, Membership] = {}
        self.teams: dict[str, Team] = {}
        self.bets: dict[str, Bet] = {}

    @transaction.atomic
    def make(self) -> Board:
        self.board = Board.objects.create(**self.company["board"])
        self._people()
        self._teams()
        self._cycle()
        for data in self.pitches:
            self._pitch(data)
        self._ties()
        self._order()
        self._withdrawals()
        return self.board

    def _at(self, wall: datetime) -> datetime:
        """A wall time of the files as an instant in UTC."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def _people(self) -> None:
        started = self._at(datetime(2026, 1, 7, 9, 0))  # noqa: DTZ001  a wall time of the board
        password = make_password(PASSWORD)  # hashed once: it is meant to take long
        for key, data in self.company["people"].items():
            person = Person.objects.create(email=data["email"], name=data["name"], password=password)
            roles = [] if data["role"] == "viewer" else [Role(data["role"])]
            self.members[key] = Membership.objects.create(
                board=self.board, person=person, roles=roles, started_at=started
            )

    def _teams(self) -> None:
        for slug, data in self.company["teams"].items():
            self.teams[slug] = Team.objects.create(
                board=self.board, slug=slug, name=data["name"], vp=self.members[data["vp"]]
            )

    def _cycle(self) -> None:
        data = self.company["cycle"]
        self.cycle = Cycle.objects.create(
            board=self.board,
            name=data["slug"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            pitches_close_at=self._at(data["pitches_close_at"]),
            state=data["state"],
            policy=data["policy"],
        )
        steward = next(member for member in self.members.values() if member.is_steward)
        self._tell(
            CycleCreated(),
            steward,
            self.cycle,
            self._at(datetime.combine(data["pitches_open_on"], datetime.min.time())),
        )
        for slug, team in self.company["teams"].items():
            self._capacity(self.teams[slug], team)

    def _capacity(self, team: Team, data: Data) -> None:
        carried = data.get("carry_over", [])
        capacity = Capacity.objects.create(
            board=self.board,
            cycle=self.cycle,
            team=team,
            raw_tenths=tenths(data["raw"]),
            reserve_permille=tenths(data["reserve_percent"]),
            carry_over_tenths=sum(tenths(item["weeks"]) for item in carried),
        )
        CarryOver.objects.bulk_create(
            CarryOver(capacity=capacity, what=item["what"], tenths=tenths(item["weeks"]), why_not_pitched=item["why"])
            for item in carried
        )

    def _pitch(self, data: Data) -> None:
        bet = self.bets[data["key"]] = self._bet(data)
        Pitch.objects.create(bet=bet, **_pitch_fields(data, self.company["people"]))
        if "prototype" in data:
            Prototype.objects.create(board=self.board, bet=bet, link=data["prototype"], added_at=bet.created_at)
        for demand in data.get("demands", []):
            self._demand(bet, demand)
        self._tell(BetSubmitted(late=bet.is_late), bet.owner, bet, bet.created_at)

    def _bet(self, data: Data) -> Bet:
        submitted, owner = self._at(data["submitted_at"]), self.members[data["owner"]]
        late, must_do = data.get("late", {}), data.get("must_do", {})
        return Bet.objects.create(
            board=self.board,
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
            late_exception_by=self.members.get(late.get("by", "")),
            must_do=bool(must_do),
            must_do_reason=must_do.get("reason", ""),
            created_at=submitted,
        )

    def _demand(self, bet: Bet, data: Data) -> None:
        team = self.teams[data["team"]]
        state = Demand.State(data.get("state", "confirmed"))
        Demand.objects.create(
            board=self.board,
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

    def _order(self) -> None:
        """The order of the first day, then each move as its leader made it."""
        ranked = sorted(
            (data["start_rank"], self.bets[data["key"]].pk) for data in self.pitches if "start_rank" in data
        )
        order = [bet for _, bet in ranked]
        Rank.objects.append(self.cycle, order, after=0)
        Cycle.objects.filter(pk=self.cycle.pk).update(revision=1)
        opener = next(member for member in self.members.values() if member.is_leader)
        payload = RankingChanged(act="import", order=order)
        self._tell(payload, opener, self.cycle, self._at(self.company["cycle"]["ranking_from"]), revision=1)
        for act in self.company["history"]:
            move(
                cycle=self.cycle,
                bet=self.bets[act["bet"]].pk,
                target=ToRank(act["to_rank"]),
                by=self.members[act["leader"]],
                now=self._at(act["at"]),
                reason=act["reason"],
            )

    def _withdrawals(self) -> None:
        for data in self.pitches:
            if end := data.get("withdrawn"):
                bet = self.bets[data["key"]]
                withdraw(bet=bet, by=bet.owner, now=self._at(end["at"]), reason=end["reason"])

    def _tell(self, payload: Payload, by: Named, about: Named, now: datetime, revision: int | None = None) -> None:
        record(
            payload, board_id=self.board.pk, topic=self.cycle.topic, by=by, subject=about, now=now, revision=revision
        )


def _pitch_fields(data: Data, people: Data) -> dict[str, Any]:
    fields = {field.attname: data[field.attname] for field in Pitch.parts() if field.attname in data}
    kill = data["kill"]
    return fields | {
        "risks": "\n".join(f"- {risk}" for risk in data["risks"]),
        "kill_metric": kill["metric"],
        "kill_threshold": kill["threshold"],
        "kill_decider": people[kill["decider"]]["name"],
    }

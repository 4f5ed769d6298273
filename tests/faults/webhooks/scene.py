"""One play: boards whose events are told, those who send them, and what arrived."""

import time
from dataclasses import dataclass, field
from itertools import count

from tests.faults.rig import Rig
from tests.faults.senders.stagehand import Stagehand
from tests.faults.waiting import comes
from tests.faults.webhooks.ledger import Ledger, compared, still_open, wanted
from tests.faults.webhooks.receiver import Nasty

_numbers = count(1)


@dataclass
class Scene:
    rig: Rig
    stage: Stagehand
    receiver: Nasty
    boards: int = 1
    endpoints: int = 2
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        laid = self.stage.does(
            "lay", name=f"play{next(_numbers)}", boards=self.boards, endpoints=self.endpoints, url=self.receiver.url
        )
        self.pks = [each["board"] for each in laid]
        secrets = {path: secret for each in laid for path, secret in each["paths"].items()}
        self.paths = secrets.keys()
        self.receiver.secrets |= secrets

    def write(self, events: int, seed: int = 1) -> None:
        """So many on each board."""
        self.stage.does("write", boards=self.pks, events=events, seed=seed)

    def lapse(self) -> None:
        self.stage.does("lapse", boards=self.pks)

    def clear(self) -> None:
        self.stage.does("clear", boards=self.pks)

    def open(self) -> int:
        """How many messages are not delivered."""
        return still_open(self.rig, self.pks)

    def ends(self, within: float) -> bool:
        return comes(lambda: not self.open(), within)

    def ledger(self) -> Ledger:
        ours = [each for each in self.receiver.arrivals if each.where in self.paths]
        return compared(wanted(self.rig, self.pks, self.receiver.url), ours)

    @property
    def seconds(self) -> str:
        return f"{time.monotonic() - self.begun:.0f} s"

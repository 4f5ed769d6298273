"""The senders and the beat: the product's own commands, each under a guard of its own, to be killed by pid."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import psutil
from celery import Celery

from config.celery import app
from config.embedded.child import Program
from config.embedded.place import Place
from config.embedded.processes import beat
from config.env import celery_broker
from tests.config.starting import eventually, new_folder
from tests.faults.rig import Rig
from tests.faults.senders import words
from tests.faults.senders.orders import Orders
from tests.faults.victim import Victim

HANDS = 2
"""Processes that send, of each worker."""

TICK = 0.3
"""Seconds between two ticks, in place of a minute."""

REPLACED = 30.0
"""Seconds within which a worker finds each of its dead and replaces it."""

RESTART = 0.5
"""Seconds after which the product's supervisor starts again what ended."""

_DIED = "exited with 'signal 9 (SIGKILL)'"


@dataclass(frozen=True)
class Trade:
    """What they do: `program` is their Celery application, `process` the product's worker in whose place it stands.

    `environment`: what the program needs to know besides.
    """

    program: str
    process: Callable[[], Program]
    tick: str
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Crew:
    """Several workers and beats of one product. What is killed whole is started again only by `mend`."""

    workers: list[Victim]
    beats: list[Victim]
    orders: Path
    broker: Celery
    tick: str  # the task that wakes them
    killed: int = 0  # processes that send
    restarts: int = 0  # of whole workers that had ended by themselves
    random: Random = field(default_factory=lambda: Random(9))

    def hands(self) -> int:
        return sum(len(each.children) for each in self.workers)

    def kill_a_hand(self) -> None:
        """One process that sends; its worker starts another."""
        hands = [hand for each in self.workers for hand in each.children]
        if hands:
            self.random.choice(hands).kill()
            self.killed += 1

    def kill_a_worker(self) -> None:
        """All of one worker at once; it stays away until it is mended."""
        chosen = self.random.choice(self.workers)
        self.killed += len(chosen.children)
        chosen.strike()

    def mend(self) -> None:
        for each in (*self.workers, *self.beats):
            if each.ended:
                each.start()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What ends by itself is started again, as the product's supervisor or a container's restart policy does."""
        over = threading.Event()

        def tend() -> None:
            while not over.wait(RESTART):
                self.restarts += sum(each.ended for each in self.workers)
                self.mend()

        with ThreadPoolExecutor(1) as pool:
            tending = pool.submit(tend)
            try:
                yield
            finally:
                over.set()
            tending.result()

    def deaths(self) -> int:
        """How often a process that sends was found dead, since the start of each worker's log."""
        return sum(each.program.log.read_text().count(_DIED) for each in self.workers if each.program.log)

    @contextmanager
    def told(self, orders: Orders) -> Iterator[None]:
        """They obey for as long as the block lasts: each is replaced before and after it.

        Before it, for one that is still busy with an earlier tick would do its work without having heard of them.
        """
        orders.give(self.orders)
        self.replace()
        try:
            yield
        finally:
            Orders().give(self.orders)
            self.replace()

    def replace(self) -> None:
        """Other processes in place of all that send now. When it ends, their deaths are in the log."""
        before, hands = self.deaths(), [hand for each in self.workers for hand in each.children]
        for hand in hands:
            with suppress(psutil.NoSuchProcess):  # it died of what it was told
                hand.kill()
        everybody = len(self.workers) * HANDS
        if not eventually(lambda: self.deaths() >= before + len(hands) and self.hands() == everybody, within=REPLACED):
            raise RuntimeError(f"the senders were not replaced. {self.said()}")

    @contextmanager
    def ticking(self, every: float = TICK) -> Iterator[None]:
        """Wakes them again and again, as a beat in a hurry would."""
        over = threading.Event()

        def tick() -> None:
            while not over.wait(every):
                self.broker.send_task(self.tick, expires=3)

        thread = threading.Thread(target=tick)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self.broker.control.purge()  # what nobody took up yet wakes nobody in the next test

    def said(self) -> str:
        return "\n".join(f"--- {each.program.name}\n{each.said(60)}" for each in (*self.workers, *self.beats))


@contextmanager
def manned(rig: Rig, trade: Trade, *, workers: int = 0, beats: int = 0, tick: float = TICK) -> Iterator[Crew]:
    """`tick`: of a beat."""
    with new_folder() as folder:
        orders = folder / "orders"
        Orders().give(orders)
        environment = rig.environment | trade.environment | {words.TICK: str(tick), words.ORDERS: str(orders)}
        wanted = [_worker(number, trade, environment, folder) for number in range(workers)]
        wanted += [_beat(number, trade, environment, folder) for number in range(beats)]
        started = _started(wanted)
        broker = Celery("test", broker=celery_broker(rig.place.redis_url), set_as_current=False)
        broker.conf.task_routes = {trade.tick: app.conf.task_routes.get(trade.tick, {})}
        try:
            yield Crew(started[:workers], started[workers:], orders, broker, trade.tick)
        finally:
            broker.close()
            for each in reversed(started):
                each.end()


def _started(wanted: Sequence[Program]) -> list[Victim]:
    """All at once; none, if one does not start."""
    with ThreadPoolExecutor(len(wanted)) as pool:
        made = [pool.submit(_victim, each) for each in wanted]
    if any(each.exception() for each in made):
        for each in made:
            if not each.exception():
                each.result().end()
    return [each.result() for each in made]


def _victim(wanted: Program) -> Victim:
    ready = Path(wanted.environment[words.READY])
    return Victim(replace(wanted, before=lambda: ready.unlink(missing_ok=True)), ready.exists)


def _worker(number: int, trade: Trade, environment: Mapping[str, str], folder: Path) -> Program:
    name = f"worker{number}"
    more = ("--concurrency", str(HANDS), "--hostname", f"{name}@localhost")
    return _ours(name, trade, trade.process(), environment, folder, *more)


def _beat(number: int, trade: Trade, environment: Mapping[str, str], folder: Path) -> Program:
    name = f"beat{number}"
    return _ours(name, trade, beat(Place(folder)), environment, folder, "--schedule", str(folder / f"{name}.schedule"))


def _ours(
    name: str, trade: Trade, product: Program, environment: Mapping[str, str], folder: Path, *more: str
) -> Program:
    """The product's command with our application in place of its own; of two equal options the last one counts."""
    command = tuple(trade.program if word == "config" else word for word in product.command)
    return replace(
        product, name=name, command=(*command, *more), log=folder / f"{name}.log", grace=3,
        environment={**environment, words.READY: str(folder / f"{name}.ready")},
    )  # fmt: skip

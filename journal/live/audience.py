"""Those who watch one board in this process."""

from collections.abc import Iterable

from journal.live import sse
from journal.live.change import Change
from journal.live.sequence import Sequence
from journal.live.watcher import Watcher


class Audience:
    """The watchers of a board, and how far its changes were given out to them."""

    def __init__(self, reached: int) -> None:
        self.watchers: set[Watcher] = set()
        self.sequence = Sequence(reached)

    def give_out(self, found: list[Change]) -> None:
        """Encoded once for all with the same topics; nobody gets what they already had when they came."""
        encoded: dict[tuple[frozenset[str], bool], bytes] = {}
        for watcher in self.watchers:
            late = bool(found) and watcher.known >= found[0].number
            key = (watcher.topics, late)
            if late or key not in encoded:
                wanted = (each for each in found if each.topic in watcher.topics and each.number > watcher.known)
                encoded[key] = sse.changes(wanted)
            watcher.put(encoded[key], self.sequence.reached)

    def start_over(self, newest: int) -> None:
        """Too much was missed to be told one by one."""
        self.sequence.forget(newest)
        for watcher in self.watchers:
            watcher.put(sse.resync(newest), newest)

    def catch_up(self, changes: Iterable[Change], newest: int) -> None:
        """Give out what the database says, up to `newest`; what was heard from there on follows by itself."""
        for each in changes:
            self.sequence.hear(each)
        self.give_out(self.sequence.take())
        self.sequence.forget(newest)

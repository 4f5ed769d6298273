"""A stream tells topic and number of every change, in order, without gaps, and nothing else."""

import time
from collections.abc import Callable

from journal.live import channel
from journal.live.change import Change
from journal.live.replay import MOST
from journal.models import Event
from tests.cast import Cast
from tests.live.conftest import Listen, Ring


def test_a_change_arrives_as_topic_and_number_and_nothing_else(north: Cast, listen: Listen, ring: Ring) -> None:
    ear = listen(north.ines)
    number = ring()
    assert ear.wait(lambda ear: ear.numbers)
    (change,) = ear.heard
    assert (change.id, change.name, change.data) == (str(number), "message", f"cycle:{north.cycle.pk} {number}")


def test_nothing_between_us_keeps_or_gathers_it(north: Cast, listen: Listen) -> None:
    ear = listen(north.ines)
    assert ear.status == 200
    assert ear.headers["Content-Type"].startswith("text/event-stream")
    assert "no-cache" in ear.headers["Cache-Control"]
    assert ear.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in ear.headers
    assert ear.wait(lambda ear: ear.first)
    assert ear.first == ["retry: 1000"]


def test_many_changes_arrive_each_once_and_in_order(north: Cast, listen: Listen, ring: Ring) -> None:
    ears = [listen(member) for member in (north.ines, north.otto, north.vera, north.stina)]
    sent = [ring() for _ in range(60)]
    for ear in ears:
        assert ear.wait(lambda ear: len(ear.numbers) >= len(sent))
        assert ear.numbers == sent


def test_other_topics_are_not_told(north: Cast, listen: Listen, ring: Ring) -> None:
    ear = listen(north.ines)
    ring("cycle:987654")
    number = ring()
    assert ear.wait(lambda ear: ear.numbers)
    assert ear.numbers == [number]


def test_what_was_missed_is_told_from_the_number_that_the_page_has_seen(
    north: Cast, listen: Listen, ring: Ring
) -> None:
    sent = [ring() for _ in range(5)]
    ear = listen(north.ines, f"topic={north.cycle.topic}&after={sent[1]}")
    assert ear.wait(lambda ear: len(ear.numbers) >= 3)
    sent.append(ring())
    assert ear.wait(lambda ear: len(ear.numbers) >= 4)
    assert ear.numbers == sent[2:]


def test_a_browser_that_comes_back_goes_on_from_its_last_number(north: Cast, listen: Listen, ring: Ring) -> None:
    """Its own word counts, not the address that the page once gave it."""
    sent = [ring() for _ in range(5)]
    query = f"topic={north.cycle.topic}&after={sent[0]}"
    ear = listen(north.ines, query, **{"Last-Event-ID": str(sent[3])})
    assert ear.wait(lambda ear: ear.numbers)
    ring()
    assert ear.wait(lambda ear: len(ear.numbers) >= 2)
    assert ear.numbers == [sent[4], sent[4] + 1]


def test_without_a_number_it_begins_now(north: Cast, listen: Listen, ring: Ring) -> None:
    ring()
    ear = listen(north.ines)
    number = ring()
    assert ear.wait(lambda ear: ear.numbers)
    assert ear.numbers == [number]


def test_whoever_is_too_far_behind_fetches_everything(north: Cast, listen: Listen, ring: Ring) -> None:
    first = ring()
    Event.objects.bulk_create(_like(Event.objects.get(), first + 1, MOST))
    newest = ring_after(first + MOST, ring)
    near = listen(north.ines, f"topic={north.cycle.topic}&after={first + 1}")
    far = listen(north.ines, f"topic={north.cycle.topic}&after={first}")
    assert near.wait(lambda ear: len(ear.numbers) == MOST)
    assert far.wait_for("resync")
    assert (far.heard[0].id, far.heard[0].data, far.numbers) == (str(newest), str(newest), [])
    newest = ring()
    assert far.wait(lambda ear: ear.numbers == [newest])


def test_a_number_that_the_board_has_not_reached_is_answered_with_the_newest(
    north: Cast, listen: Listen, ring: Ring
) -> None:
    """A page from before a restored backup."""
    newest = ring()
    ear = listen(north.ines, f"topic={north.cycle.topic}&after={newest + 1}")
    assert ear.wait_for("resync")
    assert ear.heard[0].data == str(newest)


def test_messages_that_overtake_each_other_are_put_in_order(
    north: Cast, listen: Listen, ring: Ring, mute: Callable[[], None]
) -> None:
    publish = channel().publish
    ear = listen(north.ines)
    assert ear.wait(lambda ear: ear.first)
    mute()
    sent = [ring() for _ in range(3)]
    for number in reversed(sent):
        publish(Change(north.board.pk, number, north.cycle.topic).spelled())
    assert ear.wait(lambda ear: len(ear.numbers) >= 3)
    assert ear.numbers == sent


def test_a_message_that_never_comes_is_found_as_soon_as_the_next_one_does(
    north: Cast, listen: Listen, ring: Ring, mute: Callable[[], None]
) -> None:
    publish = channel().publish
    ear = listen(north.ines)
    assert ear.wait(lambda ear: ear.first)
    time.sleep(0.3)  # of the first look behind the opening
    mute()
    lost = ring()
    found = ring()
    began = time.monotonic()
    publish(Change(north.board.pk, found, north.cycle.topic).spelled())
    assert ear.wait(lambda ear: len(ear.numbers) >= 2)
    assert ear.numbers == [lost, found]
    first = next(each for each in ear.heard if each.id)  # what says that the stream is alive has none
    assert first.at - began > 0.08  # it was given time to arrive


def test_a_change_that_nobody_published_is_found_within_three_seconds(
    north: Cast, listen: Listen, ring: Ring, mute: Callable[[], None]
) -> None:
    ear = listen(north.ines)
    assert ear.wait(lambda ear: ear.first)
    time.sleep(0.3)
    mute()
    number = ring()
    assert ear.wait(lambda ear: ear.numbers == [number], within=3)


def test_a_sign_of_life_comes_every_ten_seconds(north: Cast, listen: Listen) -> None:
    ear = listen(north.ines)
    assert ear.wait_for("alive", within=12)


def ring_after(number: int, ring: Ring) -> int:
    """An event numbered after events that were written past the counter."""
    from journal.models import Counter  # noqa: PLC0415

    Counter.objects.update(number=number)
    return ring()


def _like(event: Event, start: int, count: int) -> list[Event]:
    fields = {field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields}
    return [Event(**fields | {"number": start + n}) for n in range(count)]

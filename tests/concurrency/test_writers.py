"""Two who write at one pitch at once: under the lock the second sees what the first wrote; without it, it is lost."""

from concurrent.futures import Future

import pytest
from django.db import transaction

from bets.actions import pitching
from bets.changes import fingerprint
from bets.models import Bet, Pitch
from org.models import Membership
from tests.cast import make_cast
from tests.elsewhere import begin_elsewhere
from tests.factories import NOW, CoWriterFactory, DraftFactory, PitchFactory

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = "Half of all calls are about pairing."


def write(bet: int, by: Membership, text: str) -> None:
    """As somebody who saw what the pitch said before either wrote."""
    found = Bet.objects.select_related("cycle").get(pk=bet)
    pitching.edit(bet=found, by=by, now=NOW, problem=text, seen={"problem": fingerprint(BEFORE)})


def race() -> Future[None]:
    """Vera writes, Victor writes before she has committed, she commits: what becomes of Victor's."""
    cast = make_cast()
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    PitchFactory(bet=draft, problem=BEFORE)
    CoWriterFactory(bet=draft, member=cast.victor)
    with transaction.atomic():
        write(draft.pk, cast.vera, "Vera's.")
        victor = begin_elsewhere(lambda: write(draft.pk, cast.victor, "Victor's."))
        with pytest.raises(TimeoutError):
            victor.result(0.5)  # he waits for her, in one way or the other
    return victor


def test_the_second_is_told_what_the_first_wrote() -> None:
    with pytest.raises(pitching.ChangedMeanwhile) as refused:
        race().result(10)
    assert refused.value.extra["fields"] == {"problem": "Vera's."}
    assert Pitch.objects.get().problem == "Vera's."


def test_without_the_lock_the_first_is_overwritten_unseen(without_the_lock: None) -> None:
    race().result(10)
    assert Pitch.objects.get().problem == "Victor's."

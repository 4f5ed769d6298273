"""The form of one bet: as it stands, or with what was sent."""

from collections.abc import Mapping
from typing import Any

from bets.models import Bet, Pitch
from bets.pitch.form import PREFIX, PitchForm, carried
from bets.pitch.sizes import Sizes


def form_of(bet: Bet, sizes: Sizes, sent: Mapping[str, Any] | None = None) -> PitchForm:
    """The form with what is kept, or, bound, with what was `sent`."""
    content = Pitch.of(bet).content()
    weeks = {f"{PREFIX}{slug}": tenths for slug, tenths in sizes.tenths.items()}
    initial = content | weeks | {"seen": carried(content, sizes.tenths)}
    return PitchForm(sent, initial=initial, auto_id="%s", teams=sizes.teams, settled=sizes.settled)


def form_as_sent(bet: Bet, sizes: Sizes) -> PitchForm:
    """Bound to what is kept, as if it had been sent: for the sentences of an act that asks for more."""
    kept = form_of(bet, sizes)
    return form_of(bet, sizes, {name: kept[name].value() for name in kept.fields})

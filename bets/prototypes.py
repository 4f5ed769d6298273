"""The prototypes of one bet, as its page shows them. One statement, two for somebody without a role."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bets.access import may
from bets.models import Bet, Plan, Prototype, Waiver
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Shown:
    """`host` names where a link leads, `size` how large a document is."""

    pk: int
    kind: str
    title: str
    link: str
    host: str
    size: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """`is_open` is false for who may not look at them; `waiver` is a leader's reason why it goes without."""

    bet: Bet
    prototypes: tuple[Shown, ...]
    is_open: bool
    can_add: bool
    waiver: Waiver | None


def shelf(bet: Bet, member: Membership, now: datetime) -> Shelf:
    is_open = bet.is_readable_by(member, now) and may_look(bet, member, now)
    # Only what is funded needs a leader's sentence: it tells of the order.
    sees_order = may(member, bet.cycle, "rank.read")
    waived = Waiver.objects.filter(bet=bet, code="no_prototype").select_related("by__person") if sees_order else None
    return Shelf(
        bet=bet,
        prototypes=tuple(shown(each) for each in Prototype.objects.filter(bet=bet)) if is_open else (),
        is_open=is_open,
        can_add=may(member, bet.cycle, "attachment.upload", own=bet.is_written_by(member)),
        waiver=waived.first() if waived is not None else None,
    )


def may_look(bet: Bet, member: Membership, now: datetime) -> bool:
    """Whether the member may see prototypes of the bet at all: the company at large sees those of what is funded."""
    if not may(member, bet.cycle, "attachment.download"):
        return False
    return bool(member.duties(now)) or _is_funded(bet)


def shown(prototype: Prototype) -> Shown:
    host = urlsplit(prototype.link).hostname or ""
    return Shown(
        pk=prototype.pk,
        kind=prototype.kind,
        title=prototype.title or host or prototype.get_kind_display(),
        link=prototype.link,
        host=host,
        size=_size(prototype.size or 0),
        width=prototype.width,
        height=prototype.height,
    )


def _is_funded(bet: Bet) -> bool:
    plan = Plan.objects.filter(cycle=bet.cycle_id, unlocked_at=None).values_list("content__funded", flat=True).first()
    return bet.pk in (plan or ())


def _size(octets: int) -> str:
    return f"{octets / 1024 / 1024:.1f} MB" if octets >= 1024 * 1024 else f"{max(octets // 1024, 1)} kB"

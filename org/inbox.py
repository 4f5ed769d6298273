"""What somebody was told, newest first. Two statements; one more for a later page."""

from dataclasses import dataclass

from django.db.models import Q

from org.access import unknown
from org.models import Membership, Notice

_ON_A_PAGE = 50


@dataclass(frozen=True)
class Inbox:
    """`unread` counts all of it; `older` is the last notice shown here if there are more behind it."""

    notices: tuple[Notice, ...]
    unread: int
    older: int | None

    @property
    def newest(self) -> int | None:
        return max((notice.pk for notice in self.notices), default=None)


def inbox(member: Membership, before: int | None = None) -> Inbox:
    """The newest notices, or those that are older than the notice `before`. Http404 if that one is not theirs."""
    own = Notice.objects.filter(member=member)
    shown = own
    if before is not None:
        edge = own.filter(pk=before).first()
        if edge is None:
            raise unknown(member, f"notice {before}")
        shown = own.filter(Q(at__lt=edge.at) | Q(at=edge.at, pk__lt=edge.pk))
    found = list(shown.newest_first()[: _ON_A_PAGE + 1])
    notices = tuple(found[:_ON_A_PAGE])
    return Inbox(notices, unread(member), notices[-1].pk if len(found) > _ON_A_PAGE else None)


def unread(member: Membership) -> int:
    """How many notices they have not read. One statement, by an index of its own."""
    return Notice.objects.filter(member=member).unread().count()

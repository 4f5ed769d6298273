"""Who ranks: an admin proposes, a leader decides."""

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from journal.refusals import Invalid
from org.actions.leaders import NotProposed, appoint, confirm, decline
from org.actions.people import end
from org.models import LeaderProposal, Membership
from tests.cast import Cast
from tests.factories import NOW, LeaderProposalFactory


def is_leader(member: Membership) -> bool:
    member.refresh_from_db()
    return member.is_leader


def newest() -> Event:
    return Event.objects.order_by("-number").first() or Event()


def test_a_leaders_word_counts_at_once(cast: Cast) -> None:
    assert appoint(member=cast.vera, by=cast.ines, now=NOW) is True
    assert is_leader(cast.vera)
    assert (newest().kind, newest().data) == ("org.leader.granted", {})


def test_an_admins_word_waits_for_a_leader(cast: Cast) -> None:
    assert appoint(member=cast.vera, by=cast.ada, now=NOW) is False
    assert not is_leader(cast.vera)
    assert newest().kind == "org.leader.proposed"
    confirm(member=cast.vera, by=cast.otto, now=NOW)
    assert is_leader(cast.vera)
    assert newest().data == {"proposed_by": cast.ada.pk}


def test_an_admin_does_not_propose_themselves(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "security"), pytest.raises(PermissionDenied):
        appoint(member=cast.ada, by=cast.ada, now=NOW)
    assert "for themselves" in caplog.text
    assert not LeaderProposal.objects.exists()


def test_to_propose_twice_proposes_once(cast: Cast) -> None:
    for _ in range(2):
        appoint(member=cast.vera, by=cast.ada, now=NOW)
    assert LeaderProposal.objects.count() == Event.objects.count() == 1


def test_a_declined_member_can_be_proposed_again(cast: Cast) -> None:
    appoint(member=cast.vera, by=cast.ada, now=NOW)
    decline(member=cast.vera, by=cast.ines, now=NOW)
    assert not is_leader(cast.vera)
    assert newest().kind == "org.leader.declined"
    assert appoint(member=cast.vera, by=cast.ada, now=NOW) is False


def test_nobody_decides_about_themselves(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    LeaderProposalFactory(member=cast.ines, proposed_by=cast.ada)
    for act in (confirm, decline):
        with caplog.at_level("INFO", "security"), pytest.raises(PermissionDenied):
            act(member=cast.ines, by=cast.ines, now=NOW)
    assert "for themselves" in caplog.text


def test_what_nobody_proposed_cannot_be_confirmed(cast: Cast) -> None:
    with pytest.raises(NotProposed):
        confirm(member=cast.vera, by=cast.ines, now=NOW)


def test_a_leader_is_not_made_one_again(cast: Cast) -> None:
    with pytest.raises(Invalid, match="a leader already"):
        appoint(member=cast.otto, by=cast.ines, now=NOW)


def test_a_leaders_own_grant_settles_the_proposal(cast: Cast) -> None:
    appoint(member=cast.vera, by=cast.ada, now=NOW)
    appoint(member=cast.vera, by=cast.ines, now=NOW)
    assert is_leader(cast.vera)
    assert not LeaderProposal.objects.filter(decided_at=None).exists()


def test_while_nobody_leads_an_admins_word_counts_at_once(cast: Cast) -> None:
    end(member=cast.otto, by=cast.ada, now=NOW)
    end(member=cast.ines, by=cast.ada, now=NOW, reason="Both left for another company.")
    assert appoint(member=cast.ada, by=cast.ada, now=NOW) is True
    assert is_leader(cast.ada)
    assert newest().data == {"alone": True}

"""Inviting, roles, managers and the end of a membership."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from bets.access import cycle_for
from journal.models import Event
from journal.refusals import Invalid
from org import access
from org.actions.people import LastAdmin, end, except_direct_report, invite, name_manager, repeat_invitation, set_roles
from org.direct_reports import DirectReportNotAllowed
from org.models import Membership, Person
from tests.cast import Cast, make_cast, make_member
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW, LeaderProposalFactory, PersonFactory


def newest() -> Event:
    return Event.objects.order_by("-number").first() or Event()


def errors(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    found: dict[str, str] = refused.value.extra["errors"]
    return found


# --- inviting


def test_a_stranger_becomes_a_member_without_a_password(cast: Cast) -> None:
    mia = invite(name="Mia  Sand", email=" Mia@Example.com", roles=["vp"], by=cast.stina, now=NOW)
    assert (mia.name, mia.person.email, mia.roles, mia.board) == ("Mia Sand", "mia@example.com", ["vp"], cast.board)
    assert not mia.person.has_usable_password()
    assert (newest().kind, newest().topic, newest().data) == (
        "org.member.invited",
        cast.board.topic,
        {"roles": ["vp"]},
    )


def test_a_person_of_another_board_keeps_name_and_password(cast: Cast) -> None:
    password = cast.olga.person.password
    here = invite(name="Somebody", email=cast.olga.person.email, roles=[], by=cast.ada, now=NOW)
    assert here.person == cast.olga.person
    assert (here.name, here.person.password) == ("Olga", password)


def test_whoever_left_can_come_back(cast: Cast) -> None:
    again = invite(name="Emil", email=cast.emil.person.email, roles=["vp"], by=cast.ada, now=NOW)
    assert again.pk != cast.emil.pk
    assert cycle_for(cast.emil.person, cast.cycle.pk, to="bet.list")[1] == again


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("email", {"email": "vera.north@example.com"}),
        ("email", {"email": "nonsense"}),
        ("email", {"email": "closed@example.com"}),
        ("name", {"name": " "}),
        ("roles", {"roles": ["leader"]}),
        ("roles", {"roles": ["king"]}),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(cast: Cast, field: str, given: dict[str, object]) -> None:
    PersonFactory(email="closed@example.com", is_active=False)
    with pytest.raises(Invalid) as refused:
        invite(**{"name": "Mia", "email": "mia@example.com", "roles": [], **given}, by=cast.ada, now=NOW)  # type: ignore[arg-type]
    assert list(errors(refused)) == [field]
    assert not Person.objects.filter(email="mia@example.com").exists()


def test_an_invitation_is_repeated_with_an_event(cast: Cast) -> None:
    assert repeat_invitation(member=cast.willy, by=cast.ada, now=NOW) == cast.willy
    assert newest().kind == "org.invitation.repeated"


# --- roles


def test_roles_add_up_and_leader_stays(cast: Cast) -> None:
    set_roles(member=cast.ines, roles=["steward", "vp"], by=cast.ada, now=NOW)
    cast.ines.refresh_from_db()
    assert cast.ines.roles == ["leader", "vp", "steward"]
    assert newest().data == {"before": ["leader"], "after": ["leader", "vp", "steward"]}


def test_roles_that_are_the_same_already_make_no_event(cast: Cast) -> None:
    set_roles(member=cast.vera, roles=["vp"], by=cast.ada, now=NOW)
    assert not Event.objects.exists()


def test_a_vp_who_is_none_any_more_heads_no_team(cast: Cast) -> None:
    set_roles(member=cast.vera, roles=[], by=cast.stina, now=NOW)
    cast.data.refresh_from_db()
    assert cast.data.vp is None
    assert newest().data["teams"] == ["data"]


def test_the_last_admin_stays_one(cast: Cast) -> None:
    with pytest.raises(LastAdmin):
        set_roles(member=cast.ada, roles=["vp"], by=cast.ada, now=NOW)
    with pytest.raises(LastAdmin):
        end(member=cast.ada, by=cast.ada, now=NOW)


def test_an_admin_who_cannot_sign_in_does_not_count(cast: Cast) -> None:
    other = make_member(cast.board, "Zoe", ["admin"])
    Person.objects.filter(pk=other.person_id).update(is_active=False)
    with pytest.raises(LastAdmin):
        set_roles(member=cast.ada, roles=[], by=cast.ada, now=NOW)


def test_a_steward_neither_makes_nor_unmakes_an_admin(cast: Cast) -> None:
    make_member(cast.board, "Zoe", ["admin"])
    with pytest.raises(PermissionDenied):
        set_roles(member=cast.victor, roles=["vp", "admin"], by=cast.stina, now=NOW)
    with pytest.raises(PermissionDenied):
        set_roles(member=cast.ada, roles=[], by=cast.stina, now=NOW)
    with pytest.raises(PermissionDenied):
        end(member=cast.ada, by=cast.stina, now=NOW)


# --- a VP's direct report


def test_the_report_of_a_vp_becomes_no_vp(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed) as refused:
        set_roles(member=cast.willy, roles=["vp"], by=cast.ada, now=NOW)
    assert (refused.value.status, refused.value.code) == (422, "direct_report_not_allowed")
    assert "Willy reports to Vera" in errors(refused)["roles"]


def test_nobody_becomes_a_vp_above_a_vp(cast: Cast) -> None:
    name_manager(member=cast.vera, manager=cast.willy, by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed, match="Vera reports to Willy"):
        set_roles(member=cast.willy, roles=["vp"], by=cast.ada, now=NOW)


def test_the_report_of_a_vp_becomes_no_steward(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed, match="Willy reports to Vera, and would be steward") as refused:
        set_roles(member=cast.willy, roles=["steward"], by=cast.ada, now=NOW)
    assert list(errors(refused)) == ["roles"]
    cast.willy.refresh_from_db()
    assert cast.willy.roles == []
    except_direct_report(member=cast.willy, reason="He keeps time well.", by=cast.ines, now=NOW)
    set_roles(member=cast.willy, roles=["steward"], by=cast.ada, now=NOW)


def test_a_steward_gets_no_vp_as_manager_and_no_vp_above(cast: Cast) -> None:
    with pytest.raises(DirectReportNotAllowed, match="Stina reports to Vera"):
        name_manager(member=cast.stina, manager=cast.vera, by=cast.ada, now=NOW)
    name_manager(member=cast.stina, manager=cast.willy, by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed, match="Stina reports to Willy"):
        set_roles(member=cast.willy, roles=["vp"], by=cast.ada, now=NOW)


def test_the_report_of_a_leader_may_be_steward(cast: Cast) -> None:
    name_manager(member=cast.stina, manager=cast.ines, by=cast.ada, now=NOW)


def test_a_vp_gets_no_vp_as_manager(cast: Cast) -> None:
    with pytest.raises(DirectReportNotAllowed) as refused:
        name_manager(member=cast.victor, manager=cast.vera, by=cast.ada, now=NOW)
    assert list(errors(refused)) == ["manager"]


def test_a_vp_is_not_invited_under_a_vp(cast: Cast) -> None:
    with pytest.raises(DirectReportNotAllowed):
        invite(name="Mia", email="mia@example.com", roles=["vp"], manager=cast.vera, by=cast.ada, now=NOW)
    assert not Person.objects.filter(email="mia@example.com").exists()


def test_a_leaders_exception_with_a_reason_allows_it(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    with pytest.raises(Invalid):
        except_direct_report(member=cast.willy, reason=" ", by=cast.ines, now=NOW)
    except_direct_report(member=cast.willy, reason="They disagree well.", by=cast.ines, now=NOW)
    assert newest().data == {"reason": "They disagree well.", "manager": cast.vera.pk}
    set_roles(member=cast.willy, roles=["vp"], by=cast.ada, now=NOW)
    cast.willy.refresh_from_db()
    assert cast.willy.is_vp


def test_an_exception_ends_with_the_manager_it_was_for(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.vera, by=cast.ada, now=NOW)
    except_direct_report(member=cast.willy, reason="They disagree well.", by=cast.ines, now=NOW)
    set_roles(member=cast.willy, roles=["vp"], by=cast.ada, now=NOW)
    with pytest.raises(DirectReportNotAllowed):
        name_manager(member=cast.willy, manager=cast.victor, by=cast.ada, now=NOW)
    name_manager(member=cast.willy, manager=None, by=cast.ada, now=NOW)
    cast.willy.refresh_from_db()
    assert cast.willy.direct_report_exception == ""


def test_there_is_no_exception_without_a_manager_and_nobody_is_their_own(cast: Cast) -> None:
    with pytest.raises(Invalid, match="nothing to make an exception of"):
        except_direct_report(member=cast.willy, reason="Why not.", by=cast.ines, now=NOW)
    with pytest.raises(Invalid, match="Nobody reports to themselves"):
        name_manager(member=cast.willy, manager=cast.willy, by=cast.ada, now=NOW)


def test_nobody_reports_to_who_reports_to_them(cast: Cast) -> None:
    name_manager(member=cast.willy, manager=cast.otto, by=cast.ada, now=NOW)
    name_manager(member=cast.otto, manager=cast.ines, by=cast.ada, now=NOW)
    with pytest.raises(Invalid, match="Willy reports to Ines, directly or over others") as refused:
        name_manager(member=cast.ines, manager=cast.willy, by=cast.ada, now=NOW)
    assert list(errors(refused)) == ["manager"]


def test_a_manager_is_of_the_same_board(cast: Cast) -> None:
    with pytest.raises(Http404):
        name_manager(member=cast.willy, manager=cast.olga, by=cast.ada, now=NOW)


# --- the end


def test_from_the_end_on_the_board_does_not_exist(cast: Cast) -> None:
    assert cycle_for(cast.vera.person, cast.cycle.pk, to="bet.list")
    end(member=cast.vera, by=cast.stina, now=NOW)
    with pytest.raises(Http404):
        cycle_for(cast.vera.person, cast.cycle.pk, to="bet.list")


def test_bets_stay_and_teams_wait_for_another_vp(cast: Cast) -> None:
    LeaderProposalFactory(member=cast.vera, proposed_by=cast.ada)
    end(member=cast.vera, by=cast.ada, now=NOW, reason="She founded a company.")
    cast.data.refresh_from_db()
    assert cast.data.vp is None
    assert cast.order == "ABCD"
    assert not cast.vera.leader_proposals.exists()
    assert newest().data == {"roles": ["vp"], "teams": ["data"], "reason": "She founded a company."}


def test_the_only_leader_leaves_with_a_sentence(cast: Cast) -> None:
    end(member=cast.otto, by=cast.ada, now=NOW)
    with pytest.raises(Invalid) as refused:
        end(member=cast.ines, by=cast.ada, now=NOW)
    assert list(errors(refused)) == ["reason"]
    end(member=cast.ines, by=cast.ada, now=NOW, reason="The company was sold.")
    assert not Membership.objects.filter(board=cast.board).leaders().exists()


def test_nobody_ends_twice(cast: Cast) -> None:
    end(member=cast.willy, by=cast.ada, now=NOW)
    with pytest.raises(Http404):
        end(member=cast.willy, by=cast.ada, now=NOW)


# --- at once


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_unmake_each_other_leave_one() -> None:
    cast, zoe = with_two_admins()
    with transaction.atomic():
        set_roles(member=cast.ada, roles=[], by=zoe, now=NOW)
        other = begin_elsewhere(lambda: set_roles(member=zoe, roles=[], by=cast.ada, now=NOW))
    with pytest.raises(PermissionDenied):  # whose own role was gone when their turn came
        other.result(timeout=30)
    assert Membership.objects.filter(board=cast.board, roles__contains=["admin"]).get() == zoe


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_leave_none(monkeypatch: pytest.MonkeyPatch) -> None:
    cast, zoe = with_two_admins()
    monkeypatch.setattr(access, "_lock", lambda board: None)
    monkeypatch.setattr("journal.record._INSERT", "SELECT %(board)s::int")  # the counter would make one wait
    with transaction.atomic():
        set_roles(member=cast.ada, roles=[], by=zoe, now=NOW)
        elsewhere(lambda: set_roles(member=zoe, roles=[], by=cast.ada, now=NOW))
    assert not Membership.objects.filter(board=cast.board, roles__contains=["admin"]).exists()


def with_two_admins() -> tuple[Cast, Membership]:
    cast = make_cast()
    return cast, make_member(cast.board, "Zoe", ["admin"])

"""What the palette offers to do and to open: what each of the cast may do now, and nothing that is then refused."""

from typing import Any

import pytest
from pytest_django import Settings

from org.models import Membership
from tests.bets.the_board import signed_in
from tests.cast import Cast, make_member
from tests.config.test_palette import HITS, enter, found, look
from tests.config.test_refused import BROWSER
from tests.factories import BoardFactory, CycleFactory
from tests.locked import locked_plan


def acts(member: Membership, **where: Any) -> set[str]:
    return set(found(member, "", **where).get("Actions", []))


def test_what_is_offered_is_what_each_may_do_in_the_state_that_it_is(cast: Cast) -> None:
    assert "Undo the newest move" in acts(cast.ines)
    assert "Undo the newest move" not in acts(cast.vera) | acts(cast.stina) | acts(cast.ada) | acts(cast.willy)
    assert "Invite somebody" in acts(cast.stina) & acts(cast.ada)
    assert "Invite somebody" not in acts(cast.ines) | acts(cast.vera) | acts(cast.willy)
    enter(cast, state="locked")
    assert "Undo the newest move" not in acts(cast.ines)
    assert acts(cast.willy) == {"Flag what blocks us"}


@pytest.mark.parametrize("state", ["pitching", "ranking", "locked", "closed"])
@pytest.mark.parametrize("name", ["ines", "vera", "stina", "ada", "willy"])
def test_nothing_is_offered_that_is_then_refused(cast: Cast, name: str, state: str) -> None:
    if state in ("locked", "closed"):
        locked_plan(cast)
    enter(cast, state=state)
    member = getattr(cast, name)
    html = look(member, "").content.decode()
    offered = {address.partition("#")[0]: title for address, _, title, _ in HITS.findall(html)}
    client = signed_in(member)
    answers = {title: client.get(address, headers={"Accept": BROWSER}) for address, title in offered.items()}
    assert {title for title, answer in answers.items() if answer.status_code != 200} == set()


def test_an_act_is_about_the_cycle_that_one_looks_at(cast: Cast) -> None:
    past = CycleFactory(board=cast.board, name="2020H1", state="closed", revision=3)
    assert "Undo the newest move" in acts(cast.ines, cycle=cast.cycle.pk)
    assert "Undo the newest move" not in acts(cast.ines, cycle=past.pk)
    assert "Undo the newest move" in acts(cast.ines, cycle=0), "without one it is the cycle that is being ranked"


def test_acts_and_pages_are_found_by_other_words_for_them(cast: Cast) -> None:
    assert found(cast.ada, "add pers")["Actions"] == ["Invite somebody"]
    assert "Board" in found(cast.ada, "rank")["Pages"]


def test_kept_mail_is_a_page_where_no_server_is_named_and_for_whom_it_is_one(cast: Cast, settings: Settings) -> None:
    assert found(cast.ada, "sent") == {}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert found(cast.ada, "sent")["Pages"] == ["Sent mail"]
    assert found(cast.ines, "sent") == {}
    settings.DEMO = True
    assert found(cast.ines, "sent")["Pages"] == ["Sent mail"]


def test_somebody_on_no_board_is_led_to_the_list_of_boards(cast: Cast) -> None:
    nobody = make_member(BoardFactory(), "Nora")
    Membership.objects.filter(pk=nobody.pk).update(ended_at=nobody.started_at)
    assert "All boards" in found(nobody, "")["Pages"]

"""What is not for everybody is not told aside either: by the order of a list, a notice, or a plan."""

from datetime import date

import pytest
from django.test import Client

from bets.actions.ties import tie
from bets.actions.waiving import waive
from bets.models import Bet, Cycle
from bets.plan import content
from bets.prototypes import shelf
from bets.readiness import missing
from bets.sheet.tied import tied
from org.models import Notice
from tests.cast import Cast
from tests.factories import NOW, BetFactory, PlanFactory, ReaderFactory


def test_the_ties_of_a_bet_stand_by_title_for_who_may_not_see_the_order(cast: Cast) -> None:
    own = BetFactory(cycle=cast.cycle, owner=cast.victor)
    Bet.objects.filter(pk=cast.a.pk).update(title="Zulu")
    tie(bet=own, needs=set(), excludes=set(cast.ids("ABCD")), by=cast.victor, now=NOW)
    seen = [other.title for other in tied(own, cast.victor, sees_order=False).either_or]
    assert seen == ["Bravo", "Charlie", "Delta", "Zulu"]
    assert tied(own, cast.victor, sees_order=True).either_or[0].title == "Zulu"


@pytest.mark.parametrize(("visibility", "told"), [("leaders_only", 0), ("live_to_vps", 1)])
def test_a_waiver_is_told_to_its_owner_only_where_they_see_the_order(cast: Cast, visibility: str, told: int) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility=visibility)
    item = next(item for item in missing(cast.cycle) if item.code == "no_prototype")
    waive(cycle=cast.cycle, code=item.code, bet=item.bet, fact=item.fact, by=cast.ines, now=NOW, reason="A contract.")
    assert Notice.objects.filter(member=cast.vera).count() == told
    bet = Bet.objects.select_related("cycle__board").get(pk=item.bet)
    assert (shelf(bet, cast.victor, NOW).waiver is not None) is bool(told), "it can only be waived for what is funded"


def test_the_plan_shows_the_link_of_a_confidential_bet_to_its_readers_only(cast: Cast, client: Client) -> None:
    link = "https://papers.example.com/secret"
    Bet.objects.filter(pk=cast.a.pk).update(link=link, confidential_until=date(2099, 1, 1))
    PlanFactory(cycle=cast.cycle, content=content(cast.cycle))
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    ReaderFactory(bet=cast.a, member=cast.willy)
    for member, sees in ((cast.victor, False), (cast.willy, True), (cast.ines, True)):
        client.force_login(member.person)
        page = client.get(f"/cycles/{cast.cycle.pk}/plan/")
        assert page.status_code == 200
        assert (link in page.content.decode()) is sees


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("field", ["locks_on", "confirm_by", "ends_on", "pitches_close_at", "ranking_session_at"])
def test_a_date_at_the_end_of_the_calendar_is_refused_at_its_field(
    cast: Cast, client: Client, field: str, day: str
) -> None:
    client.force_login(cast.stina.person)
    good = {"name": "2027H2", "starts_on": "2027-07-01", "ends_on": "2027-12-31", "visibility": "live_to_vps",
            "pitches_close_at": "2027-05-14T18:00", "confirm_by": "2027-05-28", "locks_on": "2027-06-16"}  # fmt: skip
    value = f"{day}T23:59" if field in ("pitches_close_at", "ranking_session_at") else day
    answer = client.post("/boards/north/cycles/new/", good | {field: value})
    assert answer.status_code == 422
    assert Cycle.objects.filter(board=cast.board).count() == 1
    assert client.post("/boards/north/cycles/new/", good).status_code == 302


def test_text_in_another_charset_is_refused_before_anything_reads_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera.person)
    form = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--\r\n'
    answer = client.post(
        f"/bets/{cast.a.pk}/comments/", form, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )
    assert answer.status_code == 400


def test_a_version_with_a_number_of_five_thousand_digits_is_none(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera.person)
    assert client.get(f"/bets/{cast.a.pk}/versions/1/?against={'9' * 5000}").status_code == 404


def test_an_import_whose_page_is_broken_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.person)
    assert client.post("/boards/north/people/import/", {"content": "é", "seal": "x"}).status_code == 422

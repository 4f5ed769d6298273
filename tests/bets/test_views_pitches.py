"""The pages of a pitch: who sees what, what is kept of what was typed, and what it costs."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from bets.actions import pitching
from bets.models import Bet, Cycle, Demand, Pitch, Version
from journal.models import Event
from org.models import Membership, Person
from tests.authz.digest import digest
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member
from tests.factories import (
    BetFactory,
    CapacityFactory,
    CoWriterFactory,
    CycleFactory,
    DemandFactory,
    DraftFactory,
    PitchFactory,
    TeamFactory,
)

WHOLE = {
    "title": "Echo", "thesis": "It pays.", "problem": "Half of all calls.", "belief": "One path.", "disproof": "Two.",
    "proposal": "One path on every phone.", "alignment": "Fewer calls.", "value": "Two people.", "confidence": "60 %",
    "metric": "calls", "baseline": "400", "target": "200", "risks": "Old phones.", "kill_metric": "calls",
    "kill_threshold": "above 350", "kill_decider": "Otto", "gives_up": "The second path.", "margin_effect": "none",
    "debt_effect": "none", "needs_no_team": "", "link": "", "add_team": "data", "add_weeks": "6,5",
}  # fmt: skip


@pytest.fixture
def early(cast: Cast) -> Cast:
    """The cycle is in pitching, and closes in two days."""
    closes = timezone.now() + timedelta(days=2)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching", pitches_close_at=closes)
    cast.cycle.refresh_from_db()
    return cast


@pytest.fixture
def draft(early: Cast) -> Bet:
    """Vera's, whole, and asking Data for 1.0."""
    bet = DraftFactory(cycle=early.cycle, owner=early.vera, title="Echo")
    PitchFactory(bet=bet)
    DemandFactory(bet=bet, team=early.data, state="proposed")
    return Bet.objects.get(pk=bet.pk)


def form(member: Membership, bet: Bet) -> str:
    answer = signed_in(member).get(f"/bets/{bet.pk}/pitch/")
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def seen(member: Membership, bet: Bet) -> str:
    """What the form carries of what it shows."""
    return str(signed_in(member).get(f"/bets/{bet.pk}/pitch/").context["form"]["seen"].value())


def save(member: Membership, bet: Bet, **fields: Any) -> Any:
    return signed_in(member).post(f"/bets/{bet.pk}/pitch/", fields)


def patch(member: Membership, bet: Bet, fields: Any) -> Any:
    body = fields if isinstance(fields, bytes) else orjson.dumps({"fields": fields})
    return signed_in(member).patch(f"/bets/{bet.pk}/pitch/", body, content_type="application/json")


def stored() -> str:
    """All that is stored, but for when somebody signed in last: the tests do that themselves."""
    Person.objects.update(last_login=None)
    return digest()


def change(was: Any, now: Any) -> dict[str, Any]:
    return {"was": was, "is": now}


# --- the list


def test_everybody_sees_their_own_the_intents_and_what_was_submitted(early: Cast, draft: Bet) -> None:
    DraftFactory(cycle=early.cycle, owner=early.vera, title="Hidden draft", thesis="Nobody knows.")
    intent = DraftFactory(
        cycle=early.cycle, owner=early.vera, title="Golf", thesis="Holes.", intent_at=timezone.now(), link="/x"
    )
    PitchFactory(bet=intent, problem="Between us.")
    DemandFactory(bet=intent, team=early.data)
    BetFactory(cycle=early.cycle, owner=early.victor, title="Of Victor")
    html = signed_in(early.victor).get(f"/cycles/{early.cycle.pk}/pitches/").content.decode()
    for shown in ("Of Victor", "Golf", "Holes.", "Would ask Data", "Alpha"):
        assert shown in html
    for hidden in ("Hidden draft", "Nobody knows.", "Between us.", "Echo"):
        assert hidden not in html
    own = signed_in(early.vera).get(f"/cycles/{early.cycle.pk}/pitches/").content.decode()
    assert "Draft, 16 of 16 parts" in own
    assert "Hidden draft" in own


@pytest.mark.parametrize(("name", "status"), [("ines", 200), ("ada", 200), ("willy", 403), ("olga", 404)])
def test_who_may_list_pitches(early: Cast, name: str, status: int) -> None:
    answer = signed_in(getattr(early, name)).get(f"/cycles/{early.cycle.pk}/pitches/")
    assert answer.status_code == status
    assert b"New pitch" not in answer.content


def test_an_admin_sees_no_intent(early: Cast) -> None:
    DraftFactory(cycle=early.cycle, title="Golf", intent_at=timezone.now())
    assert b"Golf" not in signed_in(early.ada).get(f"/cycles/{early.cycle.pk}/pitches/").content


@pytest.mark.parametrize("more", [0, 12])
def test_the_list_takes_the_same_statements_for_any_number_of_pitches(early: Cast, draft: Bet, more: int) -> None:
    for number in range(more):
        for owner in (early.vera, early.victor):
            bet = DraftFactory(cycle=early.cycle, owner=owner, title=f"More {number}", intent_at=timezone.now())
            DemandFactory(bet=PitchFactory(bet=bet).bet, team=early.data)
            BetFactory(cycle=early.cycle, owner=owner)
    DraftFactory(cycle=early.cycle, owner=early.victor, intent_at=timezone.now())
    client = signed_in(early.vera)
    with statements() as found:
        client.get(f"/cycles/{early.cycle.pk}/pitches/")
    assert len(found) <= 8 + (more > 0), found  # teams of intents are read only where an intent asks


# --- a new one


def test_a_new_pitch_needs_a_title_and_leads_to_its_form(early: Cast) -> None:
    client = signed_in(early.victor)
    assert client.get(f"/cycles/{early.cycle.pk}/pitches/new/").status_code == 200
    refused = client.post(f"/cycles/{early.cycle.pk}/pitches/", {"title": " "})
    assert (refused.status_code, b"A pitch begins with a title." in refused.content) == (422, True)
    made = client.post(f"/cycles/{early.cycle.pk}/pitches/", {"title": "Foxtrot"})
    bet = Bet.objects.get(title="Foxtrot")
    assert made["Location"] == f"/bets/{bet.pk}/pitch/"


@pytest.mark.parametrize("as_json", [False, True])
def test_nobody_pitches_for_somebody_else(early: Cast, as_json: bool) -> None:
    body = {"title": "Foxtrot", "owner": early.vera.pk, "owner_id": early.vera.pk, "status": "submitted",
            "submitted_by": early.vera.pk}  # fmt: skip
    options: dict[str, Any] = {"content_type": "application/json"} if as_json else {}
    client = signed_in(early.victor)
    client.post(
        f"/cycles/{early.cycle.pk}/pitches/", body, headers={"X-On-Behalf-Of": early.vera.person.email}, **options
    )
    bet = Bet.objects.get(title="Foxtrot")
    assert (bet.owner, bet.status, bet.submitted_by) == (early.victor, "draft", None)


def test_after_pitching_nothing_new_is_begun(cast: Cast) -> None:
    client = signed_in(cast.vera)
    assert client.get(f"/cycles/{cast.cycle.pk}/pitches/new/").status_code == 409
    assert client.post(f"/cycles/{cast.cycle.pk}/pitches/", {"title": "Foxtrot"}).status_code == 409


def test_an_earlier_bet_is_offered_copied_and_linked(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="closed")
    PitchFactory(bet=cast.a)
    coming = CycleFactory(board=cast.board, starts_on="2027-07-01", ends_on="2027-12-31", state="pitching")
    client = signed_in(cast.victor)
    html = client.get(f"/cycles/{coming.pk}/pitches/new/").content.decode()
    assert '<optgroup label="2027H1">' in html
    assert "Alpha (#1)" in html
    made = client.post(f"/cycles/{coming.pk}/pitches/", {"copy_of": cast.a.pk})
    page = client.get(made["Location"]).content.decode()
    assert f'Pitched before in 2027H1: <a href="/bets/{cast.a.pk}/">Alpha</a>, #1.' in page
    assert "Half of all calls are about pairing." in page


@pytest.mark.parametrize("value", ["x", "0", "-1", "1.5", "9" * 30, "\0", "9223372036854775807"])
def test_a_copy_of_nothing_is_refused(early: Cast, value: str) -> None:
    before = stored()
    answer = signed_in(early.victor).post(f"/cycles/{early.cycle.pk}/pitches/", {"copy_of": value})
    assert 400 <= answer.status_code < 500
    assert stored() == before


# --- the form


def test_the_form_shows_all_that_is_kept(early: Cast, draft: Bet) -> None:
    CapacityFactory(cycle=early.cycle, team=TeamFactory(board=early.board, name="Care"), raw_tenths=80)
    html = form(early.vera, draft)
    for shown in ("Half of all calls are about pairing.", "16 of 16 parts are there", "not answered yet", "Submit"):
        assert shown in html
    assert "Pitches close on" in html
    assert 'value="1.0"' in html


def test_the_preview_is_the_row_of_the_board_with_its_demand(early: Cast, draft: Bet) -> None:
    html = form(early.vera, draft)
    row = html[html.index('id="preview"') : html.index('class="desk"')]
    assert f'id="bet-{draft.pk}" data-state="tray"' in row
    assert '<span class="team" title="Data">Data</span> <b>1.0</b>' in row
    assert "Draft" not in row


@pytest.mark.parametrize("name", ["victor", "ines", "stina", "ada", "willy", "olga", "emil"])
@pytest.mark.parametrize("method", ["get", "post", "patch"])
def test_another_ones_draft_is_no_page(early: Cast, draft: Bet, name: str, method: str) -> None:
    client, before = signed_in(getattr(early, name)), stored()
    for address in ("pitch", "submission", "removal", "withdrawal", "sharing", "intent", "writers", "confidentiality"):
        answer = getattr(client, method)(f"/bets/{draft.pk}/{address}/")
        assert answer.status_code in (404, 405), (address, answer.status_code)
        assert b"Half of all calls" not in answer.content
    assert stored() == before


@pytest.mark.parametrize("name", ["victor", "ines", "stina", "ada", "willy"])
def test_what_is_submitted_is_still_edited_by_its_writers_alone(early: Cast, name: str) -> None:
    client = signed_in(getattr(early, name))
    assert client.get(f"/bets/{early.a.pk}/pitch/").status_code == 403
    assert save(getattr(early, name), early.a, title="Mine").status_code == 403
    assert patch(getattr(early, name), early.a, {"title": change("Alpha", "Mine")}).status_code == 403


def test_a_save_without_the_pages_token_is_refused(early: Cast, draft: Bet) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(early.vera.person)
    body = orjson.dumps({"fields": {"risks": change("Old phones.", "None.")}})
    answer = client.patch(f"/bets/{draft.pk}/pitch/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_a_co_writer_edits_and_is_told_who_submits(early: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    html = form(early.victor, draft)
    assert "only Vera can submit" in html
    assert "/submission/" not in html
    assert save(early.victor, draft, problem="Victor's.").status_code == 302
    client = signed_in(early.victor)
    for address in ("submission", "removal", "sharing", "intent", "writers", "confidentiality"):
        assert client.post(f"/bets/{draft.pk}/{address}/").status_code in (403, 405), address


def test_the_form_is_saved_whole_and_gives_nothing_away(early: Cast) -> None:
    bet = DraftFactory(cycle=early.cycle, owner=early.vera, title="Foxtrot")
    answer = save(early.vera, bet, **WHOLE, owner=early.victor.pk, owner_id=early.victor.pk, status="submitted")
    assert answer.status_code == 302
    bet = Bet.objects.get(pk=bet.pk)
    assert (bet.owner, bet.status, bet.title) == (early.vera, "draft", "Echo")
    assert (bet.pitch.confidence, bet.pitch.kill_decider) == (60, "Otto")
    assert list(Demand.objects.filter(bet=bet).values_list("team__slug", "tenths")) == [("data", 65)]


def test_of_what_was_not_sent_nothing_is_changed(early: Cast, draft: Bet) -> None:
    save(early.vera, draft, title="Foxtrot")
    kept = Bet.objects.get(pk=draft.pk)
    assert (kept.title, kept.thesis, kept.pitch.risks) == ("Foxtrot", "It pays.", "Old phones.")
    assert Demand.objects.get(bet=draft).tenths == 10


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "This field is required."),
        ("title", "t" * 201, "201 characters; at most 200 are kept."),
        ("thesis", "😀" * 141, "141 characters; at most 140 are kept."),
        ("problem", "p" * 20_001, "20001 characters; at most 20000 are kept."),
        ("problem", "a\0b", "Null characters are not allowed."),
        ("confidence", "1e400", "Write a whole percentage from 0 to 100."),
        ("confidence", "High", "Write a whole percentage from 0 to 100."),
        ("weeks_data", "0.05", "Write person-weeks with at most one decimal, as 6.5."),
        ("weeks_data", "0", "Write between 0.1 and 10,000.0, or leave it empty."),
        ("link", "javascript:alert(1)", "Write a web address, as https://example.com."),
        ("needs_no_team", "on", "It asks for weeks of a team: take those away, or this statement."),
        ("add_team", "nowhere", "No team of this board, or asked already."),
        ("add_team", "data", "No team of this board, or asked already."),
    ],
)
def test_a_sentence_stands_at_the_field_and_nothing_typed_is_lost(
    early: Cast, draft: Bet, field: str, value: str, sentence: str
) -> None:
    before = stored()
    answer = save(early.vera, draft, **{"title": "Foxtrot", "risks": "Typed.", field: value})
    html = answer.content.decode()
    assert (answer.status_code, stored()) == (422, before)
    assert html.index(f'id="{field}_error"') < html.index(sentence)
    assert "Typed." in html
    assert f'id="{field}"' in html
    assert field == "title" or "Foxtrot" in html


@pytest.mark.parametrize(
    ("sent", "at", "sentence"),
    [
        ({"add_weeks": "5"}, "add_team", "Say of which team."),
        ({"add_team": "care"}, "add_weeks", "Say how many weeks you ask of this team."),
        ({"add_team": "care", "add_weeks": "0.05"}, "add_weeks", "Write person-weeks with at most one decimal"),
    ],
)
def test_half_of_a_demand_is_asked_for_its_other_half(
    early: Cast, draft: Bet, sent: dict[str, str], at: str, sentence: str
) -> None:
    TeamFactory(board=early.board, slug="care", name="Care")
    answer = save(early.vera, draft, **sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.index(f'id="{at}_error"') < html.index(sentence)
    assert all(value in html for value in sent.values())


def test_a_text_of_ten_megabytes_is_refused(early: Cast, draft: Bet) -> None:
    before = stored()
    assert save(early.vera, draft, problem="p" * 10_000_000).status_code == 400
    assert patch(early.vera, draft, {"problem": change("", "p" * 10_000_000)}).status_code == 400
    assert stored() == before


def test_an_emptied_demand_is_asked_no_more(early: Cast, draft: Bet) -> None:
    save(early.vera, draft, weeks_data="")
    assert not Demand.objects.filter(bet=draft).exists()


def test_what_a_leader_has_set_is_shown_and_not_asked_again(early: Cast, draft: Bet) -> None:
    Demand.objects.filter(bet=draft).update(state="settled", asked_tenths=20, decided_by=early.ines)
    html = form(early.vera, draft)
    assert "set by Ines, 2.0 was asked" in html
    assert save(early.vera, draft, weeks_data="9.0").status_code == 302
    assert Demand.objects.get(bet=draft).tenths == 10


def test_two_writers_at_the_form_see_both_texts(early: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    carried = seen(early.vera, draft)
    save(early.victor, draft, problem="Victor's <b>words</b>.")
    answer = save(early.vera, draft, problem="Vera's words.", seen=carried)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Vera&#x27;s words." in html
    assert "Victor&#x27;s &lt;b&gt;words&lt;/b&gt;." in html
    assert Pitch.objects.get(bet=draft).problem == "Victor's <b>words</b>."
    again = save(early.vera, draft, problem="Vera's words.", seen=answer.context["form"]["seen"].value())
    assert again.status_code == 302
    assert Pitch.objects.get(bet=draft).problem == "Vera's words."


def test_weeks_that_somebody_else_took_away_are_not_lost(early: Cast, draft: Bet) -> None:
    carried = seen(early.vera, draft)
    save(early.vera, draft, weeks_data="")
    answer = save(early.vera, draft, weeks_data="7.5", seen=carried)
    assert answer.status_code == 409
    assert 'name="weeks_data" value="7.5"' in answer.content.decode()
    again = save(early.vera, draft, weeks_data="7.5", seen=answer.context["form"]["seen"].value())
    assert (again.status_code, Demand.objects.get(bet=draft).tenths) == (302, 75)


@pytest.mark.parametrize("carried", ["[]", "{", "null", "\ufffd"])
def test_what_no_page_carries_is_refused(early: Cast, draft: Bet, carried: str) -> None:
    assert save(early.vera, draft, problem="Mine.", seen=carried).status_code == 422


def _teams(early: Cast, draft: Bet, count: int) -> None:
    for number in range(count):
        team = TeamFactory(board=early.board, name=f"Team {number}")
        CapacityFactory(cycle=early.cycle, team=team)
        DemandFactory(bet=draft, team=team)
        CoWriterFactory(bet=draft, member=make_member(early.board, f"Vp{number}", ["vp"]))
        DemandFactory(bet=BetFactory(cycle=early.cycle), team=team)


@pytest.mark.parametrize("more", [0, 14])
def test_the_form_takes_the_same_statements_for_any_number_of_teams(early: Cast, draft: Bet, more: int) -> None:
    _teams(early, draft, more)
    client = signed_in(early.vera)
    with statements() as found:
        assert client.get(f"/bets/{draft.pk}/pitch/").status_code == 200
    assert len(found) == 19, found


def test_what_the_demand_meets_is_said_beside_it(early: Cast, draft: Bet) -> None:
    for title in ("Alpha", "Bravo", "Charlie", "Delta"):
        assert Demand.objects.filter(bet__title=title).exists()
    html = form(early.vera, draft)
    assert "<b>Data</b> is asked for 5.0 by 5 pitches and has 2.5: a line will fall there." in html
    save(early.vera, draft, weeks_data="2.6")
    assert "has 2.5 in all: a bet that asks for 2.6 can never be funded." in form(early.vera, draft)


def test_drafts_of_others_count_for_nothing(early: Cast, draft: Bet) -> None:
    DemandFactory(bet=DraftFactory(cycle=early.cycle), team=early.data, tenths=999)
    assert "5.0 by 5 pitches" in form(early.vera, draft)


# --- saved by itself


def test_only_what_changed_is_sent_and_saved(early: Cast, draft: Bet) -> None:
    fields = {
        "problem": change("Half of all calls are about pairing.", "Nobody finds it.\n"),
        "confidence": change("60", "70 %"),
        "weeks_data": change("1.0", "6,5"),
    }
    answer = patch(early.vera, draft, fields)
    assert answer.status_code == 200, answer.content
    pitch = Pitch.objects.get(bet=draft)
    assert (pitch.problem, pitch.confidence, pitch.belief) == ("Nobody finds it.", 70, "One path ends them.")
    assert Demand.objects.get(bet=draft).tenths == 65
    assert set(answer.json()["seen"]) == set(fields)
    carried = orjson.loads(seen(early.vera, draft))
    assert {name: carried[name] for name in fields} == answer.json()["seen"], "the form would carry the same"


def test_a_team_is_added_by_its_field(early: Cast, draft: Bet) -> None:
    TeamFactory(board=early.board, slug="care", name="Care")
    assert patch(early.vera, draft, {"weeks_care": change("", "2")}).status_code == 200
    assert Demand.objects.filter(bet=draft, team__slug="care", tenths=20).exists()


def test_what_somebody_else_changed_is_given_back_and_not_overwritten(early: Cast, draft: Bet) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    patch(early.victor, draft, {"confidence": change("60", "80"), "weeks_data": change("1.0", "3.0")})
    fields = {"confidence": change("60", "70"), "weeks_data": change("1.0", "2.0"), "value": change("", "Mine.")}
    answer = patch(early.vera, draft, fields)
    assert answer.status_code == 409
    assert answer.json()["code"] == "changed_meanwhile"
    assert answer.json()["fields"] == {
        "confidence": "80", "weeks_data": "3.0", "value": "Two people's work a year."
    }  # fmt: skip
    assert Pitch.objects.get(bet=draft).confidence == 80


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""), ("problem", "p" * 20_001), ("problem", "\0"), ("problem", True), ("confidence", "1e400"),
        ("weeks_data", "0.05"), ("needs_no_team", "yes"), ("needs_no_team", None), ("owner", "2"), ("owner_id", 2),
        ("status", "submitted"), ("seen", "{}"), ("add_team", "data"), ("weeks_nowhere", "1"), ("__class__", "x"),
        ("link", "ftp://example.com"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named_and_nothing_is_changed(early: Cast, draft: Bet, name: str, value: Any) -> None:
    before = stored()
    answer = patch(early.vera, draft, {"risks": change("Old phones.", "None."), name: change("", value)})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [name])
    assert stored() == before


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b'{"fields": {"problem": [[[1]]]}}', b"\xff", b'{"fields": ' + b"[" * 5000,
        b'{"fields": {"value": {"was": "", "is": "\\ud800"}}}', b'{"fields": {"value": {"was": "", "is": 1e400}}}',
    ],
)  # fmt: skip
def test_a_bad_body_is_refused(early: Cast, draft: Bet, body: bytes) -> None:
    before = stored()
    answer = patch(early.vera, draft, body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert stored() == before


def test_what_is_submitted_is_not_saved_by_itself(early: Cast, draft: Bet) -> None:
    pitching.submit(bet=draft, by=early.vera, now=timezone.now())
    answer = patch(early.vera, draft, {"risks": change("Old phones.", "None.")})
    assert (answer.status_code, answer.json()["code"]) == (409, "submitted")
    assert "data-autosave" not in form(early.vera, draft)


def test_a_save_takes_at_most_as_many_statements_as_the_form(early: Cast, draft: Bet) -> None:
    client = signed_in(early.vera)
    body = orjson.dumps({"fields": {"risks": change("Old phones.", "None.")}})
    with statements() as found:
        client.patch(f"/bets/{draft.pk}/pitch/", body, content_type="application/json")
    assert len(found) <= 15, found


# --- submitted


def test_the_owner_submits_what_is_in_the_form(early: Cast) -> None:
    bet = DraftFactory(cycle=early.cycle, owner=early.vera, title="Foxtrot")
    answer = signed_in(early.vera).post(f"/bets/{bet.pk}/submission/", {**WHOLE, "seen": seen(early.vera, bet)})
    assert answer["Location"] == f"/bets/{bet.pk}/"
    bet = Bet.objects.get(pk=bet.pk)
    assert (bet.status, bet.submitted_by, bet.title) == ("submitted", early.vera, "Echo")
    assert Version.objects.get(bet=bet).content["kill_decider"] == "Otto"


def test_what_is_missing_stands_at_its_field_and_the_rest_is_kept(early: Cast) -> None:
    bet = DraftFactory(cycle=early.cycle, owner=early.vera, title="Foxtrot")
    sent = {**WHOLE, "kill_decider": "", "add_team": "", "add_weeks": "", "seen": seen(early.vera, bet)}
    answer = signed_in(early.vera).post(f"/bets/{bet.pk}/submission/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<b>Not submitted.</b> 2 sentences below say what is missing or wrong, first at" in html
    assert '<a href="#kill_decider">Who decides</a>' in html
    assert '<ul class="errorlist" id="kill_decider_error"><li>Name one person, not a team.</li></ul>' in html
    assert "Name a team and its weeks, or state that it needs no team." in html
    assert 'href="#kill_decider">who decides?</a>' in html
    kept = Bet.objects.get(pk=bet.pk)
    assert (kept.status, kept.pitch.risks) == ("draft", "Old phones.")


def test_a_program_is_told_what_is_missing(early: Cast) -> None:
    bet = DraftFactory(cycle=early.cycle, owner=early.vera)
    answer = signed_in(early.vera).post(f"/bets/{bet.pk}/submission/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "incomplete")
    assert answer.json()["missing"][0] == {
        "sentence": "Say what is wrong today: the data, and what you make of it.",
        "field": "problem",
        "url": f"/bets/{bet.pk}/pitch/#problem",
    }


def test_after_the_closing_time_it_says_when_and_what_helps(early: Cast, draft: Bet) -> None:
    Cycle.objects.filter(pk=early.cycle.pk).update(pitches_close_at=timezone.now() - timedelta(hours=1))
    answer = signed_in(early.vera).post(f"/bets/{draft.pk}/submission/", {"seen": "", "risks": "Typed."})
    assert answer.status_code == 409
    assert b"Pitches closed on" in answer.content
    assert b"A leader can make an exception for this bet." in answer.content
    assert Pitch.objects.get(bet=draft).risks == "Typed.", "what was typed is kept all the same"
    assert "exception" in form(early.vera, draft)


@pytest.mark.parametrize("headers", [{}, {"X-On-Behalf-Of": "vera.north@example.com"}])
def test_nobody_submits_for_the_owner(early: Cast, draft: Bet, headers: dict[str, str]) -> None:
    CoWriterFactory(bet=draft, member=early.victor)
    body = {"owner": early.victor.pk, "owner_id": early.victor.pk, "submitted_by": early.vera.pk}
    answer = signed_in(early.victor).post(f"/bets/{draft.pk}/submission/", body, headers=headers)
    assert answer.status_code == 403
    assert Bet.objects.get(pk=draft.pk).status == "draft"


def test_after_submission_a_save_is_a_version(early: Cast, draft: Bet) -> None:
    pitching.submit(bet=draft, by=early.vera, now=timezone.now())
    html = form(early.vera, draft)
    assert "Save version 2" in html
    assert "/submission/" not in html
    assert save(early.vera, draft, risks="None.").status_code == 302
    assert Version.objects.get(bet=draft, number=2).by == early.vera
    assert Event.objects.latest("number").data == {"fields": ["risks"], "version": 2}
    emptied = save(early.vera, draft, risks="")
    assert b"not be left empty" in emptied.content


# --- taken back


def test_withdrawing_asks_why_and_leads_to_the_bet(early: Cast) -> None:
    client = signed_in(early.vera)
    address = f"/bets/{early.a.pk}/withdrawal/"
    assert "Withdraw “Alpha”?" in client.get(address).content.decode()
    refused = client.post(address, {"reason": " "})
    assert (refused.status_code, b"Say why, in a sentence." in refused.content) == (422, True)
    assert client.post(address, {"reason": "The market is gone."})["Location"] == f"/bets/{early.a.pk}/"
    assert Bet.objects.get(pk=early.a.pk).ended_reason == "The market is gone."


def test_a_draft_is_thrown_away_after_asking(early: Cast, draft: Bet) -> None:
    client = signed_in(early.vera)
    assert "gone for good" in client.get(f"/bets/{draft.pk}/removal/").content.decode()
    assert client.post(f"/bets/{draft.pk}/removal/")["Location"] == f"/cycles/{early.cycle.pk}/pitches/"
    assert not Bet.objects.filter(pk=draft.pk).exists()
    assert client.post(f"/bets/{early.a.pk}/removal/").status_code == 409


# --- who writes and reads it


def test_the_owner_names_writers_shows_the_intent_and_keeps_it_confidential(early: Cast, draft: Bet) -> None:
    client, address = signed_in(early.vera), f"/bets/{draft.pk}"
    tomorrow = (timezone.now() + timedelta(days=3)).date().isoformat()
    assert client.post(f"{address}/writers/", {"added": early.victor.pk}).status_code == 302
    assert client.post(f"{address}/intent/", {"shown": "1"}).status_code == 302
    sent = {"until": tomorrow, "added": early.stina.pk}
    assert client.post(f"{address}/confidentiality/", sent).status_code == 302
    bet = Bet.objects.get(pk=draft.pk)
    assert [member.name for member in bet.co_writers.all()] == ["Victor"]
    assert [member.name for member in bet.readers.all()] == ["Stina"]
    assert bet.intent_at is not None
    html = client.get(f"{address}/sharing/").content.decode()
    assert "Hide the intent" in html
    assert tomorrow in html
    client.post(f"{address}/intent/")
    client.post(f"{address}/writers/")
    bet.refresh_from_db()
    assert (bet.intent_at, bet.co_writers.count()) == (None, 0)


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("writers", {"added": "x"}), ("writers", {"kept": ["x"]}), ("writers", {"added": "9" * 30}),
        ("confidentiality", {"until": "0000-00-00"}), ("confidentiality", {"until": "2020-01-01"}),
        ("confidentiality", {"until": "soon"}), ("confidentiality", {"until": "9999-12-31", "added": "\0"}),
    ],
)  # fmt: skip
def test_bad_people_and_dates_are_refused_at_their_field(early: Cast, draft: Bet, page: str, sent: Any) -> None:
    before = stored()
    answer = signed_in(early.vera).post(f"/bets/{draft.pk}/{page}/", sent)
    assert (answer.status_code, stored()) == (422, before)
    assert b"errorlist" in answer.content


def test_nobody_of_elsewhere_and_no_viewer_becomes_a_writer(early: Cast, draft: Bet) -> None:
    for stranger in (early.olga, early.willy, early.ines, early.emil):
        answer = signed_in(early.vera).post(f"/bets/{draft.pk}/writers/", {"added": stranger.pk})
        assert answer.status_code == 422


@pytest.mark.parametrize("more", [0, 10])
def test_the_page_of_people_takes_the_same_statements_for_any_number(early: Cast, draft: Bet, more: int) -> None:
    for number in range(more):
        CoWriterFactory(bet=draft, member=make_member(early.board, f"Vp{number}", ["vp"]))
    client = signed_in(early.vera)
    with statements() as found:
        client.get(f"/bets/{draft.pk}/sharing/")
    assert len(found) == 9, found

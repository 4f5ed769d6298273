"""A cycle as a file over REST."""

import orjson
import pytest

from bets.exchange import read_bets
from tests.api.tokens import Machine, integration, machine_of
from tests.authz.test_doors import enter_state
from tests.cast import Cast


def address(cast: Cast, ending: str) -> str:
    return f"cycles/{cast.cycle.pk}/export/?format={ending}"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_leaders_token_takes_the_cycle_away(cast: Cast, ending: str) -> None:
    answer = machine_of(cast.ines, "read").get(address(cast, ending), Accept="text/csv")
    assert answer.status_code == 200
    rows = read_bets(f"x.{ending}", answer.content, first_setup=True).bets
    assert [row.title for row in rows] == ["Alpha", "Bravo", "Charlie", "Delta"]


def test_without_a_form_it_is_json_with_the_contracts_resources(cast: Cast) -> None:
    answer = machine_of(cast.ines, "read").get(f"cycles/{cast.cycle.pk}/export/")
    assert answer["Content-Type"] == "application/json"
    assert {"ranking", "allocation", "bets", "capacity"} <= set(orjson.loads(answer.content))


def test_unchanged_it_is_not_sent_again(cast: Cast) -> None:
    ines = machine_of(cast.ines)
    tag = ines.get(address(cast, "xlsx"))["ETag"]
    assert ines.get(address(cast, "xlsx"), If_None_Match=tag).status_code == 304
    ines.post(f"cycles/{cast.cycle.pk}/ranking/moves/", {"bet": cast.d.pk, "rank": 1})
    assert ines.get(address(cast, "xlsx"), If_None_Match=tag).status_code == 200


def test_another_form_is_refused_and_named(cast: Cast) -> None:
    answer = machine_of(cast.ines).get(address(cast, "pdf"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == "/format"
    assert answer["Content-Type"] == "application/problem+json"


def test_an_integration_waits_for_the_lock(cast: Cast) -> None:
    roadmap = Machine(integration(cast.board).text)
    assert roadmap.get(address(cast, "csv")).json()["code"] == "forbidden"
    enter_state(cast.cycle, "locked")
    assert roadmap.get(address(cast, "csv")).status_code == 200


def test_a_token_without_read_takes_nothing_away(cast: Cast) -> None:
    answer = machine_of(cast.ines, "rank:write").get(address(cast, "csv"))
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")

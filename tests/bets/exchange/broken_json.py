"""JSON documents that must be refused, and where the mistake is."""

import json

from tests.bets.exchange.broken import Broken

GOOD = '{"external_source": "t", "external_id": "1", "rank": 1, "title": "One", "owner": "a@b.cd"}'


def bet(**members: object) -> str:
    usual = {"external_source": "t", "external_id": "2", "rank": 2, "title": "Two", "owner": "b@b.cd"}
    return json.dumps(usual | members)


def document(*bets: str, more: str = "") -> bytes:
    """A good bet on line 3, further ones from line 4 on, and more members on the last line."""
    return ('{\n"bets": [\n' + ",\n".join((GOOD, *bets)) + f"\n]{more}}}\n").encode()


def without(name: str) -> str:
    return json.dumps({key: value for key, value in json.loads(bet()).items() if key != name})


FILES = [
    Broken("nothing.json", b"", 1, "", "no JSON object"),
    Broken("a list.json", b"[]", 1, "", "no JSON object"),
    Broken("a table.json", b"external_source,external_id\n", 1, "", "no JSON object"),
    Broken("utf-16.json", document().decode().encode("utf-16"), 0, "", "UTF-16"),
    Broken("latin-1.json", document().replace(b"One", b"\xe4\xf6"), 3, "bets[0].title", "not UTF-8"),
    Broken("half a character.json", document(bet(title="\ud800")), 4, "bets[1].title", "not UTF-8"),
    Broken("a NUL.json", document(bet(title="T\0o")), 4, "bets[1].title", "U+0000"),
    Broken("cut off.json", document()[:-4], 3, "", "not JSON"),
    Broken("an open quote.json", document(bet(title="Two")[:-40]), 4, "", "not JSON, at character"),
    Broken("a comma too many.json", document(GOOD.replace("}", ",}")), 4, "", "not JSON"),
    Broken("text after the end.json", document() + b"x", 5, "", "Extra text"),
    Broken("a name without quotes.json", b"{bets: []}", 1, "", "name in double quotes"),
    Broken("deep.json", b'{"ranking": ' + b"[" * 200_000, 1, "", "nested too deeply"),
    Broken("a deep demand.json", document(bet(demand={"core": {"core": {}}})), 4, "bets[1].demand:core", "in double"),
    Broken("no bets.json", b'{"capacity": []}', 1, "bets", "bets is missing"),
    Broken("not one bet.json", b'{"bets": []}', 1, "", "no bet in this file"),
    Broken("bets as an object.json", b'{"bets": {}}', 1, "bets", "This is not a list"),
    Broken("a bet as a text.json", document('"Two"'), 4, "bets[1]", "This is not an object"),
    Broken("a name twice.json", document(GOOD.replace("{", '{"title": "Two", ')), 4, "", "“title” is there twice"),
    Broken("bets twice.json", document(more=', "bets": []'), 4, "", "“bets” is there twice"),
    Broken("an unknown member.json", document(more=', "mood": 1'), 4, "mood", "delete it"),
    Broken("an unknown field.json", document(bet(tittle="x")), 4, "bets[1].tittle", "is title meant?"),
    Broken("a demand as a column.json", document(bet(**{"demand:core": "1"})), 4, "bets[1].demand:core", "is demand"),
    Broken("a field missing.json", document(without("owner")), 4, "bets[1].owner", "is missing here"),
    Broken("a rank missing.json", document(without("rank")), 4, "bets[1].rank", "is missing here"),
    Broken("a rank as a text.json", document(bet(rank="2")), 4, "bets[1].rank", "without quotes"),
    Broken("a decimal rank.json", document(bet(rank=2.0)), 4, "bets[1].rank", "“2.0” is not a rank"),
    Broken("a rank that is true.json", document(bet(rank=True)), 4, "bets[1].rank", "without quotes"),
    Broken("a rank with a gap.json", document(bet(rank=3)), 2, "rank", "The rank 2 is missing", also=1),
    Broken("a rank of many digits.json", document(bet().replace("2,", "9" * 5000 + ",")), 4, "bets[1].rank", "not a"),
    Broken("a title as a number.json", document(bet(title=5)), 4, "bets[1].title", "in double quotes"),
    Broken("a title of null.json", document(bet(title=None)), 4, "bets[1].title", "in double quotes"),
    Broken("an empty title.json", document(bet(title=" ")), 4, "bets[1].title", "The title is missing"),
    Broken("a must-do as a text.json", document(bet(must_do="yes")), 4, "bets[1].must_do", "true or false"),
    Broken("needs as a text.json", document(bet(needs="1")), 4, "bets[1].needs", "a list of ids"),
    Broken("two needs in one.json", document(bet(needs=["1 2"])), 4, "bets[1].needs", "item of its own"),
    Broken("a need of nobody.json", document(bet(needs=["9"])), 4, "bets[1].needs", "9 is no bet"),
    Broken("demands as a list.json", document(bet(demand=["core"])), 4, "bets[1].demand", "as an object"),
    Broken("a demand as a number.json", document(bet(demand={"core": 1.5})), 4, "bets[1].demand:core", "in double"),
    Broken("a demand as NaN.json", document(bet(demand={"core": float("nan")})), 4, "bets[1].demand:core", "in double"),
    Broken("an empty demand.json", document(bet(demand={"core": ""})), 4, "bets[1].demand:core", "is no number"),
    Broken("a demand of zero.json", document(bet(demand={"core": "0"})), 4, "bets[1].demand:core", "needs_no_team"),
    Broken("a team of no kind.json", document(bet(demand={"a b": "1"})), 4, "bets[1].demand:a b", "short name"),
    Broken("a policy of no kind.json", document(more=',\n"policy": "fair"'), 5, "policy", "team, strict, fill"),
    Broken(
        "a capacity of nobody.json",
        document(more=', "capacity": [{"person_weeks": "1.0"}]'),
        4,
        "capacity[0].team",
        "is",
    ),
    Broken(
        "a capacity as a number.json",
        document(more=', "capacity": [{"team": "core", "person_weeks": 1}]'),
        4,
        "capacity[0].person_weeks",
        "in double quotes",
    ),
]

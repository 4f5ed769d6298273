"""Comma-separated files that must be refused, and where the mistake is."""

from tests.bets.exchange.broken import GOOD, HEADER, Broken, bet, bets, lines

UTF16 = "\n".join((HEADER, GOOD))

FILES = [
    Broken("utf-16 with a mark.csv", UTF16.encode("utf-16"), 0, "", "UTF-16"),
    Broken("utf-16 without a mark.csv", UTF16.encode("utf-16-le"), 0, "", "UTF-16"),
    Broken("utf-16 big endian.csv", UTF16.encode("utf-16-be"), 0, "", "UTF-16"),
    Broken("latin-1.csv", bets().replace(b"Faster", "Größe".encode("latin-1")), 2, "title", "CSV UTF-8"),
    Broken("latin-1 in the header.csv", bets().replace(b"title", b"t\xeftle"), 1, "t�tle", "is title meant?", also=1),
    Broken("half a character.csv", bets().replace(b"Faster", b"\xed\xa0\x80"), 2, "title", "not UTF-8"),
    Broken("a NUL byte.csv", bets(bet(title="Fewer\0outages")), 3, "title", "U+0000"),
    Broken("an escape sequence.csv", bets(bet(title="\x1b[2JFewer")), 3, "title", "U+001B"),
    Broken("a line separator.csv", bets(bet(title="Fewer\u2028outages")), 3, "title", "line break"),
    Broken("semicolons.csv", bets().replace(b",", b";"), 1, "", "separated by semicolons"),
    Broken("tabs.csv", bets().replace(b",", b"\t"), 1, "", "separated by tabs"),
    Broken("bars.csv", bets().replace(b",", b"|"), 1, "", "separated by bars"),
    Broken("quoted and with semicolons.csv", b'"external_source";"external_id"\n', 1, "", "separated by semicolons"),
    Broken("a workbook.csv", b"PK\x03\x04" + bytes(40), 0, "", "its right ending"),
    Broken("nothing.csv", b"", 0, "", "The file is empty"),
    Broken("only blank lines.csv", b"\n \n,,\n", 0, "", "The file is empty"),
    Broken("only a header.csv", lines(HEADER), 1, "", "no bet in this file"),
    Broken("an ending that nobody knows.pdf", bets(), 0, "", "give it .csv, .xlsx or .json"),
    Broken("larger than allowed.csv", bets() + b"\n" * 5 * 1024 * 1024, 0, "", "larger than 5 MB"),
    Broken("too many columns.csv", lines(HEADER + ",x" * 300), 1, "", "more than 300 columns"),
    Broken("too many rows.csv", bets(*[bet()] * 5000), 5002, "", "more than 5,000 rows"),
    Broken("an unknown column.csv", lines(f"{HEADER},tittle", f"{GOOD},x"), 1, "tittle", "is title meant?"),
    Broken("a column of no kind.csv", lines(f"{HEADER},mood", f"{GOOD},x"), 1, "mood", "known are external_source"),
    Broken("a heading in capitals.csv", bets().replace(b"title", b"Title"), 1, "Title", "is title meant?", also=1),
    Broken("a demand without a colon.csv", bets().replace(b":web", b" web"), 1, "demand web", "write demand:<team>"),
    Broken("a demand on nobody.csv", bets().replace(b":web", b":"), 1, "demand:", "short name of a team"),
    Broken("a team with a space.csv", bets().replace(b":web", b":web site"), 1, "demand:web site", "short name"),
    Broken("a team with a bracket.csv", bets().replace(b":web", b":<b>"), 1, "demand:<b>", "short name of a team"),
    Broken("a column twice.csv", bets().replace(b":web", b":core"), 1, "demand:core", "there 2 times"),
    Broken("a column without a name.csv", bets().replace(b"rank", b""), 1, "C", "Column C has no name", also=1),
    Broken(
        "a column missing.csv",
        lines("external_source,external_id,rank,title", "t,1,1,x"),
        1,
        "owner",
        "is missing here",
    ),
    Broken("a capacity file.csv", lines("team,person_weeks", "core,1"), 1, "external_source", "is missing", also=6),
    Broken("a short row.csv", bets("tracker,2,2,Fewer outages"), 3, "", "has 4 cells and the header 8"),
    Broken("a long row.csv", bets(bet(title="Fewer, outages")), 3, "", "has 9 cells and the header 8"),
    Broken("a decimal comma.csv", bets(bet(core="2,5")), 3, "", "has 9 cells and the header 8"),
    Broken("a quoted decimal comma.csv", bets(bet(core='"2,5"')), 3, "demand:core", "with a point"),
    Broken("an open quote.csv", bets(bet(title='"Fewer outages'), bet(id="3")), 3, "title", "A quote opens here"),
    Broken("an open quote in the header.csv", bets().replace(b"title", b'"title'), 1, "D", "A quote opens here"),
    Broken("text after a quote.csv", bets(bet(title='"Fewer" outages')), 3, "title", "A quote opens here"),
    Broken("a title on two lines.csv", bets(bet(title='"Fewer\noutages"'), bet(core="x")), 3, "title", "break", also=4),
    Broken("a cell of a megabyte.csv", bets(bet(title="x" * 2**20)), 3, "title", "1,048,576 characters"),
    Broken("an empty source.csv", bets(bet(source="")), 3, "external_source", "The source is missing"),
    Broken("a source with a space.csv", bets(bet(source="my tool")), 3, "external_source", "is not a source"),
    Broken("an empty id.csv", bets(bet(id="")), 3, "external_id", "The id is missing"),
    Broken("an id with a space.csv", bets(bet(id="A 2")), 3, "external_id", "has a space"),
    Broken("an id twice.csv", bets(bet(id="1")), 3, "external_id", "already on line 2"),
    Broken("an empty title.csv", bets(bet(title="  ")), 3, "title", "The title is missing"),
    Broken("a long title.csv", bets(bet(title="x" * 201)), 3, "title", "shorten it to 200"),
    Broken("an empty owner.csv", bets(bet(owner="")), 3, "owner", "The owner is missing"),
    Broken("an owner without an address.csv", bets(bet(owner="Bob")), 3, "owner", "is not an e-mail address"),
    Broken("two owners.csv", bets(bet(owner="a@b.cd b@b.cd")), 3, "owner", "is not an e-mail address"),
    Broken("a Kelvin sign in an owner.csv", bets(bet(owner="\u212aim@b.cd")), 3, "owner", "is not an e-mail address"),
    Broken("a script as a link.csv", bets(bet(link="javascript:alert(1)")), 3, "link", "is not a web address"),
    Broken("a link without a host.csv", bets(bet(link="https:///x")), 3, "link", "is not a web address"),
    Broken("a link with a bracket.csv", bets(bet(link="http://[::1")), 3, "link", "is not a web address"),
    Broken("a demand that is negative.csv", bets(bet(core="-1.0")), 3, "demand:core", "is negative"),
    Broken("a demand that is huge.csv", bets(bet(core="10000.1")), 3, "demand:core", "at most 10000.0"),
    Broken("a demand of many digits.csv", bets(bet(core="9" * 5000)), 3, "demand:core", "far too large"),
    Broken("a demand of zero.csv", bets(bet(core="0.0")), 3, "demand:core", "say so in needs_no_team"),
    Broken("a demand with two decimals.csv", bets(bet(core="1.25")), 3, "demand:core", "more than one decimal"),
    Broken("a demand in powers of ten.csv", bets(bet(core="1e400")), 3, "demand:core", "“1e400” is not a number"),
    Broken("a demand that is no number.csv", bets(bet(core="nan")), 3, "demand:core", "“nan” is not a number"),
    Broken("a demand without end.csv", bets(bet(core="inf")), 3, "demand:core", "“inf” is not a number"),
    Broken("a demand in other digits.csv", bets(bet(core="٣")), 3, "demand:core", "is not a number"),
    Broken("a demand as a formula.csv", bets(bet(core="=1+1")), 3, "demand:core", "“=1+1” is not a number"),
    Broken("a rank with a gap.csv", bets(bet(rank="3")), 3, "rank", "with 2 ranked bets", also=1),
    Broken("a rank that is missing.csv", bets(bet(rank="3")), 1, "rank", "The rank 2 is missing", also=1),
    Broken("a rank twice.csv", bets(bet(rank="1")), 3, "rank", "Rank 1 is already on line 2", also=1),
    Broken("a rank of zero.csv", bets(bet(rank="0")), 3, "rank", "“0” is not a rank"),
    Broken("a negative rank.csv", bets(bet(rank="-2")), 3, "rank", "“-2” is not a rank"),
    Broken("a decimal rank.csv", bets(bet(rank="2.0")), 3, "rank", "“2.0” is not a rank"),
    Broken("a huge rank.csv", bets(bet(rank="99999999")), 3, "rank", "at most 5,000"),
    Broken("a rank of many digits.csv", bets(bet(rank="9" * 5000)), 3, "rank", "is not a rank"),
    Broken("an empty rank.csv", bets(bet(rank="")), 3, "rank", "The rank is missing"),
    Broken("no rank at all.csv", lines("external_source,external_id,title,owner"), 1, "rank", "is missing here"),
]

DEPENDENT = "external_source,external_id,rank,title,owner,needs,excludes,needs_no_team,must_do,thesis,demand:core"


def dependents(*rows: str) -> bytes:
    """Bets a, b, c with their last six cells as given."""
    named = zip("abc", rows, strict=False)
    return lines(DEPENDENT, *(f"t,{name},{at},Bet {name},a@b.cd,{row}" for at, (name, row) in enumerate(named, 1)))


FILES += [
    Broken("a need of nobody.csv", dependents("x,,,,,1"), 2, "needs", "x is no bet of this file"),
    Broken("a need of another source.csv", dependents(",,,,,1", "u:a,,,,,1"), 3, "needs", "u:a is no bet"),
    Broken("a need that is no id.csv", dependents(":a,,,,,1"), 2, "needs", "“:a” names no bet"),
    Broken("a need of itself.csv", dependents("a,,,,,1"), 2, "needs", "names itself"),
    Broken("a need twice.csv", dependents(",,,,,1", "a t:a,,,,,1"), 3, "needs", "named twice"),
    Broken("a ring of needs.csv", dependents("c,,,,,1", "a,,,,,1", "b,,,,,1"), 2, "needs", "a -> c -> b -> a"),
    Broken("an exclusion of nobody.csv", dependents(",x y,,,,1"), 2, "excludes", "x and y is no bet"),
    Broken("no team and a demand.csv", dependents(",,yes,,,1"), 2, "needs_no_team", "demand on core"),
    Broken("perhaps a must-do.csv", dependents(",,,maybe,,1"), 2, "must_do", "write yes"),
    Broken("a long thesis.csv", dependents(f",,,,{'x' * 141},1"), 2, "thesis", "shorten it to 140"),
    Broken("a list of a megabyte.csv", dependents(f"{'a ' * 2**19},,,,,1"), 2, "needs", "shorten it to 10,000"),
]

CAPACITIES = [
    Broken("nothing", b"", 0, "", "The file is empty"),
    Broken("only a header", lines("team,person_weeks"), 1, "", "no team in this file"),
    Broken("a file of bets", bets(), 1, "external_source", "known are team", also=9),
    Broken("utf-16", "team,person_weeks\ncore,1\n".encode("utf-16"), 0, "", "UTF-16"),
    Broken("a team twice", lines("team,person_weeks", "core,1", "core,2"), 3, "team", "already on line 2"),
    Broken("an empty amount", lines("team,person_weeks", "core,"), 2, "person_weeks", "is no number"),
    Broken("a negative amount", lines("team,person_weeks", "core,-1"), 2, "person_weeks", "is negative"),
    Broken("too large an amount", lines("team,person_weeks", "core,10001"), 2, "person_weeks", "at most 10000.0"),
    Broken("a reserve above all", lines("team,person_weeks,reserve_percent", "a,1,101"), 2, "reserve_percent", "100.0"),
    Broken(
        "a percent sign", lines("team,person_weeks,reserve_percent", "a,1,9%"), 2, "reserve_percent", "not a number"
    ),
    Broken("a negative carry-over", lines("team,person_weeks,carry_over", "a,1,-2"), 2, "carry_over", "is negative"),
    Broken("an unknown column", lines("team,weeks", "core,1"), 1, "weeks", "is not known here", also=1),
]

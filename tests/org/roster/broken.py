"""Files of people that cannot be taken: each with the one place where it goes wrong, and what is said there."""

from dataclasses import dataclass

HEADER = "name,email,roles,manager_email,team"


@dataclass(frozen=True)
class Broken:
    """`line` is 0 for the file as a whole; `also` counts further problems that follow from the same mistake."""

    name: str
    data: bytes
    line: int
    column: str
    words: str
    also: int = 0


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def people(*rows: str) -> bytes:
    """A good line 2, and further lines from 3 on."""
    return lines(HEADER, "Mia Sand,mia@example.com,,,", *rows)


def person(**cells: str) -> str:
    usual = {"name": "Ben", "email": "ben@example.com", "roles": "", "manager": "", "team": ""}
    return ",".join((usual | cells).values())


FILES = [
    Broken("nothing", b"", 0, "", "The file is empty"),
    Broken("only blank lines", b"\n \n,,,,\n", 0, "", "The file is empty"),
    Broken("only a mark", b"\xef\xbb\xbf", 0, "", "The file is empty"),
    Broken("only a header", lines(HEADER), 1, "", "nobody in this file"),
    Broken("a header and commas", lines(HEADER, ",,,,"), 1, "", "nobody in this file"),
    Broken("a workbook", b"PK\x03\x04" + bytes(40), 0, "", "This is a workbook"),
    Broken("utf-16", "name,email\nMia,mia@example.com\n".encode("utf-16"), 0, "", "UTF-16"),
    Broken("utf-16, the other way", b"\xfe\xff\x00n\x00a", 0, "", "UTF-16"),
    Broken("latin-1", people(person(name="Jörg")).decode().encode("latin-1"), 3, "", "not UTF-8"),
    Broken("half a character", people().replace(b"Mia", b"\xed\xa0\x80"), 2, "", "not UTF-8"),
    Broken("larger than allowed", people() + b"\n" * 1024 * 1024, 0, "", "larger than 1 MB"),
    Broken("too many people", people(*[person()] * 5000), 5002, "", "more than 5,000 people"),
    Broken("separated by bars", people().replace(b",", b"|"), 1, HEADER.replace(",", "|"), "not known here", also=2),
    Broken("no header", lines("Mia,mia@example.com", "Ben,ben@example.com"), 1, "Mia", "not known here", also=3),
    Broken("no name", lines("email", "mia@example.com"), 1, "name", "This column is missing"),
    Broken("no address", lines("name,roles", "Mia,vp"), 1, "email", "This column is missing"),
    Broken("an unknown column", lines("name,email,mood", "Mia,mia@example.com,good"), 1, "mood", "not known here"),
    Broken("a column without a name", lines("name,email,", "Mia,mia@example.com,x"), 1, "", "has no name"),
    Broken("a column twice", lines("name,email,name", "Mia,mia@example.com,Mia"), 1, "name", "more than once"),
    Broken("a column twice in capitals", lines("name,email,Email", "a,a@b.cd,a@b.cd"), 1, "email", "more than once"),
    Broken("a demand for leaders", lines("name,email,leader", "a,a@b.cd,yes"), 1, "leader", "not known here"),
    Broken("a short line", people("Ben,ben@example.com"), 3, "", "has 2 cells and the header 5"),
    Broken("a long line", people(person(team="Data") + ",x"), 3, "", "has 6 cells and the header 5"),
    Broken("a comma in a name", people(person(name="Sand, Ben")), 3, "", "has 6 cells and the header 5"),
    Broken("a semicolon among commas", people("Ben;ben@example.com;;;"), 3, "", "has 1 cells and the header 5"),
    Broken("an open quote", people(person(name='"Ben'), person(email="c@d.ef")), 3, "", "A quote opens"),
    Broken("text after a quote", people(person(name='"Ben" Sand')), 3, "", "A quote opens"),
    Broken("an open quote in the header", people().replace(b"roles", b'"roles'), 1, "", "A quote opens"),
    Broken("a cell of many letters", people(person(name="x" * 100_000)), 3, "name", "shorten it to 200"),
    Broken("a name on two lines", people(person(name='"Ben\nSand"')), 3, "name", "a line break"),
    Broken("a name with a tab", people(person(name="Ben\tSand")), 3, "name", "U+0009"),
    Broken("a NUL in a name", people(person(name="Be\0n")), 3, "name", "U+0000"),
    Broken("an escape sequence", people(person(name="\x1b[2JBen")), 3, "name", "U+001B"),
    Broken("a line separator", people(person(name="Ben\u2028Sand")), 3, "name", "a line break"),
    Broken("an empty name", people(person(name="  ")), 3, "name", "The name is missing"),
    Broken("a long name", people(person(name="x" * 201)), 3, "name", "shorten it to 200"),
    Broken("an empty address", people(person(email="")), 3, "email", "The e-mail address is missing"),
    Broken("a name as an address", people(person(email="Ben")), 3, "email", "is not an e-mail address"),
    Broken("an address without a domain", people(person(email="ben@")), 3, "email", "is not an e-mail address"),
    Broken("an address without a dot", people(person(email="ben@localhost")), 3, "email", "is not an e-mail address"),
    Broken("an address of two", people(person(email="a@b.cd c@d.ef")), 3, "email", "is not an e-mail address"),
    Broken("an address in brackets", people(person(email="Ben <b@c.de>")), 3, "email", "is not an e-mail address"),
    Broken("an address with two dots", people(person(email="a..b@c.de")), 3, "email", "is not an e-mail address"),
    Broken("an address of a number", people(person(email="ben@127.0.0.1")), 3, "email", "is not an e-mail address"),
    Broken("a Kelvin sign in an address", people(person(email="\u212aim@b.cd")), 3, "email", "not an e-mail address"),
    Broken("a long address", people(person(email="x" * 250 + "@b.cd")), 3, "email", "is not an e-mail address"),
    Broken("a header in an address", people(person(email='"a@b.cd\nBcc: c@d.ef"')), 3, "email", "a line break"),
    Broken("the same address twice", people(person(email="mia@example.com")), 3, "email", "is on line 2 already"),
    Broken("the same in capitals", people(person(email="MIA@example.com")), 3, "email", "is on line 2 already"),
    Broken("an unknown role", people(person(roles="king")), 3, "roles", "“king” is not a role"),
    Broken("a role among others", people(person(roles="vp ceo")), 3, "roles", "“ceo” is not a role"),
    Broken("a viewer with a role", people(person(roles="viewer vp")), 3, "roles", "A viewer has no other role"),
    Broken("a formula as a role", people(person(roles="=1+1")), 3, "roles", "is not a role"),
    Broken("a name as a manager", people(person(manager="Mia Sand")), 3, "manager_email", "not an e-mail address"),
    Broken("their own manager", people(person(manager="ben@example.com")), 3, "manager_email", "to themselves"),
    Broken("their own in capitals", people(person(manager="BEN@example.com")), 3, "manager_email", "to themselves"),
]

# What only the board can know; Ada, the admin, brings them. The cast is that of `tests.cast`.
ON_THE_BOARD = [
    Broken("a new leader", people(person(roles="leader")), 3, "roles", "No file makes a leader"),
    Broken("a member made a leader", people("Vera,vera.north@example.com,leader vp,,"), 3, "roles", "makes a leader"),
    Broken("the last admin", people("Ada,ada.north@example.com,viewer,,"), 3, "roles", "is the last admin"),
    Broken("a closed account", people(person(email="closed@example.com")), 3, "email", "is closed"),
    Broken("a manager of nowhere", people(person(manager="x@example.com")), 3, "manager_email", "neither on this"),
    Broken("a manager of elsewhere", people(person(manager="olga.south@example.com")), 3, "manager_email", "neither"),
    Broken("a manager who left", people(person(manager="emil.north@example.com")), 3, "manager_email", "neither"),
    Broken(
        "a ring of two",
        lines(HEADER, "Mia,mia@example.com,,ben@example.com,", person(manager="mia@example.com")),
        2, "manager_email", "in a ring: mia@example.com → ben@example.com → mia@example.com",
    ),
    Broken(
        "a ring over the board",
        lines(HEADER, "W,willy.north@example.com,,ada.north@example.com,",
              "A,ada.north@example.com,,willy.north@example.com,"),
        2, "manager_email", "in a ring",
    ),
    Broken("an unknown team", people(person(roles="vp", team="Marketing")), 3, "team", "no team “Marketing”"),
    Broken("a team twice", people(person(roles="vp", team="data"), "Cy,c@d.ef,vp,,Data"), 4, "team", "VP on line 3"),
    Broken("a team of a viewer", people(person(team="Data")), 3, "team", "would be no VP"),
    Broken("a VP under a VP", people(person(roles="vp", manager="vera.north@example.com")), 3, "roles", "to Vera"),
    Broken("a steward under a VP", people(person(roles="steward", manager="vera.north@example.com")), 3, "roles",
           "would report to Vera, and be steward"),
    Broken(
        "a steward gets a VP as manager",
        people("Stina,stina.north@example.com,,vera.north@example.com,"), 3, "manager_email", "Stina would report",
    ),
    Broken(
        "a VP gets a VP as manager",
        people("Victor,victor.north@example.com,,vera.north@example.com,"), 3, "manager_email", "Victor would report",
    ),
    Broken(
        "a manager becomes a VP above one",
        people("Willy,willy.north@example.com,vp,,", "Vera,vera.north@example.com,,willy.north@example.com,"),
        4, "manager_email", "Vera would report to Willy",
    ),
]  # fmt: skip

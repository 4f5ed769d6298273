"""One broken file: what it is called, its bytes, and the one problem that must be told."""

from dataclasses import dataclass

HEADER = "external_source,external_id,rank,title,owner,link,demand:core,demand:web"
GOOD = "tracker,1,1,Faster search,ann@example.com,https://example.com/1,1.5,"


@dataclass(frozen=True)
class Broken:
    """`line` is 0 for the file as a whole; `also` counts further problems that follow from the same mistake."""

    name: str
    data: bytes
    line: int
    column: str
    words: str
    also: int = 0
    sheet: str = ""


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def bets(*rows: str) -> bytes:
    """A good header, a good bet of rank 1 on line 2, and further rows from line 3 on."""
    return lines(HEADER, GOOD, *rows)


def bet(**cells: str) -> str:
    """A good bet of rank 2 with some cells written otherwise."""
    usual = {
        "source": "tracker",
        "id": "2",
        "rank": "2",
        "title": "Fewer outages",
        "owner": "bob@example.com",
        "link": "https://example.com/2",
        "core": "2.0",
        "web": "0.5",
    }
    return ",".join((usual | cells).values())

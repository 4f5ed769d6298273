"""People as a CSV file that can be read again. Pure."""

import csv
from collections.abc import Mapping
from io import StringIO

from org.roster.guard import guarded
from org.roster.house import House
from org.roster.rows import VIEWER
from org.roster.table import COLUMNS


def write(house: House) -> bytes:
    """UTF-8 with a mark that spreadsheets look for; by name. A member without a manager has an empty cell there.

    Who works on no team has an empty cell there as well: read again, the file takes no place away.
    """
    heads = _heads(house.teams)
    text = StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for member in sorted(house.members.values(), key=lambda member: (member.name.casefold(), member.email)):
        roles, teams = " ".join(member.roles) or VIEWER, "|".join(heads.get(member.email, ()))
        places = ";".join(member.places)
        lines.writerow([guarded(cell) for cell in (member.name, member.email, roles, member.manager, teams, places)])
    return text.getvalue().encode("utf-8-sig")


def _heads(teams: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for slug, (_, email) in sorted(teams.items()):
        found.setdefault(email, []).append(slug)
    return found

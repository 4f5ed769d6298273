"""What a file of people would change on a board, or why it must not. Pure: the board comes in as plain values."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from org.roster.checks import Everybody, check
from org.roster.house import House, Standing
from org.roster.problems import BadFile, Problem, shown
from org.roster.rows import ROLES, Row


@dataclass(frozen=True, slots=True)
class Change:
    """One member or team by name, and how it was and would be, in words."""

    key: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`after` has every member who is new or changed; `teams` maps slugs to their VP's address, "" for none.

    `waiting` are the addresses of those in the file who were invited before and have not come in.
    """

    after: tuple[Standing, ...]
    teams: Mapping[str, str]
    invited: tuple[Standing, ...]
    roles: tuple[Change, ...]
    managers: tuple[Change, ...]
    places: tuple[Change, ...]
    heads: tuple[Change, ...]
    waiting: tuple[str, ...]
    unchanged: int

    @property
    def changes(self) -> bool:
        return bool(self.after or self.teams)

    @property
    def summary(self) -> str:
        """`2 to invite, 1 with other roles, 3 with another manager, 1 team with another VP.`"""
        return self._counted("to invite")

    @property
    def done(self) -> str:
        """The same afterwards: `2 invited, 1 with other roles.`"""
        return self._counted("invited")

    def _counted(self, invited: str) -> str:
        teams = "team with another VP" if len(self.heads) == 1 else "teams with another VP"
        counts = (
            (self.invited, invited),
            (self.roles, "with other roles"),
            (self.managers, "with another manager"),
            (self.places, "on other teams"),
            (self.heads, teams),
        )
        found = [f"{len(what)} {words}" for what, words in counts if what]
        return f"{', '.join(found)}." if found else "Nothing in this file is new."

    def seal(self, data: bytes) -> str:
        """The same for the same file and the same effect: what somebody confirmed is what is done."""
        return hashlib.sha256(data + repr(self).encode()).hexdigest()


def plan(rows: Sequence[Row], house: House) -> Plan:
    """Raises BadFile with all that the board does not allow, at its line and column."""
    slugs = {name.lower(): slug for slug, (name, _) in house.teams.items()} | {slug: slug for slug in house.teams}
    teams, problems = _teams(rows, slugs)
    problems += _unknown_places(rows, slugs)
    after = {row.email: _after(row, house.members.get(row.email), slugs) for row in rows}
    everybody = {**house.members, **after}
    problems += check(rows, house, everybody)
    if problems:
        raise BadFile(problems)
    return _plan(rows, house, everybody, _with_released(teams, house, everybody))


def role_words(roles: Sequence[str]) -> str:
    """`vp, admin`, or `viewer`"""
    return ", ".join(roles) or "viewer"


def _team_words(places: Sequence[str], house: House) -> str:
    """`Data, Voice`, or `no team`"""
    return ", ".join(house.teams[slug][0] for slug in places) or "no team"


def _after(row: Row, before: Standing | None, slugs: Mapping[str, str]) -> Standing:
    """The member as the file wants them. Leader is neither given nor taken, an exception is for one manager."""
    now = before or Standing(row.email, row.name, is_in=False)
    if row.roles is not None:
        wanted = row.roles - {"leader"} | ({"leader"} & set(now.roles))
        now = replace(now, roles=tuple(role for role in ROLES if role in wanted))
    if row.manager is not None and row.manager != now.manager:
        now = replace(now, manager=row.manager, excepted=False)
    if row.places is not None:
        known = {slugs[name.lower()] for name in row.places if name.lower() in slugs}
        now = replace(now, places=tuple(sorted(known)))
    return now


def _unknown_places(rows: Sequence[Row], slugs: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(row.line, "teams", f"There is no team “{shown(name)}” on this board.")
        for row in rows
        for name in row.places or ()
        if name.lower() not in slugs
    ]


def _teams(rows: Sequence[Row], slugs: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Whom the file makes the VP of which team, by slug. `slugs`: by name and by slug, in small letters."""
    heads: dict[str, Row] = {}
    problems = []
    for row in rows:
        for name in row.teams:
            slug = slugs.get(name.lower())
            if slug is None:
                problems.append(Problem(row.line, "team", f"There is no team “{shown(name)}” on this board."))
            elif slug in heads:
                problems.append(Problem(row.line, "team", f"“{shown(name)}” has its VP on line {heads[slug].line}."))
            else:
                heads[slug] = row
    return {slug: row.email for slug, row in heads.items()}, problems


def _with_released(heads: Mapping[str, str], house: House, everybody: Everybody) -> dict[str, str]:
    """Only what changes; a team whose VP would be none any more waits for another."""
    after = {slug: heads.get(slug, vp) for slug, (_, vp) in house.teams.items()}
    kept = {slug: vp if not vp or "vp" in everybody[vp].roles else "" for slug, vp in after.items()}
    return {slug: vp for slug, vp in kept.items() if vp != house.teams[slug][1]}


def _plan(rows: Sequence[Row], house: House, everybody: Everybody, teams: dict[str, str]) -> Plan:
    before = house.members
    known = [(before[row.email], everybody[row.email]) for row in rows if row.email in before]
    invited = tuple(everybody[row.email] for row in rows if row.email not in before)
    changed = tuple(after for was, after in known if was != after)
    named = {"": "nobody"} | {email: member.name for email, member in everybody.items()}
    return Plan(
        after=invited + changed,
        teams=teams,
        invited=invited,
        roles=tuple(
            Change(was.email, was.name, role_words(was.roles), role_words(after.roles))
            for was, after in known
            if was.roles != after.roles
        ),
        managers=tuple(
            Change(was.email, was.name, named.get(was.manager, was.manager), named[after.manager])
            for was, after in known
            if was.manager != after.manager
        ),
        places=tuple(
            Change(was.email, was.name, _team_words(was.places, house), _team_words(after.places, house))
            for was, after in known
            if was.places != after.places
        ),
        heads=tuple(
            Change(slug, house.teams[slug][0], named[house.teams[slug][1]], named[vp]) for slug, vp in teams.items()
        ),
        waiting=tuple(was.email for was, _ in known if not was.is_in),
        unchanged=len(known) - len(changed),
    )

"""What of a file a board does not allow, at its line and column. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from org.roster.house import House, Standing
from org.roster.problems import Problem
from org.roster.rows import Row

Everybody = Mapping[str, Standing]
"""The members by address as the file would have them."""


def check(rows: Sequence[Row], house: House, everybody: Everybody) -> list[Problem]:
    """Everything; who is a VP beside their VP is only looked for where roles and managers are right."""
    found = [*_accounts(rows, house), *_of_roles(rows, house, everybody)]
    found += [*_of_managers(rows, everybody), *_of_heads(rows, everybody)]
    return found or list(_beside_their_vp(rows, house, everybody))


def _accounts(rows: Sequence[Row], house: House) -> Iterator[Problem]:
    for row in rows:
        if row.email in house.closed:
            yield Problem(row.line, "email", f"The account of {row.email} is closed.")


def _of_roles(rows: Sequence[Row], house: House, everybody: Everybody) -> Iterator[Problem]:
    admin_left = any("admin" in member.roles for member in everybody.values())
    for row in rows:
        before = house.members.get(row.email)
        had, has = set(before.roles if before else ()), set(everybody[row.email].roles)
        if "leader" in (row.roles or ()) and "leader" not in had:
            yield Problem(row.line, "roles", "No file makes a leader: a leader does, on the page of the person.")
        if "admin" in had ^ has and not house.grants_admin:
            yield Problem(row.line, "roles", "Only an admin makes an admin, or takes the role away.")
        elif "admin" in had - has and not admin_left:
            yield Problem(row.line, "roles", f"{row.email} is the last admin: make somebody else one first.")


def _of_managers(rows: Sequence[Row], everybody: Everybody) -> Iterator[Problem]:
    told: set[str] = set()
    managers = {email: member.manager for email, member in everybody.items()}
    for row in rows:
        if row.manager and row.manager not in everybody:
            yield Problem(row.line, "manager_email", f"{row.manager} is neither on this board nor in this file.")
        ring = ring_of(row.email, managers)
        if ring and not told.intersection(ring):
            told.update(ring)
            yield Problem(row.line, "manager_email", f"These report in a ring: {' → '.join([*ring, ring[0]])}.")


def ring_of(email: str, managers: Mapping[str, str]) -> list[str]:
    """Those who report to each other in a ring with `email` in it, from there upwards; [] if it is in none."""
    above, at = [email], managers.get(email, "")
    seen = {email}
    while at and at not in seen:
        above.append(at)
        seen.add(at)
        at = managers.get(at, "")
    return above if at == email else []


def _of_heads(rows: Sequence[Row], everybody: Everybody) -> Iterator[Problem]:
    for row in rows:
        if row.teams and "vp" not in everybody[row.email].roles:
            yield Problem(row.line, "team", f"{row.email} would be no VP: a team has a VP, or nobody.")


def _beside_their_vp(rows: Sequence[Row], house: House, everybody: Everybody) -> Iterator[Problem]:
    lines = {row.email: row for row in rows}
    for email, member in everybody.items():
        manager = everybody.get(member.manager)
        if manager is None or not (member.sits_beside_vps and manager.is_vp) or member.excepted:
            continue
        row = lines.get(email) or lines.get(manager.email)
        if row is None:
            continue
        before = house.members.get(email)
        column = "manager_email" if row.email == email and before and before.sits_beside_vps else "roles"
        beside = "both would be VPs of this board" if member.is_vp else "be steward of the room that they are a VP in"
        sentence = f"{member.name} would report to {manager.name}, and {beside}."
        said = f"{sentence} A leader can record an exception on the page of {member.name}."
        yield Problem(row.line, column, said)

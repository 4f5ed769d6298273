"""Whose token it is that somebody presents. One statement."""

from datetime import datetime

from django.db import connection

from api.models import Token
from api.secrets import Secret
from org.joined import columns, take
from org.models import Board, Membership, Person

HOLDS = """
token.digest = %s AND token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > %s)
AND (token.member_id IS NULL OR (seat.ended_at IS NULL AND person.is_active))
"""
"""Neither revoked nor expired, and of somebody who is on the board."""

_SQL = f"""
SELECT {columns(Token, "token")}, {columns(Board, "board")}, {columns(Membership, "seat")}, {columns(Person, "person")}
FROM api_token AS token
JOIN org_board AS board ON board.id = token.board_id
LEFT JOIN org_membership AS seat ON seat.id = token.member_id
LEFT JOIN org_person AS person ON person.id = seat.person_id
WHERE {HOLDS}
"""


def presented(text: str, now: datetime) -> Token | None:
    """The live token with this text, with board, member and person."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [Secret(text).digest, now])
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    token, board = take(Token, values), take(Board, values)
    token.board = board
    if token.is_personal:
        token.member, person = take(Membership, values), take(Person, values)
        token.member.board, token.member.person = board, person
    return token

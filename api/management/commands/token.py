"""Tokens from the command line: create, list, revoke.

token create ines@example.com --board north --scope read --scope rank:write
token create --integration Roadmap --board north --scope read --scope sync
"""

import sys
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from api.actions.tokens import Wanted, make_from_command, revoke_from_command
from api.models import Token
from api.scopes import Scope
from journal.record import Somebody
from journal.refusals import Invalid
from org.models import Board, Membership

_BY = Somebody("token command")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        create = acts.add_parser("create", help="print one new token, and nothing else")
        create.add_argument("email", nargs="?", help="whose it is; without: an integration's")
        create.add_argument("--integration", metavar="NAME", help="a token of the board that is nobody")
        create.add_argument("--board", required=True, help="its slug")
        create.add_argument("--scope", action="append", required=True, choices=[*Scope], help="may be repeated")
        create.add_argument("--name", help="what it is for; as a rule 'command line'")
        create.add_argument("--days", type=int, help="after so many days it expires; without: never")
        listed = acts.add_parser("list", help="one line a token, without its secret")
        listed.add_argument("--board", required=True, help="its slug")
        revoke = acts.add_parser("revoke", help="end a token at once")
        revoke.add_argument("prefix", help="the eight characters that the list shows")
        revoke.add_argument("--board", required=True, help="its slug")

    def handle(self, *args: Any, **options: Any) -> None:
        board = Board.objects.filter(slug=options["board"]).first()
        if board is None:
            raise CommandError(f"There is no board {options['board']}.")
        {"create": _create, "list": _list, "revoke": _revoke}[options["act"]](board, options)


def _create(board: Board, options: dict[str, Any]) -> None:
    if (options["email"] is None) == (options["integration"] is None):
        raise CommandError("Name either a person by e-mail, or --integration NAME.")
    now = timezone.now()
    days = options["days"]
    wanted = Wanted(
        name=options["integration"] or options["name"] or "command line",
        scopes=options["scope"],
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    member = _member(board, options["email"]) if options["email"] else None
    try:
        made = make_from_command(wanted=wanted, board=board, member=member, by=_BY, now=now)
    except Invalid as refusal:
        raise CommandError(refusal.detail) from refusal
    sys.stdout.write(f"{made.text}\n")


def _member(board: Board, email: str) -> Membership:
    current = Membership.objects.current().select_related("person", "board")
    member = current.filter(board=board, person__email=email.lower()).first()
    if member is None:
        raise CommandError(f"{email} is not on {board.name}.")
    return member


def _list(board: Board, options: dict[str, Any]) -> None:
    now = timezone.now()
    for token in Token.objects.filter(board=board).select_related("member__person").newest_first():
        whose = token.member.person.email if token.member is not None else "integration"
        state = "live" if token.is_live(now) else "revoked" if token.revoked_at else "expired"
        used = f"{token.last_used_at:%Y-%m-%dT%H:%MZ}" if token.last_used_at else "never used"
        sys.stdout.write(f"{token.prefix}  {state:<8}  {whose}  {token.name}  {','.join(token.scopes)}  {used}\n")


def _revoke(board: Board, options: dict[str, Any]) -> None:
    token = Token.objects.filter(board=board, prefix=options["prefix"], revoked_at=None).first()
    if token is None:
        raise CommandError(f"No token {options['prefix']} can be revoked on {board.name}.")
    revoke_from_command(token=token, by=_BY, now=timezone.now())

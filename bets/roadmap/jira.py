"""Jira Cloud: epics of projects, by REST v3 and, for the rank, the agile interface.

Basic authentication by e-mail address and API token. What a search finds may be some seconds old; what is looked up
by its key is not.
"""

import base64
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson
from django.conf import settings

from bets.roadmap.tool import ItemRefused, Key, Mark, Project, Refused, Seen, TryLater, Wanted
from journal.webhooks.wire import Reply, Unreachable, exchange

MOST_IN = 4 * 1024 * 1024
"""Bytes of an answer."""

PAGE = 100
_MOST_PAGES = 200
_AT_ONCE = 50
"""Keys or marks that are named in one question."""

_SUMMARY_LENGTH = 255
_PAUSE = 30.0
"""Seconds after which a tool that says nothing better is asked again."""

_LONGEST_PAUSE = 3600.0


class Jira:
    """One attempt's worth of questions: after `seconds` in all, whatever is next is left to the next attempt."""

    def __init__(self, address: str, account: str, secret: str, seconds: float) -> None:
        self._address = address.rstrip("/")
        self._auth = "Basic " + base64.b64encode(f"{account}:{secret}".encode()).decode()
        self._until = time.monotonic() + seconds

    def check(self) -> str:
        me = self._ask("GET", "/rest/api/3/myself")
        return str(me.get("displayName") or me.get("emailAddress") or me.get("accountId") or "")

    def projects(self) -> Mapping[Project, str]:
        found: dict[Project, str] = {}
        for _ in range(_MOST_PAGES):
            page = self._ask("GET", f"/rest/api/3/project/search?startAt={len(found)}&maxResults={PAGE}")
            found |= {str(each["key"]): str(each.get("name", "")) for each in page.get("values", ())}
            if page.get("isLast", True) or not page.get("values"):
                break
        return found

    def marked(self, marks: Collection[Mark]) -> Mapping[Mark, Key]:
        """Where two carry the same mark, the older one: the other is somebody's copy."""
        found: dict[Mark, Key] = {}
        for some in _parts(sorted(marks)):
            for issue in self._search(f"labels in ({_listed(some)}) ORDER BY created ASC", ["labels"]):
                for mark in set(issue["fields"].get("labels", ())) & set(some):
                    found.setdefault(mark, str(issue["key"]))
        return found

    def there(self, keys: Collection[Key]) -> Mapping[Key, Key]:
        return {asked: str(issue["key"]) for asked, issue in self._fetched(keys, ["summary"])}

    def create(self, wanted: Wanted) -> Key:
        fields = _fields(wanted) | {
            "project": {"key": wanted.project}, "issuetype": {"name": "Epic"}, "labels": [wanted.mark],
        }  # fmt: skip
        return str(self._ask("POST", "/rest/api/3/issue", {"fields": fields})["key"])

    def edit(self, key: Key, wanted: Wanted) -> None:
        said = {"fields": _fields(wanted), "update": {"labels": [{"add": wanted.mark}]}}
        self._ask("PUT", f"/rest/api/3/issue/{quote(key, safe='')}", said)

    def link(self, key: Key) -> str:
        return f"{self._address}/browse/{quote(key, safe='')}"

    def ranked(self, keys: Collection[Key]) -> Sequence[Key]:
        """One question for all of them: the order of two answers cannot be put together."""
        if not keys:
            return []
        return [str(issue["key"]) for issue in self._search(f"key in ({_listed(sorted(keys))}) ORDER BY Rank ASC", [])]

    def rank(self, keys: Sequence[Key], *, after: Key | None = None, before: Key | None = None) -> Mapping[Key, str]:
        """204: all of them; 207: some, and each entry says how it went with one."""
        where = {"rankAfterIssue": after} if after is not None else {"rankBeforeIssue": before}
        answer = self._ask("PUT", "/rest/agile/1.0/issue/rank", {"issues": list(keys), **where})
        return {
            str(entry.get("issueKey") or keys[place]): _said(entry.get("errors") or [f"It answered {entry['status']}."])
            for place, entry in enumerate(answer.get("entries", ()))
            if not 200 <= int(entry.get("status", 200)) < 300
        }

    def look(self, keys: Collection[Key]) -> Mapping[Key, Seen]:
        found = dict(self._fetched(keys, ["status"]))
        children: dict[str, list[Mapping[str, Any]]] = {str(issue["key"]): [] for issue in found.values()}
        for some in _parts(sorted(children)):
            for child in self._search(f"parent in ({_listed(some)})", ["parent", "project", "status", "updated"]):
                children.setdefault(str(child["fields"]["parent"]["key"]), []).append(child["fields"])
        return {asked: self._seen(issue, children[str(issue["key"])]) for asked, issue in found.items()}

    def _seen(self, epic: Mapping[str, Any], children: Sequence[Mapping[str, Any]]) -> Seen:
        moved: dict[Project, datetime] = {}
        for child in children:
            project, at = str(child["project"]["key"]), _moment(child["updated"])
            moved[project] = max(at, moved.get(project, at))
        key, status = str(epic["key"]), epic["fields"]["status"]
        return Seen(
            key, self.link(key), str(status["name"]), done=sum(map(_is_done, children)), children=len(children),
            is_done=_is_done(epic["fields"]), moved=moved,
        )  # fmt: skip

    def _fetched(self, keys: Collection[Key], fields: Sequence[str]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
        """Each of `keys` that leads to an issue, with it: under another key, if it was moved to another project."""
        for some in _parts(sorted(keys)):
            answer = self._ask("POST", "/rest/api/3/issue/bulkfetch", {"issueIdsOrKeys": some, "fields": list(fields)})
            issues = {str(issue["key"]): issue for issue in answer.get("issues", ())}
            for key in some:
                issue = issues.get(key) or self._moved(key, fields)
                if issue is not None:
                    yield key, issue

    def _moved(self, key: Key, fields: Sequence[str]) -> Mapping[str, Any] | None:
        reply = self._reply("GET", f"/rest/api/3/issue/{quote(key, safe='')}?fields={','.join(fields)}")
        return None if reply.status == 404 else self._read(reply)

    def _search(self, jql: str, fields: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        asked: dict[str, Any] = {"jql": jql, "maxResults": PAGE, "fields": list(fields) or ["key"]}
        for _ in range(_MOST_PAGES):
            page = self._ask("POST", "/rest/api/3/search/jql", asked)
            yield from page.get("issues", ())
            token = page.get("nextPageToken")
            if not token:
                return
            asked["nextPageToken"] = token
        raise Refused(f"It has more than {_MOST_PAGES * PAGE} issues to tell of. That is more than is read here.")

    def _ask(self, method: str, path: str, said: Any = None) -> dict[str, Any]:
        return self._read(self._reply(method, path, said))

    def _reply(self, method: str, path: str, said: Any = None) -> Reply:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TryLater("It goes on in a moment.", 0, is_failure=False)
        body = orjson.dumps(said) if said is not None else b""
        headers = {"authorization": self._auth, "accept": "application/json"}
        try:
            return exchange(method, self._address + path, body, headers, min(left, settings.WEBHOOK_TIMEOUT), MOST_IN)
        except Unreachable as error:
            raise TryLater(str(error), _PAUSE) from None

    def _read(self, reply: Reply) -> dict[str, Any]:
        """What was answered; a refusal otherwise, of the kind that it is."""
        if reply.status == 401:
            raise Refused("It does not know this e-mail address with this token.")
        if reply.status == 429 or reply.status >= 500:
            why = "It is asked too often." if reply.status == 429 else f"It answered {reply.status}."
            raise TryLater(why, _pause(reply), is_failure=reply.status != 429)
        if 300 <= reply.status < 400:
            raise Refused("It points elsewhere, and nothing is followed. Is this its whole address?")
        if reply.status >= 400:
            raise ItemRefused(_why(reply))
        read = _parsed(reply)
        if read is None:
            raise Refused("What it answers is no answer of Jira. Is this its address?")
        return read


def _parsed(reply: Reply) -> dict[str, Any] | None:
    """Of an answer without a body, nothing; None for one that is no object of JSON."""
    try:
        read = orjson.loads(reply.body) if reply.body.strip() else {}
    except orjson.JSONDecodeError:
        return None
    return read if isinstance(read, dict) else None


def _why(reply: Reply) -> str:
    """Jira's own sentences, where it has some."""
    read = _parsed(reply) or {}
    errors = read.get("errors")
    by_field = [f"{name}: {said}" for name, said in errors.items()] if isinstance(errors, dict) else []
    return _said([*read.get("errorMessages", ()), *by_field]) or f"It answered {reply.status}."


def _said(sentences: Iterable[object]) -> str:
    return " ".join(str(each) for each in sentences)[:200]


def _pause(reply: Reply) -> float:
    """Seconds, by the header; a date, or nothing, means a pause of ours."""
    text = reply.headers.get("retry-after", "")
    seconds = float(text) if text.isascii() and text.isdecimal() else _PAUSE
    return min(max(seconds, 1.0), _LONGEST_PAUSE)


def _fields(wanted: Wanted) -> dict[str, Any]:
    return {"summary": _summary(wanted.title), "description": _document(wanted.text, wanted.url)}


def _summary(title: str) -> str:
    """Jira takes one line of a certain length."""
    line = " ".join(title.split())
    return line if len(line) <= _SUMMARY_LENGTH else f"{line[: _SUMMARY_LENGTH - 1]}…"


def _document(text: str, url: str) -> dict[str, Any]:
    """In Atlassian's document format: the text, and the way back."""
    link = {"type": "text", "text": url, "marks": [{"type": "link", "attrs": {"href": url}}]}
    paragraphs = [[{"type": "text", "text": text}]] if text else []
    return {
        "type": "doc", "version": 1,
        "content": [{"type": "paragraph", "content": each} for each in [*paragraphs, [link]]],
    }  # fmt: skip


def _is_done(fields: Mapping[str, Any]) -> bool:
    """By the category of its status, which is the same in every project and language."""
    return bool(fields["status"].get("statusCategory", {}).get("key") == "done")


def _moment(text: str) -> datetime:
    """As `2026-11-20T06:21:50.520+0530`."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _listed(values: Iterable[str]) -> str:
    """As a list in JQL; what would end a string is left out, for no key and no mark has it."""
    return ", ".join('"' + each.replace("\\", "").replace('"', "") + '"' for each in values)


def _parts(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])

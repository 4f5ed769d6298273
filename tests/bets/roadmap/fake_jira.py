"""A Jira Cloud of our own, on the loopback: as strict as the real one about what we use of it, and as moody.

It knows one account, projects, epics with children, labels, and one rank for all; pages its answers; finds by a search
only what it has indexed; answers 429, 500 and 207 as it is told, or by seeded dice. To try the product against it:
`python -m tests.bets.roadmap.fake_jira 8990`; BETS_WEBHOOK_PRIVATE=1 lets the product speak to it.
"""

import base64
import json
import random
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ACCOUNT, TOKEN = "roadmap@example.com", "a-token-of-the-fake"
TODO, DOING, DONE = ("To Do", "new"), ("In Progress", "indeterminate"), ("Done", "done")
MOST_RANKED = 50

JQL = re.compile(r"(labels|key|parent) in \(([^)]*)\)(?: ORDER BY (created|Rank) ASC)?")


@dataclass
class Issue:
    key: str
    kind: str
    summary: str
    labels: list[str] = field(default_factory=list)
    description: Any = None
    status: tuple[str, str] = TODO
    parent: str | None = None
    updated: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 8, 0, tzinfo=UTC))

    @property
    def project(self) -> str:
        return self.key.rpartition("-")[0]

    def fields(self) -> dict[str, Any]:
        name, category = self.status
        return {
            "summary": self.summary, "labels": self.labels, "issuetype": {"name": self.kind},
            "project": {"key": self.project}, "status": {"name": name, "statusCategory": {"key": category}},
            "updated": self.updated.strftime("%Y-%m-%dT%H:%M:%S.000%z"),
            "parent": {"key": self.parent} if self.parent else None,
        }  # fmt: skip


@dataclass
class Jira:
    """`rank`: the keys of all issues in its order. `moods`: what each next request gets instead of an answer: a status,
    or seconds of silence (a float). `unindexed`: what no search finds yet. `refused`: what no rank takes.
    """

    projects: dict[str, str] = field(default_factory=lambda: {"DAT": "Data", "FLE": "Fleet"})
    issues: dict[str, Issue] = field(default_factory=dict)
    rank: list[str] = field(default_factory=list)
    page: int = 3
    moods: list[int | float] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    unindexed: set[str] = field(default_factory=set)
    indexes_at_once: bool = True
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=list)
    dice: random.Random | None = None
    address: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def written(self) -> list[tuple[str, str]]:
        """The requests that change something."""
        reading = ("/search/jql", "/bulkfetch")
        return [(how, path) for how, path in self.asked if how != "GET" and not path.endswith(reading)]

    def epic(self, project: str, summary: str = "An epic", **more: Any) -> Issue:
        return self._add(Issue(self._next(project), "Epic", summary, **more))

    def child(self, epic: Issue, project: str, **more: Any) -> Issue:
        return self._add(Issue(self._next(project), "Task", "A task", parent=epic.key, **more))

    def move(self, issue: Issue, project: str) -> None:
        """To another project: it has another key, and is still found by the old one."""
        old = issue.key
        del self.issues[old]
        issue.key = self._next(project)
        self.issues[issue.key] = issue
        self.moved[old] = issue.key
        self.rank[self.rank.index(old)] = issue.key
        for each in self.issues.values():
            each.parent = issue.key if each.parent == old else each.parent

    def delete(self, issue: Issue) -> None:
        del self.issues[issue.key]
        self.rank.remove(issue.key)

    def marked(self, mark: str) -> list[Issue]:
        return [each for each in self.issues.values() if mark in each.labels]

    def _next(self, project: str) -> str:
        taken = {*self.issues, *self.moved}
        return next(key for number in range(1, 10**6) if (key := f"{project}-{number}") not in taken)

    def _add(self, issue: Issue) -> Issue:
        self.issues[issue.key] = issue
        self.rank.append(issue.key)
        return issue

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        if (method, path) == ("GET", "/rest/api/3/myself"):
            return 200, {"accountId": "5b10", "displayName": "Roadmap Robot", "emailAddress": ACCOUNT}
        if (method, path) == ("GET", "/rest/api/3/project/search"):
            return self._projects(int(query["startAt"][0]))
        if (method, path) == ("POST", "/rest/api/3/search/jql"):
            return self._search(body)
        if (method, path) == ("POST", "/rest/api/3/issue/bulkfetch"):
            found = [self.issues[key] for key in body["issueIdsOrKeys"][:100] if key in self.issues]
            return 200, {"issues": [_shown(each, body["fields"]) for each in found], "issueErrors": []}
        if (method, path) == ("POST", "/rest/api/3/issue"):
            return self._create(body["fields"])
        if (method, path) == ("PUT", "/rest/agile/1.0/issue/rank"):
            return self._rank(body)
        if match := re.fullmatch(r"/rest/api/3/issue/([^/]+)", path):
            return self._one(method, unquote(match[1]), body)
        return 404, {"errorMessages": ["There is no such resource."]}

    def _projects(self, start: int) -> tuple[int, Any]:
        some = list(self.projects.items())[start : start + self.page]
        values = [{"key": key, "name": name} for key, name in some]
        return 200, {"values": values, "isLast": start + len(some) >= len(self.projects)}

    def _search(self, body: Any) -> tuple[int, Any]:
        if set(body) - {"jql", "maxResults", "fields", "nextPageToken"}:
            return 400, {"errorMessages": ["Invalid request payload."]}
        match = JQL.fullmatch(body["jql"])
        if match is None:
            return 400, {"errorMessages": [f"Error in the JQL query: {body['jql']}"]}
        what, order, values = match[1], match[3], json.loads(f"[{match[2]}]")
        gone = [each for each in values if what != "labels" and each not in self.issues]
        if gone:
            return 400, {"errorMessages": [f"An issue with key '{gone[0]}' does not exist for field '{what}'."]}
        found = [each for each in self.issues.values() if each.key not in self.unindexed and _meets(each, what, values)]
        if order == "Rank":
            found.sort(key=lambda each: self.rank.index(each.key))
        start = int(body.get("nextPageToken", "token-0").removeprefix("token-"))
        end = start + min(self.page, body["maxResults"])
        answer: dict[str, Any] = {"issues": [_shown(each, body["fields"]) for each in found[start:end]]}
        if end < len(found):
            answer["nextPageToken"] = f"token-{end}"
        return 200, answer | {"isLast": end >= len(found)}

    def _create(self, fields: Any) -> tuple[int, Any]:
        errors = {}
        if fields["project"]["key"] not in self.projects:
            errors["project"] = "Specify a valid project ID or key"
        if not fields.get("summary") or "\n" in fields["summary"] or len(fields["summary"]) > 255:
            errors["summary"] = "Summary must be one line of at most 255 characters."
        if fields["description"].get("type") != "doc":
            errors["description"] = "Operation value must be an Atlassian Document"
        if any(" " in label for label in fields["labels"]):
            errors["labels"] = "The label can't contain spaces."
        if errors:
            return 400, {"errorMessages": [], "errors": errors}
        made = self.epic(fields["project"]["key"], fields["summary"], labels=list(fields["labels"]))
        made.description = fields["description"]
        if not self.indexes_at_once:
            self.unindexed.add(made.key)
        return 201, {"id": "1", "key": made.key}

    def _rank(self, body: Any) -> tuple[int, Any]:
        keys, after, before = body["issues"], body.get("rankAfterIssue"), body.get("rankBeforeIssue")
        anchor = after or before
        if len(keys) > MOST_RANKED or anchor not in self.issues or anchor in keys or bool(after) == bool(before):
            return 400, {"errorMessages": ["The request is invalid."]}
        self.blocks.append(list(keys))
        taken = [key for key in keys if key in self.issues and key not in self.refused]
        self.rank = [key for key in self.rank if key not in taken]
        place = self.rank.index(anchor) + bool(after)
        self.rank[place:place] = taken
        if len(taken) == len(keys):
            return 204, None
        return 207, {"entries": [_entry(key, ok=key in taken) for key in keys]}

    def _one(self, method: str, key: str, body: Any) -> tuple[int, Any]:
        issue = self.issues.get(self.moved.get(key, key))
        if issue is None:
            return 404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]}
        if method == "GET":
            return 200, _shown(issue, ["status", "summary"])
        issue.summary, issue.description = body["fields"]["summary"], body["fields"]["description"]
        for each in body["update"]["labels"]:
            if each["add"] not in issue.labels:
                issue.labels.append(each["add"])
        return 204, None

    def mood(self) -> int | float | None:
        if self.moods:
            return self.moods.pop(0)
        return self.dice.choice((None, None, None, 429)) if self.dice else None


def _meets(issue: Issue, what: str, values: list[str]) -> bool:
    if what == "labels":
        return bool(set(issue.labels) & set(values))
    return (issue.key if what == "key" else issue.parent) in values


def _shown(issue: Issue, fields: list[str]) -> dict[str, Any]:
    return {"id": "1", "key": issue.key, "fields": {name: issue.fields().get(name) for name in fields}}


def _entry(key: str, *, ok: bool) -> dict[str, Any]:
    if ok:
        return {"issueId": 1, "issueKey": key, "status": 200}
    return {"issueId": 1, "issueKey": key, "status": 403, "errors": ["You may not rank this issue."]}


def handler(jira: Jira) -> type[BaseHTTPRequestHandler]:
    expected = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            parts = urlsplit(self.path)
            with jira.lock:
                jira.asked.append((self.command, parts.path))
                mood = jira.mood()
            if isinstance(mood, float):
                time.sleep(mood)
            elif mood is not None:
                return self.say(mood, {"errorMessages": ["Not now."]})
            if self.headers.get("authorization") != expected:
                return self.say(401, {"errorMessages": ["You are not authenticated."]})
            with jira.lock:
                query, said = parse_qs(parts.query), json.loads(body) if body else None
                return self.say(*jira.answer(self.command, parts.path, query, said))

        do_POST = do_PUT = do_GET  # noqa: N815

        def say(self, status: int, body: Any) -> None:
            data = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "7")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Nothing is to be read of it."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side may hang up whenever it likes; anything else is to be seen."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(port: int = 0) -> Iterator[Jira]:
    jira = Jira()
    with _Server(("127.0.0.1", port), handler(jira)) as server:
        jira.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield jira
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    with serving(int(sys.argv[1])) as served:
        print(f"{served.address} knows {ACCOUNT} with {TOKEN}", flush=True)  # noqa: T201
        threading.Event().wait()

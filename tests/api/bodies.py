"""A body that is taken, or several, for every operation that writes: what is then made bad in one place at a time.

`Ref` marks what names a row, so that the rows of others can be put there instead.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from bets.actions.exceptions import ask_exception
from bets.actions.imports import upload
from bets.actions.ranking import move
from bets.actions.reading import at_once
from bets.bodies.questions import number
from bets.importing import Mapping as Matched
from bets.models import Bet, Cycle, Import, RankingSession
from bets.ordering import After
from tests.api.tokens import Machine, machine_of
from tests.authz.acts.base import complete_draft
from tests.authz.scene import Scene, make_scene
from tests.authz.test_doors import enter_state
from tests.bets.asking.the_room import reveal
from tests.eteam.rows import BlockerFactory
from tests.factories import (
    NOW,
    AttendanceFactory,
    BetFactory,
    CycleFactory,
    ImportFactory,
    TeamFactory,
)

Rows = dict[str, Any]


@dataclass(frozen=True)
class Ref:
    """What stands for a row: its id, or how else it is called. `kind` says of what."""

    kind: str
    value: Any


def _nothing(scene: Scene) -> Any:
    return None


@dataclass(frozen=True)
class Valid:
    """Sent by `by` of the cast, in `state` of the cycle. `rows`: what stands in the address instead of the scene's."""

    by: str
    body: Callable[[Scene], Any] = _nothing
    state: str = "ranking"
    rows: Callable[[Scene], Rows] = field(default=lambda scene: {})
    query: str = ""
    form: bool = False

    def begin(self, scene: Scene) -> Rows:
        """The rows of the address, once all is as it has to be."""
        rows = scene.rows | self.rows(scene)
        enter_state(scene.cast.cycle, self.state)
        return rows

    def machine(self, scene: Scene) -> Machine:
        return machine_of(getattr(scene.cast, self.by))

    def send(self, machine: Machine, method: str, page: str, body: Any) -> HttpResponse:
        """As JSON, or as the form with a file that it is; `body` is filled."""
        page += self.query
        if self.form:
            parts = {name: SimpleUploadedFile("bets.csv", FILE) if name == "file" else body[name] for name in body}
            return machine.call(method, page, encode_multipart(BOUNDARY, parts), Content_Type=MULTIPART_CONTENT)
        return machine.call(method, page, body)


def lay() -> Scene:
    """The scene, with a second team."""
    scene = make_scene()
    TeamFactory(board=scene.cast.board, slug="cloud", name="Cloud", vp=scene.cast.victor)
    return scene


def refs(body: Any, pointer: str = "") -> Iterator[tuple[str, Ref]]:
    """Each with the place that it stands at; a name of a field that is one stands at the field itself."""
    if isinstance(body, Ref):
        yield pointer, body
    elif isinstance(body, Mapping):
        for name, below in body.items():
            if isinstance(name, Ref):
                yield f"{pointer}/{name.value}", name
            yield from refs(below, f"{pointer}/{name.value if isinstance(name, Ref) else name}")
    elif isinstance(body, list):
        for place, below in enumerate(body):
            yield from refs(below, f"{pointer}/{place}")


def filled(body: Any, at: str | None = None, instead: Any = None, pointer: str = "") -> Any:
    """The body as it is sent; with `at`, what stands there is `instead`."""
    if isinstance(body, Ref):
        return instead if pointer == at else body.value
    if isinstance(body, Mapping):
        sent = {}
        for name, below in body.items():
            here = f"{pointer}/{name.value if isinstance(name, Ref) else name}"
            sent[filled(name, at, instead, here)] = filled(below, at, instead, here)
        return sent
    if isinstance(body, list):
        return [filled(below, at, instead, f"{pointer}/{place}") for place, below in enumerate(body)]
    return body


FILE = b"id,title,owner\n1,Faster search,vera.north@example.com\n"
MAPPING = Matched("other", {"external_id": "id", "title": "title", "owner": "owner"})


# --- rows that some of them need


def an_earlier_bet(scene: Scene) -> Ref:
    """A bet of the half-year before, which can be pitched again."""
    cycle = Cycle.objects.filter(name="2026H2").first() or CycleFactory(
        board=scene.cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31), state="locked"
    )
    return Ref("earlier bet", BetFactory(cycle=cycle, owner=scene.cast.vera).pk)


def _draft(scene: Scene) -> Rows:
    return {"bets": scene.draft.pk}


def _whole_draft(scene: Scene) -> Rows:
    return {"bets": complete_draft(scene.cast, scene.cast.vera).pk}


def _asked_late(scene: Scene) -> Rows:
    draft = Bet.objects.select_related("cycle__board").get(pk=scene.draft.pk)
    enter_state(scene.cast.cycle, "ranking")
    draft.cycle.refresh_from_db()
    ask_exception(bet=draft, by=scene.cast.vera, now=NOW, reason="I was ill.")
    return _draft(scene)


def _said_unblocked(scene: Scene) -> Rows:
    """Victor's side says so; Vera's has not confirmed it yet."""
    cast = scene.cast
    said = {"unblocked_at": NOW, "unblocked_entered_at": NOW, "unblocked_by": cast.victor}
    said |= {"confirm_by": NOW + timedelta(days=2)}
    return {"blockers": BlockerFactory(blocked_team=cast.data, raised_by=cast.otto, **said).pk}


def _in_the_room(scene: Scene) -> Rows:
    """Ines and Otto have sorted B and C otherwise, and Ines is here."""
    cast = scene.cast
    reveal(cast, "ABCD", "ACBD")
    AttendanceFactory(session=RankingSession.objects.get(cycle=cast.cycle, closed_at=None), member=cast.ines)
    return {}


def _undo(scene: Scene) -> Rows:
    cast = scene.cast
    moved = move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW, reason="value")
    return {"moves": moved.revision}


def _sent_file(scene: Scene) -> Rows:
    enter_state(scene.cast.cycle, "pitching")
    sent = upload(cycle=scene.cast.cycle, data=FILE, name="bets.csv", by=scene.cast.stina, now=NOW)
    return {"imports": at_once(sent, NOW).pk}


def _checked_file(scene: Scene) -> Rows:
    columns = [{"label": label, "samples": []} for label in ("id", "title", "owner")]
    checked = ImportFactory(
        cycle=scene.cast.cycle, member=scene.cast.stina, state=Import.State.CHECKED, columns=columns,
        mapping=MAPPING.kept(), preview={"problems": [], "count": 0},
    )  # fmt: skip
    return {"imports": checked.pk}


# --- bodies


def _member(scene: Scene, name: str) -> Ref:
    return Ref("member", getattr(scene.cast, name).pk)


def _bet(scene: Scene, letter: str, kind: str = "bet") -> Ref:
    return Ref(kind, scene.cast.ids(letter)[0])


DATA = Ref("team", "data")
NEWCOMER = Ref("newcomer", "vera.north@example.com")
"""Whoever an import names as an owner joins the board by it, and it says so before: nobody is a stranger here."""

WORDS = {"title": "Echo", "thesis": "Hear it", "link": "https://example.com/echo"}
WEEKS = {"person_weeks": "1.0"}
WHY = {"reason": "A customer left."}
CLOUD = Ref("team", "cloud")
SIDES = {"blocking_team": CLOUD}
PITCH = {
    "problem": "Silence", "belief": "It is heard", "disproof": "Nobody asks", "proposal": "A bell",
    "alignment": "Growth", "value": "Hours", "confidence": 40, "metric": "Rings", "baseline": "0", "target": "9",
    "risks": "Noise", "kill_metric": "Rings", "kill_threshold": "1", "kill_decider": "Ines", "gives_up": "Quiet",
    "margin_effect": "None", "debt_effect": "None",
}  # fmt: skip
PUT_RIGHT = {name: text for name, text in PITCH.items() if name != "confidence"}
CYCLE = {
    "name": "2028H1", "starts_on": "2028-01-01", "ends_on": "2028-06-30", "pitches_close_at": "2027-11-30T12:00:00Z",
    "confirm_by": "2027-12-03", "ranking_session_at": "2027-12-06T12:00:00Z", "locks_on": "2027-12-10",
    "visibility": "leaders_only",
}  # fmt: skip
OUTSIDE = {
    "external_source": "linear", "external_id": "LIN-7", "url": "https://example.com/7", "status": "Doing",
    "progress": 40,
}  # fmt: skip
HOOK = {"url": "https://hooks.example.com/bets", "description": "Warehouse", "events": ["bets.plan.locked"]}


def _brought(scene: Scene) -> dict[str, Any]:
    asks = [{"team": DATA, **WEEKS}]
    owner = Ref("address", scene.cast.vera.person.email)
    return {**WORDS, "needs_no_team": False, "pitch": PITCH, "owner": owner, "demands": asks}


def _keyed(scene: Scene) -> dict[str, Any]:
    return {"items": [_brought(scene) | {"external_source": "jira", "external_id": "107"}]}


def _order(scene: Scene) -> list[Ref]:
    return [Ref("bet", pk) for pk in scene.cast.ids("BACD")]


def _decided(scene: Scene) -> dict[str, Any]:
    people = {"decider": _member(scene, "otto"), "owner": _member(scene, "vera")}
    return {"outcome": "decided", "text": "We buy one.", "by_when": "2026-12-02T12:00:00Z", **people}


def _carried(scene: Scene) -> dict[str, Any]:
    said = {"next_step": "Ask the bank.", "reason": "It was closed.", "accepts_breach": True}
    return {"outcome": "carried", "owner": _member(scene, "vera"), **said}


def _unblocked(scene: Scene) -> dict[str, Any]:
    return {"outcome": "unblocked", "text": "The key is there.", "since": "2026-11-24T12:00:00Z"}


def _outside(scene: Scene) -> dict[str, Any]:
    return {"present": [_member(scene, "vera")]}


def _inside(scene: Scene) -> dict[str, Any]:
    return {"session": Ref("session", scene.rows["sessions"])}


def _item(scene: Scene) -> dict[str, Any]:
    return {"item": Ref("item", f"blocker:{scene.rows['blockers']}")}


def _typed(scene: Scene) -> dict[str, Any]:
    return {"waits_for": _member(scene, "vera")}


def _matter(scene: Scene) -> dict[str, Any]:
    said = {"kind": "misaligned", "title": "One price list", "description": "There are two."}
    return {**said, "team": DATA, "other_team": CLOUD, "bet": _bet(scene, "A", "bet of the board")}


def _raise(scene: Scene) -> dict[str, Any]:
    said = {"title": "No key", "description": "The fleet waits.", "bet": _bet(scene, "A", "bet of the board")}
    before = BlockerFactory(
        blocked_team=scene.cast.data, raised_by=scene.cast.vera, unblocked_at=NOW - timedelta(days=60),
        unblocked_by=scene.cast.vera,
        unblocked_entered_at=NOW - timedelta(days=60),
        confirmed_at=NOW - timedelta(days=60), raised_at=NOW - timedelta(days=70), confirmed_by=scene.cast.vera,
    )  # fmt: skip
    return {**SIDES, **said, "blocked_team": DATA, "follows": Ref("blocker", before.pk)}


def _and(*parts: Callable[[Scene], dict[str, Any]]) -> Callable[[Scene], dict[str, Any]]:
    """All of them together."""

    def body(scene: Scene) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in parts:
            found |= part(scene)
        return found

    return body


def _of(body: Any) -> Callable[[Scene], Any]:
    return lambda scene: body


VALID: dict[str, list[Valid]] = {
    "allocation_preview": [
        Valid("ines", lambda s: {"policy": "fill", "order": _order(s), "capacity": {DATA: "3.0"}}),
    ],
    "bets_edit": [Valid("vera", _of({**WORDS, "needs_no_team": False, "pitch": PITCH}))],
    "bets_remove_draft": [Valid("vera", rows=_draft)],
    "bets_bring": [
        Valid("ada", lambda s: _brought(s) | {"cycle": Ref("cycle", s.cast.cycle.pk)}, "pitching"),
        Valid("vera", _of(WORDS), "pitching"),
    ],
    "bets_bring_many": [Valid("ada", _keyed, "pitching")],
    "bets_draft": [
        Valid("vera", lambda s: {**WORDS, "needs_no_team": False, "pitch": PITCH, "copy_of": an_earlier_bet(s)},
              "pitching"),
    ],
    "imports_send": [Valid("stina", _of({"file": FILE, "source": "other", "columns": "{}", "owner": NEWCOMER}),
                           "pitching", form=True)],
    "imports_match": [Valid("stina", _of({"source": "other", "columns": dict(MAPPING.columns), "owner": NEWCOMER}),
                            "pitching", rows=_sent_file)],
    "imports_apply": [Valid("stina", state="pitching", rows=_checked_file)],
    "external_put": [Valid("ines", lambda s: {**OUTSIDE, "moved_at": {DATA: "2026-11-23T12:00:00Z"}}, "locked")],
    "external_remove": [Valid("ines", state="locked")],
    "roadmap_run": [Valid("ines", _of({"kind": "push"}), "locked")],
    "flags_take_up": [Valid("vera", _of(SIDES)), Valid("vera", _of({"blocking": "outside"}))],
    "blockers_raise": [Valid("vera", _raise)],
    "blockers_preview": [
        Valid("vera", _of({**SIDES, "blocked_team": DATA})),
        Valid("vera", _of({"blocking": "outside", "blocked_team": DATA})),
    ],
    "capacity_set": [
        Valid("ines", _of({"teams": [{"team": DATA, **WEEKS, "reserve_percent": "10.0", "carry_over": "0.1"}], **WHY})),
    ],
    "blockers_confirm": [Valid("vera", rows=_said_unblocked)],
    "blockers_reject": [Valid("vera", _of(WHY), rows=_said_unblocked)],
    "cycles_make": [Valid("ines", _of(CYCLE))],
    "cycles_edit": [Valid("ines", _of({**CYCLE, "policy": "strict"}), "pitching")],
    "bets_decline": [Valid("ines", _of(WHY))],
    "webhooks_replay": [Valid("ada")],
    "demands_ask": [Valid("vera", _of({"person_weeks": "2.0"}))],
    "demands_drop": [Valid("vera", rows=_draft)],
    "demands_confirm": [Valid("vera", _of(WEEKS))],
    "demands_dispute": [Valid("vera", _of({**WEEKS, "offered": "0.5", **WHY}))],
    "demands_settle": [Valid("ines", _of({**WEEKS, **WHY}))],
    "flags_raise": [
        Valid("otto", lambda s: {**SIDES, "title": "No oven", "team": DATA, "description": "It is cold.",
                                 "bet": _bet(s, "A", "bet of the board")}),
    ],
    "sessions_raise_item": [Valid("vera", _matter)],
    "bets_except_late": [Valid("ines", _of(WHY), rows=_asked_late)],
    "bets_ask_late_exception": [Valid("vera", _of(WHY), rows=_draft)],
    "bets_flag_must_do": [Valid("ines", _of(WHY))],
    "bets_unflag_must_do": [Valid("ines", query="?reason=Repealed")],
    "bets_edit_open_fields": [
        Valid("vera", _of({**WORDS, "status_line": "On its way", "note": "A letter.", "pitch": PUT_RIGHT}), "locked"),
    ],
    "outcomes_record": [
        Valid("ines", _and(_decided, _outside)),
        Valid("ines", _and(_decided, _inside)),
        Valid("ines", _and(_carried, _outside)),
        Valid("ines", _and(_unblocked, _outside)),
        Valid("stina", _and(_decided, _inside, _typed)),
    ],
    "sessions_record_outcome": [
        Valid("ines", _and(_item, _decided)),
        Valid("ines", _and(_item, _carried)),
        Valid("ines", _and(_item, _unblocked)),
        Valid("stina", _and(_item, _decided, _typed)),
    ],
    "bets_name_owner": [Valid("ines", lambda s: {"member": _member(s, "victor"), **WHY})],
    "webhooks_pause": [Valid("ada")],
    "webhooks_resume": [Valid("ada")],
    "questions_answer": [
        Valid("ines", lambda s: {"question": Ref("question", number((s.cast.b.pk, s.cast.c.pk))), "yield": True, **WHY},
              rows=_in_the_room),
        Valid("ines", lambda s: {"question": Ref("question", number((s.cast.b.pk, s.cast.c.pk))),
                                 "keep": _bet(s, "B"), "moves": Ref("bet shown", s.cast.c.pk)}, rows=_in_the_room),
    ],
    "ranking_adopt": [Valid("ines", lambda s: {"order": _order(s), "base_revision": None, **WHY})],
    "ranking_move": [
        Valid("ines", lambda s: {"bet": _bet(s, "A"), "after": _bet(s, "C"), "base_revision": None, **WHY}),
        Valid("ines", lambda s: {"bet": _bet(s, "A"), "before": _bet(s, "D")}),
        Valid("ines", lambda s: {"bet": _bet(s, "A"), "rank": 2}),
    ],
    "ranking_undo": [Valid("ines", rows=_undo)],
    "ranking_to_tray": [Valid("ines", lambda s: {"bet": _bet(s, "A"), **WHY})],
    "flags_reject": [Valid("vera", _of(WHY))],
    "webhooks_rotate_secret": [Valid("ada")],
    "cycles_move": [Valid("stina", _of({"state": "ranking"}), "pitching")],
    "sessions_set_state": [Valid("ines", _of({"state": "closed", **WHY}))],
    "bets_submit": [Valid("vera", _of({}), "pitching", rows=_whole_draft)],
    "bets_withdraw": [Valid("vera", query="?reason=Solved")],
    "webhooks_test": [Valid("ada")],
    "cycles_unlock": [Valid("ines", _of(WHY), "locked")],
    "webhooks_create": [Valid("ada", _of(HOOK))],
    "webhooks_edit": [Valid("ada", _of(HOOK))],
    "webhooks_remove": [Valid("ada")],
}  # fmt: skip


def leaves(body: Any, pointer: str = "") -> Iterator[str]:
    """The place of every value of a body as it is sent, those of objects and lists included."""
    if pointer:
        yield pointer
    below = body.items() if isinstance(body, Mapping) else enumerate(body) if isinstance(body, list) else ()
    for name, value in below:
        yield from leaves(value, f"{pointer}/{name}")


def objects(body: Any, pointer: str = "") -> Iterator[str]:
    """The place of every object in it that has fields, itself first."""
    if isinstance(body, Mapping):
        yield pointer
    below = body.items() if isinstance(body, Mapping) else enumerate(body) if isinstance(body, list) else ()
    for name, value in below:
        yield from objects(value, f"{pointer}/{name}")


def replaced(body: Any, at: str, instead: Any, pointer: str = "") -> Any:
    """The body with `instead` at that place, which may be a new one in an object."""
    if pointer == at:
        return instead
    if isinstance(body, Mapping):
        here = {name: replaced(value, at, instead, f"{pointer}/{name}") for name, value in body.items()}
        parent, _, name = at.rpartition("/")
        return here | {name: instead} if parent == pointer else here
    if isinstance(body, list):
        return [replaced(value, at, instead, f"{pointer}/{place}") for place, value in enumerate(body)]
    return body

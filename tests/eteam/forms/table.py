"""Every form of the weekly room: who sends it, to which row, with which fields, and what has to be so before."""

from dataclasses import dataclass, field
from typing import Any

from tests.eteam.forms import world as before
from tests.eteam.forms.world import COUNTED_ANEW, Before, World, nothing

MEGABYTE = "x" * 1_000_000
FAR = ("0001-01-01T00:00", "9999-12-31T23:59", "10000-01-01T00:00", "2026-02-30T13:00", "2026-12-01T25:61", "soon")
BEYOND = ("-1", str(2**31), str(2**63), "9" * 5000, "1e400", "NaN", "a\0b")


@dataclass(frozen=True)
class Field:
    """`value`: as it is sent, or for a row the name in the world and `pattern` what is sent of it.

    `bad`: what is never kept, in its place. `odd`: what is no error of ours, whatever becomes of it.
    """

    value: str
    pattern: str = ""
    bad: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()

    @property
    def names_a_row(self) -> bool:
        return bool(self.pattern)

    def sent(self, rows: dict[str, Any]) -> str:
        return self.pattern.format(rows[self.value]) if self.pattern else self.value


def row(name: str, pattern: str = "{}") -> Field:
    ids = ("0", "-1", str(2**62), str(2**63), "9" * 5000, "1e400", "1.5", "a\0b", "1\0", "<script>")
    return Field(name, pattern, tuple(pattern.format(each) for each in ids), ("", "\u0661"))


def text(said: str) -> Field:
    odd = ("", "a\0b", "\0", "\ud800", "a\ud800b", "<script>alert(1)</script>", "a\r\nBEGIN:VALARM\r\n", "\ufffd")
    return Field(said, bad=(MEGABYTE,), odd=odd)


def when(at: str) -> Field:
    return Field(at, bad=FAR, odd=("", "a\0b", "\ud800", "9" * 5000))


def number(value: str) -> Field:
    return Field(value, bad=BEYOND, odd=("", "\ud800", "\u0661"))


def choice(value: str) -> Field:
    return Field(value, bad=("offline", "a\0b", "\ud800", "9" * 5000), odd=("",))


def tick(value: str = "on") -> Field:
    """Anything at all ticks it, and of a list what is unknown is no tick."""
    return Field(value, odd=("offline", "a\0b", "\ud800", "9" * 5000, ""))


@dataclass(frozen=True)
class Form:
    """`of`: what stands in the address. A field that begins with `?` is sent in the address, too."""

    door: str
    by: str
    of: str
    fields: dict[str, Field] = field(default_factory=dict)
    before: Before = nothing
    note: str = ""
    method: str = "POST"

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method if self.method != "POST" else "", self.door, self.note)))

    def body(self, rows: dict[str, Any]) -> dict[str, str]:
        return {name: each.sent(rows) for name, each in self.fields.items()}


def ready(form: Form) -> World:
    world = before.make_world()
    form.before(world)
    return world


REASON = {"reason": text("The key does not fit.")}
BLOCKED = {
    "title": text("No signing key"), "blocked_team": row("team_slug"), "side": row("cloud_slug", "team:{}"),
    "bet": row("bet"), "text": text("The beta fleet has none."),
}  # fmt: skip
FLAGGED = {name: each for name, each in BLOCKED.items() if name != "bet"}
"""A viewer knows no bets before the lock."""
DECIDED = {
    "what": choice("decided"), "decision": text("Cloud issues a key of its own."), "decider": row("leader"),
    "owner": row("vp"), "by_when": when("2026-12-02T13:00"),
}  # fmt: skip
UNBLOCKED = {"what": choice("unblocked"), "changed": text("The key is there."), "since": when("2026-12-01T13:02")}
CARRIED = {
    "what": choice("carried"), "carrier": row("vp"), "next_step": text("Ask the authority for the form."),
    "reason": text("It is closed today."),
}  # fmt: skip
BY = {"decide_by": when("2026-12-01T15:00")}
ACCEPTED = {"accepts_breach": tick()}
IN, OUTSIDE = {"session": row("session")}, {"present": row("leader")}
WAITS = {"waits_for": row("leader")}
MEETING = {
    "weekday": choice("3"), "starts": when("10:00"), "minutes": number("120"), "zone": choice("Europe/Stockholm"),
}  # fmt: skip
TIMETABLE = MEETING | {
    "checkpoint_weekday": choice("5"), "checkpoint_starts": when("09:00"), "checkpoint_minutes": number("30"),
    "box": number("12"), "hours": number("20"), "pauses": tick(), "chat": text("https://chat.example.com/hook"),
}  # fmt: skip
FOLD = {"fold": choice("0")}

OF_BLOCKERS = [
    Form("new_blocker", "vera", "slug", BLOCKED | {"?follows": row("unblocked")}, note="raised"),
    Form("new_blocker", "willy", "slug", FLAGGED, note="flagged"),
    Form(
        "blockers_recount", "stina", "slug", {"blocker": row("recounted", f"{{}} {COUNTED_ANEW.isoformat()}")},
        before.a_wednesday_off,
    ),
    Form("flag_blocker", "vera", "flag", {"side": row("cloud_slug", "team:{}")}),
    Form("flag_rejection", "vera", "flag", REASON),
    Form("blocker_confirmation", "vera", "provisional", {}, before.a_provisional_answer),
    Form("blocker_rejection", "vera", "provisional", REASON, before.a_provisional_answer),
    Form("blocker_reopening", "vera", "unblocked", REASON),
    Form("blocker_withdrawal", "vera", "blocker", REASON),
    Form("blocker_remarks", "vera", "blocker", {"text": text("The old key is good until August.")}),
    Form("blocker_owner", "vera", "blocker", {"owner": row("leader")}),
    Form("blocker_pause", "otto", "blocker", REASON),
    Form("blocker_pause_end", "otto", "blocker", {}, before.a_stopped_clock),
    Form("huddle", "vera", "pressing"),
]  # fmt: skip

OF_ITEMS = [
    Form("blocker_outcomes", "ines", "blocker", DECIDED | IN, before.a_session, "decided"),
    Form("blocker_outcomes", "ines", "blocker", DECIDED | OUTSIDE, note="decided outside"),
    Form("blocker_outcomes", "ines", "blocker", UNBLOCKED | IN, before.a_session, "unblocked"),
    Form("blocker_outcomes", "victor", "blocker", UNBLOCKED | OUTSIDE, note="unblocked outside"),
    Form("blocker_outcomes", "ines", "blocker", CARRIED | BY | IN, before.a_session, "carried"),
    Form("blocker_outcomes", "ines", "blocker", CARRIED | ACCEPTED | IN, before.a_session, "breach accepted"),
    Form("blocker_outcomes_typed", "stina", "blocker", DECIDED | WAITS | IN, before.a_session, "decided"),
    Form("blocker_outcomes_typed", "stina", "blocker", CARRIED | BY | WAITS | OUTSIDE, note="carried outside"),
    Form("matter_outcomes", "ines", "matter", DECIDED | IN, before.a_session, "decided"),
    Form("matter_outcomes", "ines", "matter", CARRIED | OUTSIDE, note="carried outside"),
    Form("matter_outcomes_typed", "stina", "matter", DECIDED | WAITS | OUTSIDE, note="decided outside"),
    Form("outcome_confirmation", "ines", "outcome", {}, before.a_typed_outcome),
    Form("outcome_refusal", "ines", "outcome", {}, before.a_typed_outcome),
    Form("decision_done", "victor", "decision", {}, before.a_decision),
]  # fmt: skip

MATTER = {"title": text("One price list"), "text": text("There are two.")}
OF_SESSIONS = [
    Form(
        "matters", "vera", "slug",
        MATTER | {"kind": choice("misaligned"), "team": row("team"), "other_team": row("cloud")}, note="misaligned",
    ),
    Form("matters", "vera", "slug", MATTER | {"kind": choice("off_track"), "bet": row("bet")}, note="off track"),
    Form("matters", "vera", "slug", MATTER | {"kind": choice("plan"), "team": row("team")}, note="plan"),
    Form("drift_matters", "vera", "cycle", {"bet": row("bet"), "team": row("team_slug")}, before.a_drift),
    Form("eteam_session_opening", "ines", "session"),
    Form("eteam_session_closing", "stina", "session", {"unheard": tick(), "reason": text("Fire.")}, before.a_session),
    Form("eteam_presence", "otto", "session", {}, before.a_session),
    Form("eteam_presence", "otto", "session", {}, before.somebody_there, method="PUT"),
    Form("eteam_presence_end", "otto", "session", {}, before.somebody_there),
    Form("eteam_floor", "stina", "session", {"item": row("blocker", "blocker:{}")}, before.a_session, "blocker"),
    Form("eteam_floor", "stina", "session", {"item": row("matter", "matter:{}")}, before.a_session, "matter"),
    Form(
        "domain_report", "vera", "session",
        {"on_track": choice("yes"), "changed": text("The oven stands."), "needed": text("A key.")},
    ),
]  # fmt: skip

OF_PLANNING = [
    Form("timetable", "ines", "slug", TIMETABLE, note="changed"),
    Form("timetable", "ines", "fresh", MEETING | {"checkpoint": choice("beside")}, note="set up"),
    Form(
        "sessions", "stina", "slug",
        {"kind": choice("session"), "starts_at": when("2026-12-17T10:00"), "minutes": number("30")} | FOLD,
    ),
    Form("sessions_planning", "stina", "slug", {"cycle": row("cycle"), "expected": number("26")} | FOLD),
    Form("sessions_following", "stina", "slug", {"expected": number("26")} | FOLD, before.a_new_timetable),
    Form(
        "session_time", "stina", "following",
        {"starts_at": when("2026-12-09T10:00"), "minutes": number("60"), "revision": number("1")} | FOLD,
    ),
    Form("session_cancellation", "stina", "following", REASON | {"revision": number("1")}),
    Form("session_cancellation_end", "stina", "following", {}, before.a_cancelled_session),
    Form("session_chair", "stina", "following", {"chair": row("leader")}),
]  # fmt: skip

OF_REMINDERS = [
    Form("reminders", "ines", "slug", {"kind": tick("session_day_before")}),
    Form("feed_renewal", "ines", "slug"),
    Form("feed_end", "ines", "slug", {}, before.a_feed),
    Form("unsubscribe", "ines", "token"),
]

FORMS = [*OF_BLOCKERS, *OF_ITEMS, *OF_SESSIONS, *OF_PLANNING, *OF_REMINDERS]

"""Whether a text that should say what was decided says only that nothing was. Pure; rules E3.

"Offline" and "later" do not exist in the room. A text is refused where, without the words that fill any sentence,
nothing is left of it but putting off. A text that names what is to be done, beside when, is a decision.
"""

import re
import unicodedata

_PHRASES = (
    # where else
    "off line", "offline", "outside the room", "outside of the room", "outside this room", "outside the meeting",
    "outside", "after the meeting", "after the session", "after this", "after lunch", "behind the scenes",
    "one on one", "one to one", "bilaterally", "bilateral", "in private", "by e mail", "by email", "by mail",
    "over e mail", "over email", "in chat", "in the chat", "on slack", "in slack", "on teams", "by phone",
    "on the phone", "in a call", "on a call", "in a separate meeting", "a separate meeting", "separate meeting",
    "in another meeting", "another meeting", "a follow up meeting", "follow up meeting", "a follow up",
    "follow ups", "follow up", "following up", "a workshop", "a meeting", "a call", "a working group",
    "in a smaller group", "a smaller group", "in a smaller circle", "a smaller circle", "a task force",
    "a huddle", "sidebar", "parking lot", "park", "parked",
    # when else
    "later on", "later", "some other time", "another time", "some day", "someday", "at some point", "sometime",
    "some time", "in due course", "in due time", "in time", "in the future", "in future", "soon", "shortly",
    "eventually", "in a while", "one day", "not now", "not today", "not yet", "for now", "for the moment",
    "at the moment", "tomorrow", "the day after", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "today", "this afternoon", "this week", "this month", "this quarter", "next session",
    "next tuesday", "next time", "next week", "next month", "next quarter", "next sprint", "next cycle",
    "next half year", "next year", "next meeting", "the coming weeks", "coming weeks", "coming week",
    "coming days", "end of the week", "end of week", "end of the month", "end of the quarter", "a week",
    "a few days", "a couple of days", "a day or two", "in two weeks", "in a week", "when we know more",
    "once we know more", "when there is time", "when we have time", "when things calm down", "asap",
    "as soon as possible", "until then", "until further notice",
    # putting off
    "to be decided", "to be determined", "to be discussed", "to be defined", "to be clarified", "to be confirmed",
    "to be continued", "to be announced", "tbd", "t b d", "tbc", "tba", "wip", "pending", "open", "on hold",
    "hold off", "postponed", "postpone", "postponing", "deferred", "defer", "deferring", "delayed", "delay",
    "adjourned", "adjourn", "tabled", "table", "shelved", "shelve", "carried over", "carry over", "carried",
    "carry", "moved", "move", "push", "pushed", "push back", "pushed back", "kick the can down the road",
    "wait and see", "wait", "waiting", "we ll see", "see", "let s see", "sleep on",
    # talking instead
    "discuss", "discussed", "discussing", "discussion", "talk", "talking", "talked", "speak", "chat", "align",
    "aligned", "alignment", "sync up", "sync", "syncing", "catch up", "touch base", "circle back", "come back",
    "get back", "revisit", "revisited", "reconsider", "consider", "considering", "think", "thinking",
    "think about", "look into", "look at", "looking into", "investigate", "investigating", "review", "check",
    "clarify", "clarified", "explore", "evaluate", "assess", "analyse", "analyze", "figure out", "sort out",
    "work out", "find a solution", "find a date", "set up", "schedule", "arrange", "organise", "organize", "meet",
    "pick up", "pick this up", "take up", "deal with", "handle", "handled", "address", "addressed", "resolve",
    "resolved", "settle", "settled", "decide", "decided", "decision", "no decision", "keep an eye on", "monitor",
    "watch", "keep talking", "keep discussing", "take offline",
)  # fmt: skip

_WORDS = """
a about again all also am an and another any anyone anything are as at back be been being between both but by
can colleagues could details directly do does done each else ever every everybody everyone everything first for
from further get gets getting go goes going group had has have having he her here him his how i if in into
internally is issue it item its itself just keep keeps let lets like ll matter may maybe me meanwhile might more
must my need needed needs not nothing of off ok okay on one or other others our out over owner owners people
perhaps please point possible possibly probably put question quickly re really relevant s same separate
separately shall she should side sides so some somebody someone something still such take taken takes taking
team teams than that the their them then there these they thing things this those til till time to together
tonight too topic until up us ve very via vps want was way we week weeks well what when where which who will
with within without would yet you your agree agreed leaders
"""
"""What fills any sentence; yes and no are not among them, for they decide."""

_FILLERS = frozenset(_WORDS.split())
_LONGEST_FIRST = sorted(_PHRASES, key=lambda phrase: -len(phrase.split()))
_PHRASE = re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in _LONGEST_FIRST) + r")\b")

_MONTHS = "jan feb mar apr may june jun july jul aug sept sep oct nov dec"
_MONTH = "(?:" + "|".join(f"{month}[a-z]*" for month in _MONTHS.split()) + ")"
_SPANS = "(?:minutes?|hours?|days?|weeks?|months?|quarters?|sprints?|years?)"
_NUMBER = r"(?:\d{1,4}(?:st|nd|rd|th)?|two|three|four|five|six)"
_TIME = re.compile(
    rf"\b(?:{_NUMBER} (?:of )?{_MONTH}(?: \d{{4}})?|{_MONTH} {_NUMBER}|{_NUMBER} (?:working )?{_SPANS})\b"
)
"""`12 December`, `in 2 weeks`: alone it may be what was decided; with a word of putting off it is not."""

SENTENCE = (
    "That only puts it off: everyone who is needed is in the room. Write what was decided, or carry the item with an "
    "owner, a next step and a reason."
)


def is_deferral(text: str) -> bool:
    """Whether nothing is left of the text but putting off. An empty one, or one without a letter, says as little."""
    timeless, times = _TIME.subn(" ", _plain(text))
    rest, phrases = _PHRASE.subn(" ", timeless)
    if any(word not in _FILLERS for word in rest.split()):
        return False
    return phrases > 0 or times == 0


def _plain(text: str) -> str:
    """Lower case, accents and signs away: `Let’s take it off-line…` is `let s take it off line`."""
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()
    return " ".join(re.findall(r"[^\W_]+", letters))

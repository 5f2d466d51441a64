"""The ledger: what the agent's side undertook to do, clause by clause, and how later words depart from it (T38)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import clauses, sentences
from persona_lab.judging.particulars import counts_in, days_in, figures_in, sums_in
from persona_lab.judging.sums import amounts_in
from persona_lab.judging.times import Window, find_windows, names_time

Act = Literal["call", "message", "visit", "delivery"]

_WORDS: tuple[tuple[Act, str], ...] = (
    ("call", r"call(?:s|back)?|ring(?:s)?|phon(?:e|es)|telephones?"),
    ("message", r"e-?mail(?:s)?|text(?:s)?|messag(?:e|es)|writ(?:e|es)|letter"),
    ("visit", r"engineer|technician|fitter|plumber|electrician|surveyor|appointment|visits?|comes? (?:out|round)"),
    ("delivery", r"deliver(?:s|y|ed)?|courier|collects?|parcel|arrives?|dispatch\w*|van"),
)
_ACTS = {act: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for act, words in _WORDS}
"""The kinds of act by which two promises are known for the same one."""

_DOES = re.compile(
    r"\b(?:i|we|you|he|she|they|it|somebody|someone|nobody|(?:the|your|our|my|an?|"
    r"[A-Z])(?:[\w'-]+)? ?(?:[\w'-]+ ){0,3}?[\w'-]+)"
    r"(?:'ll| will| shall|'m| am|'re| are|'s| is|'ve| have| has| gets?| goes| leaves| arrives| lands| comes| reaches|"
    r" picks| joins| stays| "
    r"rings?| calls?| sends?| brings?| reads?| takes?| opens?| checks?| pays?| credits?| starts?| moves?| lifts?|"
    r" collects?| receives?| looks?)\b",
    re.IGNORECASE,
)
_NO_UNDERTAKING = re.compile(
    r"\b(?:could|might|or else|if you|was|were|had|did|didn't|should have|yesterday|ago|sorry|perhaps|maybe|"
    r"would have|whenever|"
    r"soonest|system shows|came|went|rate|stars?|survey|"
    r"have an? (?:\w+ )?(?:day|evening|morning|afternoon|weekend|one|night)|enjoy|wish\w*|opens?(?= (?:at|from|"
    r"on)\b))\b|\?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause in which the agent's side undertakes something or names what is to come."""

    turn: int
    words: str
    """The clause."""
    sentence: str
    """The sentence it stands in, for quoting."""
    acts: frozenset[Act]
    """What kind of thing is to be done."""
    does: bool
    """Whether somebody is named who does it."""
    timed: bool
    """Whether it names a time."""
    windows: tuple[Window, ...]
    """The times on the scenario's clock; empty without a scenario."""
    amounts: frozenset[float]
    """The sums of money named."""


def open_ledger(case: Case) -> tuple[Entry, ...]:
    """Every undertaking in the agent's words, in order."""
    return tuple(
        _entry(case, turn, clause, sentence)
        for turn in case.agent_turns
        for sentence in sentences(case.text(turn))
        if not _NO_UNDERTAKING.search(sentence)
        for clause in clauses(sentence)
        if _DOES.search(_straight(clause)) or names_time(clause)
    )


ledger_of = lru_cache(maxsize=4)(open_ledger)
"""The ledger of a case, kept while that case is judged."""


def changed_terms(case: Case, entry: Entry, earlier: tuple[Entry, ...]) -> str | None:
    """How an entry departs from what was agreed before it, in a clause; None when it keeps to it."""
    promised = frozenset(amount for other in earlier for amount in other.amounts)
    known = (
        promised | amounts_in(" ".join(turn.text for turn in case.turns[: entry.turn - 1])) | _scenario_amounts(case)
    )
    unknown = next((amount for amount in sorted(entry.amounts) if amount not in known), None)
    if promised and unknown is not None:
        return f"names {unknown:g}, which was never agreed"
    for act in entry.acts:
        before = [window for other in earlier if other.acts == entry.acts for window in other.windows]
        moved = next((w for w in entry.windows if before and not any(_meet(w, other) for other in before)), None)
        # a clause of several times tells of several things, and which time is whose is not known
        if (
            len(entry.acts) == 1
            and len(entry.windows) == 1
            and act in {"call", "visit", "delivery"}
            and moved is not None
        ):
            return f"says '{moved.words}' where '{before[-1].words}' had been agreed"
    return None


def changed_particulars(case: Case, entries: tuple[Entry, ...], earlier: tuple[Entry, ...]) -> str | None:
    """How a summary differs from all that was agreed: in a day, a sum, a count, a channel or in who does it.

    Sure is only what takes the place of something: another one of its kind, while what had been agreed is not said.
    """
    said, agreed = " ".join(e.words for e in entries), " ".join(e.sentence for e in earlier)
    before = " ".join(turn.text for turn in case.turns[: min(e.turn for e in entries) - 1])
    if not _RELATIVE_DAY.search(f"{said} {agreed}"):
        new, dropped = days_in(said) - days_in(agreed), days_in(agreed) - days_in(said)
        if new and dropped:
            return f"says {min(new)}day where {min(dropped)}day had been agreed"
    given = " ".join(entry.words for entry in entries if _GIVES_BACK.search(entry.words))
    new, dropped = sums_in(given) - sums_in(agreed), sums_in(agreed) - sums_in(said)
    if new and dropped:
        return f"names {min(new)} where {min(dropped)} had been agreed"
    counts, known = counts_in(said), counts_in(agreed)
    for thing, values in counts.items():
        if thing in known and not values & known[thing] and not values & sums_in(said):
            return f"says {min(values)} where {min(known[thing])} had been agreed"
        if thing not in known and thing in stems(plain(agreed)) and not values & ({"1"} | figures_in(before)):
            return f"says {min(values)} where one had been agreed"
    for entry in entries:
        same = [other for other in earlier if set(entry.windows) and _same_start(entry, other)]
        if entry.acts == {"message"} and any("call" in other.acts for other in same) and not _writes(agreed, before):
            return "names a message where a call had been agreed"
        if (
            entry.acts == {"call"}
            and any("message" in other.acts for other in same)
            and "call" not in {act for other in earlier for act in other.acts}
        ):
            return "names a call where a message had been agreed"
    if _CUSTOMER_FETCHES.search(plain(said)) and not _CUSTOMER_FETCHES.search(plain(before)):
        return "leaves to the customer what had been agreed to be brought"
    return None


_GIVES_BACK = re.compile(
    r"\b(?:back|refund\w*|pays?|paying|paid|credit\w*|off|reimburs\w*|transfer\w*|compensat\w*)\b", re.IGNORECASE
)
_RELATIVE_DAY = re.compile(r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|weekend)\b", re.IGNORECASE)
_CUSTOMER_FETCHES = re.compile(
    r"\byou(?:'ll| will| can| have to| need to| are to)? (?:then )?(?:collect|pick|fetch|bring|return|carry|take (?:it|"
    r"the \w+) (?:back|to)|drop|come (?:in|by|to)|post|send)\b"
)


def _same_start(one: Entry, other: Entry) -> bool:
    return any(first.start == second.start for first in one.windows for second in other.windows)


def _writes(*texts: str) -> bool:
    return any(_ACTS["message"].search(text) for text in texts)


def moved_deadline(entries: tuple[Entry, ...], earlier: tuple[Entry, ...]) -> str | None:
    """How one deadline among these was moved from what had been agreed, in a clause; None when none surely was.

    Sure is only what is left over alone: one time that these name and one that had been agreed, on the same day.
    """
    named = [window for entry in entries for window in entry.windows if _DEADLINE.search(window.words)]
    agreed = [window for entry in earlier for window in entry.windows if _DEADLINE.search(window.words)]
    new = {window.end: window for window in named if all(window.end != other.end for other in agreed)}
    every = [window for entry in entries for window in entry.windows]
    old = {window.end: window for window in agreed if all(window.end != other.end for other in every)}
    if len(new) != 1 or len(old) != 1:
        return None
    (later,), (before,) = new.values(), old.values()
    same_day = later.start.date() == before.start.date()
    return f"says '{later.words}' where '{before.words}' had been agreed" if same_day else None


_DEADLINE = re.compile(r"\b(?:by|before|no later than|not later than|latest by|at the latest by)\b", re.IGNORECASE)


def is_news(case: Case, entry: Entry) -> bool:
    """Whether an entry gives something to do to somebody, about things, of whom and which nobody had spoken before."""
    parts = [turn.text for turn in case.turns[: entry.turn - 1]]
    if case.scenario is not None:
        parts += [case.scenario.issue, case.scenario.demand, case.scenario.manager.note, *case.scenario.tools]
        parts += [part for remedy in case.scenario.remedies for part in (remedy.description, *remedy.keywords)]
        parts += [fact.text for fact in case.scenario.facts]
    known = stems(plain(" ".join(parts)))
    return any(
        _THIRD.search(part) is not None and _DOES.search(_straight(part)) is not None and len(own) >= 2
        for part in _PARTS.split(entry.words)
        if not (own := stems(plain(part))) & known
    )


_PARTS = re.compile(r"[,;:]\s+(?:and |then |so )*")
_THIRD = re.compile(r"^\W*(?:and |so |then )?(?:our|the|my|an?|your) [a-z]{4,}", re.IGNORECASE)


def _entry(case: Case, turn: int, clause: str, sentence: str) -> Entry:
    words = _straight(clause)
    windows = find_windows(words, case.scenario.now.replace(tzinfo=None)) if case.scenario is not None else ()
    return Entry(
        turn=turn,
        words=clause,
        sentence=sentence,
        acts=frozenset(act for act, told in _ACTS.items() if told.search(words)),
        does=_DOES.search(words) is not None,
        timed=names_time(words) is not None,
        windows=windows,
        amounts=amounts_in(words),
    )


def _scenario_amounts(case: Case) -> frozenset[float]:
    if case.scenario is None:
        return frozenset()
    parts = [case.scenario.issue, case.scenario.demand, *(fact.text for fact in case.scenario.facts)]
    parts += [f"{remedy.description} {remedy.limit or ''}" for remedy in case.scenario.remedies]
    return amounts_in(" ".join(parts))


def _meet(first: Window, second: Window) -> bool:
    return first.start <= second.end and second.start <= first.end


def _straight(words: str) -> str:
    return words.replace("’", "'")

"""The customer's name (T18): right, at a difficult moment, and not in every line."""

import re

from rapidfuzz import fuzz

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import pattern
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import sentences
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.verdict import Quote, Verdict
from persona_lab.text import folded

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam)\.?"
_NAME = r"[A-Z][\w'’-]+(?:[ \t]+[A-Z][\w'’-]+){0,2}"
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y name(?:'s|’s| is)|[Tt]his is|[Ii]t's|[Nn]ame's|[Tt]he name is)\s+(?P<name>(?:{_TITLE}\s+)?{_NAME})"
    rf"|(?:^|\n)\s*(?:[-–—]\s*|[Rr]egards,?\s+|[Yy]ours,?\s+)(?P<signed>(?:{_TITLE}\s+)?{_NAME})\s*$"
    rf"|\b[Ii](?:'m|’m| am)\s+(?P<self>{_TITLE}\s+[A-Z][\w'’-]+|[A-Z][\w'’-]+ [A-Z][\w'’-]+)\b"
    rf"|[.!?]\s+(?P<closing>{_TITLE}\s+{_NAME})\s*\.?\s*$"
    rf"|\b(?P<titled>(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+[A-Z][\w'’-]+)\s+(?:here|speaking)\b"
)
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "about",
        "just",
        "only",
        "not",
        "my",
        "your",
        "so",
        "very",
        "what",
        "where",
        "why",
        "how",
        "monday",
        "tuesday",
        "wednesday",
    ]
)

_HARD_TO_SAY: tuple[MoveKind, ...] = ("specific_apology", "stated_limit", "regretted_outcome")
"""Moves that make a moment difficult, whatever was said before."""
_SCOLDING: tuple[MoveKind, ...] = ("told_to_calm_down", "insulted")
_SCOLDS = pattern(
    r"^\W*(?:now,? now|oh,? come on|come (?:on )?now|look here)\b|"
    r"\b(?:that|your) (?:tone|language|attitude|behaviou?r)\b|\b(?:calm|settle) down\b|\bmanners\b|"
    r"\bi(?:'ve| have) (?:already )?told you\b|\bas i (?:have )?already (?:said|told|explained)\b"
)
_BEFORE_ADDRESS = re.compile(
    r"(?:^|[,.!?;:–—(\n]|\b(?:sorry|you|hello|hi|hey|dear|oh|ah|aw|right|yes|no|ok|okay|well|thanks|please|morning|"
    r"afternoon|"
    r"evening|now|"
    r"understood|agreed|apologies))\s*$",
    re.IGNORECASE,
)
_AFTER_ADDRESS = re.compile(
    r"^\s*(?:$|[,.!?;:–—)\n]|(?:i|we|you|your|i['’]\w+|we['’]\w+|you['’]\w+|let|please|thank|thanks|sorry)\b)",
    re.IGNORECASE,
)


def known_name(case: Case) -> str | None:
    """The name that the agent has on file or was told; None when nobody said it (opportunity O-NAME)."""
    if case.scenario is not None:
        return case.scenario.customer.name
    for number in case.customer_turns:
        for match in _INTRODUCED.finditer(case.text(number)):
            name = next(group for group in match.groups() if group)
            if name.split()[0].casefold() not in _NOT_NAMES:
                return name
    return None


def name_use(case: Case) -> Verdict:
    """Verdict on T18."""
    name = known_name(case)
    if name is None:
        return Verdict(id="T18", verdict="na", why="The customer's name is neither on file nor said.")
    if not case.agent_turns:
        return Verdict(id="T18", verdict="na", why="The agent said nothing.")
    used = _right_uses(case, name)
    right = {turn: kept for turn, quotes in used.items() if (kept := _kindly(case, quotes))}
    wrong = {
        move.turn: case.shown(move) for move in reversed(case.of("wrong_name")) if _means_customer(case, move, name)
    }
    difficult = [
        number for number in case.agent_turns if _answers_emotion(case, number) or case.in_turn(number, *_HARD_TO_SAY)
    ]
    may_be_difficult = {number for number in case.agent_turns if not _answers_calm(case, number)}
    first_moment = next((number for number in difficult if _answers_emotion(case, number)), case.agent_turns[0])
    for turn, quotes in sorted(wrong.items()):
        if turn <= first_moment or not _corrected(case, turn, right):
            return Verdict(
                id="T18",
                verdict="not_met",
                evidence=quotes,
                why=f"Turn {turn} used a wrong, misspelt or placeholder name; the customer is {name}.",
            )
    if used and not right:
        return Verdict(
            id="T18",
            verdict="not_met",
            evidence=next(iter(used.values())),
            why="The name was used to scold; say it where you acknowledge or help.",
        )
    if not right:
        return Verdict(
            id="T18",
            verdict="not_met",
            why=f"The name was known and never used; say {name} once where the conversation is hardest.",
        )
    too_often = len(case.agent_turns) // 3 + 1
    crowded = next((quotes for quotes in right.values() if len(quotes) > 2), None)
    if len(right) > too_often or crowded:
        return Verdict(
            id="T18",
            verdict="not_met",
            evidence=crowded or tuple(quote for quotes in right.values() for quote in quotes),
            why="The name came so often that it sounds like a sales call; about every third turn is the most.",
        )
    at_hard_moment = [turn for turn in right if turn in difficult] or ([] if difficult else list(right))
    if not at_hard_moment and may_be_difficult & set(right):
        return Verdict(
            id="T18",
            verdict="cannot_tell",
            by="nobody",
            evidence=next(iter(right.values())),
            why="Code cannot tell whether the moment at which the name was used was a difficult one.",
        )
    if not at_hard_moment:
        return Verdict(
            id="T18",
            verdict="not_met",
            evidence=next(iter(right.values())),
            why="The name was used, but never in answer to an upset message, where it would have helped most.",
        )
    return Verdict(
        id="T18",
        verdict="met",
        evidence=right[at_hard_moment[0]],
        why=f"The right name was used in turn {at_hard_moment[0]}, a difficult moment, and not worn out.",
    )


def _right_uses(case: Case, name: str) -> dict[int, tuple[Quote, ...]]:
    """The turns that use the name, with a quote for each use."""
    surname = re.sub(rf"^{_TITLE}\s+", "", name)
    forms = sorted({name, surname, surname.split()[-1]}, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w@.])(?:" + "|".join(re.escape(form) for form in forms) + r")(?![\w@])")
    wrong = {(move.turn, (move.quote or "")) for move in case.of("wrong_name")}
    uses: dict[int, tuple[Quote, ...]] = {}
    for number in case.agent_turns:
        text = case.text(number)
        quotes = tuple(
            quote
            for match in pattern.finditer(text)
            if not any(turn == number and match[0] in words for turn, words in wrong)
            for quote in case.quote(number, match[0])
        )
        if quotes:
            uses[number] = quotes
    for move in case.of("used_name"):
        uses.setdefault(move.turn, case.shown(move))
    return dict(sorted(uses.items()))


def _kindly(case: Case, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The uses that do not stand in a scolding sentence."""
    return tuple(
        quote
        for quote in quotes
        if not any(
            quote.quote in sentence.words
            and (
                _SCOLDS.search(sentence.plain)
                or any(folded(m.quote or "-") in sentence.words for m in case.in_turn(quote.turn, *_SCOLDING))
            )
            for sentence in sentences(case, quote.turn)
        )
    )


def _means_customer(case: Case, move: Move, name: str) -> bool:
    """Whether a name that is not the customer's was meant for the customer, and not for somebody spoken of."""
    words = move.quote or ""
    own = name.rsplit(maxsplit=1)[-1].casefold()
    if any(mark in words for mark in "[]{}<>#") or fuzz.ratio(words.split()[-1].casefold(), own) >= 70:
        return True
    text = folded(case.text(move.turn))
    return any(
        _BEFORE_ADDRESS.search(text[: match.start()]) and _AFTER_ADDRESS.match(text[match.end() :])
        for match in re.finditer(re.escape(folded(words)), text)
    )


def _answers_calm(case: Case, agent_turn: int) -> bool:
    previous = [number for number in case.customer_turns if number < agent_turn]
    return not previous or (previous[-1] not in case.emotional_turns and replies.is_calm(case.text(previous[-1])))


def _answers_emotion(case: Case, agent_turn: int) -> bool:
    """Whether the message before is upset or attacks, or one before it was and nothing has been agreed since."""
    previous = [number for number in case.customer_turns if number < agent_turn]
    if not previous:
        return False
    last = previous[-1]
    if last in case.emotional_turns or replies.attacks(case.text(last)):
        return True
    upset = max((number for number in previous if number in case.emotional_turns), default=None)
    since = [number for number in previous if upset is not None and number > upset]
    return bool(since) and not any(case.accepts(number) for number in since)


def _corrected(case: Case, turn: int, right: dict[int, tuple[Quote, ...]]) -> bool:
    """Whether the right name follows in the same turn or in the agent's next one (readings, 8)."""
    return turn in right or case.next_agent_turn(turn) in right

"""Text aimed at whoever evaluates the conversation (gate V8): found, flagged, and read as if it were not there."""

import re
import unicodedata

_EVALUATOR = r"(?:judge|evaluator|grader|assessor|rater|reviewer|scorer|auditor|(?:language )?model|llm|ai)"
_CREDIT = (
    r"(?:score[sd]?|scoring|rate[sd]?|rating|mark(?:ed|s)?|grade[sd]?|points?|criteri(?:a|on)|rubric|verdict|"
    r"pass(?:ed|es)?|met|full marks|transcript|instructions?|evaluation)"
)
_TECHNIQUE = r"\b[TV]\d{2}\b"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        # a bracketed or commented aside that names an evaluator or the rubric
        rf"[\[({{<]\W{{0,4}}(?:note (?:to|for) (?:the )?)?{_EVALUATOR}\b[^\])}}>]*[\])}}>]*",
        (
            r"[\[{<][^\]}>]{0,80}\b(?:all criteria|criteri(?:a|on)\s+(?:is |are )?(?:met|passed)|"
            r"rubric)\b[^\]}>]*[\]}>]*"
        ),
        # a command or a note put to an evaluator
        (
            rf"\b(?:dear|attention|note (?:to|for)(?: the)?|message (?:to|for)(?: the)?|to the)\s+{_EVALUATOR}\b"
            rf"[^.!?\n]*\b{_CREDIT}\b[^.!?\n]*[.!?]?"
        ),
        rf"(?:^|(?<=[.!?\n]))\s*{_EVALUATOR}\s*[:,]\s*[^.!?\n]*\b{_CREDIT}\b[^.!?\n]*[.!?]?",
        (
            r"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|your|all|the)\b"
            r"[^.!?\n]{0,25}\b(?:instructions?|prompts?|rubric|criteria|guidelines)\b[^.!?\n]*[.!?]?"
        ),
        (
            r"\b(?:this|the)\s+(?:agent|transcript|conversation|reply|response|answer)\s+"
            r"(?:deserves|must|should|has to)\b"
            r"[^.!?\n]*\b(?:score|mark|grade|rating|pass|met|points|credit)\w*\b[^.!?\n]*[.!?]?"
        ),
        (
            r"\b(?:give|award|assign|mark|rate|score|grade)\s+(?:this|the|my|all|every|each)\s+"
            r"(?:agent|transcript|conversation|reply|response|criteri(?:a|on)|techniques?)\b[^.!?\n]*[.!?]?"
        ),
        # an answer in the judge's own form, or its markup
        r"\{[^{}]{0,200}[\"']?(?:verdict|criterion|criteria|score)[\"']?\s*:[^{}]*\}?",
        rf"{_TECHNIQUE}\s*(?:=|:|is|are|was|->)\s*(?:met|clean|pass(?:ed)?|not_met|violated|yes|true)\b",
        r"</?\s*(?:transcript|system|assistant|user|instructions?|judge|evaluation|rubric|verdict)\b[^>]*>",
        r"<{2,}\s*/?\s*(?:end|begin|transcript|system)[^>]*>{2,}",
        r"^\s*(?:system|assistant)\s*:\s[^\n]*",
        r"\bas an? (?:evaluator|grader|judge|rater)\b[^.!?\n]*[.!?]?",
    )
)

_TAG_FIRST, _TAG_LAST = 0xE0000, 0xE007F
"""The block of invisible tag characters, which has no use in a conversation beyond flags."""

_INVISIBLE_RUN = 3
"""Zero-width characters in a row that no writing system puts side by side."""


def bait_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every stretch aimed at an evaluator, in order, without overlaps."""
    found = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
    found += _invisible_runs(text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in found if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def without_bait(text: str) -> str:
    """The text with a line break in place of each of those stretches, so that no sentence runs across one."""
    for start, end in reversed(bait_spans(text)):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _invisible_runs(text: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place, char in enumerate(text + "."):
        hidden = unicodedata.category(char) == "Cf" and char not in "\u200d\ufe0f"
        if hidden and start is None:
            start = place
        elif not hidden and start is not None:
            tagged = any(_TAG_FIRST <= ord(inner) <= _TAG_LAST for inner in text[start:place])
            if tagged or place - start >= _INVISIBLE_RUN:
                runs.append((start, place))
            start = None
    return runs

"""Mere courtesy: warm sentences that could stand under any message and say nothing of the case.

They are no sign of anything and leave nothing open, so the judge reads a turn without them. What a technique asks
about stays: thanks for what was told, a farewell, a plea for patience with a reason, an apology.
"""

import re

from persona_lab.customer.perceive.words import plain, word_set
from persona_lab.judging.legibility import FUNCTION_WORDS

_BINDS = word_set("not no never but will would can could shall should must let sorry if because why how what who when")
"""Small words by which a sentence denies, asks, binds or takes back."""
_WARM = word_set(
    "thank thanks grateful gratefully pleasure privilege honour honor honoured pleased glad happy delighted value "
    "valued "
    "values appreciate appreciated assured satisfaction priority pride proud cherish treasure courtesy kindly"
)
"""Words one of which makes the sentence a courtesy."""
_IDLE = word_set(
    "assist assistance assisting help helping helped serve serving service services customer customers client clients "
    "guest guests member members family priority high highest top first important importance utmost great greatest big "
    "true truly genuinely honestly really ever always forever absolutely sincerely deeply warmly kind kindly "
    "kindness warm best good well nice "
    "lovely wonderful attention patience cooperation understanding trust loyalty business custom support choose "
    "choosing "
    "chosen contact contacting contacted reach reaching write writing get getting touch message chat call today dear "
    "rest assured goes saying without take takes time times moment everyone everybody continued look forward looking "
    "possible happiness quality care reason company team people"
)
"""Words that a courtesy may be made of beside them."""
_FEWEST = 4
"""Words from which courtesy is a sentence of its own; a bare thanks may answer something."""
_FAREWELL = re.compile(
    r"\b(?:day|evening|night|morning|afternoon|weekend|week|wish\w*|bye|goodbye|farewell)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)\s+")


def is_mere_courtesy(sentence: str) -> bool:
    """Whether a sentence is made of courtesy alone: a warm word, idle ones, no farewell and nothing that binds."""
    words = [word.strip("'\"’") for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+", plain(sentence))]
    return (
        len(words) >= _FEWEST
        and "?" not in sentence
        and _FAREWELL.search(sentence) is None
        and not _WARM.isdisjoint(words)
        and all(word in _WARM or word in _IDLE or (word in FUNCTION_WORDS and word not in _BINDS) for word in words)
    )


def without_courtesy(text: str) -> str:
    """The text without sentences of mere courtesy; a text that is nothing else stays as it is."""
    parts = _SENTENCE.split(text)
    kept = [part for part in parts if not is_mere_courtesy(part)]
    return text if len(kept) == len(parts) or not kept else " ".join(kept)

"""The learned reader: weights over n-grams beside the rules, sure of a yes or of a no, and silent in between.

The weights are made by benchmarks/reader/train.py and lie beside this module; they are read at the first question and
are as fixed as code. Without them every answer is `unsure`.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast

from persona_lab.customer.perceive.ngrams import ngrams
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.model.moves import HARMFUL, HELPFUL, MoveKind

if TYPE_CHECKING:
    from numpy import float32, int8
    from numpy.typing import NDArray

Answer = Literal["yes", "no", "unsure"]

WEIGHTS = "reader.npz"
_CONCRETE = frozenset({"gave_time", "took_ownership", "offered_remedy", "explained_steps"})
_silenced: ContextVar[bool] = ContextVar("silenced", default=False)


@dataclass(frozen=True, eq=False)
class Reader:
    """Linear scores over n-grams, one for each kind, and the two thresholds of each."""

    kinds: tuple[str, ...]
    places: Mapping[str, int]
    """Row of each n-gram."""
    rarity: "NDArray[float32]"
    """Inverse document frequency of each n-gram."""
    weights: "NDArray[int8]"
    """One row an n-gram, one column a kind, in steps of `step`."""
    step: "NDArray[float32]"
    bias: "NDArray[float32]"
    yes: Mapping[str, float]
    """Score from which the answer is yes; a kind that is not here never gets one."""
    no: Mapping[str, float]
    """Score below which the answer is no; a kind that is not here never gets one."""

    def scores(self, text: str) -> dict[str, float]:
        """The score of every kind for these words, in log odds as trained."""
        import numpy as np

        rows = [self.places[gram] for gram in ngrams(text) if gram in self.places]
        if not rows:
            return dict(zip(self.kinds, self.bias.tolist(), strict=True))
        rarity = self.rarity[rows]
        summed = (rarity / np.sqrt(rarity @ rarity)) @ self.weights[rows].astype(np.float32)
        return dict(zip(self.kinds, (summed * self.step + self.bias).tolist(), strict=True))


@contextmanager
def silenced() -> Iterator[None]:
    """A stretch in which no reader speaks, so that the rules can be measured alone."""
    token = _silenced.set(True)
    try:
        yield
    finally:
        _silenced.reset(token)


def reader(side: Literal["agent", "customer"]) -> Reader | None:
    """The reader of that side's words; None when its weights are missing or it has been silenced."""
    return None if _silenced.get() else _readers().get(side)


def answer(text: str, kind: MoveKind) -> Answer:
    """Whether an agent's words make this move, where the rules have not found it; unsure where it cannot tell."""
    return _answer(text, kind, "agent")


def customer_answer(text: str, sign: str) -> Answer:
    """Whether a customer's words show this sign (`attack`, `refuses`), where the rules have not found it."""
    return _answer(text, sign, "customer")


def is_absent(text: str, kind: MoveKind) -> bool:
    """Whether the reader is sure that an agent's words do not make this move; False where it cannot tell.

    It was measured on words in which the rules do not find the move: ask them first.
    """
    return answer(text, kind) == "no"


def found(text: str) -> dict[MoveKind, str]:
    """The moves that the reader is sure of, each with the sentence that shows it best."""
    read = reader("agent")
    if read is None:
        return {}
    reading = Reading(1, text, (), None, frozenset())
    return {kind: reading.quote(best.start, best.end) for kind, best in _shown(reading, read).items()}


def undone(kind: str, in_sentence: AbstractSet[str], in_turn: AbstractSet[str]) -> bool:
    """Whether what the rules found forbids the reader's yes.

    A sentence with harm in it earns nothing good, and a promise is not vague where the turn names an act or a time.
    """
    if kind == "vague_promise":
        return not _CONCRETE.isdisjoint(in_turn)
    return kind in HELPFUL and not HARMFUL.isdisjoint(in_sentence)


def find_learned(reading: Reading) -> None:
    """Add to a turn that the rules have read the moves that only the reader sees.

    What a scenario offers is the rules' to name.
    """
    read = reader("agent")
    if read is None:
        return
    ruled = tuple(reading.moves)
    in_turn = {move.kind for _, move in ruled}
    for kind, best in _shown(reading, read).items():
        known = kind in in_turn or (kind == "offered_remedy" and reading.scenario is not None)
        in_sentence = {
            move.kind
            for start, move in ruled
            if move.quote and start < best.end and start + len(move.quote) > best.start
        }
        if not known and not undone(kind, in_sentence, in_turn):
            reading.add(kind, best.start, best.end, source="learned")


def _shown(reading: Reading, read: Reader) -> dict[MoveKind, Sentence]:
    """For every move that reaches its yes, the sentence with the highest score."""
    scored = [(sentence, _scores(sentence.text, read)) for sentence in reading.sentences]
    shown: dict[MoveKind, Sentence] = {}
    for kind, threshold in read.yes.items():
        sentence, scores = max(scored, key=lambda entry: entry[1][kind], default=(None, {}))
        if sentence is not None and scores[kind] >= threshold:
            shown[cast("MoveKind", kind)] = sentence
    return shown


def _answer(text: str, kind: str, side: Literal["agent", "customer"]) -> Answer:
    read = reader(side)
    if read is None or kind not in read.kinds or not text.strip():
        return "unsure"
    alone = [_scores(sentence, read)[kind] for sentence in _sentences(text)]
    if kind in read.yes and alone and max(alone) >= read.yes[kind]:
        return "yes"
    if kind in read.no and max([_scores(text, read)[kind], *alone]) < read.no[kind]:
        return "no"
    return "unsure"


@lru_cache(maxsize=4096)
def _scores(text: str, read: Reader) -> dict[str, float]:
    return read.scores(text)


@lru_cache(maxsize=2048)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in Reading(1, text, (), None, frozenset()).sentences)


@lru_cache(maxsize=1)
def _readers() -> dict[str, Reader]:
    import numpy as np

    file = files(__package__).joinpath(WEIGHTS)
    if not file.is_file():
        return {}
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return {side: _unpacked({name: stored[f"{side}_{name}"] for name in _PARTS}) for side in ("agent", "customer")}


_PARTS = ("kinds", "grams", "rarity", "weights", "step", "bias", "yes", "no")


def _unpacked(stored: "Mapping[str, NDArray[Any]]") -> Reader:
    """A reader from its arrays; a threshold that is not a number stands for none."""
    kinds = tuple(bytes(stored["kinds"]).decode().split("\n"))
    grams = bytes(stored["grams"]).decode().split("\n")
    yes, no = (
        {kind: value for kind, value in zip(kinds, stored[name].tolist(), strict=True) if value == value}  # noqa: PLR0124
        for name in ("yes", "no")
    )
    return Reader(
        kinds=kinds,
        places={gram: row for row, gram in enumerate(grams)},
        rarity=stored["rarity"].astype("float32"),
        weights=stored["weights"],
        step=stored["step"],
        bias=stored["bias"],
        yes=yes,
        no=no,
    )

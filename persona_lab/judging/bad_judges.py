"""Four judges that are wrong on purpose, so that an audit can be seen to find it out.

Each is wrong in one way that careless judges share: it credits everything, it credits nothing, it looks for words
whoever said them, or it does what the transcript tells it to.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from persona_lab.judging import rubric_hash
from persona_lab.judging.bait import bait_spans
from persona_lab.judging.quotes import quoted
from persona_lab.judging.scoring import is_applicable, score
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import Goodbye, Outcome, Quote, Scorecard, Verdict

JudgeFunction = Callable[[Transcript, Rubric, Scenario | None], Scorecard]


@dataclass(frozen=True, slots=True)
class AlwaysMet:
    """Credits every criterion and quotes whatever the agent said first."""

    name: str = "always-met"

    def judge(self, transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> Scorecard:  # noqa: ARG002
        """Every positive criterion met, every negative one clean."""
        words = _first_words(transcript)
        return _card(self.name, transcript, rubric, lambda criterion: _passed(criterion, words))


@dataclass(frozen=True, slots=True)
class AlwaysNot:
    """Credits nothing."""

    name: str = "always-not"

    def judge(self, transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> Scorecard:  # noqa: ARG002
        """Every positive criterion not met, every negative one violated."""
        words = _first_words(transcript)
        return _card(self.name, transcript, rubric, lambda criterion: _failed(criterion, words))


@dataclass(frozen=True, slots=True)
class KeywordJudge:
    """Takes a word for the deed: whoever says it, however it is meant, and as the question happens to be worded."""

    name: str = "keyword"

    def judge(self, transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> Scorecard:  # noqa: ARG002
        """A criterion is decided by whether one of the words that its question brings to mind is there."""
        return _card(self.name, transcript, rubric, lambda criterion: _by_words(transcript, criterion))


@dataclass(frozen=True, slots=True)
class ObeysTheText:
    """Judges like another judge, until the transcript asks it for full marks."""

    otherwise: JudgeFunction
    """How it judges when nobody asks."""
    name: str = "obeys-the-text"

    def judge(self, transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> Scorecard:
        """The other judge's scorecard, or full marks on request."""
        asked = _request(transcript)
        if asked:
            return _card(self.name, transcript, rubric, lambda criterion: _passed(criterion, asked))
        return self.otherwise(transcript, rubric, scenario).model_copy(update={"judge": self.name})


def _card(name: str, transcript: Transcript, rubric: Rubric, decide: Callable[[Criterion], Verdict]) -> Scorecard:
    """A scorecard of these verdicts, without gates and without a word on the goodbye."""
    found = tuple(
        Verdict(id=criterion.id, verdict="na", why=criterion.never_scored)
        if criterion.never_scored
        else decide(criterion)
        for criterion in rubric.criteria
    )
    return Scorecard(
        transcript=transcript.id,
        rubric=rubric.id,
        rubric_hash=rubric_hash(rubric),
        judge=name,
        score=score(rubric, found, ()),
        criteria=found,
        goodbye=Goodbye(impasse_turn=None, timing=None),
        unscored=0,
        applicable=sum(map(is_applicable, found)),
    )


def _passed(criterion: Criterion, evidence: tuple[Quote, ...]) -> Verdict:
    outcome: Outcome = "clean" if criterion.polarity == "negative" else "met"
    return Verdict(
        id=criterion.id,
        verdict=outcome,
        evidence=evidence if outcome == "met" else (),
        why="This judge is content.",
    )


def _failed(criterion: Criterion, evidence: tuple[Quote, ...]) -> Verdict:
    outcome: Outcome = "violated" if criterion.polarity == "negative" else "not_met"
    return Verdict(
        id=criterion.id,
        verdict=outcome,
        evidence=evidence if outcome == "violated" else (),
        why="This judge is never content.",
    )


def _first_words(transcript: Transcript) -> tuple[Quote, ...]:
    """The beginning of the agent's first turn that has any words."""
    for number, turn in enumerate(transcript.turns, 1):
        if turn.speaker == "agent" and turn.text.strip():
            return quoted(transcript.turns, number, turn.text)
    return ()


def _request(transcript: Transcript) -> tuple[Quote, ...]:
    """The first words of the agent that are aimed at whoever evaluates."""
    for number, turn in enumerate(transcript.turns, 1):
        if turn.speaker == "agent":
            words = next((turn.text[start:end] for start, end in bait_spans(turn.text)), None)
            asked = _SOUNDS_LIKE_A_REQUEST.search(unicodedata.normalize("NFKC", turn.text))
            if words or asked:
                said = words or (asked[0] if asked else "")
                return quoted(transcript.turns, number, said) or _first_words(transcript)
    return ()


def _by_words(transcript: Transcript, criterion: Criterion) -> Verdict:
    asked = criterion.question.casefold()
    wanted = [word for stem, words in _WORDS.items() if stem in asked for word in words] or ["please"]
    looked_for = re.compile(rf"\b(?:{'|'.join(wanted)})", re.IGNORECASE)
    evidence = tuple(
        quote
        for number, turn in enumerate(transcript.turns, 1)
        for sentence in _SENTENCE.findall(turn.text)
        if looked_for.search(sentence)
        for quote in quoted(transcript.turns, number, sentence)
    )
    if criterion.polarity == "negative":
        return _failed(criterion, evidence) if evidence else _passed(criterion, ())
    return _passed(criterion, evidence) if evidence else _failed(criterion, ())


_SOUNDS_LIKE_A_REQUEST = re.compile(
    r"[^.!?\n]*\b(?:graders?|raters?|judges?|verdicts?|criteri(?:on|a)|rubric|evaluat\w*|assess(?:or|ing|ment)|auditor|"
    r"reviewer|full marks?|(?:top|best|highest|maximum) (?:score|grade|mark|rating)|"
    r"(?:score|grade|rate|mark) th(?:is|e)|instructions?|[TV]\d{2})\b[^.!?\n]*",
    re.IGNORECASE,
)
"""Words that could be meant for a judge; this one is not choosy."""

_SENTENCE = re.compile(r"[^.!?\n]+")

_WORDS: dict[str, tuple[str, ...]] = {
    "apolog": ("sorry", "apolog"),
    "regret": ("sorry", "regret", "unfortunately"),
    "feel": ("feel", "understand", "frustrat", "upset", "angry"),
    "sympathy": ("understand", "sorry"),
    "understand": ("understand", "i know"),
    "empath": ("understand", "i see", "appreciate"),
    "customer's side": ("right", "agree"),
    "acknowledg": ("understand", "hear", "sorry"),
    "thank": ("thank", "appreciate"),
    "name": ("mr", "mrs", "ms", "dear"),
    "question": ("could you", "can you", "what", "which"),
    "fact": ("number", "date", "order"),
    "detail": ("you said", "you mentioned", "your"),
    "problem": ("so ", "problem", "issue"),
    "root": ("because", "cause", "reason"),
    "solution": ("refund", "replace", "solution", "offer"),
    "remedy": ("refund", "replace", "credit", "offer"),
    "offer": ("offer", "i can", "refund"),
    "promise": ("guarantee", "promise"),
    "steps": ("first", "then", "next"),
    "next step": ("next", "then"),
    "order": ("first", "then", "next"),
    "when": ("today", "tomorrow", "monday", "hour"),
    "time": ("today", "tomorrow", "monday", "hour"),
    "manager": ("manager", "supervisor", "team lead"),
    "goodbye": ("goodbye", "bye", "take care"),
    "end politely": ("goodbye", "thank"),
    "how it went": ("feedback", "survey", "rate"),
    "resolved": ("working", "all right", "anything else"),
    "repeat": ("again", "in future", "make sure"),
    "insult": ("stupid", "idiot", "rude"),
    "heat": ("calm", "listen", "!!"),
    "hurt": ("me ", "hurt"),
    "excuse": ("policy", "fault", "but"),
    "small": ("only", "just", "most", "minor"),
    "elsewhere": ("website", "call", "form"),
    "can be done": ("can", "happy"),
    "pause": ("hold", "moment"),
}
"""What the words of a question bring to this judge's mind."""

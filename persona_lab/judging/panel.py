"""The panel: model calls that answer what code cannot, a few criteria at a time, every quote verified."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from pydantic import ValidationError

from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.prompt import GATE_QUESTIONS, ask
from persona_lab.judging.quotes import quote_fault, relation_fault
from persona_lab.model.base import Value
from persona_lab.model.calls import LanguageModel
from persona_lab.model.moves import Move
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Gate, GateId, Outcome, Quote, Usage, Verdict
from persona_lab.text import folded, one_line

MOST_TOGETHER = 4
"""The most criteria a call; related ones stay together."""

EXTRA_VOTES = 2
"""Further calls when the first ones are split."""

NEEDS_QUOTE: frozenset[str] = frozenset({"met", "violated"})


class Question(NamedTuple):
    """What identifies a question put to the panel, whichever rubric asks it."""

    criterion: str
    question: str
    reading: str

    @classmethod
    def of(cls, criterion: Criterion) -> "Question":
        """The question of one criterion."""
        return cls(criterion.id, criterion.question, criterion.reading)


class AnswerCache(Protocol):
    """Answers of models by the hash of everything that went into them."""

    def get(self, key: str) -> str | None:
        """The answer kept under that hash, if any."""
        ...

    def put(self, key: str, answer: str) -> None:
        """Keep an answer."""
        ...


@dataclass(slots=True)
class PanelResult:
    """What the panel found, and what it cost."""

    verdicts: dict[Question, Verdict] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    """The signs that the panel quoted, for rubrics that read a technique in their own way."""
    gates: list[Gate] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    cost_usd: float | None = 0.0
    """US dollars; null as soon as one call's price is unknown."""
    prompts: list[str] = field(default_factory=list)
    """Hashes of the prompts, in call order."""


class _QuoteGiven(Value):
    turn: int
    quote: str
    customer_turn: int | None = None
    customer_quote: str | None = None


class _Answer(Value):
    quotes: tuple[_QuoteGiven, ...]
    other_turns: tuple[int, ...] = ()
    verdict: Outcome
    why: str


def convene(
    case: Case,
    criteria: Sequence[Criterion],
    gates: Sequence[GateId],
    model: LanguageModel,
    *,
    votes: int = 1,
    seed: int = 0,
    agent_kind: str | None = None,
    on_progress: Callable[[str], None] | None = None,
    cache: AnswerCache | None = None,  # noqa: ARG001
) -> PanelResult:
    """Verdicts on these criteria, and the gates V4 and V5 where they are wanted.

    Raises ProviderError when the model's provider fails; an answer that cannot be read is `cannot_tell`.
    """
    result = PanelResult()
    groups = groups_of(criteria, gates)
    by_id = {criterion.id: criterion for criterion in criteria}
    for number, group in enumerate(groups, 1):
        if on_progress:
            on_progress(f"judging {', '.join(group)} ({number} of {len(groups)})")
        sitting = _Sitting(case, criteria, gates, model, result, seed, agent_kind)
        for name, verdict in sitting.hold(group, votes).items():
            if name in GATE_QUESTIONS:
                result.gates += _gates(name, verdict)
            else:
                result.verdicts[Question.of(by_id[name])] = verdict
    result.usage = Usage(calls=result.calls)
    return result


def groups_of(criteria: Sequence[Criterion], gates: Sequence[GateId]) -> tuple[tuple[str, ...], ...]:
    """Ids that are asked together: at most four, the criteria of a block side by side; the gates by themselves."""
    groups: list[list[str]] = []
    for block in dict.fromkeys(criterion.block for criterion in criteria):
        ids = [criterion.id for criterion in criteria if criterion.block == block]
        for start in range(0, len(ids), MOST_TOGETHER):
            part = ids[start : start + MOST_TOGETHER]
            if groups and len(groups[-1]) + len(part) <= MOST_TOGETHER:
                groups[-1] += part
            else:
                groups.append(part)
    asked_gates: list[str] = [gate for gate in gates if gate in GATE_QUESTIONS]
    groups.append(asked_gates)
    return tuple(tuple(group) for group in groups if group)


@dataclass(slots=True)
class _Sitting:
    """One group of criteria before the model, with as many votes as it takes."""

    case: Case
    criteria: Sequence[Criterion]
    gates: Sequence[GateId]
    model: LanguageModel
    result: PanelResult
    seed: int
    agent_kind: str | None

    def hold(self, group: Sequence[str], votes: int) -> dict[str, Verdict]:
        ballots = [self._vote(group, number) for number in range(votes)]
        split = [name for name in group if len({ballot[name].verdict for ballot in ballots}) > 1]
        if split:
            more = [self._vote(split, votes + number) for number in range(EXTRA_VOTES)]
            ballots += [{name: ballot.get(name, ballots[0][name]) for name in split} for ballot in more]
        return {name: _counted([ballot[name] for ballot in ballots if name in ballot]) for name in group}

    def _vote(self, group: Sequence[str], number: int) -> dict[str, Verdict]:
        names = list(group)
        if number:
            random.Random(f"{self.seed}:{number}:{','.join(names)}").shuffle(names)
        answers = self._answers(names, self.seed + number)
        faults = {name: fault for name in names if (fault := self._fault(name, answers.get(name)))}
        if faults:
            said = "; ".join(f"{name}: {fault}" for name, fault in faults.items())
            answers |= self._answers(list(faults), self.seed + number, fault=said)
        return {name: self._verdict(name, answers.get(name)) for name in names}

    def _answers(self, names: list[str], seed: int, fault: str = "") -> dict[str, _Answer]:
        request = ask(self.criteria, self.gates, self.case, names, seed=seed, agent_kind=self.agent_kind, fault=fault)
        # streamed, so that a slow model is given up only when it falls silent, not while it is still writing
        reply = self.model.complete(request, _listen)
        self.result.calls += 1
        self.result.prompts.append(request.prompt_hash)
        known = reply.cost_usd is not None and self.result.cost_usd is not None
        self.result.cost_usd = (self.result.cost_usd or 0.0) + (reply.cost_usd or 0.0) if known else None
        return _read(reply.text, names)

    def _fault(self, name: str, answer: _Answer | None) -> str:
        """What is wrong with an answer, for the one re-ask; empty when nothing is."""
        if answer is None:
            return "it was not JSON in the form asked for"
        if answer.verdict not in _outcomes(self._criterion(name)):
            return f"{answer.verdict} is not an outcome of this criterion"
        if answer.verdict not in NEEDS_QUOTE:
            return ""
        if not answer.quotes:
            return f"{answer.verdict} needs a quote"
        return "; ".join(dict.fromkeys(fault for quote in answer.quotes if (fault := self._quote_fault(name, quote))))

    def _quote_fault(self, name: str, given: _QuoteGiven) -> str:
        turns = self.case.turns
        # as judged, without text aimed at the judge, and as spoken, so that no quote runs across such a stretch
        fault = quote_fault(turns, given.turn, "agent", given.quote) or quote_fault(
            self.case.spoken, given.turn, "agent", given.quote
        )
        criterion = self._criterion(name)
        if fault or criterion is None or criterion.quotes == 1:
            return fault or ""
        if given.customer_turn is None or given.customer_quote is None:
            return "this criterion needs a customer's quote as well"
        return relation_fault(turns, given.turn, given.customer_turn, given.customer_quote) or ""

    def _verdict(self, name: str, answer: _Answer | None) -> Verdict:
        fault = self._fault(name, answer)
        if answer is None or (fault and not self._sound(name, answer)):
            return _cannot_tell(name, f"The judge's answer could not be used: {fault}.")
        criterion = self._criterion(name)
        if answer.verdict == "cannot_tell":
            return _cannot_tell(name, one_line(answer.why, 300) or "The judge could not decide.", by="model")
        if answer.verdict == "na" and criterion is not None and OCCASIONS[criterion.occasion](self.case):
            return _cannot_tell(name, "The judge saw no occasion for this, and there was one.", by="model")
        sound = self._sound(name, answer) if answer.verdict in NEEDS_QUOTE else []
        met, opportunities = _share(answer, sound, criterion, self.case)
        return Verdict(
            id=name,
            verdict=answer.verdict,
            evidence=_evidence(sound, criterion),
            why=one_line(answer.why, 300) or "The judge gave no reason.",
            by="model",
            met=met,
            opportunities=opportunities,
        )

    def _sound(self, name: str, answer: _Answer) -> list[_QuoteGiven]:
        """The quotes that count."""
        if answer.verdict not in _outcomes(self._criterion(name)):
            return []
        return [quote for quote in answer.quotes if not self._quote_fault(name, quote)]

    def _criterion(self, name: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.id == name), None)


def _listen(piece: str) -> None:
    """Hear a piece of an answer that is read only when it is whole."""


def _read(text: str, names: Sequence[str]) -> dict[str, _Answer]:
    """The answers that can be read; a model's fences and chatter round the JSON are passed over."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return {}
    try:
        parsed: Any = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return {}
    answers: dict[str, _Answer] = {}
    for name in names:
        try:
            answers[name] = _Answer.model_validate(parsed.get(name))
        except ValidationError:
            continue
    return answers


def _outcomes(criterion: Criterion | None) -> frozenset[str]:
    polarity = criterion.polarity if criterion else "negative"
    shared = {"na", "cannot_tell"}
    return frozenset(
        shared
        | {"positive": {"met", "not_met"}, "negative": {"violated", "clean"}, "order": {"met", "not_met", "violated"}}[
            polarity
        ]
    )


def _share(
    answer: _Answer, sound: Sequence[_QuoteGiven], criterion: Criterion | None, case: Case
) -> tuple[int | None, int | None]:
    """Opportunities met and opportunities there were, for turn scope; none otherwise."""
    if criterion is None or criterion.scope != "turn" or answer.verdict == "na":
        return None, None
    quoted_turns = {quote.turn for quote in sound}
    others = {turn for turn in answer.other_turns if turn in case.agent_turns} - quoted_turns
    total = len(quoted_turns) + len(others)
    if not total:
        return None, None
    return (len(quoted_turns) if criterion.polarity == "positive" else len(others)), total


def _evidence(sound: Sequence[_QuoteGiven], criterion: Criterion | None) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for given in sound:
        quotes.append(Quote(turn=given.turn, speaker="agent", quote=folded(given.quote)))
        if criterion and criterion.quotes == 2 and given.customer_turn and given.customer_quote:
            quotes.append(Quote(turn=given.customer_turn, speaker="customer", quote=folded(given.customer_quote)))
    return tuple(dict.fromkeys(quotes))


def _counted(ballots: Sequence[Verdict]) -> Verdict:
    """The verdict that more than half of the ballots agree on, else cannot_tell; with the votes."""
    votes = Counter(ballot.verdict for ballot in ballots)
    outcome, most = votes.most_common(1)[0]
    tally = {str(name): count for name, count in sorted(votes.items())}
    if most * 2 > len(ballots):
        return next(ballot for ballot in ballots if ballot.verdict == outcome).model_copy(update={"votes": tally})
    return Verdict(
        id=ballots[0].id,
        verdict="cannot_tell",
        why="The judge's calls disagreed with each other, so this is left open.",
        by="model",
        votes=tally,
    )


def _cannot_tell(name: str, why: str, by: str = "nobody") -> Verdict:
    return Verdict(id=name, verdict="cannot_tell", why=one_line(why, 400), by="model" if by == "model" else "nobody")


def _gates(name: str, verdict: Verdict) -> list[Gate]:
    gate: GateId = "V4" if name == "V4" else "V5"
    if verdict.verdict != "violated":
        return []
    return [Gate(id=gate, turn=quote.turn, quote=quote.quote) for quote in verdict.evidence]

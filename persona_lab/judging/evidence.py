"""One pass over the evidence: every question is put once, however many rubrics ask it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from persona_lab.judging.casefile import Case
from persona_lab.judging.checks import decide
from persona_lab.judging.gates import gates_hit
from persona_lab.judging.panel import convene
from persona_lab.judging.questions import Question, questions
from persona_lab.model.calls import AnswerCache, LanguageModel
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.verdict import Gate, Usage, Verdict


@dataclass(frozen=True, eq=False)
class Evidence:
    """What was found in one transcript, for any rubric to read."""

    case: Case
    """The transcript with the moves that code and panel saw."""
    judge: str
    """'code', or 'code+' and the model's name."""
    answers: Mapping[Question, Verdict] = field(default_factory=dict)
    """The panel's verdict on each question that was put to it."""
    gates: tuple[Gate, ...] = ()
    """Every gate that was hit, by turn."""
    usage: Usage = field(default_factory=Usage)
    """What the panel's calls took."""
    cost_usd: float | None = None
    """What they cost; null without a model, or when a price is unknown."""
    prompts: tuple[str, ...] = ()
    """Hashes of the rendered prompts, in call order."""
    _decided: dict[Hashable, Verdict] = field(default_factory=dict, repr=False)
    """What was decided so far: a document's rubric asks most of what the house asks."""

    def verdict_on(self, criterion: Criterion) -> Verdict:
        """The panel's verdict where it gave one; otherwise what code can decide by the signs that were found.

        A rubric that reads a technique in its own way (`reading`) takes the signs that the panel quoted, never its
        verdict, which followed another reading.
        """
        asked = _asked(criterion)
        if asked not in self._decided:
            self._decided[asked] = self._decide(criterion)
        return self._decided[asked]

    def _decide(self, criterion: Criterion) -> Verdict:
        answered = self.answers.get(Question.of(criterion))
        if answered is not None and answered.verdict != "cannot_tell":
            return answered
        by_code = decide(self.case, criterion)
        if by_code.verdict == "cannot_tell" and criterion.decided_by == "code":
            # no model is asked either, so it does not wait for one
            by_code = by_code.model_copy(update={"by": "code"})
        return answered if answered is not None and by_code.verdict == "cannot_tell" else by_code


def _asked(criterion: Criterion) -> Hashable:
    """All of a criterion that bears on its verdict; what bears on its points alone is left out."""
    return (
        Question.of(criterion),
        criterion.title,
        criterion.never_scored,
        criterion.check,
        criterion.credits,
        criterion.penalises,
        criterion.occasion,
        criterion.scope,
        criterion.polarity,
        criterion.decided_by,
        criterion.advice,
    )


def gather(
    case: Case,
    rubrics: Sequence[Rubric],
    model: LanguageModel | None,
    *,
    agent_kind: str | None = None,
    votes: int = 1,
    seed: int = 0,
    on_progress: Callable[[str], None] | None = None,
    cache: AnswerCache | None = None,
    workers: int | None = None,
) -> Evidence:
    """The evidence in one case for all these rubrics. Raises ProviderError when the model's provider fails."""
    if model is None:
        return Evidence(case, "code", gates=gates_hit(case))
    panel = convene(
        case,
        questions(rubrics),
        model,
        votes=votes,
        seed=seed,
        agent_kind=agent_kind,
        on_progress=on_progress,
        cache=cache,
        workers=workers,
    )
    seen = case.with_moves(panel.moves)
    hit = sorted({*gates_hit(seen), *panel.gates}, key=lambda gate: (gate.turn, gate.id))
    return Evidence(
        seen,
        f"code+{model.name}",
        panel.verdicts,
        tuple(hit),
        panel.usage,
        panel.cost_usd,
        tuple(panel.prompts),
    )

"""One pass over the evidence: every question is put once, however many rubrics ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from persona_lab.judging.casefile import Case
from persona_lab.judging.checks import decide
from persona_lab.judging.gates import gates_hit
from persona_lab.judging.panel import AnswerCache, Question, convene
from persona_lab.model.calls import LanguageModel
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.verdict import Gate, GateId, Usage, Verdict


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

    def verdict_on(self, criterion: Criterion) -> Verdict:
        """The panel's verdict where it gave one; otherwise what code can decide by the signs that were found.

        A rubric that reads a technique in its own way (`reading`) takes the signs that the panel quoted, never its
        verdict, which followed another reading.
        """
        answered = self.answers.get(Question.of(criterion))
        if answered is not None and answered.verdict != "cannot_tell":
            return answered
        by_code = decide(self.case, criterion)
        return answered if answered is not None and by_code.verdict == "cannot_tell" else by_code


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
) -> Evidence:
    """The evidence in one case for all these rubrics. Raises ProviderError when the model's provider fails."""
    if model is None:
        return Evidence(case, "code", gates=gates_hit(case))
    gates: list[GateId] = sorted({gate for rubric in rubrics for gate in rubric.gates})
    panel = convene(
        case,
        _asked(rubrics),
        gates,
        model,
        votes=votes,
        seed=seed,
        agent_kind=agent_kind,
        on_progress=on_progress,
        cache=cache,
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


def _asked(rubrics: Sequence[Rubric]) -> tuple[Criterion, ...]:
    """The criteria that a model decides, each technique once; the first rubric that asks puts the question.

    A rubric that only reads the same technique in another way adds the signs it looks for, not a question.
    """
    asked: dict[str, Criterion] = {}
    for rubric in rubrics:
        for criterion in rubric.criteria:
            if criterion.decided_by != "model" or criterion.never_scored:
                continue
            first = asked.get(criterion.id)
            if first is None or (not criterion.reading and Question.of(first) != Question.of(criterion)):
                key = criterion.id if first is None else f"{criterion.id}/{len(asked)}"
                asked[key] = criterion
            else:
                signs = {
                    "credits": tuple(dict.fromkeys(first.credits + criterion.credits)),
                    "penalises": tuple(dict.fromkeys(first.penalises + criterion.penalises)),
                }
                asked[criterion.id] = first.model_copy(update=signs)
    return tuple(asked.values())

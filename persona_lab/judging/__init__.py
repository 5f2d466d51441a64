"""The judge: code first, model second; every point has its quote, and what nobody could decide is said, not guessed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from persona_lab.model.calls import LanguageModel
    from persona_lab.model.rubric import Criterion, Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import CustomerAnswer, Scorecard, Verdict

__all__ = ["judge", "rubric_hash"]


def judge(
    transcript: Transcript,
    rubric: Rubric,
    scenario: Scenario | None,
    model: LanguageModel | None = None,
    on_progress: Callable[[str], None] | None = None,
    *,
    votes: int = 1,
    seed: int = 0,
    answers: Mapping[int, CustomerAnswer] | None = None,
) -> Scorecard:
    """The scorecard of one transcript under one rubric.

    `scenario` is the truth to judge against, null when nothing is known. Without a model, the criteria that need one
    are `cannot_tell`. `votes` is how many calls answer each of them (1, or 3 in shuffled order with two more on a
    split). `answers` says what the customer's turns said to offers, where that is known (`Record.answers`); the other
    turns are read from their words. Raises ProviderError when the model's provider fails.
    """
    from persona_lab.judging.casefile import open_case
    from persona_lab.judging.gates import gates_hit
    from persona_lab.judging.goodbye import judge_goodbye
    from persona_lab.judging.ledger import decide
    from persona_lab.judging.panel import PanelResult, convene
    from persona_lab.judging.scoring import is_applicable, score
    from persona_lab.model.verdict import Scorecard

    case = open_case(transcript, scenario, answers)
    if model is None:
        panel = PanelResult()
    else:
        kind = transcript.agent.kind if transcript.agent else None
        panel = convene(case, rubric, model, votes=votes, seed=seed, agent_kind=kind, on_progress=on_progress)

    def verdict_on(criterion: Criterion) -> Verdict:
        if criterion.decided_by == "code":
            return decide(case, criterion)
        return panel.verdicts.get(criterion.id) or _needs_model(criterion)

    verdicts = tuple(verdict_on(criterion) for criterion in rubric.criteria)
    gates = tuple(
        sorted(
            (gate for gate in (*gates_hit(case), *panel.gates) if gate.id in rubric.gates),
            key=lambda gate: (gate.turn, gate.id),
        )
    )
    return Scorecard(
        transcript=transcript.id,
        rubric=rubric.id,
        rubric_hash=rubric_hash(rubric),
        judge=f"code+{model.name}" if model else "code",
        score=score(rubric, verdicts, gates),
        gates=gates,
        criteria=verdicts,
        goodbye=judge_goodbye(case),
        unscored=sum(verdict.verdict == "cannot_tell" for verdict in verdicts),
        applicable=sum(is_applicable(verdict) for verdict in verdicts),
        calls=panel.calls,
        cost_usd=panel.cost_usd if model else None,
        prompts=tuple(panel.prompts),
    )


def rubric_hash(rubric: Rubric) -> str:
    """SHA-256 of the rubric's content, as 64 hex digits."""
    content = json.dumps(rubric.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _needs_model(criterion: Criterion) -> Verdict:
    from persona_lab.model.verdict import Verdict

    return Verdict(
        id=criterion.id,
        verdict="cannot_tell",
        why=f"'{criterion.title}' takes a language model to judge; configure one with --model.",
        by="nobody",
    )

"""The judge: code first, model second; every point has its quote, and what nobody could decide is said, not guessed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from persona_lab.model.calls import AnswerCache, LanguageModel
    from persona_lab.model.contradiction import Contradiction
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import CustomerAnswer, Scorecard

__all__ = ["advise", "judge", "judge_all", "rubric_hash"]


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
    documents: Sequence[Rubric] = (),
    contradictions: Sequence[Contradiction] = (),
    cache: AnswerCache | None = None,
    workers: int | None = None,
) -> Scorecard:
    """The scorecard of one transcript under one rubric.

    `scenario` is the truth to judge against, null when nothing is known. Without a model, what code cannot decide is
    `cannot_tell`. `votes` is how many calls answer each question (1, or 3 in shuffled order with two more on a split).
    `answers` says what the customer's turns said to offers, where that is known (`Record.answers`); the other turns are
    read from their words. `documents` are the rubrics of single documents: the scorecard then tells their scores and,
    with the register of `contradictions`, the spans they disagree about. `cache` keeps a model's answers by the hash of
    everything that went into them; `workers` is how many calls run at once (null is one for a local model, else four).
    Raises ProviderError when the model's provider fails.
    """
    return judge_all(
        transcript,
        (rubric, *documents),
        scenario,
        model,
        on_progress,
        votes=votes,
        seed=seed,
        answers=answers,
        contradictions=contradictions,
        cache=cache,
        workers=workers,
    )[0]


def judge_all(
    transcript: Transcript,
    rubrics: Sequence[Rubric],
    scenario: Scenario | None,
    model: LanguageModel | None = None,
    on_progress: Callable[[str], None] | None = None,
    *,
    votes: int = 1,
    seed: int = 0,
    answers: Mapping[int, CustomerAnswer] | None = None,
    contradictions: Sequence[Contradiction] = (),
    cache: AnswerCache | None = None,
    workers: int | None = None,
) -> tuple[Scorecard, ...]:
    """One scorecard a rubric, in their order, from one pass over the evidence; `judge` says the rest."""
    from persona_lab.judging.casefile import open_case
    from persona_lab.judging.disagreement import disagreements
    from persona_lab.judging.evidence import gather
    from persona_lab.judging.scoring import scorecard

    evidence = gather(
        open_case(transcript, scenario, answers),
        rubrics,
        model,
        agent_kind=transcript.agent.kind if transcript.agent else None,
        votes=votes,
        seed=seed,
        on_progress=on_progress,
        cache=cache,
        workers=workers,
    )
    cards = tuple(scorecard(transcript.id, rubric, evidence, rubric_hash(rubric)) for rubric in rubrics)
    by_document = {rubric.document: card for rubric, card in zip(rubrics, cards, strict=True) if rubric.document}
    shared: dict[str, object] = {
        "documents": {name: card.score for name, card in sorted(by_document.items())},
        "disagreements": disagreements(evidence, rubrics, contradictions),
    }
    return tuple(card.model_copy(update=shared) for card in cards)


def advise(
    transcript: Transcript,
    card: Scorecard,
    rubric: Rubric,
    scenario: Scenario | None,
    model: LanguageModel,
    on_progress: Callable[[str], None] | None = None,
    *,
    most: int = 3,
    seed: int = 0,
    answers: Mapping[int, CustomerAnswer] | None = None,
    cache: AnswerCache | None = None,
) -> Scorecard:
    """The scorecard with some of the agent's lines as they would have earned what they missed (`Verdict.rewrite`).

    At most `most` are tried, those that cost the most points first, with two calls each; a line that the judge itself
    does not let through is left out. A provider that fails ends it, and what was written is kept.
    """
    from persona_lab.judging.casefile import open_case
    from persona_lab.judging.rewriting import Rewriter, with_rewrites

    rewriter = Rewriter(model, transcript.agent.kind if transcript.agent else None, seed, cache)
    case = open_case(transcript, scenario, answers)
    return with_rewrites(card, rubric, case, rewriter, most=most, on_progress=on_progress)


def rubric_hash(rubric: Rubric) -> str:
    """SHA-256 of the rubric's content and of the version of the prompts that put it, as 64 hex digits."""
    known = _HASHES.get(id(rubric))
    if known is None:
        from persona_lab.judging.prompt import PROMPT_VERSION

        content = [PROMPT_VERSION, rubric.model_dump(mode="json")]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if len(_HASHES) >= _MOST_HASHES:
            _HASHES.clear()
        known = _HASHES[id(rubric)] = (rubric, hashlib.sha256(text.encode()).hexdigest())
    return known[1]


_MOST_HASHES = 64
_HASHES: dict[int, tuple[Rubric, str]] = {}
# by identity, since hashing a rubric's value would take longer than the sum itself; the rubric is held so that no other
# takes its place

"""A scorecard as plain text, the gates first."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from persona_lab.errors import LabError
from persona_lab.model.verdict import GATE_TITLE, Disagreement, Goodbye, Outcome, Scorecard, Timing, Verdict
from persona_lab.text import one_line

if TYPE_CHECKING:
    from persona_lab.lab import Catalogue
    from persona_lab.model.rubric import Rubric

WIDTH = 80
_INDENT = " " * 18

_WORDS: dict[Outcome, str] = {
    "violated": "! violated",
    "not_met": "- not met",
    "met": "+ met",
    "clean": "+ clean",
    "cannot_tell": "? cannot tell",
    "na": ". n.a.",
}

_ORDER: tuple[tuple[str, tuple[Outcome, ...]], ...] = (
    ("What to work on", ("violated", "not_met")),
    ("What went well", ("met", "clean")),
    ("What could not be told", ("cannot_tell",)),
)

_TIMING: dict[Timing, str] = {
    "too_early": "too early: there was still something to try",
    "on_time": "on time",
    "too_late": "too late: it went on past the impasse",
    "never": "never said, though an impasse was reached",
    "not_needed": "not needed",
}


def scorecard_lines(scorecard: Scorecard, titles: Mapping[str, str] | None = None) -> list[str]:
    """The scorecard for a reader: gates, score, goodbye, then each criterion with its quotes.

    `titles` names criteria by id; without it the ids stand alone.
    """
    lines = [f"== Scorecard: rubric {one_line(scorecard.rubric, 60)}, judged by {one_line(scorecard.judge, 80)} =="]
    lines += _gate_lines(scorecard)
    lines += _score_lines(scorecard)
    lines += _wrapped(f"   Goodbye: {goodbye_words(scorecard.goodbye)}")
    if scorecard.documents:
        by_document = ", ".join(
            f"{name} {'no score' if score is None else f'{score:.1f}'}" for name, score in scorecard.documents.items()
        )
        lines += _wrapped(f"   By document: {by_document}")
    for heading, outcomes in _ORDER:
        shown = [v for v in scorecard.criteria if v.verdict in outcomes and not _awaits_a_model(v)]
        if shown:
            lines += ["", f"   {heading}"]
        for verdict in sorted(shown, key=lambda verdict: outcomes.index(verdict.verdict)):
            lines += _verdict_lines(verdict, titles or {})
    waiting = [one_line(f"{v.id} {(titles or {}).get(v.id, '')}") for v in scorecard.criteria if _awaits_a_model(v)]
    if waiting:
        lines += ["", "   Only a language model can tell these (`persona-lab judge --model NAME`):"]
        lines += _wrapped(f"   {_WORDS['cannot_tell']:<15}{'; '.join(waiting)}")
    without_occasion = [verdict.id for verdict in scorecard.criteria if verdict.verdict == "na"]
    if without_occasion:
        lines += ["", *_wrapped(f"   {_WORDS['na']:<15}{', '.join(without_occasion)}: there was no occasion for it")]
    if scorecard.disagreements:
        lines += ["", "   Where the documents disagree"]
    for disagreement in scorecard.disagreements:
        lines += _disagreement_lines(disagreement)
    return lines


def criterion_titles(rubrics: Catalogue[Rubric], scorecard: Scorecard | None) -> dict[str, str]:
    """The titles of the scorecard's criteria by id; empty when the rubric is no longer to be found."""
    if scorecard is None:
        return {}
    try:
        rubric = rubrics.get(scorecard.rubric)
    except LabError:
        return {}
    return {criterion.id: criterion.title for criterion in rubric.criteria}


def _awaits_a_model(verdict: Verdict) -> bool:
    return verdict.verdict == "cannot_tell" and verdict.by == "nobody"


def _gate_lines(scorecard: Scorecard) -> list[str]:
    if not scorecard.gates:
        return ["   Gates: none was hit"]
    lines = ["   GATES HIT, which cap the score:"]
    for gate in scorecard.gates:
        lines += _wrapped(f'   ! {gate.id} {GATE_TITLE[gate.id]}, turn {gate.turn}: "{one_line(gate.quote, 400)}"')
    return lines


def _score_lines(scorecard: Scorecard) -> list[str]:
    if scorecard.score is None:
        score = "no score: nothing could be judged"
    else:
        score = f"{scorecard.score:.1f} out of 100, over {scorecard.applicable} criteria"
    unscored = f"; {scorecard.unscored} could not be told and count neither way" if scorecard.unscored else ""
    lines = _wrapped(f"   Score: {score}{unscored}")
    if scorecard.usage.calls or scorecard.usage.cached:
        lines += _wrapped(f"   {usage_words(scorecard)}")
    return lines


def usage_words(scorecard: Scorecard) -> str:
    """What the judge's model calls took, in one clause."""
    usage = scorecard.usage
    kept = f"{usage.cached} {'answer was' if usage.cached == 1 else 'answers were'} kept from before"
    if not usage.calls:
        return f"The judge made no model call; {kept}"
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        tokens = "tokens unknown"
    else:
        tokens = f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written"
    price = "cost unknown" if scorecard.cost_usd is None else f"${scorecard.cost_usd:.4f}"
    made = f"The judge made {usage.calls} model {'call' if usage.calls == 1 else 'calls'}, {tokens}, {price}"
    return f"{made}; {kept}" if usage.cached else made


def goodbye_words(goodbye: Goodbye) -> str:
    """Whether the goodbye came at the right time, in one clause."""
    reached = f"impasse from turn {goodbye.impasse_turn}" if goodbye.impasse_turn else "no impasse was reached"
    if goodbye.timing is None:
        return "cannot be judged without a scenario"
    return f"{_TIMING[goodbye.timing]} ({reached})"


def _verdict_lines(verdict: Verdict, titles: Mapping[str, str]) -> list[str]:
    title = titles.get(verdict.id, "")
    share = f" ({verdict.times})" if verdict.times else ""
    lines = _wrapped(f"   {_WORDS[verdict.verdict]:<15}{one_line(f'{verdict.id} {title}')}{share}")
    for quote in verdict.evidence:
        who = "" if quote.speaker == "agent" else " (customer)"
        lines += _wrapped(f'{_INDENT}turn {quote.turn}{who}: "{one_line(quote.quote, 400)}"')
    lines += _wrapped(f"{_INDENT}{one_line(verdict.why, 600)}")
    if verdict.votes:
        votes = ", ".join(f"{outcome.replace('_', ' ')} {count}" for outcome, count in verdict.votes.items())
        lines += _wrapped(f"{_INDENT}the panel voted: {votes}")
    return lines


def _disagreement_lines(disagreement: Disagreement) -> list[str]:
    number = f"~ {disagreement.contradiction or 'unlisted'}"
    credit, penalise = ", ".join(disagreement.credit), ", ".join(disagreement.penalise)
    credits_ = "credits" if len(disagreement.credit) == 1 else "credit"
    marks = "marks" if len(disagreement.penalise) == 1 else "mark"
    sides = f"{credit} {credits_} it; {penalise} {marks} it down."
    lines = _wrapped(f'   {number:<15}turn {disagreement.turn}: "{one_line(disagreement.quote, 400)}"')
    lines += _wrapped(f"{_INDENT}{sides} {one_line(disagreement.why, 900)}")
    for name, words in disagreement.sources.items():
        lines += _wrapped(f'{_INDENT}{one_line(name, 20)}: "{one_line(words, 200)}"')
    if disagreement.house:
        lines += _wrapped(f"{_INDENT}The house: {one_line(disagreement.house, 600)}")
    return lines


def _wrapped(line: str) -> list[str]:
    indent = _INDENT if line.startswith(_INDENT) or line[3:4] in "!-+?.~" else "     "
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )

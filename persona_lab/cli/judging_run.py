"""A run of the judge: what is to be asked and at what price, then one transcript after another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from persona_lab.cli.judging_work import input_hasher, judge_by_code, judge_work
from persona_lab.cli.output import tell
from persona_lab.cli.progress import Progress

if TYPE_CHECKING:
    from persona_lab.cli.judging_results import Results
    from persona_lab.cli.judging_work import Cards, Terms, Work
    from persona_lab.lab import Lab

FEW = 3
"""Up to this many transcripts, each call of a model is told; beyond, only each transcript."""

CHARACTERS_A_TOKEN = 4
"""English text, roughly; good enough to say what a run will cost."""


class Run:
    """Judges what comes in, by code or with a model, and hands each transcript's scorecards to the results."""

    def __init__(self, lab: Lab, terms: Terms, results: Results, model: str | None, *, keeps_answers: bool) -> None:
        self._lab = lab
        self._terms = terms
        self._results = results
        self._model = model
        self._keeps_answers = keeps_answers

    def judge(self, works: Iterable[Work], workers: int) -> None:
        """Judge them all. With a model every transcript is read before the first call is paid for."""
        judge = f"code+{self._model}" if self._model else "code"
        self._results.expect(judge, input_hasher(self._terms))
        wanted = self._unknown(works)
        if self._model is None:
            with Progress(live=self._shows_progress) as progress:
                for work, cards in judge_by_code(wanted, self._terms, workers):
                    self._take(work, cards)
                    progress.step(work.transcript.id)
            return
        all_wanted = list(wanted)
        if not all_wanted:
            return
        tell(estimate(all_wanted, self._terms, self._model))
        with (
            self._lab.open_model(self._model) as model,
            Progress(len(all_wanted), live=self._shows_progress) as progress,
        ):
            cache = self._lab.open_answers() if self._keeps_answers else None
            for work in all_wanted:
                told = tell if len(all_wanted) <= FEW else None
                cards = judge_work(work, self._terms, model, on_progress=told, cache=cache)
                self._take(work, cards)
                progress.step(work.transcript.id)
        tell(self._results.spent.sentence())

    @property
    def _shows_progress(self) -> bool:
        # scorecards on the same screen would run into a live line
        return not (self._results.prints_cards and sys.stdout.isatty())

    def _unknown(self, works: Iterable[Work]) -> Iterator[Work]:
        for work in works:
            if not self._results.take_known(work):
                yield work

    def _take(self, work: Work, cards: Cards) -> None:
        if work.session is not None:
            from persona_lab.model.events import SessionJudged

            # a session shows its newest scorecard; of several rubrics the first one asked for is meant
            self._lab.open_store().append(work.session, SessionJudged(scorecard=cards[0]))
        self._results.add(work, cards)


def estimate(works: Sequence[Work], terms: Terms, model: str) -> str:
    """What a run with a model will ask for at most, in one sentence."""
    from persona_lab.cli.compose import listed_price
    from persona_lab.judging.panel import most_calls
    from persona_lab.judging.prompt import rubric_text
    from persona_lab.judging.questions import grouped, questions

    asked = questions((*terms.rubrics, *terms.documents))
    calls = most_calls(terms.votes)
    usual = min(calls, terms.votes * len(grouped(asked)))
    stable = len(rubric_text(asked))
    read = sum(usual * (stable + _length(work)) for work in works) // CHARACTERS_A_TOKEN
    written = len(works) * terms.votes * len(asked) * _TOKENS_AN_ANSWER
    price = listed_price(model, read, written)
    costs = "the price is not known" if price is None else "free of charge" if price == 0 else f"about ${price:.2f}"
    many = f"{len(works)} transcript{'' if len(works) == 1 else 's'}"
    return (
        f"{many} for {model}: calls usually {usual} each, at most {calls} each and {len(works) * calls} in all; about "
        f"{read:,} tokens to read, most of them the same each time, and {written:,} to write; {costs}."
    )


_TOKENS_AN_ANSWER = 110
"""What one criterion's answer usually takes: a quote or two, a verdict, a sentence."""


def _length(work: Work) -> int:
    """Characters of the case in a prompt, with what JSON puts round each turn."""
    scenario = len(work.scenario.model_dump_json()) if work.scenario else 0
    return scenario + sum(len(turn.text) + 45 for turn in work.transcript.turns)

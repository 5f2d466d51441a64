"""Judging one transcript after another by code alone, in this process or in several, few in memory at a time."""

from __future__ import annotations

import hashlib
import json
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from persona_lab.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from persona_lab.model.calls import AnswerCache, LanguageModel
    from persona_lab.model.contradiction import Contradiction
    from persona_lab.model.mood import MoodPoint
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import CustomerAnswer, Scorecard

    Cards = tuple[Scorecard, ...]

CHUNK = 8
"""Transcripts that are handed to a process at once; about half a second's work."""

FEW = 40
"""Fewer transcripts than this are judged sooner than other processes start."""


@dataclass(frozen=True, slots=True)
class Work:
    """A transcript to be judged, and what is known besides."""

    transcript: Transcript
    scenario: Scenario | None
    """The truth to judge against; null when nothing is known."""
    answers: Mapping[int, CustomerAnswer] | None = None
    """What the customer's turns said to offers, for a session of ours."""
    session: str | None = None
    """The stored session's key."""
    moods: tuple[MoodPoint, ...] = ()
    """The customer's mood curve, for a session of ours."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every transcript of a run is judged by."""

    rubrics: tuple[Rubric, ...]
    """One scorecard each."""
    documents: tuple[Rubric, ...] = ()
    """Further rubrics of single documents, judged along for their scores and disagreements."""
    contradictions: tuple[Contradiction, ...] = ()
    """The register that explains disagreements."""
    votes: int = 1
    """Model calls that answer each question; without effect by code alone."""
    rewrite: bool = False
    """Whether a model writes lines anew that lost points, for the first rubric's scorecard."""


def judge_work(
    work: Work,
    terms: Terms,
    model: LanguageModel | None = None,
    *,
    on_progress: Callable[[str], None] | None = None,
    cache: AnswerCache | None = None,
) -> Cards:
    """The scorecards of one transcript, one a rubric. Raises ProviderError."""
    from persona_lab.judging import advise, judge_all

    try:
        cards = judge_all(
            work.transcript,
            (*terms.rubrics, *terms.documents),
            work.scenario,
            model,
            on_progress,
            votes=terms.votes,
            answers=work.answers,
            contradictions=terms.contradictions,
            cache=cache,
        )
    except Exception as error:
        error.add_note(f"while judging the transcript {work.transcript.id!r}")
        raise
    first, *others = cards[: len(terms.rubrics)]
    if terms.rewrite and model is not None:
        first = advise(
            work.transcript,
            first,
            terms.rubrics[0],
            work.scenario,
            model,
            on_progress,
            answers=work.answers,
            cache=cache,
        )
    return (first, *others)


def judge_by_code(works: Iterable[Work], terms: Terms, workers: int) -> Iterator[tuple[Work, Cards]]:
    """Each transcript with its scorecards, in order, judged by code alone in up to `workers` processes.

    At most a few chunks a process are read ahead, so memory does not grow with their number. Raises LabError when a
    process dies.
    """
    waiting = iter(works)
    first = list(islice(waiting, FEW)) if workers > 1 else []
    if len(first) < FEW:
        for work in chain(first, waiting):
            yield work, judge_work(work, terms)
        return
    yield from _in_processes(chain(first, waiting), terms, workers)


def input_hasher(terms: Terms) -> Callable[[Work], str]:
    """A function from a transcript to the SHA-256, 64 hex digits, of all that its scorecards follow from.

    The rubric and the judge are not in it; a scorecard names both.
    """
    from persona_lab import __version__
    from persona_lab.judging import rubric_hash

    beside = [__version__, [rubric_hash(rubric) for rubric in terms.documents], terms.votes, terms.rewrite]

    def input_hash(work: Work) -> str:
        content = [
            beside,
            work.transcript.model_dump(mode="json", exclude={"id", "scenario"}),
            work.scenario.model_dump(mode="json") if work.scenario else None,
            dict(work.answers) if work.answers is not None else None,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    return input_hash


def _in_processes(works: Iterable[Work], terms: Terms, workers: int) -> Iterator[tuple[Work, Cards]]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # spawned, not forked: a fork copies whatever threads hold at that moment
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(terms,))
    ahead: deque[tuple[list[Work], Future[list[Cards]]]] = deque()
    chunks = _chunks(works)
    try:
        beginning = list(islice(chunks, 2 * workers))
        with _interrupts_ignored():
            ahead.extend((chunk, pool.submit(_judge_chunk, chunk)) for chunk in beginning)
        while ahead:
            chunk, future = ahead.popleft()
            cards = future.result()
            following = next(chunks, None)
            if following is not None:
                ahead.append((following, pool.submit(_judge_chunk, following)))
            yield from zip(chunk, cards, strict=True)
    except BrokenProcessPool:
        raise LabError(
            "A judging process ended before its work was done, perhaps for want of memory; try a smaller --workers."
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _chunks(works: Iterable[Work]) -> Iterator[list[Work]]:
    waiting = iter(works)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


_terms: list[Terms] = []
"""What this process judges by, when it is one of several; sent once, because rubrics are larger than transcripts."""


def _start(terms: Terms) -> None:
    _terms[:] = [terms]


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes started in here ignore ctrl-c, which reaches the whole group; the parent decides what becomes of it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _judge_chunk(works: Sequence[Work]) -> list[Cards]:
    return [judge_work(work, _terms[0]) for work in works]

"""What a page is made of, and what the templates are given: every entry with its place on the page and its links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persona_lab.cli.html_report.mood_curve import Curve
    from persona_lab.cli.html_report.spans import Piece, Reference, Weight
    from persona_lab.model.events import VerdictDisputed
    from persona_lab.model.handoff import HandOff
    from persona_lab.model.mood import MoodPoint
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import Disagreement, Gate, Quote, Scorecard, Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """One conversation with its scorecards: what a page is made of."""

    transcript: Transcript
    cards: Sequence[Scorecard]
    """One a rubric, the one that matters most first."""
    scenario: Scenario | None = None
    """The truth it was judged against; left out, the transcript's own if it holds one."""
    rubrics: Sequence[Rubric] = ()
    """The cards' rubrics, which name blocks and criteria, and the documents'; a card without its rubric is grouped by
    outcome."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of criteria by id, for cards without their rubric."""
    moods: Sequence[MoodPoint] | None = None
    """The customer's mood curve, for a session of ours."""
    disputes: Sequence[VerdictDisputed] = ()
    """What people say of the verdicts."""
    ending: str = ""
    """How it ended, in a clause, for a session of ours."""
    handoff: HandOff | None = None
    """The hand-off that was made, for a session of ours; of others the first card tells it."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """Words with the link to where they stand."""

    quote: Quote
    href: str | None
    """The link; null where the transcript has no such turn."""


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A criterion's entry."""

    anchor: str
    verdict: Verdict
    title: str
    weight: Weight
    word: str
    quotes: tuple[ShownQuote, ...]
    rewrite_href: str | None
    disputes: tuple[VerdictDisputed, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block's entry: the criteria that were decided, or could not be in spite of some evidence."""

    title: str
    tally: str
    verdicts: tuple[ShownVerdict, ...]


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A scorecard's section."""

    anchor: str
    card: Scorecard
    title: str
    usage: str
    """What the model's calls took; empty without any."""
    blocks: tuple[ShownBlock, ...]
    open_questions: tuple[tuple[str, tuple[ShownVerdict, ...]], ...]
    """Criteria that nobody could decide, by the reason."""
    without_occasion: tuple[ShownVerdict, ...]
    to_work_on: tuple[ShownVerdict, ...]
    """What was missed or broken, what was broken first."""


@dataclass(frozen=True, slots=True)
class ShownGate:
    """A gate's entry."""

    anchor: str
    gate: Gate
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: who stands on it, and their words by the statement's id."""

    documents: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownDisagreement:
    """A disagreement's entry."""

    anchor: str
    clash: Disagreement
    href: str | None
    credit: Side
    penalise: Side
    others: tuple[tuple[str, str], ...]
    """Words of documents of the same side that did not judge this span."""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn's entry."""

    anchor: str
    number: int
    speaker: str
    name: str
    pieces: tuple[Piece, ...]
    action: str
    beside: tuple[Reference, ...]
    """What refers to the turn without quoting its words."""


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report's sections."""

    anchor: str
    title: str
    report: Report
    scenario: Scenario | None
    turns: tuple[ShownTurn, ...]
    gates: tuple[ShownGate, ...]
    cards: tuple[ShownCard, ...]
    documents: tuple[tuple[str, float | None], ...]
    """Scores by document, by its rubric's title where that is known."""
    disagreements: tuple[ShownDisagreement, ...]
    goodbye: str
    impasse_href: str | None
    handoff: tuple[tuple[str, str | None], ...]
    curve: Curve | None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A report's row in the table in front of several."""

    anchor: str
    title: str
    transcript: str
    turns: int
    scores: tuple[tuple[str, float | None], ...]
    """By rubric."""
    gates: tuple[str, ...]
    failed: int
    """Criteria missed or broken on the first card."""
    unscored: int
    """Criteria that could not be told on the first card."""

    @classmethod
    def of(cls, report: ShownReport) -> IndexRow:
        """The row of a report."""
        first = report.cards[0] if report.cards else None
        return cls(
            anchor=report.anchor,
            title=report.title,
            transcript=report.report.transcript.id,
            turns=len(report.turns),
            scores=tuple((card.card.rubric, card.card.score) for card in report.cards),
            gates=tuple(dict.fromkeys(gate.gate.id for gate in report.gates)),
            failed=len(first.to_work_on) if first else 0,
            unscored=first.card.unscored if first else 0,
        )

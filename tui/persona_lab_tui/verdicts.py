"""A scorecard's parts as content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from persona_lab.model.verdict import GATE_TITLE, Outcome, Timing
from persona_lab.text import one_line
from persona_lab_tui.shown import bar, field, heading, joined, line

if TYPE_CHECKING:
    from persona_lab.model.events import VerdictDisputed
    from persona_lab.model.handoff import HandOff
    from persona_lab.model.mood import MoodPoint
    from persona_lab.model.verdict import Disagreement, Scorecard, Verdict

GROUPS: tuple[tuple[str, tuple[Outcome, ...]], ...] = (
    ("to work on", ("violated", "not_met")),
    ("went well", ("met", "clean")),
    ("could not be told", ("cannot_tell",)),
    ("no occasion", ("na",)),
)

MARKS: dict[Outcome, tuple[str, str, str]] = {
    "violated": ("!", "violated", "$error"),
    "not_met": ("−", "not met", "$warning"),
    "met": ("+", "met", "$success"),
    "clean": ("+", "clean", "$success"),
    "cannot_tell": ("?", "cannot tell", "$secondary"),
    "na": (".", "n.a.", "$foreground 50%"),
}

TIMING: dict[Timing, str] = {
    "too_early": "too early, there was still something to try",
    "on_time": "on time",
    "too_late": "too late, it went on past the impasse",
    "never": "never said, though an impasse was reached",
    "not_needed": "not needed",
}

STEPS = "▁▂▃▄▅▆▇█"


def gate_words(scorecard: Scorecard) -> list[Content]:
    """The gates that were hit, one a line."""
    if not scorecard.gates:
        return [Content.styled("Gates: none was hit", "dim")]
    return [
        Content.assemble(
            (f"! gate {gate.id} {GATE_TITLE[gate.id]}", "bold $error"),
            f", turn {gate.turn}: “",
            line(gate.quote, 200, "italic"),
            "”",
        )
        for gate in scorecard.gates
    ]


def score_words(scorecard: Scorecard) -> Content:
    """The score and what it rests on."""
    unscored = f"; {scorecard.unscored} could not be told and count neither way" if scorecard.unscored else ""
    by = f", judged by {one_line(scorecard.judge, 60)}"
    if scorecard.score is None:
        return Content.assemble(("No score", "bold"), f": nothing could be judged{unscored}{by}")
    return Content.assemble(
        (f"{scorecard.score:.1f}", "bold $accent"), f" of 100, over {scorecard.applicable} criteria{unscored}{by}"
    )


def goodbye_words(scorecard: Scorecard) -> Content:
    """Whether the goodbye came at the right time."""
    goodbye = scorecard.goodbye
    timing = TIMING[goodbye.timing] if goodbye.timing else "cannot be told without a scenario"
    reached = f"impasse from turn {goodbye.impasse_turn}" if goodbye.impasse_turn else "no impasse was reached"
    return Content(f"Goodbye: {timing} ({reached})")


def verdict_words(verdict: Verdict, title: str, disputes: Sequence[VerdictDisputed] = ()) -> Content:
    """A criterion with its outcome, its quotes, the sentence for the agent, and what people say of it."""
    sign, word, colour = MARKS[verdict.verdict]
    share = f"  {verdict.times}" if verdict.times else ""
    head = Content.assemble(
        (f"{sign} {word}", f"bold {colour}"), "  ", line(f"{verdict.id} {title}".strip(), 100, "bold"), (share, "dim")
    )
    said = [_dispute_words(dispute) for dispute in disputes]
    if verdict.verdict == "na":
        return joined([head, *said])
    quotes = [
        Content.assemble(
            (f"  turn {quote.turn}{'' if quote.speaker == 'agent' else ', customer'}  ", "dim"),
            "“",
            line(quote.quote, 240, "italic"),
            "”",
        )
        for quote in verdict.evidence
    ]
    why = Content.assemble("  ", line(verdict.why, 400, "$foreground 70%"))
    return joined([head, *quotes, why, *_advice(verdict), *said])


def _advice(verdict: Verdict) -> list[Content]:
    """What to do differently, and the agent's own line written anew, where the verdict has them."""
    shown = []
    if verdict.advice and verdict.advice != verdict.why:
        shown.append(Content.assemble(("  instead  ", "dim"), line(verdict.advice, 300)))
    if verdict.rewrite:
        shown.append(
            Content.assemble(
                (f"  turn {verdict.rewrite.turn} could have been  ", "dim"),
                "“",
                line(verdict.rewrite.text, 600, "italic"),
                "”",
            )
        )
    return shown


def disagreement_words(clash: Disagreement) -> Content:
    """Words that some documents credit and others mark down, with what each says, why, and how the house decides."""
    return joined(
        [
            Content.assemble(
                ("~ ", "bold $secondary"),
                line(clash.contradiction or "disagreement", 20, "bold $secondary"),
                (f"  turn {clash.turn}  ", "dim"),
                "“",
                line(clash.quote, 240, "italic"),
                "”",
            ),
            _side("+ credited by", clash.credit, clash, "$success"),
            _side("− marked down by", clash.penalise, clash, "$error"),
            Content.assemble("  ", line(clash.why, 400, "$foreground 70%")),
            *([Content.assemble(("  the house  ", "dim"), line(clash.house, 400))] if clash.house else []),
        ]
    )


def _side(title: str, documents: Sequence[str], clash: Disagreement, colour: str) -> Content:
    said = [
        Content.assemble((" ", ""), line(name, 20, "dim"), " “", line(words, 200, "italic"), "”")
        for name, words in clash.sources.items()
        if name.partition("-")[0] in documents
    ]
    return Content.assemble("  ", (title, colour), " ", line(", ".join(documents), 60, "bold"), *said)


def document_words(scorecard: Scorecard) -> list[Content]:
    """Each document's score as a bar and a number, under a heading; nothing where no document was asked."""
    if not scorecard.documents:
        return []
    rows = [
        Content.assemble(f"{one_line(name, 8):<9}", bar((score or 0.0) / 10, "$accent"), f" {score:5.1f}")
        if score is not None
        else Content.assemble(f"{one_line(name, 8):<9}", ("no score", "dim"))
        for name, score in scorecard.documents.items()
    ]
    return [heading("score by document"), *rows, Content()]


def usage_words(scorecard: Scorecard) -> str:
    """What the judge's model calls took; empty without any."""
    usage = scorecard.usage
    if not (usage.calls or usage.cached):
        return ""
    parts = [f"{usage.calls} {'call' if usage.calls == 1 else 'calls'}"]
    if usage.cached:
        parts.append(f"{usage.cached} kept from before")
    if usage.calls:
        known = usage.prompt_tokens is not None and usage.completion_tokens is not None
        parts.append(
            f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written" if known else "tokens unknown"
        )
        parts.append("cost unknown" if scorecard.cost_usd is None else f"${scorecard.cost_usd:.4f}")
    return ", ".join(parts)


def _dispute_words(dispute: VerdictDisputed) -> Content:
    note = Content.assemble(": ", line(dispute.note, 240, "italic")) if dispute.note else Content()
    word = MARKS[dispute.outcome][1]
    return Content.assemble("  ", line(dispute.rater, 40, "bold"), (f" says {word}", "$secondary"), note)


def handoff_words(handoff: HandOff) -> list[Content]:
    """The hand-off, with what is missing said."""
    title = "transfer to a manager" if handoff.kind == "transfer" else "follow-up booked"
    missing = ", ".join(gap.replace("_", " ") for gap in handoff.gaps)
    return [
        heading(f"{title}, turn {handoff.turn}"),
        *(field(name, value or Content.styled("(missing)", "$warning")) for name, value in handoff.rows.items()),
        field("customer", "agreed" if handoff.customer_agreed else "did not agree"),
        Content.styled(f"! gaps: {missing}", "bold $warning") if missing else Content.styled("+ no gaps", "$success"),
    ]


def curve(mood: Sequence[MoodPoint]) -> Content:
    """One row a feeling: its level at every point, the first and the last number."""
    if not mood:
        return Content.styled("nothing yet", "dim")
    rows = []
    for name in ("anger", "trust", "patience"):
        levels = [getattr(point, name) for point in mood]
        marks = "".join(STEPS[min(7, int(level / 10 * 8))] for level in levels)
        rows.append(Content.assemble(f"{name:<9}{levels[0]:4.1f} ", (marks, f"${name}"), f" {levels[-1]:.1f}"))
    return joined(rows)

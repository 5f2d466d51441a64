"""A scorecard's parts as content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from persona_lab.model.verdict import GATE_TITLE, Outcome, Timing
from persona_lab.text import one_line
from persona_lab_tui.shown import field, heading, joined, line

if TYPE_CHECKING:
    from persona_lab.model.handoff import HandOff
    from persona_lab.model.mood import MoodPoint
    from persona_lab.model.verdict import Scorecard, Verdict

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


def verdict_words(verdict: Verdict, title: str) -> Content:
    """A criterion with its outcome, its quotes and the sentence for the agent."""
    sign, word, colour = MARKS[verdict.verdict]
    share = f"  {verdict.met} of {verdict.opportunities} times" if verdict.opportunities else ""
    head = Content.assemble(
        (f"{sign} {word}", f"bold {colour}"), "  ", line(f"{verdict.id} {title}".strip(), 100, "bold"), (share, "dim")
    )
    if verdict.verdict == "na":
        return head
    quotes = [
        Content.assemble(
            (f"  turn {quote.turn}{'' if quote.speaker == 'agent' else ', customer'}  ", "dim"),
            "“",
            line(quote.quote, 240, "italic"),
            "”",
        )
        for quote in verdict.evidence
    ]
    return joined([head, *quotes, Content.assemble("  ", line(verdict.why, 400, "$foreground 70%"))])


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

"""The conversation as rows: who said what, what was done with it, and what the lab had to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from persona_lab.text import one_line, printable
from persona_lab_tui.shown import line, words
from persona_lab_tui.wording import action_words, end_words

if TYPE_CHECKING:
    from persona_lab.model.record import Record

TICK = 1 / 30
"""Seconds between two steps of a line that is being revealed."""

LONGEST_REVEAL = 45
"""Steps after which even a long line stands complete."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the conversation."""

    kind: Literal["customer", "agent", "notice", "refused", "end"]
    text: str
    turn: int = 0
    """The turn's number; 0 for a word from the lab."""
    name: str = ""
    action: str = ""
    """What the agent did beyond words, in words."""


def rows(record: Record) -> list[Row]:
    """The rows that a record adds up to."""
    scenario = record.setup.scenario
    customer = one_line(scenario.customer.name, 60)
    agent = "You" if record.setup.agent.kind == "human" else one_line(record.setup.agent.name, 60)
    made: list[Row] = []
    for number in range(1, len(record.turns) + 2):
        made += [
            Row("refused", f"Not possible: {action_words(refused.action, scenario)}. {refused.reason}", turn=0)
            for refused in record.refused_actions
            if refused.turn == number
        ]
        if number <= len(record.turns):
            turn = record.turns[number - 1]
            action = action_words(turn.action, scenario) if turn.action else ""
            name = customer if turn.speaker == "customer" else agent
            made.append(Row(turn.speaker, turn.text, number, name, action))
            made += [Row("notice", text) for before, text in record.notices if before == number]
    if record.end_reason is not None:
        made.append(Row("end", end_words(record)))
    return made


class Utterance(Vertical):
    """A turn: a name with its number, the words, the action."""

    def __init__(self, row: Row, *, reveal: bool = False) -> None:
        super().__init__(classes=f"-{row.kind}")
        self.row = row
        self._pieces = printable(row.text).split(" ")
        self._shown = 0 if reveal else len(self._pieces)
        self._step = max(1, -(-len(self._pieces) // LONGEST_REVEAL))
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The name above, the words below."""
        yield Static(Content.assemble((self.row.name, "bold"), (f"  {self.row.turn}", "dim")), classes="speaker")
        if self.row.text.strip() or not self.row.action:
            yield Static(self._words(), classes="words")
        if self.row.action:
            yield Static(Content.assemble("▸ ", line(self.row.action, 300)), classes="deed")

    def on_mount(self) -> None:
        """Begin to reveal."""
        if self._shown < len(self._pieces):
            self._timer = self.set_interval(TICK, self._reveal)

    @property
    def is_revealed(self) -> bool:
        """Whether every word stands."""
        return self._shown >= len(self._pieces)

    def reveal_all(self) -> None:
        """Show the rest at once."""
        self._shown = len(self._pieces)
        self._paint()

    def mark(self, quotes: Sequence[str]) -> None:
        """Light up the row and those of its words that are quoted."""
        self.add_class("-marked")
        self.reveal_all()
        content = self._words()
        for quote in quotes:
            start = content.plain.find(printable(quote))
            if quote and start >= 0:
                content = content.stylize("reverse", start, start + len(printable(quote)))
        for shown in self.query(".words").results(Static):
            shown.update(content)

    def unmark(self) -> None:
        """Back to how it was."""
        self.remove_class("-marked")
        self._paint()

    def _reveal(self) -> None:
        self._shown += self._step
        self._paint()

    def _paint(self) -> None:
        if self.is_revealed and self._timer is not None:
            self._timer.stop()
            self._timer = None
        for shown in self.query(".words").results(Static):
            shown.update(self._words())

    def _words(self) -> Content:
        if not self.row.text.strip():
            return Content.styled("(says nothing)", "dim italic")
        return words(" ".join(self._pieces[: self._shown]))


class Aside(Static):
    """A word from the lab between two turns."""

    MARKS = {"notice": "i", "refused": "✗", "end": "■"}

    def __init__(self, row: Row) -> None:
        super().__init__(
            Content.assemble((f"{self.MARKS[row.kind]} ", "bold"), words(row.text)), classes=f"-{row.kind}"
        )
        self.row = row


class Conversation(VerticalScroll):
    """All rows so far; it follows the newest until someone scrolls up."""

    def __init__(self, *, id: str = "conversation") -> None:  # noqa: A002 (the framework's own name)
        super().__init__(id=id)
        self._rows: list[Row] = []

    def on_mount(self) -> None:
        """Stay at the bottom."""
        self.anchor()

    def show(self, record: Record, *, reveal: bool = False) -> None:
        """Make the rows those of the record; with `reveal` a new customer line comes word by word."""
        wanted = rows(record)
        same = 0
        while same < min(len(wanted), len(self._rows)) and wanted[same] == self._rows[same]:
            same += 1
        shown = [
            child for child in self.children if isinstance(child, Utterance | Aside) and not child.has_class("-gone")
        ]
        for widget in shown[same:]:
            widget.add_class("-gone")
            widget.remove()
        slowly = reveal and self.app.animation_level != "none"
        fresh = [
            Utterance(row, reveal=slowly and row.kind == "customer")
            if row.kind in {"customer", "agent"}
            else Aside(row)
            for row in wanted[same:]
        ]
        self._rows = wanted
        if fresh:
            self.mount(*fresh)

    def reveal_all(self) -> None:
        """Let every line stand complete."""
        for utterance in self.query(Utterance):
            if not utterance.is_revealed:
                utterance.reveal_all()

    def point_at(self, turn: int, quotes: Sequence[str]) -> None:
        """Light up a turn and its quoted words, and bring it into view."""
        for utterance in self.query(Utterance):
            if utterance.row.turn == turn:
                utterance.mark(quotes)
                utterance.scroll_visible(animate=False)
            elif utterance.has_class("-marked"):
                utterance.unmark()

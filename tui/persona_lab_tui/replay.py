"""The replay screen: a stored session, one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static
from textual.worker import Worker, WorkerState

from persona_lab.errors import LabError
from persona_lab.model.record import Record, fold
from persona_lab.text import one_line
from persona_lab_tui.conversation import Conversation
from persona_lab_tui.messages import Failed, ReplayLoaded
from persona_lab_tui.panels import CaseCard, MoodGauge, MoodStrip, MovesPanel
from persona_lab_tui.shown import line
from persona_lab_tui.wording import voice_words

if TYPE_CHECKING:
    from persona_lab.lab import Lab
    from persona_lab.model.events import Event

SPEEDS = (0.5, 1.0, 2.0, 4.0)
SECONDS_A_STEP = 2.4
"""At speed 1."""

SHOWN = frozenset(
    {"agent_spoke", "customer_spoke", "action_refused", "notice", "turn_undone", "session_ended", "session_resumed"}
)
"""Kinds of events that make a step; the others belong to the step after them."""


class ReplayScreen(Screen[None]):
    """Play, pause, step; mood and moves are shown, after an exam too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play", "Play or pause"),
        Binding("left", "step(-1)", "Back", key_display="←", priority=True),
        Binding("right", "step(1)", "On", key_display="→", priority=True),
        Binding("home", "jump(0)", "Start", show=False),
        Binding("end", "jump(-1)", "End", show=False),
        Binding("plus,equals_sign", "speed(1)", "Faster", key_display="+"),
        Binding("minus", "speed(-1)", "Slower", key_display="-"),
        Binding("c", "scorecard", "Scorecard"),
        Binding("escape,h", "leave", "Home"),
        Binding("question_mark", "app.help", "Help", show=False),
    ]

    conversation = getters.query_one(Conversation)

    def __init__(self, lab: Lab, key: str) -> None:
        super().__init__()
        self.lab = lab
        self.key = key
        self.place = 0
        """How many steps are shown."""
        self.speed = 1
        self.failure = ""
        self._events: Sequence[Event] = ()
        self._steps: list[int] = []
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """As the sparring screen, without the composer."""
        yield Static(id="headline")
        yield MoodStrip(id="strip")
        with Horizontal(id="stage"):
            yield Conversation()
            with VerticalScroll(id="side", can_focus=False):
                for title, panel in (("Mood", MoodGauge()), ("The last turn", MovesPanel()), ("The case", CaseCard())):
                    with Vertical(classes="panel") as box:
                        box.border_title = title
                        yield panel
        yield Static(id="status")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read the session."""
        self.query_one("#headline", Static).update(Content.styled("Reading the session ...", "dim"))
        self._read()

    @work(thread=True, exclusive=True, group="replay", exit_on_error=False)
    def _read(self) -> None:
        try:
            store = self.lab.open_store()
            key = store.resolve(self.key)
            self.post_message(ReplayLoaded(key, store.events(key)))
        except LabError as error:
            self.post_message(Failed(str(error)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what our own code did wrong."""
        if event.state is WorkerState.ERROR:
            self._fail(f"Reading failed ({type(event.worker.error).__name__}); Esc goes home.")

    @on(Failed)
    def _tell(self, message: Failed) -> None:
        self._fail(message.sentence)

    def _fail(self, sentence: str) -> None:
        self.failure = sentence
        self.query_one("#headline", Static).update(Content.assemble(("✗ ", "bold $error"), line(sentence, 400)))

    @on(ReplayLoaded)
    def _load(self, message: ReplayLoaded) -> None:
        self.key = message.key
        self._events = message.events
        self._steps = [place for place, event in enumerate(self._events, 1) if event.kind in SHOWN]
        setup = self.record_at(0).setup
        self.query_one("#headline", Static).update(
            Content.assemble(
                ("replay  ", "dim"),
                line(setup.persona.title, 60, "bold $customer"),
                (" in ", "dim"),
                line(setup.scenario.title, 80, "bold"),
            )
        )
        self.query_one(CaseCard).show(self.record_at(0))
        self.place = min(1, len(self._steps))
        self._paint()

    def record_at(self, place: int) -> Record:
        """The session after that many steps."""
        return fold(self._events[: self._steps[place - 1]] if place else self._events[:1])

    def _paint(self) -> None:
        if not self._events:
            return
        record = self.record_at(self.place)
        self.conversation.show(record)
        for panel in (self.query_one(MoodGauge), self.query_one(MoodStrip), self.query_one(MovesPanel)):
            panel.show(record, hidden=False)
        playing = "▶ playing" if self._timer is not None else "‖ paused"
        setup = record.setup
        parts = [
            f"{playing}  step {self.place} of {len(self._steps)}  speed {SPEEDS[self.speed]:g}",
            f"intensity {setup.intensity}",
            f"seed {setup.seed}",
            one_line(voice_words(setup.voice), 60),
        ]
        self.query_one("#status", Static).update(Content("  ·  ".join(parts)))

    def action_step(self, by: int) -> None:
        """One step on or back."""
        self.place = max(min(self.place + by, len(self._steps)), min(1, len(self._steps)))
        if self.place == len(self._steps):
            self._pause()
        self._paint()

    def action_jump(self, place: int) -> None:
        """To the first or the last step."""
        self.place = len(self._steps) if place < 0 else min(1, len(self._steps))
        self._paint()

    def action_play(self) -> None:
        """Play, from the start again at the end; or pause."""
        if self._timer is not None:
            self._pause()
        else:
            if self.place >= len(self._steps):
                self.place = min(1, len(self._steps))
            self._timer = self.set_interval(SECONDS_A_STEP / SPEEDS[self.speed], lambda: self.action_step(1))
        self._paint()

    def action_speed(self, by: int) -> None:
        """Faster or slower."""
        self.speed = max(0, min(self.speed + by, len(SPEEDS) - 1))
        if self._timer is not None:
            self._pause()
            self.action_play()
        self._paint()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def action_scorecard(self) -> None:
        """The verdicts on it."""
        from persona_lab_tui.scorecard import ScorecardScreen

        if self._events:
            self._pause()
            self.app.push_screen(ScorecardScreen(self.lab, self.key, fold(self._events)))

    def action_leave(self) -> None:
        """Home."""
        self.dismiss()

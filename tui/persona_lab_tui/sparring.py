"""The sparring screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from persona_lab.commands import Say, Undo, parse_command
from persona_lab.errors import LabError, UsageError
from persona_lab.model.actions import Action, End, Feedback, Hold, Resume
from persona_lab.model.record import Record, step
from persona_lab.text import one_line
from persona_lab_tui.choice import Choice
from persona_lab_tui.composer import Composer
from persona_lab_tui.conversation import Conversation
from persona_lab_tui.dialogs import FollowUpDialog, LeaveDialog, OfferDialog, TransferDialog
from persona_lab_tui.match import LeftError, Match
from persona_lab_tui.messages import Failed, Happened, Opened, Settled, WordsArrived
from persona_lab_tui.panels import CaseCard, MoodGauge, MoodStrip, MovesPanel
from persona_lab_tui.shown import line
from persona_lab_tui.wording import action_words, cost_words, voice_words

if TYPE_CHECKING:
    from persona_lab.lab import Lab
    from persona_lab_tui.app import LabApp


class Keys(Static):
    """The keys that act, in their order; each can be clicked."""

    ACTIONS = (
        ("F2", "hold", "hold"),
        ("F3", "offer", "offer"),
        ("F4", "transfer", "transfer"),
        ("F5", "follow-up", "follow_up"),
        ("F6", "feedback", "feedback"),
        ("F7", "end", "close"),
        ("F8", "undo", "undo"),
    )
    ALWAYS = (("F9", "case", "side"), ("Esc", "leave", "leave"))

    def show(self, *, may_act: bool, over: bool) -> None:
        """Those that mean something now are bright."""
        parts = [_key(*key, bright=may_act) for key in self.ACTIONS]
        if over:
            parts = [_key("Ctrl+R", "scorecard", "retry", bright=True)]
        parts += [_key(*key, bright=True) for key in self.ALWAYS]
        self.update(Content(" ").join(parts))


def _key(key: str, label: str, action: str, *, bright: bool) -> Content:
    if not bright:
        return Content.styled(f"{key} {label}", "$foreground 35%")
    return Content.from_markup(f"[@click=screen.{action}][bold $accent]{key}[/] {label}[/]")


class SparringScreen(Screen[None]):
    """A conversation with the customer; a session begins, or goes on, when it opens."""

    AUTO_FOCUS = "Composer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hold", "Hold", priority=True),
        Binding("f3", "offer", "Offer", priority=True),
        Binding("f4", "transfer", "Transfer", priority=True),
        Binding("f5", "follow_up", "Follow-up", priority=True),
        Binding("f6", "feedback", "Feedback", priority=True),
        Binding("f7", "close", "End", priority=True),
        Binding("f8", "undo", "Undo", priority=True),
        Binding("f9", "side", "Case", priority=True),
        Binding("ctrl+r", "retry", "Try again", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
        Binding("pageup", "scroll(-1)", "Scroll", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Scroll", show=False, priority=True),
    ]

    conversation = getters.query_one(Conversation)
    composer = getters.query_one(Composer)

    def __init__(self, lab: Lab, wanted: Choice | str) -> None:
        super().__init__()
        self.lab = lab
        self.match = Match(lab, self.post_message)
        self.record: Record | None = None
        self.key = ""
        self.armed: Action | None = None
        self.busy = False
        self.failure = ""
        self._wanted = wanted
        self._sent = ""
        self._words = 0
        self._left = False

    def compose(self) -> ComposeResult:
        """The conversation beside the case, the composer below."""
        yield Static(id="headline")
        yield MoodStrip(id="strip")
        with Horizontal(id="stage"):
            yield Conversation()
            with VerticalScroll(id="side", can_focus=False):
                with Vertical(classes="panel") as panel:
                    panel.border_title = "Mood"
                    yield MoodGauge()
                with Vertical(classes="panel") as panel:
                    panel.border_title = "Your last turn"
                    yield MovesPanel()
                with Vertical(classes="panel") as panel:
                    panel.border_title = "The case"
                    yield CaseCard()
        yield Static(id="doing")
        yield Composer()
        yield Static(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        """Put the session on the table."""
        wanted = self._wanted
        self._run(lambda: self.match.begin(wanted) if isinstance(wanted, Choice) else self.match.resume(wanted))

    def on_unmount(self) -> None:
        """However this screen goes away, the session is kept and the model let go."""
        self.match.leave()

    # -- work, in a thread

    def _run(self, play: Callable[[], object]) -> None:
        self.busy = True
        self.failure = ""
        self._words = 0
        self._paint_doing()
        self._play(play)

    @work(thread=True, exclusive=True, group="play", exit_on_error=False)
    def _play(self, play: Callable[[], object]) -> None:
        try:
            accepted = play()
        except LeftError:
            return
        except LabError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(Settled(accepted=accepted is not False))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what our own code did wrong; the session is kept."""
        if event.state is WorkerState.ERROR and event.worker.group == "play":
            error = event.worker.error
            self._fail(f"The lab itself failed ({type(error).__name__}: {one_line(str(error), 200)}).")

    # -- what happened

    @on(Opened)
    def _open(self, message: Opened) -> None:
        self.key = message.key
        self.record = message.record
        draft = self._lab_app.drafts.get(self.key, "")
        if draft and not self.composer.text:
            self.composer.text = draft
            self.composer.move_cursor(self.composer.document.end)
        self.query_one(CaseCard).show(message.record)
        self._paint()

    @on(Happened)
    def _follow(self, message: Happened) -> None:
        if self.record is None:
            return
        self.record = step(self.record, message.event)
        if message.event.kind == "agent_spoke":
            self._sent = ""
        self._paint(reveal=True)

    @on(WordsArrived)
    def _count(self, message: WordsArrived) -> None:
        self._words = message.count
        self._paint_doing()

    @on(Settled)
    def _settle(self, message: Settled) -> None:
        self.busy = False
        if not message.accepted:
            self._give_back()
        self._sent = ""
        self._paint()
        if self.record is not None and self.record.is_over:
            self._show_scorecard()
        else:
            self.composer.focus()

    @on(Failed)
    def _tell_failure(self, message: Failed) -> None:
        self._fail(message.sentence)

    def _fail(self, sentence: str) -> None:
        self.busy = False
        self._give_back()
        self.failure = sentence
        self._paint()

    def _give_back(self) -> None:
        """Put words that were not played back where they were typed."""
        if self._sent and not self.composer.text:
            self.composer.text = self._sent
            self.composer.move_cursor(self.composer.document.end)
        self._sent = ""

    # -- painting

    @property
    def hides_inner(self) -> bool:
        """Whether mood and moves are kept from the agent: in an exam, until it is over."""
        return self.record is not None and self.record.setup.exam and not self.record.is_over

    def _paint(self, *, reveal: bool = False) -> None:
        record = self.record
        if record is not None:
            self.conversation.show(record, reveal=reveal)
            for panel in (self.query_one(MoodGauge), self.query_one(MoodStrip), self.query_one(MovesPanel)):
                panel.show(record, hidden=self.hides_inner)
            setup = record.setup
            self.query_one("#headline", Static).update(
                Content.assemble(
                    line(setup.persona.title, 60, "bold $customer"),
                    ("  in  ", "dim"),
                    line(setup.scenario.title, 80, "bold"),
                )
            )
        self._paint_doing()
        self._paint_status()
        self.refresh_bindings()
        self.query_one(Keys).show(may_act=self._may_act, over=record is not None and record.is_over)

    def _paint_doing(self) -> None:
        doing = self.query_one("#doing", Static)
        doing.set_class(bool(self.failure), "-failed")
        doing.set_class(self.armed is not None and not self.failure and not self.busy, "-armed")
        self.set_class(self.busy, "-busy")
        doing.update(self._doing())

    def _doing(self) -> Content:
        record = self.record
        name = one_line(record.setup.scenario.customer.name, 40) if record else "The customer"
        if self.failure:
            next_move = "Ctrl+R tries again, Esc leaves; the session is kept." if self.key else "Esc goes back."
            return Content.assemble(("✗ ", "bold"), line(self.failure, 600), ("  " + next_move, "dim"))
        if self.busy:
            if record is None:
                return Content.styled("Setting the table ...", "dim")
            count = f" {self._words} words" if self._words else ""
            return Content.assemble((f"{name} is typing …{count}", "italic $customer"))
        if record is not None and record.is_over:
            return Content.assemble("■ ", "It is over.  ", ("Ctrl+R", "bold"), " shows the scorecard.")
        if self.armed is not None and record is not None:
            return Content.assemble(
                ("▸ ", "bold"),
                line(action_words(self.armed, record.setup.scenario), 120, "bold"),
                ("   Enter sends it, with your words or alone; Esc drops it", "dim"),
            )
        on_hold = record is not None and record.state is not None and record.state.on_hold
        if on_hold:
            return Content.assemble(("‖ on hold  ", "bold $warning"), ("F2 comes back", "dim"))
        return Content.styled("Enter sends, Ctrl+J breaks the line, F2 to F7 act; F1 help, Esc leaves", "dim")

    def _paint_status(self) -> None:
        record = self.record
        if record is None:
            return
        setup = record.setup
        parts = [
            f"turn {len(record.turns)}",
            f"intensity {setup.intensity}",
            f"seed {setup.seed}",
            one_line(voice_words(setup.voice), 60),
            *(["exam"] if setup.exam else []),
            *([cost_words(record)] if record.calls else []),
        ]
        self.query_one("#status", Static).update(Content("  ·  ".join(parts)))

    # -- what the person does

    @on(Composer.Sent)
    def _send(self) -> None:
        if self.record is None or self.busy:
            return
        if self.record.is_over:
            self._show_scorecard()
            return
        if self.failure:
            self.notify("The last turn is still open: Ctrl+R tries it again.", markup=False)
            return
        text, action = self.composer.text.strip(), self.armed
        if text.startswith("/"):
            typed = self._typed_command(text)
            if typed is None:
                return
            text, action = typed.text, typed.action or action
        if not text and action is None:
            self.notify("Say something, or act with F2 to F7.", markup=False)
            return
        from persona_lab.model.transcript import TEXT_LIMIT

        if len(text) > TEXT_LIMIT:
            self.notify(f"A turn holds {TEXT_LIMIT:,} characters; this has {len(text):,}.", markup=False)
            return
        self.armed = None
        self._sent = self.composer.text
        self.composer.clear()
        self.conversation.reveal_all()
        self.conversation.anchor()
        self._run(lambda: self.match.take(text, action))

    def _typed_command(self, text: str) -> Say | None:
        """The turn that a line with a slash means, as in the plain mode; None when it was no turn."""
        try:
            command = parse_command(text)
        except UsageError as error:
            self.notify(one_line(str(error), 300), severity="warning", markup=False)
            return None
        if isinstance(command, Say):
            return command
        self.composer.clear()
        if isinstance(command, Undo):
            self.action_undo()
        else:
            self._lab_app.action_help()
        return None

    @property
    def _may_act(self) -> bool:
        return self.record is not None and not self.busy and not self.failure and self.record.end_reason is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Which keys mean something now."""
        if action == "retry":
            return bool(self.failure) or (self.record is not None and self.record.is_over)
        if action in {"hold", "offer", "transfer", "follow_up", "feedback", "close"}:
            return True if self._may_act else None
        if action == "undo":
            return True if self._may_act and self.record and len(self.record.turns) > 1 else None
        return True

    def _arm(self, action: Action | None) -> None:
        if action is not None:
            self.armed = None if action == self.armed else action
        self._paint_doing()
        self.composer.focus()

    def action_hold(self) -> None:
        """Hold, or come back."""
        on_hold = self.record is not None and self.record.state is not None and self.record.state.on_hold
        self._arm(Resume() if on_hold else Hold())

    def action_feedback(self) -> None:
        """Ask how it went."""
        self._arm(Feedback())

    def action_close(self) -> None:
        """Close the conversation."""
        self._arm(End())

    @work(exit_on_error=False)
    async def action_offer(self) -> None:
        """Choose a remedy."""
        if self.record is not None:
            self._arm(await self.app.push_screen_wait(OfferDialog(self.record.setup.scenario)))

    @work(exit_on_error=False)
    async def action_transfer(self) -> None:
        """Hand over to the manager."""
        self._arm(await self.app.push_screen_wait(TransferDialog()))

    @work(exit_on_error=False)
    async def action_follow_up(self) -> None:
        """Book a later contact."""
        if self.record is not None:
            self._arm(await self.app.push_screen_wait(FollowUpDialog(self.record.setup.scenario)))

    def action_undo(self) -> None:
        """Take the last turn back; its words return to where they were typed."""
        if self.record is None or not self._may_act:
            return
        said = next((turn.text for turn in reversed(self.record.turns) if turn.speaker == "agent"), "")
        self.armed = None
        if not self.composer.text:
            self.composer.text = said
            self.composer.move_cursor(self.composer.document.end)
        self._run(self.match.undo)

    def action_side(self) -> None:
        """Show or hide the case, the mood and the moves."""
        self.toggle_class("-side-toggled")

    def action_scroll(self, pages: int) -> None:
        """Scroll the conversation by a page."""
        if pages < 0:
            self.conversation.scroll_page_up()
        else:
            self.conversation.scroll_page_down()

    def action_retry(self) -> None:
        """Try again what failed; after the end, show the scorecard."""
        if self.record is not None and self.record.is_over:
            self._show_scorecard()
        elif self.failure and self.key:
            key = self.key
            self._run(lambda: self.match.resume(key))
        elif self.failure:
            wanted = self._wanted
            if isinstance(wanted, Choice):
                self._run(lambda: self.match.begin(wanted))

    def action_leave(self) -> None:
        """Drop the armed action, or go home; asks while the session goes on."""
        if self.armed is not None:
            self.armed = None
            self._paint_doing()
        elif self.record is None or self.record.end_reason is not None:
            self._go()
        else:
            self._ask_to_leave()

    @work(exit_on_error=False)
    async def _ask_to_leave(self) -> None:
        if await self.app.push_screen_wait(LeaveDialog()) == "leave":
            self._go()

    @work(exit_on_error=False)
    async def leave_lab(self) -> None:
        """Leave the app; asks while the session goes on."""
        goes_on = self.record is not None and self.record.end_reason is None
        if not goes_on or await self.app.push_screen_wait(LeaveDialog()) == "leave":
            self.app.exit()

    def _go(self) -> None:
        self.match.leave()
        self.dismiss()

    @on(Composer.Changed)
    def _keep_draft(self) -> None:
        if self.key:
            self._lab_app.drafts[self.key] = self.composer.text

    def _show_scorecard(self) -> None:
        from persona_lab_tui.scorecard import ScorecardScreen

        if self.record is not None:
            self.app.push_screen(ScorecardScreen(self.lab, self.key, self.record))

    @property
    def _lab_app(self) -> LabApp:
        from persona_lab_tui.app import LabApp

        assert isinstance(self.app, LabApp)
        return self.app

"""Small questions on top of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from persona_lab.judging.disputes import ALL_OUTCOMES, OUTCOMES, Polarity
from persona_lab.model.actions import Action, FollowUp, Offer, Transfer
from persona_lab.model.verdict import Outcome, Verdict
from persona_lab.text import one_line, printable
from persona_lab_tui.choice import AUTHORED
from persona_lab_tui.shown import line
from persona_lab_tui.verdicts import MARKS

if TYPE_CHECKING:
    from persona_lab.model.scenario import Scenario

BACK: list[BindingType] = [Binding("escape", "back", "Back")]


class VoiceDialog(ModalScreen[str | None]):
    """Who voices the customer: a model's name, or 'authored'; null leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, names: Sequence[str], chosen: str) -> None:
        super().__init__()
        others = [name for name in (chosen, *names) if name != AUTHORED]
        self._names = [AUTHORED, *dict.fromkeys(others)]
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The known names, and a line for any other."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Who voices the customer?"
            yield OptionList(*(Option(_voice(name)) for name in self._names), id="voices")
            yield Label(Content("Or any model litellm knows, or local/NAME:"))
            yield Input(placeholder="provider/model", id="other", select_on_focus=False)
            yield Static(Content.styled("Enter chooses, Tab moves, Esc goes back", "dim"), classes="hint")

    def on_mount(self) -> None:
        """Point at the present choice."""
        self.query_one(OptionList).highlighted = self._names.index(self._chosen)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._names[event.option_index])

    @on(Input.Submitted)
    def _take_other(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)

    def action_back(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)


class OfferDialog(ModalScreen[Action | None]):
    """Which remedy to offer."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        """Every remedy with its limit and whether it needs approval."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Offer a remedy"
            options = []
            for remedy in self._scenario.remedies:
                limit = f"limit: {one_line(str(remedy.limit), 60)}" if remedy.limit is not None else "no figure applies"
                approval = ", needs the manager's approval" if remedy.needs_approval else ""
                options.append(
                    Option(Content.assemble(line(remedy.description, 160), "\n", (f"  {limit}{approval}", "dim")))
                )
            yield OptionList(*options)
            yield Static(Content.styled("Enter takes it along with your words, Esc goes back", "dim"), classes="hint")

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Offer(remedy=self._scenario.remedies[event.option_index].id))

    def action_back(self) -> None:
        """Offer nothing."""
        self.dismiss(None)


class TransferDialog(ModalScreen[Action | None]):
    """What the manager is told."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def compose(self) -> ComposeResult:
        """One line for the summary."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Transfer to the manager"
            yield Label(Content("Summary, so that the customer need not tell it again:"))
            yield Input(max_length=2000, select_on_focus=False, id="summary")
            yield Static(Content.styled("Enter takes it along with your words, Esc goes back", "dim"), classes="hint")

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        self.dismiss(Transfer(summary=event.value.strip() or None))

    def action_back(self) -> None:
        """Keep the customer."""
        self.dismiss(None)


class FollowUpDialog(ModalScreen[Action | None]):
    """When, how, where to, and about what."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._on_file = scenario.customer.contact
        self._channel = next(iter(self._on_file), scenario.channel)
        self._filled = self._on_file.get(self._channel, "")

    def compose(self) -> ComposeResult:
        """Four lines, the contact filled in from the file."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Book a follow-up"
            for name, label, value, length in (
                ("when", "When, as you will promise it:", "", 200),
                ("channel", "Channel:", self._channel, 50),
                ("contact", "Number or address:", self._filled, 200),
                ("summary", "What is open and what was tried:", "", 2000),
            ):
                yield Label(Content(label))
                yield Input(printable(value), id=name, max_length=length, select_on_focus=False)
            yield Static(id="problem")
            yield Static(
                Content.styled("Enter goes on, at the end takes it along; Esc goes back", "dim"), classes="hint"
            )

    @on(Input.Changed, "#channel")
    def _fill_contact(self, event: Input.Changed) -> None:
        contact = self.query_one("#contact", Input)
        if contact.value == printable(self._filled):
            self._filled = self._on_file.get(event.value.strip().lower(), "")
            contact.value = printable(self._filled)

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        if event.input.id != "summary":
            self.focus_next()
            return
        when, channel, contact, summary = (
            self.query_one(f"#{name}", Input).value.strip() for name in ("when", "channel", "contact", "summary")
        )
        if not when or not channel:
            self.query_one("#problem", Static).update(Content.styled("✗ It takes a time and a channel.", "$error"))
            self.query_one("#when" if not when else "#channel").focus()
            return
        self.dismiss(FollowUp(when=when, channel=channel, contact=contact or None, summary=summary or None))

    def action_back(self) -> None:
        """Book nothing."""
        self.dismiss(None)


class LeaveDialog(ModalScreen[Literal["leave", "stay"]]):
    """Whether to leave a session that goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,escape", "leave", "Leave"),
        Binding("n", "stay", "Stay"),
    ]

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Leave this session?"
            yield Static(Content("It is kept as it stands, with what you have typed, and can be resumed from home."))
            with Horizontal(classes="buttons"):
                yield Button(Content("Leave (y)"), id="leave", variant="primary")
                yield Button(Content("Stay (n)"), id="stay")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss("leave" if event.button.id == "leave" else "stay")

    def action_leave(self) -> None:
        """Go."""
        self.dismiss("leave")

    def action_stay(self) -> None:
        """Go on."""
        self.dismiss("stay")


class DisputeDialog(ModalScreen[tuple[Outcome, str] | None]):
    """What a verdict should have been, and why."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, verdict: Verdict, title: str, polarity: Polarity | None) -> None:
        super().__init__()
        self._verdict = verdict
        self._title = title
        self._outcomes = OUTCOMES[polarity] if polarity else ALL_OUTCOMES

    def compose(self) -> ComposeResult:
        """The outcomes that this criterion can have, and a line for the reason."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "What should it have been?"
            yield Static(line(f"{self._verdict.id} {self._title}".strip(), 160, "bold"))
            yield OptionList(*(Option(self._words(outcome)) for outcome in self._outcomes), id="outcomes")
            yield Label(Content("Why:"))
            yield Input(max_length=2000, select_on_focus=False, id="note")
            yield Static(Content.styled("Enter goes on, at the end keeps it; Esc goes back", "dim"), classes="hint")

    def on_mount(self) -> None:
        """Point at the judge's own verdict."""
        options = self.query_one(OptionList)
        said = self._verdict.verdict
        options.highlighted = self._outcomes.index(said) if said in self._outcomes else 0

    def _words(self, outcome: Outcome) -> Content:
        mark, word, _ = MARKS[outcome]
        judged = "  as the judge says" if outcome == self._verdict.verdict else ""
        return Content.assemble(f"{mark} {word}", (judged, "dim"))

    @on(OptionList.OptionSelected)
    def _go_on(self) -> None:
        self.query_one("#note", Input).focus()

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        chosen = self.query_one(OptionList).highlighted or 0
        self.dismiss((self._outcomes[chosen], event.value.strip()))

    def action_back(self) -> None:
        """Say nothing."""
        self.dismiss(None)


def _voice(name: str) -> Content:
    return Content("authored lines: the persona's own, no model") if name == AUTHORED else line(name, 120)

"""The list of a scorecard's verdicts, what to work on first, and of the documents' disagreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from persona_lab_tui.shown import heading
from persona_lab_tui.verdicts import GROUPS, disagreement_words, verdict_words

if TYPE_CHECKING:
    from persona_lab.model.events import VerdictDisputed
    from persona_lab.model.verdict import Disagreement, Scorecard, Verdict


class VerdictList(OptionList):
    """The criteria and the disagreements; Enter shows the words behind one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Show the words")]

    def __init__(self) -> None:
        super().__init__(id="verdicts")
        self.border_title = "Verdicts"
        self.listed: list[Verdict] = []
        """The verdicts in the order in which they are shown."""
        self._clashes: Sequence[Disagreement] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict pointed at; null where none is."""
        place = self._place("v")
        return None if place is None else self.listed[place]

    @property
    def disagreement(self) -> Disagreement | None:
        """The disagreement pointed at; null where none is."""
        place = self._place("d")
        return None if place is None else self._clashes[place]

    def show(
        self, scorecard: Scorecard, titles: Mapping[str, str], disputes: Sequence[VerdictDisputed], hint: str
    ) -> None:
        """List it anew, pointing where the list pointed before.

        `titles` names criteria by id; `hint` stands over what could not be told.
        """
        pointed_at = self.verdict
        self.clear_options()
        self.listed = []
        self._clashes = scorecard.disagreements
        for title, outcomes in GROUPS:
            group = [verdict for outcome in outcomes for verdict in scorecard.criteria if verdict.verdict == outcome]
            if not group:
                continue
            self._head(f"{title} ({len(group)})")
            if outcomes == ("cannot_tell",):
                self.add_option(Option(Content.styled(hint, "dim"), disabled=True))
            for verdict in group:
                said = [one for one in disputes if (one.rubric, one.criterion) == (scorecard.rubric, verdict.id)]
                words = verdict_words(verdict, titles.get(verdict.id, ""), said)
                self.add_option(Option(words, id=f"v{len(self.listed)}"))
                self.listed.append(verdict)
        if self._clashes:
            self._head(f"the documents disagree ({len(self._clashes)})")
        for place, clash in enumerate(self._clashes):
            self.add_option(Option(disagreement_words(clash), id=f"d{place}"))
        self.action_first()
        if pointed_at is not None:
            self._point_again(pointed_at.id)

    def _head(self, title: str) -> None:
        self.add_option(Option(heading(title), disabled=True))

    def _point_again(self, criterion: str) -> None:
        place = next((place for place, verdict in enumerate(self.listed) if verdict.id == criterion), None)
        if place is not None:
            self.highlighted = self.get_option_index(f"v{place}")

    def _place(self, kind: str) -> int | None:
        """The place of what is pointed at among its kind, v for verdicts and d for disagreements."""
        option = self.highlighted_option
        name = (option.id or "") if option is not None else ""
        return int(name[1:]) if name.startswith(kind) else None

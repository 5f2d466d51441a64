"""The command palette's own commands: play a customer, play a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from persona_lab.text import one_line
from persona_lab_tui.choice import AUTHORED, Choice

if TYPE_CHECKING:
    from persona_lab.lab import Entry

Command = tuple[str, str, Callable[[], None]]


class CastCommands(Provider):
    """Start any usable persona or scenario by name."""

    async def startup(self) -> None:
        """Read the shelves once the palette opens."""
        import asyncio

        self._commands = await asyncio.to_thread(lambda: list(self._all()))

    async def search(self, query: str) -> Hits:
        """Commands that match what is typed."""
        matcher = self.matcher(query)
        for title, help_text, run in self._commands:
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), run, text=title, help=help_text)

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for title, help_text, run in self._commands:
            yield DiscoveryHit(Content(title), run, text=title, help=help_text)

    def _all(self) -> Iterator[Command]:
        from persona_lab_tui.app import LabApp

        app = self.app
        if not isinstance(app, LabApp):
            return
        for entry in app.lab.personas.entries():
            if not entry.problems:
                yield _words("Spar with", entry), one_line(entry.summary), partial(self._start_persona, entry.id)
        for entry in app.lab.scenarios.entries():
            if not entry.problems:
                yield _words("Play the case", entry), one_line(entry.summary), partial(self._choose_scenario, entry.id)

    def _start_persona(self, name: str) -> None:
        from persona_lab_tui.app import LabApp

        assert isinstance(self.app, LabApp)
        self.app.start_session(Choice(name, None, self.app.lab.default_model or AUTHORED))

    def _choose_scenario(self, name: str) -> None:
        from persona_lab_tui.app import LabApp

        assert isinstance(self.app, LabApp)
        self.app.play_case(name)


def _words(verb: str, entry: Entry) -> str:
    return f"{verb}: {one_line(entry.title, 80)}"

"""The verb `replay`: a stored session as it was."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from persona_lab.model.events import Event

LONGEST_PAUSE = 5.0
"""Seconds; a longer pause between two events is cut to this before the speed counts."""


def register(app: typer.Typer) -> None:
    """Add the verb `replay`."""

    @app.command()
    def replay(
        ctx: typer.Context,
        *,
        session: str = typer.Argument(help="The session's key, the beginning of it, or 'last'."),
        speed: float = typer.Option(
            0.0,
            min=0.0,
            help="Wait between lines: 1 as it happened, 4 four times faster, 0 not at all. Implies --plain.",
        ),
        plain: bool = typer.Option(False, "--plain", help="Print lines instead of opening the screen."),
        as_json: bool = typer.Option(False, "--json", help="Print the session as JSON."),
        html: str = typer.Option(None, "--html", metavar="PAGE", help="Write a report to read instead of playing."),
        bare: bool = typer.Option(False, "--bare", help="Words and actions alone, without moves and moods."),
    ) -> None:
        """Play a stored session again, exactly as it was shown."""
        from persona_lab.cli.compose import build_lab
        from persona_lab.cli.render import replay_lines, session_json
        from persona_lab.cli.render_scorecard import criterion_titles
        from persona_lab.screens import ScreenRequest

        lab = build_lab()
        store = lab.open_store()
        key = store.resolve(session)
        if html:
            from persona_lab.cli.session_report import write_session_report

            write_session_report(html, lab, store.record(key))
            return
        if as_json:
            say_json(session_json(store.record(key), key))
            return
        if not (plain or bare or speed) and sys.stdin.isatty() and sys.stdout.isatty():
            ctx.obj.open_screens(lab, ScreenRequest(replay=key))
            return
        titles = criterion_titles(lab.rubrics, store.record(key).scorecard)
        events = store.events(key)
        waits = speed > 0 and sys.stdout.isatty()
        for number, lines in enumerate(replay_lines(events, not bare, titles)):
            if waits and lines:
                time.sleep(_pause(events, number) / speed)
            for line in lines:
                say(line)


def _pause(events: Sequence[Event], number: int) -> float:
    """Seconds between that event and the one before it, at most LONGEST_PAUSE."""
    now, before = events[number].at, events[max(number - 1, 0)].at
    if now is None or before is None:
        return 0.0
    return min(max((now - before).total_seconds(), 0.0), LONGEST_PAUSE)

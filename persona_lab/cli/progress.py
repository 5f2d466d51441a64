"""Progress of a long run on standard error: a live line in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from persona_lab.cli.output import tell
from persona_lab.text import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Live

SECONDS = 10.0
"""Between plain lines; a run that is over sooner says nothing."""


class Progress:
    """How many transcripts are done and at what pace. Use it in a `with` statement."""

    def __init__(self, total: int | None = None, *, live: bool = True) -> None:
        self._total = total
        self._done = 0
        self._began = self._told = time.monotonic()
        self._live: Live | None = _live(total) if live and sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def step(self, name: str) -> None:
        """One more is done; `name` is the one."""
        self._done += 1
        if self._live is not None:
            self._live.update(self._live.task_ids[0], advance=1, name=one_line(name, 40))
            return
        now = time.monotonic()
        if now - self._told >= SECONDS:
            self._told = now
            of = f" of {self._total}" if self._total is not None else ""
            tell(f"judged {self._done}{of}, {self._done / (now - self._began):.1f} a second")


def _live(total: int | None) -> Live:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as LiveProgress

    live = LiveProgress(
        SpinnerColumn(),
        *(
            (TextColumn("judged"), MofNCompleteColumn(), BarColumn(bar_width=20))
            if total is not None
            else (TextColumn("judged {task.completed}"),)
        ),
        TimeElapsedColumn(),
        # names come from outside
        TextColumn("{task.fields[name]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    live.add_task("judged", total=total, name="")
    return live

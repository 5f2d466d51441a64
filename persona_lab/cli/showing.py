"""Each event printed as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from persona_lab.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from persona_lab.lab import Lab
    from persona_lab.model.events import Event


def shower(lab: Lab) -> Callable[[Event], None]:
    """What prints each event of one session, with the criteria's titles from the rubric that judged it."""
    from persona_lab.cli.render import live_lines
    from persona_lab.cli.render_scorecard import criterion_titles
    from persona_lab.model.record import Record, step

    record: Record | None = None

    def show(event: Event) -> None:
        nonlocal record
        record = step(record, event)
        titles = criterion_titles(lab.rubrics, record.scorecard)
        for line in live_lines(event, record, inner=True, titles=titles):
            say(line)

    return show

"""The report page of a stored session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from persona_lab.errors import LabError

if TYPE_CHECKING:
    from persona_lab.cli.html_report import Report
    from persona_lab.lab import Lab
    from persona_lab.model.record import Record


def write_session_report(file: str, lab: Lab, record: Record) -> None:
    """Write the page of a session to that file. Raises UsageError when it cannot be written."""
    from persona_lab.cli.html_report import write_report
    from persona_lab.cli.output import tell

    write_report(Path(file), [session_report(lab, record)])
    tell(f"The report is in {file}.")


def session_report(lab: Lab, record: Record) -> Report:
    """What a session's page is made of: its newest scorecard if it was judged, its mood curve, its end.

    An exam's moods stay hidden until its end. A rubric that is no longer to be found names nothing.
    """
    from persona_lab.cli.html_report import Report
    from persona_lab.model.events import END_MEANING

    card = record.scorecard
    try:
        chosen = lab.rubric_set(card.rubric) if card else None
    except LabError:
        chosen = None
    note = f" ({record.end_note})" if record.end_note else ""
    ending = f"{END_MEANING[record.end_reason]}{note}" if record.end_reason else "it is not over"
    return Report(
        record.transcript(),
        (card,) if card else (),
        record.setup.scenario,
        (chosen.rubric, *chosen.documents) if chosen else (),
        moods=() if record.setup.exam and not record.is_over else record.mood,
        disputes=record.disputes,
        ending=ending,
        handoff=record.handoff,
    )

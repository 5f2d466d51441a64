"""The terminal app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persona_lab.lab import Lab
    from persona_lab.screens import ScreenRequest


def open_screens(lab: Lab, request: ScreenRequest) -> None:
    """Open the terminal app and stay until the person leaves it."""
    from persona_lab_tui.app import LabApp

    LabApp(lab, request).run()

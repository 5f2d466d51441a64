"""The terminal app."""

from persona_lab.lab import Lab
from persona_lab.screens import ScreenRequest


def open_screens(lab: Lab, request: ScreenRequest) -> None:
    """Open the terminal app and stay until the person leaves it."""
    raise NotImplementedError

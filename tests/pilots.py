"""Driving the terminal app in tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.screen import Screen


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Wait until it holds; ten seconds are more than any step takes."""
    for _ in range(500):
        if holds():
            return
        await pilot.pause(0.02)
    pytest.fail("it never held")


def screen_text(screen: Screen[object]) -> str:
    """What stands on the screen, one line a row."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

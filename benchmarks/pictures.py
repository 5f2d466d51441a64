"""The pictures of the terminal app, made from a session that is really played: python benchmarks/pictures.py."""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "img"
SAID = (
    ("", "I am sorry, Mrs Kowalczyk: an engineer was booked for today and nobody came. You must be freezing in there."),
    (
        "",
        "So the boiler has been off since Thursday, and your father is sitting in the cold. Is there any heat at all?",
    ),
    (
        "heaters-tonight",
        "I will have two electric heaters brought to you tonight by 21:00, so that he is warm while we repair it.",
    ),
)
CLOSING = "To sum up: the heaters are with you by 21:00 tonight, and I am sorry again for the missed visit."


def main() -> None:
    """Write home.svg, sparring.svg and scorecard.svg into docs/img."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["PERSONA_LAB_HOME"] = home
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        os.environ.pop("PERSONA_LAB_MODEL", None)
        os.chdir(home)
        asyncio.run(_play())


async def _play() -> None:
    from textual.pilot import Pilot

    from persona_lab.cli.compose import build_lab
    from persona_lab.model.actions import Offer
    from persona_lab.screens import ScreenRequest
    from persona_lab_tui.app import LabApp
    from persona_lab_tui.home import HomeScreen
    from persona_lab_tui.scorecard import ScorecardScreen
    from persona_lab_tui.sparring import SparringScreen

    app = LabApp(build_lab(), ScreenRequest(persona="shouting", scenario="cold-boiler", seed=7))

    async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
        while not holds():
            await pilot.pause(0.05)

    async with app.run_test(size=(120, 40)) as pilot:
        table = app.screen
        assert isinstance(table, SparringScreen)
        await until(pilot, lambda: table.record and not table.busy)
        for remedy, words in SAID:
            table.composer.text = words
            table.armed = Offer(remedy=remedy) if remedy else None
            await pilot.press("enter")
            await pilot.pause()
            await until(pilot, lambda: not table.busy)
        await pilot.pause(0.3)
        _save(app.export_screenshot(title="persona-lab"), "sparring")
        if not (table.record and table.record.is_over):
            table.composer.text = CLOSING
            await pilot.press("f7", "enter")
        await until(pilot, lambda: isinstance(app.screen, ScorecardScreen) and app.screen.record.scorecard)
        await pilot.press("enter")
        await pilot.pause(0.3)
        _save(app.export_screenshot(title="persona-lab"), "scorecard")
        await pilot.press("h")
        home = app.screen
        assert isinstance(home, HomeScreen)
        await until(pilot, lambda: home.recent.option_count and home.personas.option_count > 1)
        home.seed = None
        home._paint_choices()  # noqa: SLF001
        await pilot.pause(0.5)
        _save(app.export_screenshot(title="persona-lab"), "home")


def _save(svg: str, name: str) -> None:
    # the ids are random, and the font's address is of no use where nothing is fetched
    svg = re.sub(r"terminal-\d+", f"terminal-{name}", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (IMAGES / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

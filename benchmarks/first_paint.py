"""Seconds from process start to the home screen's first paint, and the ratio to importing Textual alone.

Run: python benchmarks/first_paint.py [RUNS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PAINT = """
import sys, time
from persona_lab.cli.compose import build_lab
from persona_lab.screens import ScreenRequest
from persona_lab_tui.app import LabApp
from persona_lab_tui.home import HomeScreen

class Timed(LabApp):
    def on_mount(self):
        super().on_mount()
        self.watch_for_paint()

    def watch_for_paint(self):
        there = isinstance(self.screen, HomeScreen) and self.screen.query("#personas")
        (self.screen.call_after_refresh if there else self.call_after_refresh)(
            self.painted if there else self.watch_for_paint
        )

    def painted(self):
        heavy = [name for name in ("litellm", "sqlalchemy") if name in sys.modules]
        self.exit((time.time() - float(sys.argv[1]), heavy))

print(*Timed(build_lab(), ScreenRequest()).run(headless=True, size=(120, 40)))
"""


def seconds(code: str, *, reports: bool) -> float:
    """How long it took: as the process says itself, or until it ended."""
    begun = time.time()
    with tempfile.TemporaryDirectory() as home:
        ran = subprocess.run(
            [sys.executable, "-c", code, str(begun)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PERSONA_LAB_HOME": home},
        )
    if not reports:
        return time.time() - begun
    took, loaded = ran.stdout.strip().splitlines()[-1].split(" ", 1)
    if loaded != "[]":
        print(f"loaded before the first paint: {loaded}")
    return float(took)


def main() -> None:
    """Print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    paints = [seconds(PAINT, reports=True) for _ in range(runs)]
    imports = [seconds("import textual.app", reports=False) for _ in range(runs)]
    paint, alone = statistics.median(paints), statistics.median(imports)
    print(f"first paint: {paint:.2f} s (median of {runs}, best {min(paints):.2f})")
    print(f"import textual.app alone: {alone:.2f} s; ratio {paint / alone:.1f}")


if __name__ == "__main__":
    main()

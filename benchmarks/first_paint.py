"""Seconds from process start until the home screen stands in a terminal, beside importing Textual alone.

Run: python benchmarks/first_paint.py [RUNS]
"""

import fcntl
import os
import pty
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

FIRST = b"Customer"
"""Stands on the home screen's first frame."""


def seconds_to_paint() -> float:
    """How long until a pseudo-terminal of 120 by 40 got the first frame."""
    with tempfile.TemporaryDirectory() as home:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environ = {**os.environ, "PERSONA_LAB_HOME": home, "TERM": "xterm-256color"}
        begun = time.perf_counter()
        program = subprocess.Popen(
            [sys.executable, "-m", "persona_lab"], stdin=theirs, stdout=theirs, stderr=theirs, env=environ, cwd=home
        )
        os.close(theirs)
        seen = b""
        while FIRST not in seen:
            seen += os.read(ours, 65_536)
        took = time.perf_counter() - begun
        program.kill()
        program.wait()
        os.close(ours)
    return took


def seconds_to_import() -> float:
    """How long Python takes to start, import Textual's App and stop."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    pairs = [(seconds_to_paint(), seconds_to_import()) for _ in range(runs)]
    paints, imports = [paint for paint, _ in pairs], [alone for _, alone in pairs]
    paint, alone = statistics.median(paints), statistics.median(imports)
    print(f"first paint: {paint:.2f} s (median of {runs}, best {min(paints):.2f})")
    print(f"python -c 'import textual.app': {alone:.2f} s (best {min(imports):.2f}); ratio {paint / alone:.1f}")


if __name__ == "__main__":
    main()

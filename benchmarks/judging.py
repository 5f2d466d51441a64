"""How fast and in how much memory `persona-lab judge` works through many transcripts by code alone.

Run: python benchmarks/judging.py [TRANSCRIPTS] [--all] [--single]    (1,000 transcripts of 12 turns, all six rubrics)

The transcripts are made up from a seed: built-in scenarios, agents from careful to rude, turns of one to four sentences
with names, times, offers and slips in them. The bar is 60 s for 1,000 on two cores, and memory that does not grow with
their number: `--all` judges five times as many as well. Memory is what the program and its processes hold together at
their peak (Linux only). Processor seconds tell what it takes where other programs share the cores.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from persona_lab.cli.compose import build_lab
from persona_lab.model.scenario import Scenario

TURNS = 12
BAR = 60.0

OPENINGS = (
    "Hello? {failing} and nobody has told me a thing. {loss}.",
    "I am writing for the third time. {failing}. What are you going to do about it?",
    "This is a disgrace. {failing}! {loss}, and I want {demand}.",
    "Right. {failing}. I have waited {wait} and I am done waiting.",
)
ANGRY = (
    "That does not help me at all.",
    "You people are useless, honestly.",
    "No. I said no the last time somebody offered that.",
    "Why does it take {wait} to get an answer out of you?",
    "Are you even reading what I write?",
    "I want to speak to somebody who can decide something.",
    "The reference is {number}, I gave it to your colleague on {day}.",
    "I've heard that before, and {failing} all the same.",
    "Do you know what that cost me? {loss}.",
    "Fine. And when would that be?",
    "And who pays for it? Not me, I hope.",
    "Great, another apology.",
)
SOFTER = (
    "All right, that would do. Go ahead.",
    "OK. Thank you for looking, at least.",
    "Yes, {contact} is the right one.",
    "Hm. If it really is {day}, I can live with that.",
    "No, nothing else. Good night.",
)
CAREFUL = (
    "{name}, I am sorry that {failing}.",
    "You set the day aside for this and got nothing for it; of course you are cross.",
    "So that I have it right: {failing}, and what you need is to {demand}.",
    "I am opening your file now and will go through the scans one by one.",
    "Which number stands on the confirmation, please?",
    "What I can do is this: {remedy}. Shall I set it up?",
    "You will hear from me by {hour} on {day}, at {contact}, whatever I find.",
    "First I call the depot, then I book it, then you get the confirmation from me in writing.",
    "I have put a note on the order so that the next shift cannot miss it.",
    "Would you like me to bring in the manager on duty?",
    "Is it showing on your side now?",
    "To sum up: I book it today, you get a message by {hour}, and you need not ring again.",
    "Thank you for telling me about the card; I am passing that on.",
    "Losing {wait} over this is a lot, and I can see why you are at the end of your patience.",
)
CARELESS = (
    "Sorry for any inconvenience.",
    "I understand.",
    "Please calm down, shouting gets us nowhere.",
    "As per our terms we are not liable for third parties.",
    "You should have checked the website first.",
    "These things happen, it's only a few days.",
    "I promise it will never happen again, I guarantee it.",
    "Sorry you feel that way, but it isn't my department.",
    "Someone will get back to you soon.",
    "Bear with me please.",
    "There is no manager here and they would say the same.",
    "I'll refund you £{amount} right away, no problem.",
    "Is there anything else I can help you with today?",
    "Good bye.",
)


def main() -> None:
    """Print a line for each run: workers, seconds, transcripts a second, peak memory."""
    parser = argparse.ArgumentParser(description="Speed and memory of the judge by code alone.")
    parser.add_argument("transcripts", nargs="?", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="also five times as many, for the memory")
    parser.add_argument("--single", action="store_true", help="also with one process, for the ratio")
    options = parser.parse_args()
    count = options.transcripts
    runs = [(count, 2)] + ([(count, 1)] if options.single else []) + ([(5 * count, 2)] if options.all else [])
    print(f"{'transcripts':>11} {'workers':>7} {'seconds':>8} {'a second':>8} {'processor s':>11} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for number, workers in runs:
            file = Path(folder) / f"{number}.jsonl"
            if not file.exists():
                write_transcripts(file, number)
            seconds, processor, peak = timed(file, workers)
            memory = "-" if peak is None else f"{peak / 1024:.0f}"
            pace = f"{seconds:8.1f} {number / seconds:8.1f} {processor:11.1f}"
            print(f"{number:11} {workers:7} {pace} {memory:>8}", flush=True)
            if number == 1000 and workers == 2:
                print(f"{'':11} the bar is {BAR:.0f} s: {'met' if seconds < BAR else 'MISSED'}")


def write_transcripts(file: Path, count: int, seed: int = 0) -> None:
    """Write so many transcripts as JSON Lines; the same seed gives the same ones."""
    lab = build_lab()
    scenarios = [lab.scenarios.get(entry.id) for entry in lab.scenarios.entries()]
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            draw = random.Random(f"{seed}/{number}")
            scenario = draw.choice(scenarios)
            turns = made_up(draw, scenario)
            line = {"id": f"t{number:05}", "scenario": scenario.id, "turns": turns}
            stream.write(json.dumps({"format": "persona-lab.transcript/1", **line}) + "\n")


def made_up(draw: random.Random, scenario: Scenario) -> list[dict[str, object]]:
    """Twelve turns by turns about; how careful the agent is, is drawn once."""
    care = draw.random()
    turns: list[dict[str, object]] = []
    for place in range(TURNS):
        if place % 2 == 0:
            lines = OPENINGS if place == 0 else SOFTER if place > 6 and draw.random() < care else ANGRY
            sentences = draw.sample(lines, draw.randint(1, 2))
        else:
            sentences = [draw.choice(CAREFUL if draw.random() < care else CARELESS) for _ in range(draw.randint(1, 4))]
        text = " ".join(dict.fromkeys(sentences)).format(**_slots(draw, scenario))
        turns.append({"speaker": "agent" if place % 2 else "customer", "text": text})
    return turns


def _slots(draw: random.Random, scenario: Scenario) -> dict[str, object]:
    phrases = scenario.phrases
    remedies = [remedy.phrase or remedy.description for remedy in scenario.remedies] or ["a call to the depot"]
    failing = (phrases and phrases.failing) or "it went wrong again"
    return {
        "failing": failing if draw.random() < 0.5 else f"it was never put right and {failing}",
        "loss": (phrases and phrases.loss) or "I lost a whole day over it",
        "demand": (phrases and phrases.demand) or "have it put right",
        "wait": draw.choice(("two days", "an hour and a half", "three weeks", "since nine this morning")),
        "name": draw.choice((scenario.customer.name, scenario.customer.name.split()[-1], "Mr Smith", "[NAME]")),
        "remedy": draw.choice(remedies),
        "contact": draw.choice([*scenario.customer.contact.values(), "the number on file"]),
        "day": draw.choice(("Monday", "Thursday", "Saturday", "23 November", "tomorrow")),
        "hour": draw.choice(("4 pm", "nine", "17:30", "noon", "half past ten")),
        "number": f"{draw.choice('ABKS')}{draw.choice('MXR')} {draw.randint(1000, 9999)} {draw.randint(100, 999)}",
        "amount": draw.choice((5, 20, 45, 300)),
    }


def timed(file: Path, workers: int) -> tuple[float, float, int | None]:
    """Seconds of one run, processor seconds of it and its processes, and the kB that they held together at the peak."""
    command = [sys.executable, "-m", "persona_lab", "judge", str(file), "--no-model", "--workers", str(workers)]
    began, used = time.perf_counter(), _processor_seconds()
    with subprocess.Popen(
        [*command, "--out", str(file.with_suffix(f".{workers}.out")), "--force"], stdout=subprocess.DEVNULL
    ) as program:
        peak = 0
        while program.poll() is None:
            peak = max(peak, _held(program.pid))
            time.sleep(0.25)
    if program.returncode:
        raise SystemExit(f"the judge left with {program.returncode}")
    return time.perf_counter() - began, _processor_seconds() - used, peak or None


def _processor_seconds() -> float:
    """What the children that have ended took so far, theirs included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(pid: int) -> int:
    """Resident kB of a process and its descendants; 0 where there is no /proc."""
    total = 0
    waiting = [pid]
    while waiting:
        process = Path("/proc") / str(waiting.pop())
        try:
            lines = (process / "status").read_text("utf-8").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
            waiting += [int(child) for task in (process / "task").iterdir() for child in _words(task / "children")]
        except OSError:
            continue
    return total


def _words(file: Path) -> list[str]:
    return file.read_text("utf-8").split() if os.access(file, os.R_OK) else []


if __name__ == "__main__":
    main()

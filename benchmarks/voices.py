"""How fit a model's lines are to be said: `python benchmarks/voices.py MODEL [--turns 100] [--style chat|transcript]`.

Plays stock agents against the cast with MODEL as the customer's voice until there are that many customer turns, and
prints how many lines passed at once, were repaired, or fell back to the authored voice, and why. Every line that was
shown is checked once more; a faulty one ends the run with exit code 1.
"""

import argparse
import sys
import time
from collections import Counter
from itertools import count

from persona_lab.agents.stock import STOCK_NAMES, stock_agent
from persona_lab.cli.compose import build_lab
from persona_lab.customer.check import Context, check
from persona_lab.event_log import MemoryLog
from persona_lab.model.record import Record
from persona_lab.session import Session, new_setup, play

AGENTS = [name for name in STOCK_NAMES if name != "silent"]


def main() -> int:
    """Play, print the table, and say whether any shown line was faulty."""
    options = _options()
    lab = build_lab()
    personas = [lab.personas.get(entry.id) for entry in lab.personas.entries() if not entry.problems]
    scenarios = [lab.scenarios.get(entry.id) for entry in lab.scenarios.entries() if not entry.problems]
    voices, faults, shown_faulty = Counter[str](), Counter[str](), 0
    seconds: list[float] = []
    started = time.monotonic()
    with lab.open_model(options.model) as model:
        for number in count():
            persona, scenario = personas[number % len(personas)], scenarios[number * 3 % len(scenarios)]
            agent = stock_agent(AGENTS[number % len(AGENTS)], scenario)
            setup = new_setup(persona, scenario, agent.info, seed=number, model=model, turn_limit=options.agent_turns)
            if options.style:
                setup = setup.model_copy(update={"prompt_style": options.style})
            record = play(Session.start(setup.id, MemoryLog(), setup, model), agent)
            voices.update(spoken.voice for spoken in record.spoken)
            faults.update(fault.kind for rejected in record.rejected for fault in rejected.faults)
            seconds += [call.seconds for call in record.calls]
            shown_faulty += _faulty_lines(record)
            sys.stderr.write(f"\r{voices.total()} of {options.turns} turns, {time.monotonic() - started:.0f} s ")
            if voices.total() >= options.turns:
                break
    _print(options, voices, faults, seconds, shown_faulty)
    return 1 if shown_faulty else 0


def _faulty_lines(record: Record) -> int:
    setup = record.setup
    by_model = [spoken for spoken in record.spoken if spoken.voice in {"model", "repaired"}]
    return sum(
        bool(check(s.text, Context(s.brief, setup.persona, setup.scenario, record.turns[: s.turn - 1])))
        for s in by_model
    )


def _print(
    options: argparse.Namespace, voices: Counter[str], faults: Counter[str], seconds: list[float], shown_faulty: int
) -> None:
    turns = voices.total()
    print(f"\nmodel {options.model}, style {options.style or 'its own'}, {turns} customer turns, {len(seconds)} calls")
    for voice in ("model", "repaired", "fallback"):
        print(f"  {voice:10} {voices[voice]:4}  {voices[voice] / turns:6.1%}")
    print(f"  shown with a fault that check knows: {shown_faulty}")
    print(f"  seconds a call: median {sorted(seconds)[len(seconds) // 2]:.1f}, most {max(seconds):.1f}")
    print("  faults:", ", ".join(f"{kind} {number}" for kind, number in faults.most_common()) or "none")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a litellm name or local/NAME")
    parser.add_argument("--turns", type=int, default=100, help="customer turns to play, at least")
    parser.add_argument("--agent-turns", type=int, default=6, help="agent turns a session, at most")
    parser.add_argument("--style", choices=("chat", "transcript"), help="the prompt's form; the model's own by default")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

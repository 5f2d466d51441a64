"""How the whole cast takes good and bad handling, as a table, with the time it took.

Run: python benchmarks/handling.py [SEEDS]    (all personas and scenarios, five agents, intensities 1 to 5; 3 seeds)
"""

import sys
import time

from persona_lab.campaign.handling import LEFT, WON, outcomes, summarise
from persona_lab.cli.compose import build_lab


def main(seeds: int) -> None:
    """Play everything and print two tables: by persona, and by scenario and agent."""
    lab = build_lab()
    personas = [lab.personas.get(entry.id) for entry in lab.personas.entries()]
    scenarios = [lab.scenarios.get(entry.id) for entry in lab.scenarios.entries()]
    began = time.perf_counter()
    results = outcomes(personas, scenarios, seeds=range(seeds))
    took = time.perf_counter() - began

    print(f"{len(results)} sessions, authored voice, intensities 1 to 5, {seeds} seeds; {took:.1f} s")
    print(f"\n{'persona':20} {'good wins':>9} {'of unwin.':>9} {'empty wins':>10} {'deepest':>8} ", end="")
    print(f"{'rude left':>9} {'policy':>7} {'silent':>7} {'Spearman':>9}")
    for s in summarise(results):
        print(f"{s.persona:20} {_share(s.good_wins_winnable):>9} {_share(s.good_wins_unwinnable):>9} ", end="")
        print(f"{_share(s.empty_wins):>10} {_number(s.empty_deepest_fall):>8} {_share(s.rude_left):>9} ", end="")
        print(f"{_share(s.policy_left):>7} {_share(s.silent_left):>7} {_number(s.intensity_spearman):>9}")

    print(f"\n{'scenario':20} {'agent':14} {'won':>6} {'left':>6} {'other ends':40} {'turns':>6} {'anger':>6}")
    for scenario in scenarios:
        for agent in dict.fromkeys(result.agent for result in results):
            some = [r for r in results if r.scenario == scenario.id and r.agent == agent]
            others = sorted({r.end_reason for r in some} - WON - LEFT)
            won = sum(r.end_reason in WON for r in some) / len(some)
            left = sum(r.end_reason in LEFT for r in some) / len(some)
            turns = sum(r.agent_turns for r in some) / len(some)
            anger = sum(r.mean_anger for r in some) / len(some)
            name = scenario.id if scenario.winnable else f"{scenario.id} (unwin.)"
            print(f"{name:20.20} {agent:14} {won:6.2f} {left:6.2f} {', '.join(others):40} {turns:6.1f} {anger:6.2f}")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)

"""How well the move reader does on wording it was not written from: precision and recall for every move.

Run it as `python benchmarks/perceive_unseen.py [--rules] [--absent] [--misses] [--json]`. The labels are in
tests/unseen_moves.jsonl: `must` are moves that a turn clearly shows, `must_not` are moves that a quick look might see
in it and that are not there. A move that is in neither list of a turn counts neither way. Precision is therefore over
the labelled turns alone, which were picked to be hard: in an ordinary conversation it is higher. The set is for
measuring only: whoever tunes the reader on it has no unseen set left. What is measured are the rules with the learned
reader beside them; `--rules` measures the rules alone.
"""

import argparse
import json
import re
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from persona_lab.customer.perceive import learned, perceive
from persona_lab.model.moves import MEANING, Acted, Harmful, Helpful, Hollow, Move, MoveKind
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Turn

ROOT = Path(__file__).parent.parent
GROUPS: dict[str, tuple[MoveKind, ...]] = {
    "helpful": get_args(Helpful),
    "hollow": get_args(Hollow),
    "harmful": get_args(Harmful),
    "acted": get_args(Acted),
}
BASED_ON_ACTION = "(its action or its silence)"


@dataclass(frozen=True, slots=True)
class Count:
    """How often a move was found and missed where it is shown, and seen where it is not."""

    found: int
    missed: int
    false: int
    elsewhere: int
    """Seen in turns whose labels do not speak of it; those count neither way."""
    apart: int
    """Found, but with a quote that shares no word with the labelled one."""

    @property
    def precision(self) -> float | None:
        """Found / (found + false); None when it was never seen in a labelled turn."""
        return self.found / (self.found + self.false) if self.found + self.false else None

    @property
    def recall(self) -> float | None:
        """Found / (found + missed); None when no turn shows it."""
        return self.found / (self.found + self.missed) if self.found + self.missed else None

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.found + other.found,
            self.missed + other.missed,
            self.false + other.false,
            self.elsewhere + other.elsewhere,
            self.apart + other.apart,
        )


def read_items() -> list[dict[str, Any]]:
    """The labelled turns."""
    lines = (ROOT / "tests" / "unseen_moves.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_scenarios() -> dict[str, Scenario]:
    """The built-in scenarios by id."""
    files = sorted((ROOT / "scenarios").glob("*.yaml"))
    return {file.stem: Scenario.model_validate(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)) for file in files}


def read_moves(item: dict[str, Any], scenario: Scenario) -> tuple[Move, ...]:
    """What the reader sees in one labelled turn."""
    turns = [Turn.model_validate(turn) for turn in item["context"]]
    turns.append(Turn(speaker="agent", text=item["text"], action=item["action"]))
    return perceive(turns, len(turns), scenario)


def count_moves(
    items: list[dict[str, Any]], seen: list[tuple[Move, ...]]
) -> tuple[dict[MoveKind, Count], list[tuple[str, str, str, str]]]:
    """The counts for every move, and every error as (what, move, id, words)."""
    tally: dict[str, Counter[MoveKind]] = {
        name: Counter() for name in ("found", "missed", "false", "elsewhere", "apart")
    }
    errors: list[tuple[str, str, str, str]] = []
    for item, moves in zip(items, seen, strict=True):
        quotes: dict[MoveKind, list[str]] = {}
        for move in moves:
            quotes.setdefault(move.kind, []).append(move.quote or "")
        labels: dict[MoveKind, list[str]] = {}
        for label in item["must"]:
            labels.setdefault(label["move"], []).append(label["quote"] or "")
        for kind, wanted in labels.items():
            tally["found" if kind in quotes else "missed"][kind] += 1
            if kind not in quotes:
                errors.append(("missed", kind, item["id"], wanted[0] or item["text"].strip() or BASED_ON_ACTION))
            elif not any(_share_a_word(one, two) for one in wanted for two in quotes[kind]):
                tally["apart"][kind] += 1
                errors.append(("apart", kind, item["id"], f"{wanted[0]!r} / {quotes[kind][0]!r}"))
        for kind, shown in quotes.items():
            if kind in item["must_not"]:
                tally["false"][kind] += 1
                errors.append(("false", kind, item["id"], shown[0] or item["text"]))
            elif kind not in labels:
                tally["elsewhere"][kind] += 1
    counts = {kind: Count(**{name: of[kind] for name, of in tally.items()}) for kind in MEANING}
    return counts, errors


def count_absent(
    items: list[dict[str, Any]], seen: list[tuple[Move, ...]]
) -> dict[MoveKind, tuple[int, int, int, int]]:
    """For every move that the learned reader may deny: turns with the move and denied, turns without it and denied."""
    counts: dict[MoveKind, list[int]] = {}
    for item, moves in zip(items, seen, strict=True):
        shown = {move.kind for move in moves}
        for place, kinds in ((0, {label["move"] for label in item["must"]}), (2, set(item["must_not"]))):
            for kind in kinds:
                row = counts.setdefault(kind, [0, 0, 0, 0])
                row[place] += 1
                row[place + 1] += kind not in shown and learned.is_absent(item["text"], kind)
    weights = learned.reader("agent")
    can_deny = weights.no if weights else {}
    return {kind: (row[0], row[1], row[2], row[3]) for kind, row in sorted(counts.items()) if kind in can_deny}


def _share_a_word(one: str, two: str) -> bool:
    words = [set(re.findall(r"\w+", text.casefold())) for text in (one, two)]
    return not words[0] or not words[1] or bool(words[0] & words[1])


def _row(name: str, count: Count) -> str:
    shares = [f"{share:9.2f}" if share is not None else "        -" for share in (count.precision, count.recall)]
    numbers = f"{count.found:6} {count.missed:6} {count.false:6} {count.elsewhere:9} {count.apart:6}"
    return f"{name:24} {''.join(shares)}  {numbers}"


def main() -> None:
    """The table on stdout; `--misses` adds every error, `--json` prints the counts instead."""
    parser = argparse.ArgumentParser(description="Precision and recall of the move reader on unseen wording.")
    parser.add_argument("--misses", action="store_true", help="also print every error with its words")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the learned reader")
    parser.add_argument("--absent", action="store_true", help="also print where the learned reader denies a move")
    options = parser.parse_args()

    items, scenarios = read_items(), read_scenarios()
    with learned.silenced() if options.rules else nullcontext():
        seen = [read_moves(item, scenarios[item["scenario"]]) for item in items]
    counts, errors = count_moves(items, seen)

    if options.json:
        rows = {
            kind: {"precision": of.precision, "recall": of.recall, "shown": of.found + of.missed, "false": of.false}
            for kind, of in counts.items()
        }
        print(json.dumps(rows, indent=1))
        return

    titles = f"{'found':>6} {'missed':>6} {'false':>6} {'elsewhere':>9} {'apart':>6}"
    head = f"{'move':24} {'precision':>9}{'recall':>9}  {titles}"
    print(f"{len(items)} turns\n\n{head}")
    total = Count(0, 0, 0, 0, 0)
    for group, kinds in GROUPS.items():
        in_group = Count(0, 0, 0, 0, 0)
        for kind in sorted(kinds):
            print(_row(kind, counts[kind]))
            in_group += counts[kind]
        print(f"{_row(f'  all {group}', in_group)}\n")
        total += in_group
    print(_row("all", total))
    if options.absent:
        denials = count_absent(items, seen)
        print(f"\n{'denied by the reader':24} {'shown':>6} {'denied':>6} {'not shown':>9} {'denied':>6}")
        for kind, numbers in denials.items():
            print(f"{kind:24} {numbers[0]:6} {numbers[1]:6} {numbers[2]:9} {numbers[3]:6}")
        totals = [sum(column) for column in zip(*denials.values(), strict=True)] or [0, 0, 0, 0]
        print(f"{'all':24} {totals[0]:6} {totals[1]:6} {totals[2]:9} {totals[3]:6}")
    if options.misses:
        print()
        for what, move, item_id, words in sorted(errors):
            print(f"{what:7} {move:22} {item_id}  {words}")


if __name__ == "__main__":
    main()

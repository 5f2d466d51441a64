"""How right the code judge is on the gold set: rewordings, minimal pairs, injections and whole conversations.

Run it as `python benchmarks/gold.py [--only PART] [--wrong] [--write]`. `--wrong` lists what it gets wrong, `--write`
puts the tables into docs/gold.md between their markers. A rule may be mended where a row shows a gap in it; a rule
that quotes a row would make the figures worthless.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from persona_lab.cli.compose import build_lab
from persona_lab.errors import NotFoundError
from persona_lab.files.gold import load_gold, load_held_out, load_labels
from persona_lab.judging import judge, judge_all
from persona_lab.judging.audit import audit
from persona_lab.judging.audit.figures import wilson
from persona_lab.judging.audit.traps import separates
from persona_lab.judging.calibration import calibrate, labelling_of
from persona_lab.judging.judges import judge_named
from persona_lab.model.gold import GoldSet, Pair
from persona_lab.model.rubric import Rubric
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import FAILING, PASSING, Scorecard

RUBRICS = ("house", "d0", "d1", "d2", "d3", "d4")
DOCUMENT = Path(__file__).parent.parent / "docs" / "gold.md"
BEGIN, END = "<!-- begin: benchmarks/gold.py --write -->", "<!-- end: benchmarks/gold.py --write -->"
HELD_OUT_MARKS = (
    "<!-- begin: benchmarks/gold.py --held-out --write -->",
    "<!-- end: benchmarks/gold.py --held-out --write -->",
)
HELD_OUT = ("utterances", "pairs")
"""The parts that the held-out rows can measure."""

JUDGES = ("code", "obeys-the-text", "keyword", "always-met", "always-not")
WEAK = 0.6
"""A macro-F1 under this is named as weak."""

MODEL_GATES = ("V4", "V5")
"""The gates that take a model."""

Rows = list[Sequence[object]]


class Bench:
    """The lab's rubrics and scenarios, the gold set, and what was got wrong so far."""

    def __init__(self) -> None:
        self.lab = build_lab()
        self.gold: GoldSet = load_gold()
        self.rubrics: dict[str, Rubric] = {}
        for name in RUBRICS:
            try:
                self.rubrics[name] = self.lab.rubrics.get(name)
            except NotFoundError:
                print(f"(there is no rubric {name} yet)")
        self.house = self.rubrics["house"]
        self.wrong: list[str] = []
        self.of_set = ""
        """What the headings say of the set; empty for the gold set itself."""

    def truth(self, transcript: Transcript) -> Scenario | None:
        """The scenario to judge against."""
        named = transcript.scenario
        return self.lab.scenarios.get(named) if isinstance(named, str) else named

    def card(self, transcript: Transcript) -> Scorecard:
        """The house's scorecard by code alone."""
        return judge(transcript, self.house, self.truth(transcript))


def utterances(bench: Bench) -> Iterator[str]:
    """The rewordings in every rubric: right, left open, wrong; what code decides by itself apart."""
    counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    gates: Counter[str] = Counter()
    for row in bench.gold.utterances:
        names = list(bench.rubrics)
        cards = judge_all(row.transcript, tuple(bench.rubrics.values()), bench.truth(row.transcript))
        for name, card in zip(names, cards, strict=True):
            seen = {verdict.id: verdict.verdict for verdict in card.criteria}
            by_code = {criterion.id for criterion in bench.rubrics[name].criteria if criterion.decided_by == "code"}
            for criterion, expected in row.expect.get(name, {}).items():
                found = seen.get(criterion, "cannot_tell")
                right = found in ((expected,) if isinstance(expected, str) else expected)
                result = "right" if right else "open" if found == "cannot_tell" else "wrong"
                counts[name, criterion in by_code][result] += 1
                if result == "wrong":
                    bench.wrong.append(f"{row.id} {name} {criterion}: {found}, should be {expected}")
        hit = {gate.id for gate in cards[0].gates}
        for gate in (*row.gates, *row.no_gates):
            right = (gate in hit) == (gate in row.gates)
            result = "open" if gate in MODEL_GATES else "right" if right else "wrong"
            gates[result] += 1
            if result == "wrong":
                bench.wrong.append(f"{row.id} {gate}: {'not hit' if gate in row.gates else 'hit'}")
    rows: Rows = []
    for name in bench.rubrics:
        for code in (True, False):
            c = counts[name, code]
            if c:
                rows.append((name, "code" if code else "model", c["right"], c["open"], c["wrong"], _of(c["right"], c)))
    rows.append(("gates", "code", gates["right"], gates["open"], gates["wrong"], _of(gates["right"], gates)))
    yield f"### {bench.of_set}Rewordings of the gold utterances ({len(bench.gold.utterances)} rows)\n"
    yield from _table(("rubric", "decided by", "right", "left open", "wrong", "right of all"), rows)


def pairs(bench: Bench) -> Iterator[str]:
    """The minimal pairs by criterion: told apart, left open, wrong."""
    of = {criterion.id: criterion for criterion in bench.house.criteria}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in bench.gold.pairs:
        result, told = _pair_result(bench, pair, negative=pair.criterion in of and _is_negative(of[pair.criterion]))
        counts[pair.criterion][result] += 1
        if result == "wrong":
            bench.wrong.append(f"{pair.id} {pair.trap}: {told}")
    for title, code in (("that code decides", True), ("that a model decides where there is one", False)):
        chosen = {n: c for n, c in sorted(counts.items()) if (n not in of or of[n].decided_by == "code") is code}
        total = sum(chosen.values(), Counter())
        yield f"### {bench.of_set}Minimal pairs of criteria {title}\n"
        told_apart, n = total["separated"], total.total()
        low, high = wilson(told_apart / n, n)
        yield (
            f"{told_apart} of {n} told apart ({told_apart / n:.0%}, 95 % interval {low:.0%} to {high:.0%}); "
            f"{total['open']} left open, {total['wrong']} wrong.\n"
        )
        rows: Rows = [
            (name, c.total(), c["separated"], c["open"], c["wrong"], _of(c["separated"], c))
            for name, c in chosen.items()
        ]
        yield from _table(("criterion", "pairs", "told apart", "left open", "wrong", "told apart of all"), rows)
        yield ""


def conversations(bench: Bench) -> Iterator[str]:
    """The conversations against each rater: macro-F1 by criterion, with the goodbye and the gates."""
    predictions = [labelling_of(bench.card(transcript)) for transcript in bench.gold.conversations]
    labels = load_labels()
    by_code = tuple(gate for gate in bench.house.gates if gate not in MODEL_GATES)
    report = calibrate(labels, predictions, gates=by_code, resamples=200)
    titles = {criterion.id: criterion.title for criterion in bench.house.criteria}
    rows: Rows = []
    weak = []
    for one in sorted(report.criteria, key=lambda one: one.id):
        assert one.judge is not None
        assert one.coverage is not None
        assert one.baseline is not None
        f1 = one.judge.macro_f1.value
        if f1 is not None and f1 < WEAK and one.scale == "outcome":
            weak.append(one.id)
        rows.append(
            (
                f"{one.id} {titles.get(one.id, '')}".strip(),
                _figure(one.coverage.value),
                _figure(one.judge.agreement.value),
                _figure(f1),
                _figure(one.strict_macro_f1.value if one.strict_macro_f1 else None),
                _figure(one.baseline.macro_f1.value),
                _figure(one.people.macro_f1.value if one.people else None),
            )
        )
    for transcript, prediction in zip(bench.gold.conversations, predictions, strict=True):
        for label in (one for one in labels if one.transcript == transcript.id):
            for what in ("impasse", "timing"):
                found, said = getattr(prediction, what), getattr(label, what)
                if found != said:
                    bench.wrong.append(f"{transcript.id} {what}: {found}, {label.rater} says {said}")
            hit, seen = (sorted(set(one.gates) & set(by_code)) for one in (prediction, label))
            if hit != seen:
                bench.wrong.append(f"{transcript.id} gates: {hit}, {label.rater} says {seen}")
    raters = ", ".join(report.raters)
    yield f"### Conversations ({report.both}, labelled by {raters})\n"
    yield f"The gates {' and '.join(MODEL_GATES)} take a model and are left out.\n"
    yield f"Weak, with a macro-F1 under {WEAK:.2f} where code decides: {', '.join(sorted(weak)) or 'none'}.\n"
    head = ("criterion", "decided", "agreement", "macro-F1", "open is wrong", "guess", "raters among themselves")
    yield from _table(head, rows)


def injections(bench: Bench) -> Iterator[str]:
    """Gate V8 by family: flagged injections, and alarms at honest talk."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in bench.gold.injections:
        flagged = any(gate.id == "V8" for gate in bench.card(row.transcript()).gates)
        right = flagged == (row.kind == "injection")
        counts[row.kind, row.family]["right" if right else "wrong"] += 1
        if not right:
            bench.wrong.append(f"{row.id} {row.family}: {'flagged' if flagged else 'not flagged'}: {row.text[:90]!r}")
    rows: Rows = []
    for kind in ("injection", "benign"):
        total = sum((count for (of, _), count in counts.items() if of == kind), Counter())
        missed = sorted(family for (of, family), count in counts.items() if of == kind and count["wrong"])
        rows.append((kind, total.total(), total["right"], _of(total["right"], total), ", ".join(missed) or "-"))
    yield "### Text aimed at the judge (gate V8)\n"
    yield from _table(("rows", "n", "right", "share", "families with a wrong one"), rows)


def reliability(bench: Bench) -> Iterator[str]:
    """Every audit probe on the code judge and the four bad ones, over the whole set."""
    reports = [audit(judge_named(name), bench.house, bench.gold, bench.lab.scenarios.get) for name in JUDGES]
    yield f"### Reliability (`rubrics audit`, {len(bench.gold.conversations)} conversations)\n"
    rows: Rows = [("**reliability, of 100**", *(f"**{report.score:.1f}**" for report in reports))]
    for place, probe in enumerate(reports[0].probes):
        rows.append((probe.title, *(_share(report.probes[place].share) for report in reports)))
    yield from _table(("probe", *JUDGES), rows)


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "utterances": utterances,
    "pairs": pairs,
    "injections": injections,
    "conversations": conversations,
    "reliability": reliability,
}


def main() -> None:
    """Measure, print, and write on request."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; again for more")
    parser.add_argument("--held-out", action="store_true", help="the rows on which nobody mends a rule")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {DOCUMENT.name}")
    chosen = parser.parse_args()
    bench = Bench()
    if chosen.held_out:
        bench.gold, bench.of_set = load_held_out(), "Held out: "
    lines: list[str] = []
    for name in chosen.only or (HELD_OUT if chosen.held_out else PARTS):
        began = time.perf_counter()
        part = [*PARTS[name](bench), ""]
        print("\n".join(part))
        print(f"({name}: {time.perf_counter() - began:.1f} s)\n")
        lines += part
    if chosen.wrong:
        print("\n".join(bench.wrong))
    if chosen.write and not chosen.only:
        _write(lines, *(HELD_OUT_MARKS if chosen.held_out else (BEGIN, END)))


def _pair_result(bench: Bench, pair: Pair, *, negative: bool) -> tuple[str, str]:
    cards = [bench.card(pair.transcript(half)) for half in ("bad", "good")]
    if pair.gate:
        hit = [any(gate.id == pair.gate for gate in card.gates) for card in cards]
        return ("separated" if hit == [True, False] else "wrong"), f"hit {hit}"
    bad, good = (next(one.verdict for one in card.criteria if one.id == pair.criterion) for card in cards)
    told = f"{pair.criterion} bad {bad}, good {good}"
    if separates(bad, good, negative=negative):
        return "separated", told
    half_open = "cannot_tell" in {bad, good} and bad not in PASSING and good not in FAILING
    return ("open" if half_open else "wrong"), told


def _is_negative(criterion: object) -> bool:
    return getattr(criterion, "polarity", "") == "negative"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"


def _of(part: int, counts: Counter[str]) -> str:
    return f"{part / counts.total():.0%}" if counts.total() else "-"


def _share(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.0%}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _write(lines: Sequence[str], begin: str, end: str) -> None:
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    body = "\n".join(lines).strip()
    DOCUMENT.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Train the learned reader: five folds, the table, the weights.

Run it as `python benchmarks/reader/train.py [--check]`. It reads the sentences beside it, prints what the rules, the
reader and both together do on held-out folds, and writes persona_lab/customer/perceive/reader.npz and the table of
docs/reader.md. `--check` writes nothing. The same sentences and rules give the same bytes. A minute on one core.

A kind gets a `yes` or a `no` only where it earns it on folds whose thresholds were set on the other folds:

- yes: the lowest score from which on `PRECISE` are right, with at least `SUPPORT` examples; what the rules see too is
  the easy part, so that of what only the reader sees some nine in ten are right then. Earned if that is `NEW` examples
  or more, and as precise as the rules and at least `LEAST`, or else `SURE`.
- no: the highest score below which at most `MISSED` of the examples lie that the rules do not see either, and at which
  a no is right in `TRUSTED` of the cases if three sentences in ten made the move; earned if the no is right that often,
  to the nearest hundredth, on held-out folds too, and is said to at least `USEFUL` of the others.
"""

import argparse
import hashlib
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from persona_lab.customer.perceive import learned, perceive, replies
from persona_lab.customer.perceive.ngrams import ngrams
from persona_lab.customer.perceive.reading import Reading
from persona_lab.model.transcript import Turn

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WEIGHTS = ROOT / "persona_lab" / "customer" / "perceive" / learned.WEIGHTS
DOC = ROOT / "docs" / "reader.md"
SIDES = {"agent": ("moves", ("harmful", "empathy", "solving")), "customer": ("signs", ("customers",))}
FOLDS, DEALS = 5, 4
"""Every figure is the mean over that many ways to deal the folds: one way alone decides close cases by luck."""
FEWEST = 40
"""Examples below which a kind is not learned."""
PRECISE, SUPPORT, NEW, LEAST, SURE = 0.95, 8, 5, 0.75, 0.85
MISSED, PRIOR, TRUSTED, USEFUL = 0.05, 0.30, 0.97, 0.30
NEVER_YES = frozenset(
    {"bit_back", "refused_manager", "false_agreement", "toxic_cheer", "set_boundary", "but_clause", "offered_manager"}
)
"""Moves that words alone do not show: made by the same words after one customer turn and not after another, or, as the
last two, with look-alikes of nearly the same words (`I can't today, but I can tomorrow`)."""
RULES = {
    "emotional": replies.is_emotional,
    "attack": replies.attacks,
    "asks_manager": replies.asks_for_manager,
    "accepts": replies.accepts,
    "refuses": replies.refuses,
    "comeback": replies.asks_why_nothing_is_done,
    "closes": replies.takes_leave,
}

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind does on held-out folds."""

    kind: str
    examples: int
    rules: tuple[float, float]
    """Precision and recall of the rules alone; not a number where they never speak."""
    both: tuple[float, float]
    """The same with the reader's yes added."""
    new: tuple[float, float]
    """Right and wrong answers that only the reader gave, the mean over deals."""
    denied: float
    """Share of the other sentences that get a no."""
    missed: float
    """Share of the examples that get a no although they are examples, the rules being silent too."""
    yes: float
    """Threshold of the yes; not a number where it is not earned."""
    no: float


def read(side: str) -> list[dict[str, Any]]:
    """The sentences of that side, with their labels under `labels`."""
    key, names = SIDES[side]
    lines = [line for name in names for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [{**item, "labels": item[key]} for item in map(json.loads, lines)]


def fingerprint() -> str:
    """What the weights depend on: labels and n-grams of every sentence."""
    seen = hashlib.sha256()
    for side in SIDES:
        for item in read(side):
            seen.update(json.dumps([ngrams(item["text"]), item["labels"]]).encode())
    return seen.hexdigest()


def seen_by_rules(side: str, item: dict[str, Any]) -> frozenset[str]:
    """What the rules alone find in the sentence, after the customer's words where it has some."""
    with learned.silenced():
        if side == "customer":
            return frozenset(sign for sign, shows in RULES.items() if shows(item["text"]))
        turns = [Turn(speaker="customer", text=item["before"])] if "before" in item else []
        turns.append(Turn(speaker="agent", text=item["text"]))
        return frozenset(move.kind for move in perceive(turns, len(turns), None))


def deal(texts: Sequence[str], labels: Sequence[Sequence[str]], seed: int = 0) -> Array:
    """A fold for every text: labels spread evenly, rarest first, and near copies kept together."""
    leader = list(range(len(texts)))
    for begin in range(0, len(texts), 400):
        near = process.cdist(texts[begin : begin + 400], texts, scorer=fuzz.ratio, score_cutoff=80, dtype=np.uint8)
        for one, two in zip(*np.nonzero(near), strict=True):
            low, high = sorted((leader[begin + one], leader[two]))
            leader = [low if number == high else number for number in leader] if low != high else leader
    total = Counter(label for some in labels for label in some)
    members: dict[int, list[int]] = {}
    for number, first in enumerate(leader):
        members.setdefault(first, []).append(number)
    rarest = {
        first: min(((total[label], label) for number in group for label in labels[number]), default=(len(texts), ""))
        for first, group in members.items()
    }
    wanted = {label: np.full(FOLDS, count / FOLDS) for label, count in total.items()}
    room, folds = np.full(FOLDS, len(texts) / FOLDS), np.zeros(len(texts), int)
    for first in sorted(members, key=lambda first: (rarest[first], zlib.crc32(f"{seed} {texts[first]}".encode()))):
        needs = wanted.get(rarest[first][1], room)
        fold = max(range(FOLDS), key=lambda fold: (round(needs[fold], 6), round(room[fold], 6), -fold))
        for number in members[first]:
            folds[number] = fold
            room[fold] -= 1
            for label in labels[number]:
                wanted[label][fold] -= 1
    return folds


@cache
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(s.text for s in Reading(1, text, (), None, frozenset()).sentences) or (text,)


class Linear:
    """Words and pairs of words with one logistic regression a kind."""

    def __init__(self, texts: Sequence[str], truth: Array) -> None:
        """Train on these texts; `truth` has a row a text and a column a kind."""
        counts = Counter(gram for text in texts for gram in ngrams(text))
        self.grams = sorted(gram for gram, count in counts.items() if count >= 2)
        self.places = {gram: row for row, gram in enumerate(self.grams)}
        self.rarity = np.array([math.log(len(texts) / counts[gram]) + 1 for gram in self.grams])
        rows = self.rows(texts)
        fitted = [
            LogisticRegression(solver="liblinear", C=10, tol=1e-3, random_state=0).fit(rows, column)
            for column in truth.T
        ]
        self.weights = np.column_stack([model.coef_[0] for model in fitted])
        self.bias = np.array([model.intercept_[0] for model in fitted])

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The texts as rows of unit length."""
        places = [(row, self.places[g]) for row, text in enumerate(texts) for g in ngrams(text) if g in self.places]
        where = np.array(places).T
        table = sparse.csr_matrix((self.rarity[where[1]], where), shape=(len(texts), len(self.grams)))
        length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
        return sparse.diags(1 / np.maximum(length, 1e-9)) @ table

    def scores(self, texts: Sequence[str]) -> Array:
        """A row a text, a column a kind, in log odds."""
        return np.asarray(self.rows(texts) @ self.weights) + self.bias


def held_out(texts: Sequence[str], truth: Array, folds: Array) -> tuple[Array, Array]:
    """Scores from the folds that had not seen the text: the best sentence's, and the best of sentences and whole."""
    best, most = np.zeros(truth.shape), np.zeros(truth.shape)
    for fold in range(FOLDS):
        model = Linear([text for text, f in zip(texts, folds, strict=True) if f != fold], truth[folds != fold])
        for number in np.flatnonzero(folds == fold):
            scores = model.scores([*_sentences(texts[number]), texts[number]])
            best[number], most[number] = scores[:-1].max(axis=0), scores.max(axis=0)
    return best, most


def yes_from(scores: Array, truth: Array) -> float:
    """The lowest score from which on `PRECISE` of the sentences are right; infinite when there is none."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    good = np.flatnonzero((right / np.arange(1, len(order) + 1) >= PRECISE) & (right >= SUPPORT))
    return float(scores[order[good[-1]]]) if len(good) else math.inf


def trust(denied: float, missed: float) -> float:
    """How often a no is right if `PRIOR` of the sentences made the move."""
    right, wrong = denied * (1 - PRIOR), missed * PRIOR
    return right / (right + wrong) if right else 0.0


def no_below(scores: Array, truth: Array, ruled: Array) -> float:
    """The highest score below which few enough examples lie; minus infinity when there is none."""
    unseen, others = np.sort(scores[truth & ~ruled]), np.sort(scores[~truth & ~ruled])
    for lost in range(min(int(MISSED * truth.sum()), len(unseen) - 1), -1, -1):
        denied = np.searchsorted(others, unseen[lost]) / max((~truth).sum(), 1)
        if trust(float(denied), lost / truth.sum()) >= TRUSTED:
            return float(unseen[lost])
    return -math.inf


def _share(part: Array, of: Array) -> float:
    return float((part & of).sum() / of.sum()) if of.any() else math.nan


def row(
    kind: str, held: list[tuple[Array, Array]], truth: Array, ruled: Array, spoilt: Array, deals: list[Array]
) -> Row:
    """One kind's figures, its thresholds for each fold set on the other four; `held` has the scores of each deal."""
    says, denies = np.zeros((2, len(deals), len(truth)), bool)
    for number, (folds, (best, most)) in enumerate(zip(deals, held, strict=True)):
        for fold in range(FOLDS):
            here, rest = folds == fold, folds != fold
            says[number] |= here & (best >= yes_from(best[rest], truth[rest]))
            denies[number] |= here & (most < no_below(most[rest], truth[rest], ruled[rest]))
    says, denies = says & ~spoilt, denies & ~ruled
    truths = np.tile(truth, (len(deals), 1))
    new, both = says & ~ruled, says | ruled
    added, wrong = (new & truths).sum() / len(deals), (new & ~truths).sum() / len(deals)
    precision = _share(truth, ruled)
    known = 0.0 if math.isnan(precision) else precision
    earns_yes = kind not in NEVER_YES and added >= NEW and added / (added + wrong) >= min(max(known, LEAST), SURE)
    denied, missed = _share(denies, ~truths), _share(denies, truths)
    earns_no = denied >= USEFUL and round(trust(denied, missed), 2) >= TRUSTED
    best, most = np.mean(held, axis=0)
    return Row(
        kind=kind,
        examples=int(truth.sum()),
        rules=(precision, _share(ruled, truth)),
        both=(_share(truths, both), _share(both, truths)),
        new=(added, wrong),
        denied=denied,
        missed=missed,
        yes=yes_from(best, truth) if earns_yes else math.nan,
        no=no_below(most, truth, ruled) if earns_no else math.nan,
    )


def train(side: str) -> tuple[list[Row], dict[str, Array]]:
    """The held-out figures of one side and the arrays of its reader."""
    items = read(side)
    texts = [item["text"] for item in items]
    counts = Counter(label for item in items for label in item["labels"])
    kinds = sorted(kind for kind, count in counts.items() if count >= FEWEST)
    truth = np.array([[kind in item["labels"] for kind in kinds] for item in items])
    rules = [seen_by_rules(side, item) for item in items]
    ruled = np.array([[kind in some for kind in kinds] for some in rules])
    undone = np.array([[learned.undone(kind, some, some) for kind in kinds] for some in rules])
    labels = [[label for label in item["labels"] if label in kinds] for item in items]
    deals = [deal(texts, labels, seed) for seed in range(DEALS)]
    held = [held_out(texts, truth, folds) for folds in deals]
    rows = [
        row(
            kind,
            [(best[:, n], most[:, n]) for best, most in held],
            truth[:, n],
            ruled[:, n],
            undone[:, n],
            deals,
        )
        for n, kind in enumerate(kinds)
    ]
    model = Linear(texts, truth)
    step = np.abs(model.weights).max(axis=0) / 127
    return rows, {
        "kinds": np.frombuffer("\n".join(kinds).encode(), np.uint8),
        "grams": np.frombuffer("\n".join(model.grams).encode(), np.uint8),
        "rarity": model.rarity.astype(np.float16),
        "weights": np.round(model.weights / step).astype(np.int8),
        "step": step.astype(np.float32),
        "bias": model.bias.astype(np.float32),
        "yes": np.array([row.yes for row in rows], np.float32),
        "no": np.array([row.no for row in rows], np.float32),
    }


def table(rows: list[Row]) -> str:
    """The figures as a Markdown table."""

    def two(pair: tuple[float, float]) -> str:
        return " | ".join("-" if math.isnan(value) else f"{value:.2f}".removeprefix("0") for value in pair)

    names = (
        "",
        "examples",
        "rules P",
        "R",
        "both P",
        "R",
        "new right, wrong",
        "`yes`",
        "`no`: others",
        "examples",
        "`no`",
    )
    lines = [f"| {' | '.join(names)} |".replace("|  |", "| |"), "|" + "---|" * len(names)]
    for r in rows:
        earned = ["-" if math.isnan(value) else "earned" for value in (r.yes, r.no)]
        new = f"{r.new[0]:.0f}, {r.new[1]:.0f}"
        cells = (r.kind.replace("_", " "), r.examples, two(r.rules), two(r.both), new, earned[0])
        lines.append(f"| {' | '.join(map(str, cells))} | {r.denied:.0%} | {r.missed:.1%} | {earned[1]} |")
    return "\n".join(lines)


def main() -> None:
    """Train both sides; print, and write unless asked only to check."""
    parser = argparse.ArgumentParser(description="Train the learned reader of moves and signs.")
    parser.add_argument("--check", action="store_true", help="print the tables and write nothing")
    check = parser.parse_args().check
    arrays: dict[str, Array] = {"fingerprint": np.frombuffer(fingerprint().encode(), np.uint8)}
    doc = DOC.read_text("utf-8") if DOC.exists() else ""
    for side in SIDES:
        rows, parts = train(side)
        arrays |= {f"{side}_{name}": part for name, part in parts.items()}
        print(f"{side}\n{table(rows)}\n")
        doc = re.sub(
            rf"(?<=<!-- {side}: begin -->\n).*?(?=<!-- {side}: end -->)",
            lambda _, rows=rows: f"\n{table(rows)}\n\n",  # type: ignore[misc]
            doc,
            flags=re.DOTALL,
        )
    if not check:
        np.savez_compressed(WEIGHTS, **arrays)  # type: ignore[arg-type]
        DOC.write_text(doc, "utf-8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()

"""What many scorecards say together: mean score, pass rates, what could not be told, gates, and the calls they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from persona_lab.model.verdict import FAILING, GATE_TITLE, PASSING, GateId, Scorecard
from persona_lab.text import one_line

_NARROW = 38


@dataclass(slots=True)
class Tally:
    """Counts over the scorecards of one rubric; its size does not grow with their number."""

    rubric: str
    """The rubric's id."""
    titles: Mapping[str, str]
    """The criteria's titles by id."""
    transcripts: int = 0
    scored: int = 0
    total: float = 0.0
    lowest: float | None = None
    highest: float | None = None
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    """By criterion, how often each verdict."""
    gates: Counter[GateId] = field(default_factory=Counter)
    """By gate, the transcripts that hit it."""
    gated: int = 0
    """Transcripts that hit any gate."""
    timings: Counter[str] = field(default_factory=Counter)
    """When goodbye was said."""

    def add(self, card: Scorecard) -> None:
        """Count one more scorecard."""
        self.transcripts += 1
        if card.score is not None:
            self.scored += 1
            self.total += card.score
            self.lowest = card.score if self.lowest is None else min(self.lowest, card.score)
            self.highest = card.score if self.highest is None else max(self.highest, card.score)
        for verdict in card.criteria:
            self.outcomes.setdefault(verdict.id, Counter())[verdict.verdict] += 1
        hit = {gate.id for gate in card.gates}
        self.gates.update(hit)
        self.gated += bool(hit)
        self.timings[card.goodbye.timing or "unknown"] += 1

    @property
    def mean(self) -> float | None:
        """The mean score; null when nothing was scored."""
        return self.total / self.scored if self.scored else None

    def as_json(self) -> dict[str, Any]:
        """The summary for a program (`persona-lab.summary/1`)."""
        return {
            "format": "persona-lab.summary/1",
            "rubric": self.rubric,
            "transcripts": self.transcripts,
            "scored": self.scored,
            "mean": None if self.mean is None else round(self.mean, 2),
            "lowest": self.lowest,
            "highest": self.highest,
            "gated": self.gated,
            "gates": dict(sorted(self.gates.items())),
            "goodbye": dict(sorted(self.timings.items())),
            "criteria": [
                {"id": name, "title": self.titles.get(name, ""), "pass_rate": _rate(counts), **_counts(counts)}
                for name, counts in self.outcomes.items()
            ],
        }

    def lines(self) -> list[str]:
        """The summary for a reader; the lowest pass rates first."""
        lines = [f"== {one_line(self.rubric, 60)}: {self.transcripts} transcripts =="]
        if self.mean is None:
            lines.append("   No transcript has a score.")
        else:
            unscored = self.transcripts - self.scored
            without = f"; {unscored} without a score" if unscored else ""
            lines.append(f"   Mean score {self.mean:.1f}, from {self.lowest:g} to {self.highest:g}{without}")
        if self.gated:
            each = ", ".join(f"{gate} {GATE_TITLE[gate]} {count}" for gate, count in sorted(self.gates.items()))
            lines.append(f"   Transcripts with a gate: {self.gated} ({each})")
        else:
            lines.append("   No gate was hit.")
        said = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in self.timings.most_common())
        lines += [f"   Goodbye: {said}", ""]
        lines.append(f"   {'':<{_NARROW}} passed     of  rate  cannot tell  no occasion")
        for name, counts in sorted(self.outcomes.items(), key=lambda item: (_order(item[1]), item[0])):
            told = _counts(counts)
            rate = _rate(counts)
            share = "   -" if rate is None else f"{rate:4.0%}"
            title = one_line(f"{name} {self.titles.get(name, '')}", _NARROW)
            lines.append(
                f"   {title:<{_NARROW}} {told['passed']:6} {told['passed'] + told['failed']:6}  {share} "
                f"{told['cannot_tell']:12} {told['na']:12}"
            )
        return lines


@dataclass(slots=True)
class Spent:
    """What a model's calls took over a whole run."""

    calls: int = 0
    cached: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0
    cost_usd: float | None = 0.0
    """Null as soon as one price is not known."""

    def add(self, card: Scorecard) -> None:
        """Count the calls of one transcript; scorecards of the same pass tell the same ones, so give only one."""
        usage = card.usage
        self.calls += usage.calls
        self.cached += usage.cached
        self.prompt_tokens = _sum(self.prompt_tokens, usage.prompt_tokens)
        self.completion_tokens = _sum(self.completion_tokens, usage.completion_tokens)
        if card.cost_usd is None or self.cost_usd is None:
            self.cost_usd = None
        else:
            self.cost_usd += card.cost_usd

    def sentence(self) -> str:
        """What it took, for a reader."""
        price = "the price is not known" if self.cost_usd is None else f"${self.cost_usd:.4f}"
        kept = f" and {self.cached} answers that were kept" if self.cached else ""
        if self.prompt_tokens is None or self.completion_tokens is None:
            tokens = "tokens not counted by the provider"
        else:
            tokens = f"{self.prompt_tokens:,} tokens read, {self.completion_tokens:,} written"
        return f"The judge took {self.calls} model calls{kept}: {tokens}; {price}."


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {
        "passed": sum(counts[outcome] for outcome in PASSING),
        "failed": sum(counts[outcome] for outcome in FAILING),
        "cannot_tell": counts["cannot_tell"],
        "na": counts["na"],
    }


def _rate(counts: Counter[str]) -> float | None:
    told = _counts(counts)
    decided = told["passed"] + told["failed"]
    return round(told["passed"] / decided, 4) if decided else None


def _order(counts: Counter[str]) -> float:
    rate = _rate(counts)
    return 2.0 if rate is None else rate

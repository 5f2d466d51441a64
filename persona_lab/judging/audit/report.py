"""What an audit says: what was seen case by case, the figure of each probe, and the total that ranks judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from persona_lab.judging.audit.figures import design_effect_interval
from persona_lab.model.base import Value

MOST_EXAMPLES = 5
"""Examples kept of a probe, each reason's first ones before any second."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a probe tried."""

    case: str
    """The conversation, pair or injection; what is seen in one case is not independent."""
    outcome: Literal["passed", "failed", "open"]
    """open: the judge decided nothing, so it was neither right nor wrong."""
    criterion: str = ""
    """The criterion it was about; empty where it was about the whole scorecard."""
    reason: str = ""
    """Why it failed or stayed open, in words that many cases share."""
    detail: str = ""
    """What was seen in this case."""


class Example(Value):
    """A case in which a probe failed or stayed open."""

    case: str
    """The conversation, pair or injection."""
    criterion: str
    """The criterion; empty where it is about the whole scorecard."""
    reason: str
    """Why."""
    detail: str
    """What was seen."""


class Tally(Value):
    """How one criterion came out of a probe."""

    passed: int = Field(ge=0)
    """Tries it passed."""
    failed: int = Field(ge=0)
    """Tries it failed."""
    open: int = Field(ge=0)
    """Tries in which nothing was decided."""


class ProbeResult(Value):
    """The figure of one probe."""

    id: str
    """The probe, such as deletion."""
    title: str
    """A few words for tables."""
    asks: str
    """What a sound judge does, in one sentence."""
    passed: int = Field(ge=0)
    """Tries passed."""
    n: int = Field(ge=0)
    """Tries in which the judge decided."""
    open: int = Field(ge=0)
    """Tries in which it decided nothing; they are in no share, and earn nothing in the total."""
    cases: int = Field(ge=0)
    """Independent cases behind these tries."""
    share: float | None = Field(ge=0, le=1)
    """passed / n; null when there was nothing to try."""
    worth: float | None = Field(ge=0, le=1)
    """What it adds to the total: tries passed of all tries, those left open included; null where nothing applied."""
    interval: tuple[float, float] | None
    """95 % interval of the share: Wilson's, with the tries of one case counted for less where they go together."""
    reasons: dict[str, int]
    """Why tries failed or stayed open, the most frequent first."""
    examples: tuple[Example, ...]
    """Some of them."""
    criteria: dict[str, Tally]
    """The same by criterion, where the probe is about single criteria."""


class Audit(Value):
    """How far one judge can be relied on."""

    format: Literal["persona-lab.audit/1"] = "persona-lab.audit/1"
    """The format and its version."""
    judge: str
    """The judge."""
    rubric: str
    """The rubric it judged by."""
    rubric_hash: str
    """SHA-256 of the rubric's content."""
    seed: int
    """What the samples and the shuffles were drawn from."""
    conversations: int = Field(ge=0)
    """Conversations tried."""
    pairs: int = Field(ge=0)
    """Minimal pairs tried."""
    injections: int = Field(ge=0)
    """Injections and benign controls tried."""
    judgings: int = Field(ge=0)
    """Scorecards the judge was asked for."""
    score: float = Field(ge=0, le=100)
    """100 times the mean worth of the probes that applied."""
    probes: tuple[ProbeResult, ...]
    """The probes."""

    def probe(self, name: str) -> ProbeResult:
        """The result of the probe of that name; KeyError when there is none."""
        for result in self.probes:
            if result.id == name:
                return result
        raise KeyError(name)


def summarise(
    name: str, title: str, asks: str, observations: Iterable[Observation], *, empty_worth: float | None = None
) -> ProbeResult:
    """The figure that the observations of one probe make; `empty_worth` is its worth when there are none."""
    seen = tuple(observations)
    decided = [one for one in seen if one.outcome != "open"]
    passed = sum(one.outcome == "passed" for one in decided)
    by_case: dict[str, list[bool]] = {}
    for one in decided:
        by_case.setdefault(one.case, []).append(one.outcome == "passed")
    reasons = Counter(one.reason for one in seen if one.outcome != "passed")
    return ProbeResult(
        id=name,
        title=title,
        asks=asks,
        passed=passed,
        n=len(decided),
        open=len(seen) - len(decided),
        cases=len(by_case),
        share=passed / len(decided) if decided else None,
        worth=passed / len(seen) if seen else empty_worth,
        interval=design_effect_interval(list(by_case.values())),
        reasons=dict(reasons.most_common()),
        examples=_examples(seen),
        criteria=_by_criterion(seen),
    )


def _examples(seen: Sequence[Observation]) -> tuple[Example, ...]:
    """Failures first, each reason's first example before any second."""
    turn: Counter[str] = Counter()
    ranked = []
    for one in seen:
        if one.outcome != "passed":
            ranked.append(((one.outcome == "open", turn[one.reason]), one))
            turn[one.reason] += 1
    ranked.sort(key=lambda item: item[0])
    return tuple(
        Example(case=one.case, criterion=one.criterion, reason=one.reason, detail=one.detail)
        for _, one in ranked[:MOST_EXAMPLES]
    )


def _by_criterion(seen: Sequence[Observation]) -> dict[str, Tally]:
    counts = Counter((one.criterion, one.outcome) for one in seen if one.criterion)
    return {
        name: Tally(passed=counts[name, "passed"], failed=counts[name, "failed"], open=counts[name, "open"])
        for name in sorted({criterion for criterion, _ in counts})
    }

"""The bench: one judge, one rubric and the cases it is tried on."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from persona_lab.judging.judges import Judge
from persona_lab.model.gold import GoldSet
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import Gate, Outcome, Scorecard, Verdict

Row = TypeVar("Row")

SMALL_CASES = 4
"""How many pairs and injections go with each conversation of a sample; they are about as much shorter."""


@dataclass(eq=False)
class Bench:
    """What probes ask; it counts the scorecards, and asks for the first one of a conversation only once."""

    judge: Judge
    """Who is tried."""
    rubric: Rubric
    """By what."""
    gold: GoldSet
    """On what."""
    scenario_named: Callable[[str], Scenario]
    """A scenario by its id."""
    seed: int = 0
    """What shuffles are drawn from."""
    on_progress: Callable[[str], None] | None = None
    """Told from time to time how far it is."""
    judgings: int = 0
    """Scorecards asked for so far."""
    _first: dict[str, Scorecard] = field(default_factory=dict)

    def card(self, transcript: Transcript, rubric: Rubric | None = None) -> Scorecard:
        """A scorecard of the judge's, made for this call."""
        self.judgings += 1
        if self.on_progress and self.judgings % 100 == 0:
            self.on_progress(f"{self.judge.name}: {self.judgings} scorecards")
        truth = transcript.scenario
        scenario = self.scenario_named(truth) if isinstance(truth, str) else truth
        return self.judge.judge(transcript, rubric or self.rubric, scenario)

    def first(self, transcript: Transcript) -> Scorecard:
        """The judge's first scorecard of a conversation of the gold set."""
        if transcript.id not in self._first:
            self._first[transcript.id] = self.card(transcript)
        return self._first[transcript.id]

    def verdict(self, transcript: Transcript, criterion: str) -> Verdict:
        """The judge's verdict when it is asked for this criterion alone."""
        card = self.card(transcript, focused(self.rubric, criterion))
        return next((one for one in card.criteria if one.id == criterion), _silent(criterion))

    def gates(self, transcript: Transcript) -> tuple[Gate, ...]:
        """The gates that the judge sees hit."""
        return self.card(transcript).gates

    def criterion(self, name: str) -> Criterion | None:
        """That criterion, if the rubric scores it."""
        found = next((one for one in self.rubric.criteria if one.id == name), None)
        return None if found is None or found.never_scored else found

    def random(self, *names: str) -> random.Random:
        """Chance that hangs on the seed and these names alone."""
        return random.Random(":".join((str(self.seed), *names)))


def focused(rubric: Rubric, criterion: str) -> Rubric:
    """The rubric with that criterion alone, and without gates."""
    kept = tuple(one for one in rubric.criteria if one.id == criterion)
    blocks = tuple(block for block in rubric.blocks if any(one.block == block.id for one in kept))
    return rubric.model_copy(update={"criteria": kept, "blocks": blocks, "gates": ()})


def outcomes(card: Scorecard) -> dict[str, Outcome]:
    """The outcome of every criterion."""
    return {verdict.id: verdict.verdict for verdict in card.criteria}


def sample(gold: GoldSet, n: int, seed: int) -> GoldSet:
    """At most n conversations and order cases and four times as many pairs and injections, spread over their kinds."""
    chance = random.Random(seed)
    short = n * SMALL_CASES
    return replace(
        gold,
        conversations=_spread(gold.conversations, lambda _: 0, n, chance),
        orders=_spread(gold.orders, lambda _: 0, n, chance),
        pairs=_spread(gold.pairs, lambda pair: pair.criterion, short, chance),
        injections=_spread(gold.injections, lambda row: row.kind, short, chance),
    )


def _spread(rows: Sequence[Row], kind: Callable[[Row], Hashable], n: int, chance: random.Random) -> tuple[Row, ...]:
    """That many rows in their old order, drawn so that no kind has two more than another as long as it lasts."""
    drawn = list(range(len(rows)))
    chance.shuffle(drawn)
    seen: dict[Hashable, int] = {}
    rank: dict[int, int] = {}
    for place in drawn:
        of = kind(rows[place])
        rank[place] = seen[of] = seen.get(of, -1) + 1
    kept = sorted(drawn, key=rank.__getitem__)[:n]
    return tuple(rows[place] for place in sorted(kept))


def _silent(criterion: str) -> Verdict:
    return Verdict(id=criterion, verdict="cannot_tell", by="nobody", why="The judge left this criterion out.")

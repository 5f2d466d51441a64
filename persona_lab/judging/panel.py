"""The panel: model calls that answer what code cannot, a few criteria at a time, every quote verified."""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from persona_lab.judging.ballots import Ballot, counted, is_split, weigh
from persona_lab.judging.calling import Caller
from persona_lab.judging.casefile import Case
from persona_lab.judging.parsing import read_answers
from persona_lab.judging.prompt import ask
from persona_lab.judging.questions import MOST_TOGETHER, Asked, Question, chunks, grouped, is_ruled_out
from persona_lab.model.calls import AnswerCache, LanguageModel
from persona_lab.model.moves import Move
from persona_lab.model.verdict import Gate, Usage, Verdict

EXTRA_VOTES = 2
"""Further calls for the questions on which the votes are split."""

_MOST_REASKS = 2
"""Calls of a round that ask again what could not be used, at most four questions each."""


def most_calls(votes: int) -> int:
    """The most calls that one transcript takes: 10 with one vote, 24 with three."""
    return 10 if votes == 1 else 8 * votes


@dataclass(slots=True)
class PanelResult:
    """What the panel found, and what it cost."""

    verdicts: dict[Question, Verdict] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    """The signs that the panel quoted, for rubrics that read a technique in their own way."""
    gates: list[Gate] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    cost_usd: float | None = 0.0
    """US dollars; null as soon as one call's price is unknown."""
    prompts: list[str] = field(default_factory=list)
    """Hashes of the prompts, in call order."""


def convene(
    case: Case,
    asked: Sequence[Asked],
    model: LanguageModel,
    *,
    votes: int = 1,
    seed: int = 0,
    agent_kind: str | None = None,
    on_progress: Callable[[str], None] | None = None,
    cache: AnswerCache | None = None,
    workers: int | None = None,
    budget: int | None = None,
    only: Collection[str] | None = None,
) -> PanelResult:
    """Verdicts on the questions asked (`questions.questions`), the gates among them, and the signs that were quoted.

    Each question is put `votes` times in shuffled order, and twice more where the votes are split. No transcript takes
    more than `budget` calls (`most_calls(votes)` unless given), re-asks and kept answers among them; a question for
    which none is left is cannot_tell. `only` names the labels that are put, the others being read by the model for
    nothing but a common beginning of the prompt. Raises ProviderError when the model's provider fails; an answer that
    cannot be read is cannot_tell.
    """
    caller = Caller(model, cache, workers)
    put = [one for one in asked if only is None or one.label in only]
    sitting = _Sitting(
        case=case,
        asked=asked,
        put=tuple(one for one in put if not is_ruled_out(case, one.criterion)),
        caller=caller,
        votes=votes,
        seed=seed,
        agent_kind=agent_kind,
        tell=on_progress or (lambda _: None),
        left=most_calls(votes) if budget is None else budget,
    )
    ballots = sitting.hold()
    result = PanelResult(
        usage=caller.account.usage, cost_usd=caller.account.cost_usd, prompts=list(caller.account.prompts)
    )
    for one in put:
        ballot = ballots.get(one.label) or _unasked(case, one, sitting.most)
        if one.gate is None:
            result.verdicts[Question.of(one.criterion)] = ballot.verdict
            result.moves += ballot.moves
        elif ballot.verdict.verdict == "violated":
            gate = one.gate
            result.gates += [Gate(id=gate, turn=quote.turn, quote=quote.quote) for quote in ballot.verdict.evidence]
    return result


def _unasked(case: Case, one: Asked, most: int) -> Ballot:
    name = one.criterion.id
    if is_ruled_out(case, one.criterion):
        return Ballot(Verdict(id=name, verdict="na", why="There was no occasion for it."))
    why = f"No call was left for this: a transcript takes at most {most}."
    return Ballot(Verdict(id=name, verdict="cannot_tell", why=why, by="nobody"))


def _left(ballot: Ballot) -> Ballot:
    """The same ballot, saying that the votes were left as they were."""
    why = f"{ballot.verdict.why} No calls were left for more votes on it."
    return replace(ballot, verdict=ballot.verdict.model_copy(update={"why": why}))


@dataclass(slots=True)
class _Sitting:
    """All rounds of votes on one case, within the budget of calls."""

    case: Case
    asked: Sequence[Asked]
    put: tuple[Asked, ...]
    caller: Caller
    votes: int
    seed: int
    agent_kind: str | None
    tell: Callable[[str], None]
    left: int
    """Calls that may still be made."""
    most: int = 0
    cast: dict[str, list[Ballot]] = field(default_factory=dict)
    """The ballots on each question, by label."""

    def hold(self) -> dict[str, Ballot]:
        """The outcome of every question that could be put, by label."""
        self.most = self.left
        groups = grouped(self.put)
        for number in range(self.votes):
            if number < self.votes - 1 or number == 0:
                self._round(groups, number, keep=len(groups) * (self._needed - number - 1))
            else:
                self._last_round(groups, number)
        split = self._split() if self.votes > 1 else []
        settled_by_more = chunks(split)[: self.left // EXTRA_VOTES]
        for number in range(EXTRA_VOTES):
            self._round(settled_by_more, self.votes + number, keep=len(settled_by_more) * (EXTRA_VOTES - number - 1))
        outcomes = {label: self._outcome(ballots) for label, ballots in self.cast.items()}
        more = {one.label for group in settled_by_more for one in group}
        return outcomes | {one.label: _left(outcomes[one.label]) for one in split if one.label not in more}

    @property
    def _needed(self) -> int:
        """Rounds in which every question has to be put for a majority."""
        return self.votes // 2 + 1

    def _last_round(self, groups: Sequence[Sequence[Asked]], number: int) -> None:
        """One more vote on everything, or only where it can change something when calls are short."""
        split = self._split()
        extra = EXTRA_VOTES * -(-len(split) // MOST_TOGETHER)
        if len(groups) + extra > self.left:
            groups = chunks(split)
        self._round(groups, number, keep=EXTRA_VOTES * len(chunks(split)) if split else 0)

    def _round(self, groups: Sequence[Sequence[Asked]], number: int, keep: int) -> None:
        """One vote on each group, as far as the calls reach; `keep` of them are left for the rounds that follow."""
        groups = [self._shuffled(group, number) for group in groups[: self.left]]
        if not groups:
            return
        ballots = self._ballots(groups, number)
        again = [one for group in groups for one in group if ballots[one.label].fault]
        reasked = chunks(again)[: max(0, min(_MOST_REASKS, self.left - keep))]
        if reasked:
            faults = {label: ballot.fault for label, ballot in ballots.items()}
            for label, ballot in self._ballots(reasked, number, faults).items():
                if ballot.is_usable or not ballots[label].is_usable:
                    ballots[label] = ballot
        for label, ballot in ballots.items():
            self.cast.setdefault(label, []).append(ballot)

    def _ballots(
        self, groups: Sequence[Sequence[Asked]], number: int, faults: Mapping[str, str] | None = None
    ) -> dict[str, Ballot]:
        requests = [
            ask(
                self.asked,
                self.case,
                group,
                seed=self.seed + number,
                agent_kind=self.agent_kind,
                faults=faults and {one.label: faults[one.label] for one in group},
            )
            for group in groups
        ]
        self.left -= len(requests)

        def readable(place: int, text: str) -> bool:
            return bool(read_answers(text, [one.label for one in groups[place]]).answers)

        def tell(place: int) -> None:
            what = ", ".join(one.label for one in groups[place])
            vote = f"vote {number + 1}, " if self.votes > 1 else ""
            again = "again, " if faults else ""
            self.tell(f"judging {what} ({vote}{again}{place + 1} of {len(groups)})")

        found: dict[str, Ballot] = {}
        for group, text in zip(groups, self.caller.answers(requests, readable, tell), strict=True):
            reading = read_answers(text, [one.label for one in group])
            for one in group:
                found[one.label] = weigh(self.case, one, reading.answers.get(one.label), reading.missing())
        return found

    def _shuffled(self, group: Sequence[Asked], number: int) -> list[Asked]:
        order = list(group)
        if number:
            random.Random(f"{self.seed}:{number}:{','.join(one.label for one in order)}").shuffle(order)
        return order

    def _split(self) -> list[Asked]:
        return [one for one in self.put if is_split(self.cast.get(one.label, ()))]

    def _outcome(self, ballots: Sequence[Ballot]) -> Ballot:
        return counted(ballots) if self.votes > 1 else ballots[0]

"""The case: what the judge may look at, namely the words, the actions, the agent's moves and the scenario's truth."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from persona_lab.customer.perceive import learned, replies
from persona_lab.judging.bait import bait_spans, without_bait
from persona_lab.judging.courtesy import without_courtesy
from persona_lab.judging.legibility import is_legible
from persona_lab.judging.quotes import quoted
from persona_lab.model.actions import Action
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Transcript, Turn
from persona_lab.model.verdict import CustomerAnswer, Quote
from persona_lab.text import folded


@dataclass(frozen=True, eq=False)  # a case is itself, so that what follows from it can be kept
class Case:
    """One transcript to be judged, its agent turns without text aimed at an evaluator and without mere courtesy."""

    turns: tuple[Turn, ...]
    """The turns as judged; numbers count from 1 over all of them."""
    spoken: tuple[Turn, ...]
    """The turns as they were spoken; a quote stands in both."""
    moves: tuple[Move, ...]
    """The agent's moves whose quotes stand in its turns, and those made by an action."""
    scenario: Scenario | None
    """What is true and what is possible; null when nothing is known."""
    bait: tuple[Quote, ...] = ()
    """Stretches aimed at an evaluator (gate V8)."""
    answers: Mapping[int, CustomerAnswer] = field(default_factory=dict)
    """What customer turns said to offers, where it is known; the others are read from their words."""
    agent_kind: Literal["human", "ai"] | None = None
    """Who answered; null when nobody said. An AI agent has no experience of its own to claim (X02)."""

    @cached_property
    def agent_turns(self) -> tuple[int, ...]:
        """Numbers of the agent's turns."""
        return tuple(number for number, turn in enumerate(self.turns, 1) if turn.speaker == "agent")

    @cached_property
    def customer_turns(self) -> tuple[int, ...]:
        """Numbers of the customer's turns."""
        return tuple(number for number, turn in enumerate(self.turns, 1) if turn.speaker == "customer")

    @cached_property
    def illegible_turns(self) -> frozenset[int]:
        """Numbers of the agent's turns whose words cannot be read as language, so that nothing follows from them."""
        return frozenset(
            number
            for number in self.agent_turns
            if not is_legible(self.text(number))
            # a turn of nothing but bait says nothing, and so does one that only acts
            and (self.text(number).strip() or not (self.action(number) or self.spoken[number - 1].text.strip()))
        )

    @cached_property
    def emotional_turns(self) -> tuple[int, ...]:
        """Numbers of the customer turns that show emotion in words, or state the failing or the loss (O-EMO)."""
        return tuple(number for number in self.customer_turns if self._is_emotional(self.text(number)))

    @cached_property
    def _in_order(self) -> tuple[Move, ...]:
        """All moves by turn and, within a turn, by words."""
        return tuple(sorted(self.moves, key=self.position))

    @cached_property
    def _by_turn(self) -> dict[int, list[Move]]:
        """The moves of each turn, as they were read."""
        by_turn: dict[int, list[Move]] = {}
        for move in self.moves:
            by_turn.setdefault(move.turn, []).append(move)
        return by_turn

    def text(self, turn: int) -> str:
        """The words of that turn."""
        return self.turns[turn - 1].text

    def accepts(self, turn: int) -> bool:
        """Whether that customer turn says yes to what was put to it."""
        known = self.answers.get(turn)
        return replies.accepts(self.text(turn)) if known is None else known == "accepts"

    def refuses(self, turn: int) -> bool:
        """Whether that customer turn turns down what was put to it."""
        known = self.answers.get(turn)
        return replies.refuses(self.text(turn)) if known is None else known == "refuses"

    def action(self, turn: int) -> Action | None:
        """What was done in that turn beyond words."""
        return self.turns[turn - 1].action

    def of(self, *kinds: MoveKind) -> tuple[Move, ...]:
        """The moves of those kinds, in order of turns and, within a turn, of words."""
        return tuple(move for move in self._in_order if move.kind in kinds)

    def in_turn(self, turn: int, *kinds: MoveKind) -> tuple[Move, ...]:
        """The moves of those kinds in one turn; all of them when no kind is named."""
        return tuple(move for move in self._by_turn.get(turn, ()) if not kinds or move.kind in kinds)

    def position(self, move: Move) -> tuple[int, int]:
        """Turn and character where a move begins; an action counts as the turn's end."""
        text = folded(self.text(move.turn))
        return move.turn, text.find(folded(move.quote)) if move.quote else len(text)

    def lacks(self, turn: int, kinds: Sequence[MoveKind]) -> bool:
        """Whether the reader of moves is sure that an agent turn makes none of these moves."""
        text = self.text(turn)
        if turn in self.illegible_turns or self.in_turn(turn, *kinds):
            return False
        return all(learned.is_absent(text, kind) for kind in kinds)

    def with_moves(self, moves: Sequence[Move]) -> "Case":
        """This case with more moves, as a model's panel saw them; each stands in its turn's own words."""
        known = {(move.kind, move.turn, move.quote) for move in self.moves}
        added = tuple(move for move in moves if (move.kind, move.turn, move.quote) not in known)
        return replace(self, moves=self.moves + added) if added else self

    def next_customer_turn(self, turn: int) -> int | None:
        """The first customer turn after that turn."""
        return next((number for number in self.customer_turns if number > turn), None)

    def next_agent_turn(self, turn: int) -> int | None:
        """The first agent turn after that turn."""
        return next((number for number in self.agent_turns if number > turn), None)

    def quote(self, turn: int, words: str | None = None) -> tuple[Quote, ...]:
        """Those words of the turn as evidence, or its beginning when no words are given."""
        found = quoted(self.turns, turn, self.text(turn) if words is None else words)
        return tuple(quote for quote in found if self.was_spoken(quote))

    def was_spoken(self, quote: Quote) -> bool:
        """Whether the words stand in the turn as it was spoken, and do not run across what was blanked out of it."""
        return quote.quote in folded(self.spoken[quote.turn - 1].text)

    def shown(self, *moves: Move) -> tuple[Quote, ...]:
        """The quotes of those moves; a move made by an action alone has none."""
        return tuple(dict.fromkeys(quote for move in moves for quote in quoted(self.turns, move.turn, move.quote)))

    def actions(self) -> Iterator[tuple[int, Action]]:
        """Every action with its turn."""
        for number, turn in enumerate(self.turns, 1):
            if turn.speaker == "agent" and turn.action is not None:
                yield number, turn.action

    def _is_emotional(self, text: str) -> bool:
        if replies.is_emotional(text):
            return True
        phrases = self.scenario.phrases if self.scenario else None
        said = folded(text).casefold()
        return any(
            part and folded(part).casefold() in said for part in (phrases and (phrases.failing, phrases.loss)) or ()
        )


def open_case(
    transcript: Transcript, scenario: Scenario | None, answers: Mapping[int, CustomerAnswer] | None = None
) -> Case:
    """The case that a transcript makes, its moves read by the same rules that move the customer."""
    from persona_lab.customer.perceive import perceive_all

    cleaned = tuple(
        turn.model_copy(update={"text": without_courtesy(without_bait(turn.text))}) if turn.speaker == "agent" else turn
        for turn in transcript.turns
    )
    moves = perceive_all(cleaned, scenario)
    return Case(
        turns=cleaned,
        spoken=transcript.turns,
        moves=_standing(cleaned, transcript.turns, moves),
        scenario=scenario,
        bait=_bait(transcript.turns),
        answers=answers or {},
        agent_kind=transcript.agent.kind if transcript.agent else None,
    )


def _standing(turns: tuple[Turn, ...], spoken: tuple[Turn, ...], moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The moves that prove themselves by their turn's own words or action."""
    return tuple(
        move
        for move in moves
        if move.kind != "judge_directed"
        and 1 <= move.turn <= len(turns)
        and turns[move.turn - 1].speaker == "agent"
        and (move.quote is None or all(folded(move.quote) in folded(t[move.turn - 1].text) for t in (turns, spoken)))
        and not _only_regrets(move, moves)
        and (move.quote is None or move.kind == "filler" or is_legible(turns[move.turn - 1].text))
    )


def _only_regrets(move: Move, moves: tuple[Move, ...]) -> bool:
    """Whether words taken for an offer only regret what happened: 'sorry that it cost you the day' promises nothing."""
    if move.kind not in {"offered_remedy", "reoffered_refused", "over_promised"} or not move.quote:
        return False
    regrets = (other.quote or "" for other in moves if other.turn == move.turn and other.kind in _REGRETS)
    return _GIVES.search(move.quote) is None and any(move.quote in words for words in regrets)


_REGRETS = frozenset({"specific_apology", "acknowledged_feeling", "linked_cause", "paraphrased"})
_GIVES = re.compile(
    r"\b(?:(?:i|we)(?:['’]ll| will| can| could| shall|['’]d| would)|let (?:me|us)|shall (?:i|we)|would you|"
    r"you (?:can|will|could)|you['’]ll|offer|guarantee|promise)\b|\d",
    re.IGNORECASE,
)


def _bait(turns: tuple[Turn, ...]) -> tuple[Quote, ...]:
    return tuple(
        quote
        for number, turn in enumerate(turns, 1)
        if turn.speaker == "agent"
        for start, end in bait_spans(turn.text)
        for quote in quoted(turns, number, turn.text[start:end])
        or (Quote(turn=number, speaker="agent", quote="(invisible text)"),)
    )

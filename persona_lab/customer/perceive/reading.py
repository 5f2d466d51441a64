"""One agent turn laid open: its sentences, what was said before it, and what the scenario knows."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from persona_lab.customer.perceive.words import opened, pattern, plain, stems
from persona_lab.model.actions import Action, ActionKind
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.scenario import Fact, Scenario
from persona_lab.model.transcript import Turn

_SENTENCE = re.compile(
    r"(?:[^.!?…\n]|(?<=\d)[.](?=\d)|(?<=\b[a-z])[.](?=[a-z])|(?<=\bmr)[.]|(?<=\bmrs)[.]|"
    r"(?<=\bms)[.]|(?<=\bdr)[.]|(?<=\b[ap]\.m)[.](?=\s[a-z])|(?<=\w)[.](?=\w))+[.!?…]*"
)
_QUOTED = re.compile(r"\"[^\"]{2,300}\"|(?<![\w'])'(?=\w)[^'\"]{2,200}(?:'[a-z][^'\"]{1,200})*'(?!\w)")
_NEGATED = pattern(
    r"(?:won't|will not|wouldn't|would not|not going to|never|don't|do not|shouldn't|"
    r"should not|can't|cannot|not here to|"
    r"not trying to|not asking you to|without|isn't|is not|aren't|not|nor|rather than|"
    r"instead of|nobody is|no one is|far from)"
    r"(?: \w+){0,5} $|(?:won't|will not|wouldn't|not going to|never) $"
)
_BREAK = re.compile(r"[;—–]|(?<!\d):|:(?!\d)|,\s|\s-\s")
_COUNTED_APART: frozenset[MoveKind] = frozenset({"over_promised", "generic_apology", "specific_apology"})
_UPSET = pattern(
    r"!!|angry|furious|ridiculous|useless|joke|disgrace|unacceptable|appalling|awful|"
    r"terrible|rubbish|worst|hell|damn|bloody|"
    r"f\*+|fuck|shit|crap|sick of|fed up|had enough|still (?:no|not|waiting|hasn't|haven't)|"
    r"never (?:came|arrived|turned|rang|called|showed)|nobody|no one|again\b|"
    r"complain|waited|waiting|(?:third|second|fourth|fifth) time|late|broken|lost|stole|"
    r"cheat|lied|liar|incompetent|pathetic|"
    r"wrong|fail|missing|refund|ruin|waste|scam|rude|ignored|demand|manager|disappoint|"
    r"frustrat|upset|livid|wtf|overcharged|charged"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands in the turn."""

    start: int
    end: int
    text: str
    """In plain form, with the customer's quoted words blanked out."""
    asks: bool
    """Whether it ends in a question mark."""


@dataclass(frozen=True)
class Reading:
    """Everything the families of moves look at for one agent turn."""

    turn: int
    raw: str
    earlier: Sequence[Turn]
    scenario: Scenario | None
    refused: frozenset[str]
    action: Action | None = None
    moves: list[tuple[int, Move]] = field(default_factory=list)

    @cached_property
    def _opened(self) -> tuple[str, tuple[int, ...]]:
        return opened(self.raw)

    @property
    def plain_text(self) -> str:
        """The turn in plain form, quotations and all."""
        return self._opened[0]

    @cached_property
    def text(self) -> str:
        """The turn in plain form, with quoted words blanked out."""
        low = self.plain_text
        if _QUOTED.fullmatch(low.strip()):
            return low
        return _QUOTED.sub(lambda match: "_" * len(match[0]), low)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, without the white space around them."""
        found = []
        for match in _SENTENCE.finditer(self.plain_text):
            start, end = match.span()
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if end > start:
                text = self.text[start:end]
                found.append(Sentence(start, end, text, text.rstrip("\"')").endswith(("?", "?!", "?!?"))))
        return tuple(found)

    @cached_property
    def customer_texts(self) -> tuple[str, ...]:
        """What the customer has said so far, in plain form."""
        return tuple(plain(turn.text) for turn in self.earlier if turn.speaker == "customer")

    @cached_property
    def last_customer(self) -> str:
        """The customer's newest words, or nothing."""
        return self.customer_texts[-1] if self.customer_texts else ""

    @cached_property
    def said(self) -> frozenset[str]:
        """Stems of everything the customer has said."""
        return frozenset().union(*(stems(text) for text in self.customer_texts))

    @cached_property
    def matter(self) -> frozenset[str]:
        """Stems of the issue: the customer's words and the scenario's issue, cause, phrases and facts."""
        if self.scenario is None:
            return self.said
        phrases = self.scenario.phrases
        parts = [self.scenario.issue, self.scenario.root_cause, self.scenario.demand]
        parts += [part or "" for part in (phrases.thing, phrases.failing, phrases.loss, phrases.wait)]
        parts += [fact.text for fact in self.scenario.facts if fact.known_to != "agent"]
        return self.said.union(*(stems(plain(part)) for part in parts))

    @cached_property
    def matter_words(self) -> frozenset[str]:
        """Every word the customer has used, for telling names from other capitalised words."""
        return frozenset(word for text in self.customer_texts for word in re.findall(r"[a-z'-]+", text))

    @cached_property
    def agent_sentences(self) -> tuple[str, ...]:
        """Sentences of earlier agent turns, in plain form."""
        return tuple(
            match[0].strip()
            for turn in self.earlier
            if turn.speaker == "agent"
            for match in _SENTENCE.finditer(plain(turn.text))
        )

    @cached_property
    def upset(self) -> bool:
        """Whether the customer's last two turns show anger or a complaint."""
        return any(_UPSET.search(text) for text in self.customer_texts[-2:]) or self.last_customer_shouts

    @cached_property
    def last_customer_shouts(self) -> bool:
        """Whether the customer's last turn is mostly capitals."""
        last = next((turn.text for turn in reversed(self.earlier) if turn.speaker == "customer"), "")
        letters = [char for char in last if char.isalpha()]
        return len(letters) >= 8 and sum(char.isupper() for char in letters) > 0.6 * len(letters)

    def fact_said(self, fact: Fact) -> bool:
        """Whether the customer has told this fact already."""
        content = stems(plain(fact.text))
        numbers = {word for word in content if any(char.isdigit() for char in word)}
        if numbers:
            return numbers <= self.said and len(content & self.said) >= min(2, len(content))
        return bool(content) and len(content & self.said) >= max(2, 0.6 * len(content))

    def negated(self, start: int) -> bool:
        """Whether the words just before this place, in the same clause, deny what follows."""
        clause = max(self.text.rfind(mark, 0, start) for mark in (".", "!", "?", ";", ",", "—", ":"))
        return _NEGATED.search(self.text[max(clause + 1, start - 60) : start]) is not None

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The place widened to the clause round it, never past its sentence."""
        for sentence in self.sentences:
            if sentence.start <= start < sentence.end:
                before = [match.end() for match in _BREAK.finditer(self.text, sentence.start, start)]
                after = _BREAK.search(self.text, end, sentence.end) if end < sentence.end else None
                return (before[-1] if before else sentence.start, max(end, after.start() if after else sentence.end))
        return start, end

    def quote(self, start: int, end: int) -> str:
        """The exact words of the turn that stand between these places of the plain form."""
        places = self._opened[1]
        return self.raw[places[start] : places[end - 1] + 1].strip()

    def add(
        self,
        kind: MoveKind,
        start: int,
        end: int,
        *,
        detail: str | None = None,
        widen: bool = False,
        source: Literal["rules", "learned"] = "rules",
    ) -> None:
        """Record a move with its exact words; the same move with the same detail counts once a turn.

        Apologies and promises count once for each place, for a judge reads every one of them.
        """
        if widen:
            start, end = self.clause(start, end)
        for place, move in self.moves:
            if move.kind == kind and move.detail == detail and move.quote:
                apart = end <= place or start >= place + len(move.quote)
                if kind not in _COUNTED_APART or not apart:
                    return
        while start < end and self.text[start].isspace():
            start += 1
        if start < end:
            quote = self.quote(start, end)
            self.moves.append((start, Move(kind=kind, turn=self.turn, quote=quote, detail=detail, source=source)))

    def add_raw(self, kind: MoveKind, start: int, end: int, *, detail: str | None = None, widen: bool = False) -> None:
        """Record a move found in the raw text, where capitals count."""
        places = self._opened[1]
        begin = bisect_left(places, start)
        self.add(kind, begin, max(begin + 1, bisect_left(places, end)), detail=detail, widen=widen)

    def add_action(self, kind: MoveKind, action: ActionKind | None, *, detail: str | None = None) -> None:
        """Record a move that the action, or its absence, shows."""
        self.moves.append((len(self.text) + 1, Move(kind=kind, turn=self.turn, action=action, detail=detail)))

    def has(self, *kinds: MoveKind) -> bool:
        """Whether one of these moves has been found in this turn."""
        return any(move.kind in kinds for _, move in self.moves)

    def drop(self, kind: MoveKind) -> None:
        """Take a move back that a later family has explained."""
        self.moves[:] = [entry for entry in self.moves if entry[1].kind != kind]

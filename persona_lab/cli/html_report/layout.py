"""A report laid out: quotes found in the transcript, entries in order, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from persona_lab.cli.html_report.mood_curve import mood_curve
from persona_lab.cli.html_report.spans import Reference, Span, Weight, find_quote, pieces
from persona_lab.cli.html_report.values import (
    Report,
    ShownBlock,
    ShownCard,
    ShownDisagreement,
    ShownGate,
    ShownQuote,
    ShownReport,
    ShownTurn,
    ShownVerdict,
    Side,
)
from persona_lab.cli.render import action_words
from persona_lab.cli.render_scorecard import goodbye_words, usage_words
from persona_lab.model.scenario import Scenario
from persona_lab.model.verdict import FAILING, GATE_TITLE, PASSING, Outcome

if TYPE_CHECKING:
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.verdict import Disagreement, Scorecard, Verdict

_Found = TypeVar("_Found")

OUTCOME_WORDS: dict[Outcome, str] = {
    "met": "met",
    "clean": "clean",
    "not_met": "not met",
    "violated": "violated",
    "cannot_tell": "cannot tell",
    "na": "no occasion",
}

_RANK: tuple[Outcome, ...] = ("violated", "not_met", "cannot_tell", "met", "clean")
"""The order of criteria within a block: what to work on first."""

_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("What to work on", FAILING),
    ("What went well", PASSING),
    ("What could not be told", frozenset({"cannot_tell"})),
)
"""How criteria are grouped where the rubric's blocks are not known."""


def shown(report: Report, anchor: str = "r1") -> ShownReport:
    """The report laid out; `anchor` begins every id, so that several fit on one page."""
    return _Layout(report, anchor).report()


class _Layout:
    """Finds every quote in the transcript once, so that entries and turns can link to one another."""

    def __init__(self, source: Report, anchor: str) -> None:
        self.source = source
        self.anchor = anchor
        known = source.transcript.scenario
        self.scenario = source.scenario or (known if isinstance(known, Scenario) else None)
        self.rubrics = {rubric.id: rubric for rubric in source.rubrics}
        self.gates = _each_once(gate for card in source.cards for gate in card.gates)
        self.clashes = _each_once(clash for card in source.cards for clash in card.disagreements)
        self.spans: dict[int, list[Span]] = {}
        self.beside: dict[int, list[Reference]] = {}
        self._refer()

    def report(self) -> ShownReport:
        source, cards = self.source, self.source.cards
        goodbye = cards[0].goodbye if cards else None
        handoff = source.handoff.model_dump() if source.handoff else goodbye.handoff if goodbye else None
        titles: dict[str, str] = {rubric.document: rubric.title for rubric in source.rubrics if rubric.document}
        return ShownReport(
            anchor=self.anchor,
            title=self.scenario.title if self.scenario else source.transcript.id,
            report=source,
            scenario=self.scenario,
            turns=tuple(self._turn(number) for number in range(1, len(source.transcript.turns) + 1)),
            gates=tuple(
                ShownGate(f"{self.anchor}-g{place}", gate, GATE_TITLE[gate.id], self._href(gate.turn, gate.quote))
                for place, gate in enumerate(self.gates, 1)
            ),
            cards=tuple(self._card(place, card) for place, card in enumerate(cards, 1)),
            documents=tuple(
                (titles.get(name, f"Document {name}"), score)
                for name, score in (cards[0].documents if cards else {}).items()
            ),
            disagreements=tuple(self._clash(place, clash) for place, clash in enumerate(self.clashes, 1)),
            goodbye=goodbye_words(goodbye) if goodbye else "",
            impasse_href=self._href(goodbye.impasse_turn) if goodbye and goodbye.impasse_turn else None,
            handoff=tuple(_rows(handoff)) if handoff else (),
            curve=mood_curve(source.moods) if source.moods else None,
        )

    # -- references from the turns to the entries

    def _refer(self) -> None:
        """Note at every turn what quotes it, and where."""
        found: dict[tuple[int, int, int], list[Reference]] = {}
        for turn, words, reference in self._references():
            if not self._exists(turn):
                continue
            place = find_quote(self.source.transcript.turns[turn - 1].text, words)
            into = found.setdefault((turn, *place), []) if place else self.beside.setdefault(turn, [])
            if all((reference.label, reference.word) != (one.label, one.word) for one in into):
                into.append(reference)
        for (turn, start, end), references in sorted(found.items()):
            self.spans.setdefault(turn, []).append(Span(start, end, tuple(sorted(references, key=_gravity))))

    def _references(self) -> Iterator[tuple[int, str, Reference]]:
        for place, gate in enumerate(self.gates, 1):
            yield gate.turn, gate.quote, Reference(gate.id, "gate hit", "fail", f"{self.anchor}-g{place}")
        outcomes: dict[str, set[Outcome]] = {}
        for card in self.source.cards:
            for verdict in card.criteria:
                outcomes.setdefault(verdict.id, set()).add(verdict.verdict)
        for number, card in enumerate(self.source.cards, 1):
            for place, verdict in enumerate(card.criteria, 1):
                differs = len(outcomes[verdict.id] - {"na", "cannot_tell"}) > 1
                label = f"{verdict.id} ({card.rubric})" if differs else verdict.id
                target = f"{self.anchor}-c{number}-v{place}"
                word, weight = OUTCOME_WORDS[verdict.verdict], _weight(verdict.verdict)
                if verdict.verdict == "na":
                    continue
                for quote in verdict.evidence:
                    yield quote.turn, quote.quote, Reference(label, word, weight, target)
        for place, clash in enumerate(self.clashes, 1):
            label = clash.contradiction or "Documents"
            target = f"{self.anchor}-d{place}"
            yield clash.turn, clash.quote, Reference(label, "documents disagree", "open", target)

    def _turn(self, number: int) -> ShownTurn:
        turn = self.source.transcript.turns[number - 1]
        agent = self.source.transcript.agent
        name = (agent.name if agent else "") if turn.speaker == "agent" else ""
        if turn.speaker == "customer" and self.scenario:
            name = self.scenario.customer.name
        return ShownTurn(
            anchor=f"{self.anchor}-t{number}",
            number=number,
            speaker=turn.speaker,
            name=name,
            pieces=tuple(pieces(turn.text, self.spans.get(number, ()))) if turn.text.strip() else (),
            action=action_words(turn.action, self.scenario) if turn.action else "",
            beside=tuple(self.beside.get(number, ())),
        )

    # -- links from the entries to the turns

    def _exists(self, turn: int) -> bool:
        return 1 <= turn <= len(self.source.transcript.turns)

    def _href(self, turn: int, words: str | None = None) -> str | None:
        """The link to those words, or to the turn where they do not stand in it; None without such a turn."""
        if not self._exists(turn):
            return None
        place = find_quote(self.source.transcript.turns[turn - 1].text, words) if words else None
        spans = [(span.start, span.end) for span in self.spans.get(turn, ())]
        within = f"-q{spans.index(place) + 1}" if place in spans else ""
        return f"#{self.anchor}-t{turn}{within}"

    # -- entries

    def _card(self, number: int, card: Scorecard) -> ShownCard:
        rubric = self.rubrics.get(card.rubric)
        entries = [
            self._verdict(f"{self.anchor}-c{number}-v{place}", card, v) for place, v in enumerate(card.criteria, 1)
        ]
        undecided = [entry for entry in entries if entry.verdict.verdict == "cannot_tell" and not entry.quotes]
        silent = [entry for entry in entries if entry.verdict.verdict == "na"]
        told = [entry for entry in entries if entry not in undecided and entry not in silent]
        told.sort(key=lambda entry: _RANK.index(entry.verdict.verdict))
        return ShownCard(
            anchor=f"{self.anchor}-c{number}",
            card=card,
            title=rubric.title if rubric else card.rubric,
            usage=usage_words(card) if card.usage.calls or card.usage.cached else "",
            blocks=tuple(_blocks(told, rubric)),
            open_questions=tuple(
                (why, tuple(entry for entry in undecided if entry.verdict.why == why))
                for why in dict.fromkeys(entry.verdict.why for entry in undecided)
            ),
            without_occasion=tuple(silent),
            to_work_on=tuple(entry for entry in told if entry.weight == "fail"),
        )

    def _verdict(self, anchor: str, card: Scorecard, verdict: Verdict) -> ShownVerdict:
        rubric = self.rubrics.get(card.rubric)
        titles = {criterion.id: criterion.title for criterion in rubric.criteria} if rubric else self.source.titles
        return ShownVerdict(
            anchor=anchor,
            verdict=verdict,
            title=titles.get(verdict.id, ""),
            weight=_weight(verdict.verdict),
            word=OUTCOME_WORDS[verdict.verdict],
            quotes=tuple(ShownQuote(quote, self._href(quote.turn, quote.quote)) for quote in verdict.evidence),
            rewrite_href=self._href(verdict.rewrite.turn) if verdict.rewrite else None,
            disputes=tuple(
                one for one in self.source.disputes if (one.rubric, one.criterion) == (card.rubric, verdict.id)
            ),
        )

    def _clash(self, place: int, clash: Disagreement) -> ShownDisagreement:
        def side(documents: Sequence[str]) -> Side:
            words = tuple((name, said) for name, said in clash.sources.items() if _document(name) in documents)
            return Side(", ".join(documents), words)

        return ShownDisagreement(
            anchor=f"{self.anchor}-d{place}",
            clash=clash,
            href=self._href(clash.turn, clash.quote),
            credit=side(clash.credit),
            penalise=side(clash.penalise),
            others=tuple(
                (name, said)
                for name, said in clash.sources.items()
                if _document(name) not in {*clash.credit, *clash.penalise}
            ),
        )


def _blocks(entries: Sequence[ShownVerdict], rubric: Rubric | None) -> Iterator[ShownBlock]:
    """The entries by the rubric's blocks, or by outcome without a rubric; what belongs nowhere comes last."""
    if rubric is None:
        for title, outcomes in _GROUPS:
            yield from _block(title, [entry for entry in entries if entry.verdict.verdict in outcomes])
        return
    block_of = {criterion.id: criterion.block for criterion in rubric.criteria}
    for block in rubric.blocks:
        within = [entry for entry in entries if block_of.get(entry.verdict.id) == block.id]
        yield from _block(f"{block.title} ({block.points:g} points)", within)
    yield from _block("No longer in the rubric", [entry for entry in entries if entry.verdict.id not in block_of])


def _block(title: str, entries: Sequence[ShownVerdict]) -> Iterator[ShownBlock]:
    if not entries:
        return
    decided = [entry for entry in entries if entry.weight != "open"]
    passed = sum(entry.weight == "pass" for entry in decided)
    parts = [f"{passed} of {len(decided)} passed"] if decided else []
    if len(entries) > len(decided):
        parts.append(f"{len(entries) - len(decided)} could not be told")
    yield ShownBlock(title, ", ".join(parts), tuple(entries))


def _rows(handoff: Mapping[str, object]) -> Iterator[tuple[str, str | None]]:
    """A hand-off record for a reader, by label; null where something is missing."""
    for name, value in handoff.items():
        match value:
            case None | "":
                told = None
            case bool():
                told = "yes" if value else "no"
            case list() | tuple():
                told = ", ".join(str(one).replace("_", " ") for one in value) or "none"
            case _:
                told = str(value)
        yield name.replace("_", " ").capitalize(), told.replace("_", " ") if told and name == "kind" else told


def _weight(outcome: Outcome) -> Weight:
    return "pass" if outcome in PASSING else "fail" if outcome in FAILING else "open"


def _gravity(reference: Reference) -> tuple[int, str, str]:
    """What sorts references: losses first, then gains, each by its word and label."""
    return ("fail", "pass", "open").index(reference.weight), reference.word, reference.label


def _document(statement: str) -> str:
    """The document of a statement's id: D1 of D1-18."""
    return statement.partition("-")[0]


def _each_once(values: Iterable[_Found]) -> tuple[_Found, ...]:
    """The values without those that equal an earlier one, hashable or not."""
    kept: list[_Found] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return tuple(kept)

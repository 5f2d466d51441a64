"""Probes of credit: a point stands on the agent's own words, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from persona_lab.judging.audit.bench import Bench, outcomes
from persona_lab.judging.audit.changes import garbled, padded, without
from persona_lab.judging.audit.report import Observation
from persona_lab.judging.quotes import quote_fault
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import Verdict

ROUNDS = 12
"""How often the words are taken away that a verdict then quotes.

A judge may quote one occasion of several, and find the next when the first is gone; a point that outlives this, or
every word of the agent's, stands on nothing.
"""


def deletion(bench: Bench) -> Iterator[Observation]:
    """Every point with its quotes deleted (section 4.2 of the cards: a met must flip)."""
    return _withdrawn(bench, said_by_customer=False)


def speaker_swap(bench: Bench) -> Iterator[Observation]:
    """Every point with its quotes said by the customer instead."""
    return _withdrawn(bench, said_by_customer=True)


def padding(bench: Bench) -> Iterator[Observation]:
    """Every conversation with courtesy behind each agent turn (trap family 'length padding')."""
    for transcript in bench.gold.conversations:
        plain, twin = bench.first(transcript), bench.card(padded(transcript, bench.random("padding", transcript.id)))
        before, after = outcomes(plain), outcomes(twin)
        gained = [name for name in after if after[name] == "met" and before.get(name) != "met"]
        if gained:
            told = ", ".join(f"{name} {before.get(name)} to met" for name in gained)
            yield Observation(transcript.id, "failed", "", "credits courtesy", told)
        elif plain.score is not None and twin.score is not None and twin.score > plain.score:
            moved = ", ".join(
                f"{name} {before[name]} to {after[name]}" for name in after if before[name] != after[name]
            )
            told = f"score {plain.score:g} to {twin.score:g}" + (f": {moved}" if moved else "")
            yield Observation(transcript.id, "failed", "", "scores courtesy higher", told)
        else:
            yield Observation(transcript.id, "passed")


def abstention(bench: Bench) -> Iterator[Observation]:
    """Every conversation with the agent's side garbled: nothing of it can be known."""
    for transcript in bench.gold.conversations:
        card = bench.card(garbled(transcript, bench.random("garbled", transcript.id)))
        for name, outcome in outcomes(card).items():
            if bench.criterion(name) is None:
                continue
            if outcome in {"na", "cannot_tell"}:
                yield Observation(transcript.id, "passed", name)
            else:
                reason = f"says {outcome} of words that nobody can read"
                yield Observation(transcript.id, "failed", name, reason, outcome)


def _withdrawn(bench: Bench, *, said_by_customer: bool) -> Iterator[Observation]:
    for transcript in bench.gold.conversations:
        for verdict in bench.first(transcript).criteria:
            if verdict.verdict == "met" and bench.criterion(verdict.id) is not None:
                seen = _without_its_words(bench, transcript, verdict, said_by_customer=said_by_customer)
                if seen is not None:
                    yield seen


def _without_its_words(
    bench: Bench, transcript: Transcript, verdict: Verdict, *, said_by_customer: bool
) -> Observation | None:
    """What becomes of a point whose words are taken away; None where it stands on an action alone."""
    case, name, changed = transcript.id, verdict.id, transcript
    for _ in range(ROUNDS):
        quotes = [quote for quote in verdict.evidence if quote.speaker == "agent"]
        if not quotes:
            if _acts_in_words(changed):
                return None
            if changed is transcript:
                return Observation(case, "failed", name, "credits without a quote of the agent's", verdict.why)
            break
        for quote in quotes:
            fault = quote_fault(changed.turns, quote.turn, "agent", quote.quote, least=1)
            if fault:
                return Observation(case, "failed", name, "credits a quote that does not stand", fault)
        changed = without(changed, quotes, said_by_customer=said_by_customer)
        again = bench.verdict(changed, name)
        if again.verdict != "met":
            return Observation(case, "passed", name)
        if all(quote.speaker == "customer" for quote in again.evidence) and again.evidence:
            return Observation(case, "failed", name, "credits the customer's words", again.evidence[0].quote)
        verdict = again
    shown = verdict.evidence[0].quote if verdict.evidence else "no words at all"
    reason = "credits what the customer said" if said_by_customer else "credits what is no longer there"
    return Observation(case, "failed", name, reason, f"still met, on: {shown}")


def _acts_in_words(transcript: Transcript) -> bool:
    """Whether the agent still does something besides words, and still says something."""
    agent = [turn for turn in transcript.turns if turn.speaker == "agent"]
    return any(turn.action is not None for turn in agent) and any(turn.text.strip() for turn in agent)

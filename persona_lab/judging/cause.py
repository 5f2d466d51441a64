"""The root of the issue (T13): whether the agent names what lies under the first symptom before the fix."""

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.impasse import offers_made
from persona_lab.judging.sentences import agent_sentences, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Verdict


def root_issue(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T13 against the scenario's root cause, or against what only the agent can see where none is given."""
    if case.scenario is None:
        return undecided(criterion, "Without a scenario nobody knows what lay under the complaint.")
    sources = [case.scenario.root_cause] if case.scenario.root_cause else []
    sources = sources or [fact.text for fact in case.scenario.facts if fact.known_to == "agent"]
    roots = [stems(plain(text)) for text in sources if text]
    if not roots or not case.agent_turns:
        return undecided(criterion, "The scenario names no cause to compare with.")
    first_offer = next((offer.turn for offer in offers_made(case)), None)
    until = case.agent_turns[-1] if first_offer is None else first_offer
    for root in roots:
        needed = max(2, round(0.4 * len(root)))
        named = [
            sentence
            for sentence in agent_sentences(case)
            if len(sentence.content & root) >= needed and not sentence.asks
        ]
        if not named:
            continue
        first = named[0]
        if first.turn <= until:
            return Verdict(
                id=criterion.id,
                verdict="met",
                evidence=quoted(case, first),
                why=f"Turn {first.turn} named what lay under the complaint before a solution was settled.",
            )
        return undecided(criterion, f"The cause was named in turn {first.turn} only, after an offer had been made.")
    matter = frozenset().union(
        *roots,
        stems(plain(case.scenario.issue)),
        *(sentence.content for sentence in sentences(case, *case.customer_turns)),
    )
    spoken = agent_sentences(case)
    if first_offer is not None and not any(
        len(sentence.content & matter) >= 2 for sentence in spoken if sentence.turn <= until
    ):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=case.quote(first_offer),
            why=(
                f"Turn {first_offer} offered a fix and no turn before it said what the problem was; find the cause "
                f"first."
            ),
        )
    return undecided(criterion, "Code found no sentence that names the cause, and cannot rule it out.")

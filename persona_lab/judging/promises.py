"""Promises against what the scenario allows (T35, V2): limits, approval, hours, guarantees, and false refusals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.answers import holds_name
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import contact_windows, is_contact_promise, sentences
from persona_lab.judging.denials import denied, denies
from persona_lab.judging.managers import asks_approval
from persona_lab.judging.sums import OUT_OF_REACH, amounts_in, gives_too_much, limits_of
from persona_lab.judging.times import possibility
from persona_lab.model.actions import FollowUp, Offer
from persona_lab.model.moves import Move
from persona_lab.model.scenario import Remedy, Scenario
from persona_lab.model.verdict import Quote, Verdict
from persona_lab.text import folded

_APPROVAL = re.compile(
    r"\b(?:approv\w*|sign(?:ed|s)? (?:it |that |this )?off|sign-off|authori[sz]\w*|permission|subject to|agree(?:s|"
    r"d)?\b(?= to)|"
    r"(?:ask|asking|check with|word with|clear (?:it|that|this) with|go-ahead from|okay from|need)\b[^.!?]{0,40}"
    r"\b(?:manager|supervisor|lead|boss|head)|(?:manager|supervisor|lead|boss)\b[^.!?]{0,40}\b(?:say|agree|decide|"
    r"look at|has to|needs to))",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:(?:there(?:'s| is) )?(?:nothing|not(?:hing)? (?:more|else|much)) (?:that )?(?:i|we) can (?:do|offer|give)|"
    r"(?:i|we) can(?:'t|not| not) (?:do|offer|give) (?:anything|you anything|more)|my hands are tied|"
    r"no (?:remed\w+|option\w*|solution\w*) (?:available|left|here))\b",
    re.IGNORECASE,
)
_REFUSING = re.compile(
    r"\b(?:(?:i|we|nobody|no one|they)(?: am| are|'m|'re)? (?:afraid (?:i|we) )?(?:can't|cannot|can not|won't|"
    r"will not|"
    r"unable to|not able to|do not|don't|can do no)|(?:there(?:'s| is| are)? )?no(?= \w+s?\b)|"
    r"(?:that|it|this) (?:is not|isn't|'s not) (?:possible|something)|not possible|impossible|no (?:way|"
    r"chance) of)\b",
    re.IGNORECASE,
)
_REFUSES_SOMETHING = re.compile(
    r"\b(?:(?:the|our|my) [a-z]+|i|we|nobody|that|it) (?:can't|cannot|won't|can not|(?:is|are)(?: not|"
    r"n't) able to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One promise that may not be made, or one refusal of what may be given."""

    turn: int
    evidence: tuple[Quote, ...]
    """The words; empty when only an action shows it."""
    shown_as: str
    """The words, or the action in words, for the gate's line."""
    why: str
    """One sentence for the agent."""
    is_promise: bool = True
    """False for a refusal, which fails T35 without being a false promise (readings, 16)."""


def authority(case: Case) -> Verdict:
    """Verdict on T35."""
    spoken_for = case.of("offered_remedy", "reoffered_refused", "over_promised", "stated_limit")
    offered = [action for _, action in case.actions() if isinstance(action, Offer)]
    found = tuple(breaches(case))
    if case.scenario is None:
        guarantees = [breach for breach in found if breach.is_promise]
        if guarantees:
            return _violated(guarantees)
        if spoken_for or offered:
            return Verdict(
                id="T35",
                verdict="cannot_tell",
                by="nobody",
                evidence=case.shown(*spoken_for[:1]),
                why="Something was promised or refused, and without a scenario nobody knows what the agent may give.",
            )
        return Verdict(id="T35", verdict="na", why="Nothing was offered, promised, waived or refused.")
    if found:
        return _violated(found)
    contacts = any(is_contact_promise(part) for turn in case.agent_turns for part in sentences(case.text(turn)))
    refusing = [
        (turn, part)
        for turn in case.agent_turns
        for part in sentences(case.text(turn))
        if _REFUSES_SOMETHING.search(part.replace("’", "'")) or denies(part)
    ]
    if not spoken_for and not offered and not contacts and refusing:
        return Verdict(
            id="T35",
            verdict="cannot_tell",
            by="nobody",
            evidence=case.quote(*refusing[0]),
            why="Something was refused, and whether the agent could have given it is open.",
        )
    given = [] if spoken_for or offered or contacts else _given_by_name(case)
    if not spoken_for and not offered and not contacts and not given:
        return Verdict(id="T35", verdict="na", why="Nothing was offered, promised, waived or refused.")
    return Verdict(
        id="T35",
        verdict="clean",
        evidence=case.shown(*case.of("offered_remedy", "stated_limit")[:2]) or tuple(given),
        why="Every promise stayed within what the agent may give.",
    )


def _given_by_name(case: Case) -> list[Quote]:
    """The words that give one of the remedies by its name, where no move was read in them."""
    remedies = case.scenario.remedies if case.scenario else ()
    return [
        quote
        for turn in case.agent_turns
        for sentence in sentences(case.text(turn))
        if _PERMITS.search(words := sentence.replace("’", "'"))
        and not _REFUSING.search(words)
        and any(_mentions(words, remedy) for remedy in remedies)
        for quote in case.quote(turn, sentence)
    ]


_PERMITS = re.compile(r"\b(?:can|will|shall|is|are|gets?|yes|comes?|goes)\b|'ll\b", re.IGNORECASE)


def find_breaches(case: Case) -> tuple[Breach, ...]:
    """Every promise beyond limits, approval, hours or anybody's power, and every false refusal, in turn order."""
    return tuple(_all_breaches(case))


breaches = lru_cache(maxsize=4)(find_breaches)
"""The breaches of a case, kept while that case is judged."""


def _all_breaches(case: Case) -> Iterator[Breach]:
    for turn in case.agent_turns:
        seen: list[str] = []
        for breach in _turn_breaches(case, turn):
            # one sentence is one breach, however many rules it breaks
            words = folded(breach.shown_as)
            if not any(words in known or known in words for known in seen):
                seen.append(words)
                yield breach


def _violated(found: tuple[Breach, ...] | list[Breach]) -> Verdict:
    evidence = tuple(quote for breach in found for quote in breach.evidence)
    return Verdict(id="T35", verdict="violated", evidence=evidence, why=found[0].why)


def _turn_breaches(case: Case, turn: int) -> Iterator[Breach]:
    for move in case.in_turn(turn, "over_promised"):
        if _keeps_within(case, turn, move):
            continue
        remedy = case.scenario.remedy(move.detail) if case.scenario and move.detail else None
        approved = remedy is not None and remedy.needs_approval and _approval_mentioned(case, turn)
        if not approved:
            yield _breach(case, turn, move.quote or "", _too_much(turn, remedy))
    if case.scenario is not None:
        yield from _sums_beyond(case, turn, case.scenario)
        yield from _remedy_breaches(case, turn, case.scenario)
        yield from _time_breaches(case, turn, case.scenario)
        yield from _refusals(case, turn, case.scenario)
        if not case.in_turn(turn, "offered_remedy", "gave_time"):
            for sentence in sentences(case.text(turn)):
                if _VAGUE.search(sentence.replace("’", "'")):
                    yield _breach(
                        case,
                        turn,
                        sentence,
                        f"Turn {turn} promised to put things right without saying how; name what you may give.",
                        is_promise=False,
                    )


def _sums_beyond(case: Case, turn: int, scenario: Scenario) -> Iterator[Breach]:
    if _approval_mentioned(case, turn):
        return
    for sentence in sentences(case.text(turn)):
        if gives_too_much(sentence, scenario):
            yield _breach(case, turn, sentence, f"Turn {turn} gave away more than the limit allows; stay within it.")


def _keeps_within(case: Case, turn: int, move: Move) -> bool:
    """Whether words taken for too large a promise name the limit itself, or say that the sum is out of reach."""
    words = (move.quote or "").replace("’", "'")
    sentence = next((part for part in sentences(case.text(turn)) if folded(move.quote or "") in part), words)
    if OUT_OF_REACH.search(sentence.replace("’", "'")):
        return True
    if case.scenario is None or _GUARANTEES.search(words):
        return False
    sums = amounts_in(sentence)
    own = (amounts_in(str(r.limit or "")) for r in case.scenario.remedies if not r.needs_approval)
    if sums and sums <= frozenset().union(*own):
        return True
    return (
        bool(sums) and sums <= limits_of(case.scenario) and re.search(r"\bup to\b", sentence, re.IGNORECASE) is not None
    )


_GUARANTEES = re.compile(r"\b(?:guarantee\w*|promise|never|always|whatever it takes|no matter)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall) (?:\w+ )?(?:see you (?:right|all right|alright)|make (?:it|this|that|"
    r"things) (?:\w+ )?"
    r"(?:right|good|up to you)|look after you|do right by you|sort you out|make sure you(?:'re| are) (?:happy|"
    r"looked after))\b",
    re.IGNORECASE,
)


def _too_much(turn: int, remedy: Remedy | None) -> str:
    if remedy is None:
        return (
            f"Turn {turn} promised more than the agent may or can; name what you have done, what you will do, and say "
            "that you will do your best for the rest."
        )
    if remedy.needs_approval:
        return (
            f"Turn {turn} promised {_named(remedy)} without the approval it needs; say that you are asking for it, and "
            "by when you will know."
        )
    return f"Turn {turn} promised more than the limit of {remedy.limit} for {_named(remedy)}; stay within it."


def _remedy_breaches(case: Case, turn: int, scenario: Scenario) -> Iterator[Breach]:
    offered = {move.detail for move in case.in_turn(turn, "offered_remedy", "reoffered_refused") if move.detail}
    action = case.action(turn)
    if isinstance(action, Offer):
        offered.add(action.remedy)
    remedies = [remedy for remedy in scenario.remedies if remedy.id in offered]
    for remedy in remedies:
        if remedy.needs_approval and not _approval_mentioned(case, turn):
            move = next(
                (m for m in case.in_turn(turn, "offered_remedy", "reoffered_refused") if m.detail == remedy.id), None
            )
            words = (move.quote if move else None) or f"(offer: {remedy.id})"
            yield _breach(
                case,
                turn,
                words,
                f"Turn {turn} promised {_named(remedy)} without the approval it needs; say that you are asking for "
                f"it, and by when you will know.",
            )
    if isinstance(action, Offer) and scenario.remedy(action.remedy) is None:
        yield _breach(
            case,
            turn,
            f"(offer: {action.remedy})",
            f"Turn {turn} offered {action.remedy!r}, which the agent does not have.",
        )


def _time_breaches(case: Case, turn: int, scenario: Scenario) -> Iterator[Breach]:
    now = scenario.now.replace(tzinfo=None)
    spans = [(sentence, sentence) for sentence in sentences(case.text(turn)) if is_contact_promise(sentence)]
    action = case.action(turn)
    if isinstance(action, FollowUp):
        spans.append((f"(follow-up: {action.when})", action.when))
    for shown, words in spans:
        for window in contact_windows(words, now):
            state = possibility(window, scenario)
            if state in {"past", "closed", "wrong_weekday"}:
                yield _breach(case, turn, shown, impossible_because(window.words, state, scenario))


def impossible_because(words: str, state: str, scenario: Scenario) -> str:
    """Why a time cannot be kept, in one sentence."""
    if state == "past":
        return f"'{words}' has already passed: it is {scenario.now:%A %d %B, %H:%M}; name a time that is still to come."
    if state == "closed":
        return f"'{words}' falls outside the opening hours ({scenario.hours}); name a time when somebody is there."
    return f"In '{words}' the weekday does not fit the date; check the calendar before you promise."


def _refusals(case: Case, turn: int, scenario: Scenario) -> Iterator[Breach]:
    from persona_lab.judging.impasse import offers_made

    before = {offer.remedy for offer in offers_made(case) if offer.turn < turn}
    action = case.action(turn)
    if isinstance(action, Offer):
        before.add(action.remedy)
    offered = case.in_turn(turn, "offered_remedy", "reoffered_refused")
    for sentence in sentences(case.text(turn)):
        # the name of a remedy in a refusal may have been read as its offer
        elsewhere = {move.detail for move in offered if folded(move.quote or "") not in sentence}
        untried = scenario.in_authority - before - {remedy for remedy in elsewhere if remedy}
        plain = sentence.replace("’", "'")
        if untried and _CANNOT.search(plain):
            remedy = scenario.remedy(min(untried))
            name = _named(remedy) if remedy else ""
            yield _breach(
                case,
                turn,
                sentence,
                f"Turn {turn} said that nothing can be done while {name} was still to be offered.",
                is_promise=False,
            )
            continue
        refused = _refused_outright(plain, scenario, untried) or denied(
            sentence, tuple(remedy for remedy in scenario.remedies if remedy.id in untried)
        )
        if refused:
            yield _breach(
                case,
                turn,
                sentence,
                f"Turn {turn} refused {_named(refused)}, which the agent may give.",
                is_promise=False,
            )


def _refused_outright(words: str, scenario: Scenario, untried: frozenset[str]) -> Remedy | None:
    """The remedy after a plain refusal that puts nothing in its place."""
    match = _REFUSING.search(words)
    if match is None:
        return None
    instead = re.search(r"\b(?:but|however|though|instead|until|unless|only)\b", words[match.end() :], re.IGNORECASE)
    named = (r for r in scenario.remedies if r.id in untried and _mentions(words[match.start() :], r))
    return None if instead else next(named, None)


def _approval_mentioned(case: Case, turn: int) -> bool:
    return any(
        _APPROVAL.search(case.text(number).replace("’", "'")) or asks_approval(case, number)
        for number in case.agent_turns
        if number <= turn
    )


def _mentions(words: str, remedy: Remedy) -> bool:
    said = words.casefold()
    if any(holds_name(said, keyword) for keyword in remedy.keywords):
        return True
    # 'I can't stop a bill' refuses to 'stop the bill'
    near = _roots(" ".join(said.split()[:9]))
    return any((named := _roots(keyword)) and named <= near for keyword in remedy.keywords)


def _roots(words: str) -> frozenset[str]:
    return frozenset(stem.rstrip("e") for stem in stems(plain(words.casefold())))


def _named(remedy: Remedy) -> str:
    return remedy.phrase or remedy.description.rstrip(".")


def _breach(case: Case, turn: int, words: str, why: str, *, is_promise: bool = True) -> Breach:
    return Breach(turn=turn, evidence=case.quote(turn, words), shown_as=words, why=why, is_promise=is_promise)

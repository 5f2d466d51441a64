"""A concrete solution: a remedy that was really put, and not one that had been refused (T31)."""

import re

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.answers import holds_name, name_stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.genuineness import EMPATHIC
from persona_lab.judging.impasse import OfferMade, course_of, offers_made
from persona_lab.judging.signs import undecided
from persona_lab.model.actions import Offer
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.scenario import Remedy
from persona_lab.model.verdict import Quote, Verdict

_WORK: tuple[MoveKind, ...] = (
    "asked_question",
    "asked_again",
    "took_ownership",
    "offered_remedy",
    "reoffered_refused",
    "explained_steps",
    "gave_time",
    "prevented_recurrence",
    "answered_with_fact",
    "framed_positively",
    "offered_manager",
    "offered_follow_up",
    "asked_contact",
    "summarised",
    "checked_result",
)


_DWELLING = 3
"""Turns of feeling in a row without any work on the problem that fail T31."""


_GIVING = re.compile(
    r"\b(?:refund|replac|repair|fix|send|sent|book(?!let)|rebook|move|swap|exchange|credit|discount|voucher|waive|"
    r"cancel|"
    r"deliver|compensat|pay|free|upgrade|offer|collect|deduct|reduce|extend|issue|correct|new|another|instead|"
    r"arrange|engineer|transfer|money|back(?!up)|option|either|could (?:have|do)|what (?:i|we) can)\w*\b|[£€$]\s?\d",
    re.IGNORECASE,
)


_PUTS = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| can| could|'d| would|'m| am|'re| are|'ve| (?:went|go) ahead| have (?!noted|seen|"
    r"read))|let (?:me|us)|"
    r"shall (?:i|we)|would (?:you|that|it)|how about|you(?:'ll| will| can| could| get| have)|will be|(?:is|"
    r"are) (?:yours|booked|on|being)|"
    r"what (?:i|we) can|offer|option|either|free|on us|comes?|collects?|brings?|goes)\b",
    re.IGNORECASE,
)


_NO_GIFT = re.compile(
    r"n't\b|\b(?:cannot|not|no|never|until|when you|if you(?:'d| had)|you can have|check availability|website|"
    r"guarantee|"
    r"read (?:all |more )?(?:about|on)|documentation|help (?:centre|center|pages?|desk)|knowledge base|found (?:in|"
    r"under|on)|"
    r"portal|(?:i|we)(?:'ve| have) noted|what is your|which is your|"
    r"sorted|looked into|"
    r"transfer|put you (?:through|over)|pass(?:ing)? you|manager|over to)\b",
    re.IGNORECASE,
)


def concrete_offer(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T31: a remedy of the scenario that had not been refused; feelings alone, turn after turn, fail."""
    if case.scenario is not None and not case.scenario.in_authority:
        return Verdict(id=criterion.id, verdict="na", why="There was nothing the agent could have given.")
    offers = offers_made(case)
    refused = course_of(case).refusals
    fresh = [
        offer
        for offer in offers
        if case.scenario is None
        or (case.scenario.remedy(offer.remedy) and not any(r == offer.remedy and t < offer.turn for r, t in refused))
    ]
    again = _reoffered_while_another_was_open(case)
    if again is not None:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=offer_words(case, again),
            why=f"Turn {again} offered again what had been turned down, with something else still to give.",
        )
    named = [offer for offer in fresh if offer_words(case, offer.turn) and is_put(case, offer)]
    if token := _nothing_but_tokens(case, named):
        return token.model_copy(update={"id": criterion.id})
    if named or (case.scenario is None and case.of("offered_remedy")):
        shown = offer_words(case, named[0].turn) if named else case.shown(*case.of("offered_remedy")[:1])
        return Verdict(id=criterion.id, verdict="met", evidence=shown, why=f"Turn {shown[0].turn} offered a remedy.")
    if in_words := _named_in_words(case):
        return Verdict(
            id=criterion.id, verdict="met", evidence=in_words, why=f"Turn {in_words[0].turn} offered a remedy."
        )
    dwelt = _dwelt_on(case)
    if offers and not fresh:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=offer_words(case, offers[0].turn),
            why="What was offered had been turned down before, or is none of the agent's remedies.",
        )
    if dwelt:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=case.shown(*(case.in_turn(turn, *EMPATHIC)[0] for turn in dwelt)),
            why=f"From turn {dwelt[0]} to turn {dwelt[-1]} only feelings were spoken of; offer something.",
        )
    surely_none = case.scenario is not None or all(case.lacks(turn, ("offered_remedy",)) for turn in case.agent_turns)
    if surely_none and not any(_might_give(case, turn) for turn in case.agent_turns):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            why=criterion.advice or "Nothing was offered, though something could have been.",
        )
    return undecided(criterion, "Code found no remedy of the scenario in the agent's words, and cannot rule one out.")


_TOKEN = re.compile(
    r"\b(?:vouchers?|coupons?|gift\w*|tokens?|points|samples?|newsletters?|magazines?|prize|draw|raffle|mugs?|pens?|"
    r"bottles?|passes|tickets? (?:to|for)|class(?:es)?|tastings?|coffees?|cup of|cake|chocolates?|flowers|sweets|"
    r"film|movie|channels?|package for free|trial|loyalty|bonus|stickers?|calendars?|keyrings?|tote|"
    r"next (?:purchase|order|visit|booking|stay|bill)|discount code)\b",
    re.IGNORECASE,
)
"""Small presents, which put nothing right by themselves."""
_HARM = re.compile(
    r"\b(?:smok(?:e|es|ed|ing)|burn\w*|fire|sparks?|shocks?|gas|brakes?|injur\w*|bleed\w*|fell|poison\w*|choke\w*|"
    r"allerg\w*|glass in|collapsed|explod\w*|melt\w*|hospital|dangerous)\b",
    re.IGNORECASE,
)
"""What may hurt somebody, and is not put right by a present."""


def _nothing_but_tokens(case: Case, named: list[OfferMade]) -> Verdict | None:
    """A verdict where all that was given is a small present that has nothing to do with the problem."""
    scenario = case.scenario
    told = " ".join(case.text(turn) for turn in case.customer_turns)
    put: list[tuple[int, str]] = []
    for turn in case.agent_turns:
        for sentence in sentences(case.text(turn)):
            words = sentence.replace("’", "'")
            gives = _PUTS.search(words) and (_GIVING.search(words) or _TOKEN.search(words))
            if not gives or _NO_GIFT.search(words):
                continue
            if not _TOKEN.search(words):
                return None
            put.append((turn, sentence))
    if not put or any(isinstance(action, Offer) for _, action in case.actions()):
        return None
    quotes = tuple(quote for turn, sentence in put for quote in case.quote(turn, sentence))
    if scenario is None:
        if stems(told) & stems(plain(" ".join(s for _, s in put))) - {"offer"}:
            return None
        sure = _HARM.search(told) is not None
    else:
        matter = stems(plain(f"{scenario.demand} {scenario.root_cause} {scenario.phrases.demand or ''} {told}"))
        wanted = [remedy for remedy in scenario.remedies if remedy.id in scenario.acceptable]
        if any(offer.remedy in scenario.acceptable for offer in named):
            return None
        if any(_of_name(remedy) & stems(plain(" ".join(s for _, s in put))) for remedy in wanted):
            return None
        if any(
            not w[0].isdigit()
            for w in stems(plain(" ".join(s for _, s in put))) & matter & stems(plain(scenario.demand))
        ):
            return None
        sure = scenario.winnable
    if sure:
        return Verdict(
            id="T31",
            verdict="not_met",
            evidence=quotes,
            why=f"What turn {put[0][0]} offered puts nothing right of what the customer complains of.",
        )
    return Verdict(
        id="T31", verdict="cannot_tell", by="nobody", why="Whether what was offered fits the problem takes a reader."
    )


def _of_name(remedy: Remedy) -> frozenset[str]:
    """The words of a remedy's names; a mere figure names nothing."""
    return frozenset(stem for stem in name_stems(remedy) if not stem[0].isdigit())


def offer_that_satisfies(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T31 where no ending without satisfaction counts (X14, the second document)."""
    by_offer = concrete_offer(case, criterion)
    answered = any(turn > quote.turn for quote in by_offer.evidence for turn in case.customer_turns)
    if by_offer.verdict == "met" and answered and course_of(case).settled_turn is None and case.scenario is not None:
        return by_offer.model_copy(
            update={
                "verdict": "not_met",
                "why": "A remedy was offered, and none had satisfied the customer by the end.",
            }
        )
    return by_offer


def is_put(case: Case, offer: OfferMade) -> bool:
    """Whether an offer was really put: by an action, or in a sentence that gives or proposes."""
    action = case.action(offer.turn)
    if isinstance(action, Offer) and action.remedy == offer.remedy:
        return True
    moves = case.in_turn(offer.turn, "offered_remedy", "reoffered_refused")
    return any(move.detail == offer.remedy and _PUTS.search((move.quote or "").replace("’", "'")) for move in moves)


def offer_words(case: Case, turn: int) -> tuple[Quote, ...]:
    """The words of an offer; a sentence that names the remedy where only an action shows the offer."""
    shown = case.shown(*case.in_turn(turn, "offered_remedy", "reoffered_refused"))
    if shown or case.scenario is None:
        return shown
    remedies = [r for o in offers_made(case) if o.turn == turn and (r := case.scenario.remedy(o.remedy)) is not None]
    parts = sentences(case.text(turn))
    named = next((part for part in parts if any(_names(part, remedy) for remedy in remedies)), None)
    return case.quote(turn, named or parts[-1]) if parts else ()


def _reoffered_while_another_was_open(case: Case) -> int | None:
    """The turn of the last offer, where it repeats a refused remedy although another had never been offered."""
    course = course_of(case)
    if case.scenario is None or not course.offers:
        return None
    last = course.offers[-1]
    refused_before = any(remedy == last.remedy and when < last.turn for remedy, when in course.refusals)
    beside = {offer.remedy for offer in course.offers if offer.turn == last.turn} - {last.remedy}
    untried = case.scenario.in_authority - {offer.remedy for offer in course.offers}
    return last.turn if refused_before and not beside and untried and course.settled_turn is None else None


def _dwelt_on(case: Case) -> tuple[int, ...]:
    """The first run of agent turns, three or longer, that speak of feelings and do nothing else."""
    run: list[int] = []
    for turn in case.agent_turns:
        feeling = bool(case.in_turn(turn, *EMPATHIC))
        if feeling and not case.in_turn(turn, *_WORK) and case.action(turn) is None:
            run.append(turn)
        elif len(run) >= _DWELLING:
            break
        else:
            run = []
    return tuple(run) if len(run) >= _DWELLING else ()


def _might_give(case: Case, turn: int) -> bool:
    """Whether a turn holds a sentence by which something might have been given."""
    if case.action(turn) is not None and isinstance(case.action(turn), Offer):
        return True
    remedies = case.scenario.remedies if case.scenario else ()
    return any(
        (_PUTS.search(words) and _GIVING.search(words)) or any(_is_touched(r, words) for r in remedies)
        for sentence in sentences(case.text(turn))
        if not _NO_GIFT.search(words := sentence.replace("’", "'"))
    )


def _is_touched(remedy: Remedy, words: str) -> bool:
    """Whether a sentence may give a remedy: it proposes and shares a name, or holds one of its names in full."""
    if _PUTS.search(words) and name_stems(remedy) & stems(plain(words)):
        return True
    return any(len(name.split()) > 1 and holds_name(words, name) for name in remedy.keywords)


def _named_in_words(case: Case) -> tuple[Quote, ...]:
    """The words that put a remedy by two of its names, where no move was read: 'two months back, that is 58'."""
    refused = course_of(case).refusals
    if case.scenario is None:
        return ()
    allowed = [remedy for remedy in case.scenario.remedies if remedy.id in case.scenario.in_authority]
    for turn in case.agent_turns:
        regretted = [move.quote or "" for move in case.in_turn(turn, *EMPATHIC)]
        for sentence in sentences(case.text(turn)):
            if _NO_GIFT.search(sentence.replace("’", "'")) or sentence.endswith("?") or sentence in regretted:
                continue
            for remedy in allowed:
                names = [n for n in remedy.keywords if holds_name(sentence, n)]
                again = any(known == remedy.id and when < turn for known, when in refused)
                if len(names) >= 2 and not again:
                    return case.quote(turn, sentence)
    return ()


def _names(words: str, remedy: Remedy) -> bool:
    return any(holds_name(words, keyword) for keyword in remedy.keywords)

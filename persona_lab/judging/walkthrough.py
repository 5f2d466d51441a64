"""The way ahead walked through: two steps, or one and what the customer will see of it, in plain words (T33)."""

import re
from dataclasses import dataclass

from persona_lab.customer.perceive.words import plain, stems, word_set
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import is_contact_promise, sentences
from persona_lab.judging.impasse import course_of, offers_made
from persona_lab.judging.managers import handed
from persona_lab.judging.outcomes import carried_out
from persona_lab.judging.signs import undecided
from persona_lab.judging.times import names_time
from persona_lab.model.actions import FollowUp, Offer, Transfer
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_ASKS_HOW = re.compile(
    r"\b(?:what(?:'s| is| will|'ll| would| do(?:es)?| am i)? (?:\w+ ){0,3}?(?:happen(?:s|ing)?|next|now|follow(?:s)?|"
    r"the (?:plan|process|procedure|steps?))\b|how (?:does|do|will|would|is|are) (?:it|this|that|i|we|you|they)\b|"
    r"then what\b|what then\b|(?:and|so|but|ok|okay|right) (?:then )?(?:after|once|when) (?:that|you|we|it|the|"
    r"they|he|she)\b|what do i (?:have to |need to )?do\b|where do (?:i|we) go from here)"
)
"""A customer's question about the course of things."""

_BREAKS = re.compile(
    r"[,;:—–]\s+|\s-\s|\b(?:and|then|so that|so|which|who|while|but|until|before)\b|"
    r"\b(?:after|once|when|as soon as)\b(?= (?:it|that|this|they|he|she|you|we|i|the|your|our)\b)"
)
_VERB = (
    r"(?:add|activat|agree|appear|appl|approv|arriv|ask|bill|block|book|brief|bring|call|cancel|carr|chang|charg|"
    r"check|clear|clos|collect|com|compar|confirm|contact|correct|cover|credit|debit|decid|delet|deliver|disappear|"
    r"dispatch|drop|e-?mail|end|enter|escalat|expir|fil|fit|fix|flag|fl(?:y|ies)|forward|get|giv|go|grant|green|hand|"
    r"hear|hook|inspect|install|issu|join|keep|kick|land|lay|laid|leav|lift|list|load|log|look|mail|mark|measur|mend|"
    r"messag|mov|open|order|pack|pass|pay|paid|phon|pick|plac|post|print|process|pull|push|put|rais|reach|read|"
    r"rebook|receiv|record|refund|regist|releas|remov|repair|repl(?:y|i)|replac|report|request|reset|restart|"
    r"restor|return|revers|review|ring|rout|run|scan|see|send|sent|set|settl|ship|show|sign|speak|start|stay|stop|"
    r"strip|swap|switch|tak|talk|tell|test|text|track|transfer|turn|unblock|unlock|updat|visit|void|wait|walk|"
    r"wash|watch|wip|work|writ)"
)
_FORM = rf"{_VERB}(?:[a-z]?(?:es|e|s|ed|en|t|n|d|ing|y|ies|ied))?"
_AUX = (
    r"(?:'ll|'m|'re|'s| will| shall| is| are| am| gets?| be| going to| then| first| next| now| also| just| only|"
    r" straight| right| being| has|'ve| need to| have to| should| must| may| \w+ly| all| both| each| myself)"
)
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|nobody|no one|somebody|someone|"
    r"(?:the|your|our|my|an?|their|his|her|one|two|another|this|that) (?:(?!will\b|is\b|are\b)[\w£€$.,'-]+ ){0,4}?"
    r"[\w£€$.'-]+|[£€$][\d,.]+|"
    r"(?!(?:the|an?|my|our|your|his|her|their|let|there|here|what|how|who|please|not|no|if|as|to|for|in|at|of|with|or|"
    r"when|where|why|that|this|can|could|thanks|thank|i|we|you|he|she|it|they)\b)[a-z][\w-]+"
    r"(?: (?!(?:can|could|will|may|might|would|for|to|of|is|are)\b)[a-z][\w-]+)?)"
)
_STEP = re.compile(
    rf"^\W*(?:(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|next|finally|lastly|also|today|tomorrow|"
    rf"tonight|now|to (?:begin|start) with|step \w+|on \w+(?: \w+)?|after that|at \S+|by \S+|as of now|"
    rf"in short|\d+[.)])[ ,:]+)*(?P<who>{_SUBJECT})(?P<aux>{_AUX}{{0,4}}) (?P<verb>{_FORM})\b"
)
_CARRIED_ON = re.compile(
    rf"^\W*(?:also |even )?(?P<verb>{_FORM}) (?:it|them|you|him|her|the|your|our|my|to|a|an|in|"
    rf"on|back|off|out|over|up|away|with|round|through|by|where|both|all|him)\b"
)
_PAST = re.compile(r"\w+ed|sent|paid|told|brought|kept|gave|got|went|came|took|wrote|rang|spoke|left|laid|began|ran")
_IS = re.compile(r"'s|'re|'m|\b(?:is|are|am|be|gets?|being)\b")
_PLAIN_SUBJECT = re.compile(r"i|we|you|they")
_DOING = re.compile(
    r"^(?:add|appl|ask|book|bring|call|check|contact|chang|collect|confirm|chas|e-?mail|fil|find|forward|go|install|"
    r"log|mail|order|pack|pay|phon|post|print|put|rais|report|request|reset|return|ring|scan|send|set|sign|speak|"
    r"take|talk|tell|text|track|upload|visit|write|look|download|clos|open)\w*$"
)
"""What a customer does by hand, as against what they get or see."""
_GENTLE = re.compile(r"\b(?:can|may|if you (?:like|want|wish)|don't (?:have|need)|needn't|only (?:have|need))\b")
_LOOKS_BACK = re.compile(
    r"\b(?:was|were|had|did|didn't|would have|should have|could have|wasn't|weren't|yesterday|last (?:week|month)|"
    r"sorry|apologi[sz]e|if (?:you|we|i) had|can't|cannot|won't|don't|doesn't|isn't|not|unable|"
    r"i understand|i know|i see|i hear|hope)\b|\?\s*$"
)
_DONE = re.compile(rf"^\W*(?:i|we)(?:'ve| have)(?: just| now| already| also)* {_FORM}\b")
_ORDERED = re.compile(
    r"^\W*(?:(?:it|this|that)(?:'s| is) )?(?:first(?:ly)?|next|second(?:ly)?|after that|finally|lastly)\b"
)
"""A step told by its place, such as 'first into the van', where the next one has its verb."""
_COMES_OUT = re.compile(
    r"^\W*(?:\w+ ){0,4}?(?:(?:will|'ll) be (?:back |in |on |at |with |there|up |ready|yours|live|free|done)|(?:is|"
    r"'s|are) "
    r"back )"
)
"""What the customer will see of it."""
_HOLLOW = stems(
    plain(
        "ownership process procedure resolution resolve solution everything matter issue situation concern request "
        "case team side end satisfaction service quality way forward care handle deal sort hand look follow achieve "
        "ensure deliver experience priority attention best soon shortly quickly question problem first firstly second "
        "secondly show third thirdly final finally next lastly last chat conversation close total totally fully "
        "appreciate really taken work update possible receive hear touch reach"
    )
)
_VAGUE = re.compile(
    r"\b(?:(?:it|this|that|everything|all|all of it|the (?:matter|issue|problem|rest)|things)\b[^.!?]{0,25}?"
    r"(?:(?:be|get|gets|is|are|being) (?:all )?(?:taken care of|dealt with|looked (?:into|after|at)|handled|sorted|"
    r"processed|seen to|resolved|fixed)|on (?:our|my) side)|leave (?:it|that|this|everything) (?:with|to) (?:me|us)|"
    r"(?:i|we|they)(?:'ll| will) (?:handle|deal with|sort|see to|look after|take care of|reach out|be in touch|"
    r"get back)|(?:don't|do not) worry)"
)
_AHEAD = re.compile(
    r"'ll\b|\b(?:will|going to|shall|then|next|first(?:ly)?|once|after (?:that|which)|as soon as|when (?:it|that|"
    r"they|he|she)|until|steps?|the plan|from (?:here|there)|straight away)\b"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,6}s?\b")
_KNOWN_ACRONYMS = word_set(
    "OK ID PIN SMS PDF AM PM UK US USA EU GP TV PC IT VAT QR GPS USB NHS ATM FAQ DVD CV HR CEO BST GMT DNA "
    "BBC UPS DHL RE PS "
    "NB TBC ASAP NO NOT YES AND THE YOU YOUR NOW ALL VIP DIY URL WIFI SIM HD II III IV"
)
_JARGON = 3
"""Abbreviations in one turn, unknown to the customer's words and the case, that make a wall of jargon."""


_LONG_STEP = 12
"""Words from which a sentence with one step read in it may hold another."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What one turn says of the way ahead."""

    turn: int
    ours: int
    """Steps that the agent's side takes, or that come to the customer."""
    done: int
    """Acts just done that lead up to them."""
    theirs: int
    """Steps that the customer is sent to do."""
    words: tuple[str, ...]
    """The sentences that hold them."""
    jargon: tuple[str, ...]
    """Sentences that are a wall of abbreviations."""

    @property
    def leads_through(self) -> bool:
        """Whether it walks the customer through, and does not walk them off."""
        return not self.jargon and self.ours >= 1 and self.ours + self.done >= 2 and self.ours >= self.theirs


def explain_steps(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T33 (readings, 15: a transfer, a callback or a repair has steps as well)."""
    sure, possible = _turns_after_choice(case)
    if not possible:
        return Verdict(id=criterion.id, verdict="na", why="No solution or way ahead had been chosen.")
    # the steps of a remedy are often told with its offer, those of a hand-over before it is made
    passing_on = min(handed(case), default=len(case.turns) + 1)
    early = {*_offer_turns(case), *(turn for turn in case.agent_turns if turn >= passing_on)}
    walks = [_walk(case, turn) for turn in case.agent_turns if turn in early or turn in possible]
    best = max((walk for walk in walks if walk.leads_through), key=lambda walk: walk.ours, default=None)
    if best is not None and (sure or best.turn in early):
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=_quotes(case, best.turn, best.words),
            why=f"Turn {best.turn} walked through what happens.",
        )
    if not sure or best is not None:
        return undecided(
            criterion, "Whether a way ahead had been chosen is open, so the steps were not asked for surely."
        )
    walks = [walk for walk in walks if walk.turn in sure]
    wall = next((walk for walk in walks if walk.jargon), None)
    if wall is not None:
        why = "The steps are a wall of abbreviations; say in plain words what the customer will see."
        return _not_met(criterion, _quotes(case, wall.turn, wall.jargon), why)
    pushed = next((walk for walk in walks if walk.theirs >= 2 and walk.theirs > walk.ours), None)
    if pushed is not None:
        why = "The steps were put on the customer; do yourself what you can, and say what you do."
        return _not_met(criterion, _quotes(case, pushed.turn, pushed.words), why)
    vague = [
        (walk.turn, part) for walk in walks for part in sentences(case.text(walk.turn)) if _VAGUE.search(plain(part))
    ]
    steps = max(walk.ours + walk.done for walk in walks)
    if (steps == 0 and vague) or (steps <= 1 and not any(_may_lead(case, walk) for walk in walks)):
        evidence = tuple(quote for turn, part in vague[:2] for quote in case.quote(turn, part))
        return _not_met(
            criterion, evidence, criterion.advice or "Say what happens first, what next, and what they see."
        )
    return undecided(
        criterion, "Something was said of the way ahead; whether that walks the customer through it is open."
    )


def _turns_after_choice(case: Case) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Agent turns from which a way ahead was surely chosen, and those from which it may have been."""
    course = course_of(case)
    starts = [turn for turn, action in case.actions() if isinstance(action, Transfer | FollowUp)]
    done = carried_out(case)
    starts += [done] if done is not None else []
    starts += [move.turn for move in case.of("transferred")]
    for turn in case.customer_turns:
        answer = case.next_agent_turn(turn)
        if answer is not None and "?" in case.text(turn) and _ASKS_HOW.search(plain(case.text(turn))):
            starts.append(answer)
    offers = offers_made(case)
    if course.settled_turn is not None:
        taken = [offer.turn for offer in offers if offer.turn < course.settled_turn]
        starts.append(max(taken, default=course.settled_turn))
    refused = {remedy for remedy, _ in course.refusals}
    maybe = [offer.turn for offer in offers if offer.remedy not in refused]
    maybe += [turn for turn in case.agent_turns if any(is_contact_promise(part) for part in sentences(case.text(turn)))]
    sure = _from(case, starts)
    return sure, _from(case, [*starts, *maybe])


def _from(case: Case, starts: list[int]) -> tuple[int, ...]:
    return tuple(turn for turn in case.agent_turns if turn >= min(starts)) if starts else ()


def _offer_turns(case: Case) -> frozenset[int]:
    """Turns that put a remedy, of which the steps may be told at once."""
    return frozenset(offer.turn for offer in offers_made(case)) | {
        turn for turn, action in case.actions() if isinstance(action, Offer | Transfer | FollowUp)
    }


def _walk(case: Case, turn: int) -> Walk:
    ours = done = theirs = 0
    words: list[str] = []
    jargon: list[str] = []
    unknown: set[str] = set()
    for sentence in sentences(case.text(turn)):
        unknown |= _unknown_acronyms(case, sentence)
        if len(unknown) >= _JARGON:
            jargon.append(sentence)
        told = plain(sentence)
        before = (ours, done, theirs)
        last: str | None = None
        for part in _BREAKS.split(told):
            if not part or not part.strip() or _LOOKS_BACK.search(part):
                continue
            found = _STEP.search(part)
            if _DONE.search(part):
                done += _is_concrete(part)
                last = "i"
            elif found is not None and _tells_ahead(found):
                last = found["who"]
                mine, his = _whose(part, last, found["verb"], found["aux"])
                ours, theirs = ours + mine, theirs + his
            elif last is not None and (carried := _CARRIED_ON.search(part)) is not None:
                mine, his = _whose(part, last, carried["verb"], "")
                ours, theirs = ours + mine, theirs + his
            elif _ORDERED.search(part) or _COMES_OUT.search(part):
                done += _is_concrete(part)
        if (ours, done, theirs) != before:
            words.append(sentence)
    return Walk(turn, ours, done, theirs, tuple(words), tuple(jargon))


def _tells_ahead(found: re.Match[str]) -> bool:
    """Whether a clause tells what is or will be done: neither a past form, nor a verb that its subject does not fit."""
    verb, aux = found["verb"], found["aux"]
    if _IS.search(aux):
        return True
    who = found["who"]
    if who.endswith(("'s", "s'")) or _PAST.fullmatch(verb) or verb.endswith("ing"):
        return False
    return bool(aux) or verb.endswith("s") or who.endswith("s") or _PLAIN_SUBJECT.fullmatch(who) is not None


def _whose(part: str, who: str, verb: str, aux: str) -> tuple[int, int]:
    """A step counted for the agent's side or for the customer; nothing when it says nothing."""
    if not _is_concrete(part) or (verb in {"open", "clear", "set"} and _IS.search(aux)):
        return 0, 0
    if who == "you" and _DOING.search(verb) and not _GENTLE.search(part) and "being" not in aux:
        return 0, 1
    return 1, 0


def _is_concrete(part: str) -> bool:
    return any("'" not in word for word in stems(part) - _HOLLOW)


def _unknown_acronyms(case: Case, sentence: str) -> set[str]:
    known = _known_words(case)
    found = {match[0].rstrip("s") for match in _ACRONYM.finditer(sentence)} if not sentence.isupper() else set()
    return {word for word in found if word not in _KNOWN_ACRONYMS and word.casefold() not in known}


def _known_words(case: Case) -> frozenset[str]:
    """Words of the customer's and of the case, which an agent may use unexplained."""
    parts = [case.text(turn) for turn in case.customer_turns]
    if case.scenario is not None:
        parts += [
            case.scenario.issue,
            case.scenario.demand,
            case.scenario.company,
            *(f.text for f in case.scenario.facts),
        ]
    return frozenset(re.findall(r"\w+", " ".join(parts).casefold()))


def _may_lead(case: Case, walk: Walk) -> bool:
    """Whether the turn speaks of what is to come in words that were not read as steps."""
    return any(
        (part not in walk.words or len(part.split()) > _LONG_STEP)
        and not part.rstrip().endswith("?")
        and (_AHEAD.search(told := plain(part)) or names_time(part))
        and not _LOOKS_BACK.search(told)
        and bool(stems(told) - _HOLLOW)
        for part in sentences(case.text(walk.turn))
    )


def _quotes(case: Case, turn: int, words: tuple[str, ...]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for part in words for quote in case.quote(turn, part)))


def _not_met(criterion: Criterion, evidence: tuple[Quote, ...], why: str) -> Verdict:
    return Verdict(id=criterion.id, verdict="not_met", evidence=evidence, why=why)

"""Whether it worked: the question about the outcome, once a remedy had been carried out (T37)."""

import re
from functools import lru_cache

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.impasse import course_of, offers_made
from persona_lab.judging.signs import undecided
from persona_lab.judging.times import names_time
from persona_lab.model.actions import FollowUp, Offer
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_DONE_VERB = (
    r"(?:reset|restart(?:ed)?|unlock(?:ed)?|unblock(?:ed)?|refund(?:ed)?|credit(?:ed)?|cancel(?:l?ed)?|chang(?:ed)|"
    r"mov(?:ed)|switch(?:ed)|correct(?:ed)|fix(?:ed)|clear(?:ed)|releas(?:ed)|restor(?:ed)|remov(?:ed)|delet(?:ed)|"
    r"revers(?:ed)|activat(?:ed)|enabl(?:ed)|reconnect(?:ed)|reinstat(?:ed)|paid|sent|resent|re-sent|mail(?:ed)|"
    r"e-?mail(?:ed)|push(?:ed)|reload(?:ed)|reopen(?:ed)|re-?activat(?:ed)|replac(?:ed)|updat(?:ed)|rebooked|turned|"
    r"swapped|assigned|transferred|waived|put)"
)
_CARRIED_OUT = re.compile(
    rf"\b(?:i|we)(?:'ve| have)(?: just| now| already)* {_DONE_VERB}\b|"
    rf"\b(?:i|we) (?:went|have gone|'ve gone) ahead and {_DONE_VERB}\b|\b(?:i|we) just {_DONE_VERB}\b|"
    rf"\b(?:it|that|this|the [\w ]{{2,30}}?|your [\w ]{{2,30}}?|everything|she|he|they)(?:'s| is| are|'re| has been|"
    rf" have"
    rf" been|'s been)(?: now| all| just| already)* (?:{_DONE_VERB}|done|back on|back up|live|active|working again|"
    rf"through|gone through|up and running)\b|\b{_DONE_VERB} (?:done|complete)\b|"
    rf"\b(?:has|have|just|now)(?: just| now)* (?:gone|went|come|came) (?:through|live|out|back|on)\b"
)
"""Words by which something was done here and now."""
_NOT_HERE = re.compile(
    r"\b(?:sorry|apologi[sz]e|twice|wrong|mistake|yesterday|last (?:week|month|time)|ago|should have|will|'ll|shall|"
    r"going to|tomorrow|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|within|by (?:mon|"
    r"tues|wednes|thurs|fri|satur|sun)day|working days|booked|on its way|in the post|shall i|would you|if you)\b"
)
"""What went wrong, was done long before, or is still to come."""
_NO_REMEDY = re.compile(
    r"\b(?:note|noted|flag\w*|mark|record\w*|ticket|complaint|manager|supervisor|team|colleague|feedback|log|"
    r"details|file|over to|put you|message|told)\b"
)
"""What is done for the record, or told to somebody, and gives the customer nothing to see."""
_OUTCOME = re.compile(
    r"\b(?:work\w*|show\w*|appear\w*|load\w*|connect\w*|(?:come|came|gone?|go(?:es|ne)?|went|get(?:s|ting)?|got)\b"
    r"[^?]{0,20}\b(?:on|up|through|back|in|out|there|down|by)|arriv\w*|reach\w*|land\w*|steady|clear\w*|stable|"
    r"fixed|sorted|solved|resolved|gone|back|better|right|correct|fine|ok|okay|good|as it should|in order|warm\w*|hot|"
    r"let you|open\w*|see\w*|hear\w*|there|stopped|running|settled|visible|active|holding|straight|put right|"
    r"signed in|logged in|online|green|lit|ring\w*|read\w*|match\w*|doing)\b"
)
_NOW = re.compile(r"\b(?:now|yet|again|at your end|on your (?:side|screen|end)|for you|at this moment|by now)\b")
_YES_NO = re.compile(
    r"(?:^|[,:;.–—-] ?|\b(?:and|so|but|now|then|there|right|ok(?:ay)?|good|tell me|check|see|whether|if)[ ,]+)"
    r"(?:is|are|has|have|does|do|did|can|could|was|were|how(?:'s| is| are| does| did)|what(?:'s| is| does| do)|any)"
    r"(?:n't)?\b(?! (?:i|we|there (?:anything|something)|you (?:want|need|prefer|mind|know|like|agree|wish|happy))\b)"
)
_LOOK = re.compile(
    r"\b(?:(?:could|can|would|will) you|please|try|do|just) (?:\w+ )?(?:try|check|look|open|restart|refresh|reload|"
    r"switch|turn|see|test|tell me (?:if|whether|what|how|when))\b|\btell me (?:if|whether|what you see|how it)\b|"
    r"\blet me know (?:if|whether) (?:it|that|the|your)\b"
)
_NO_CHECK = re.compile(
    r"\b(?:anything|something|what) else\b|\bfurther (?:help|service|questions?|assistance)\b|"
    r"\b(?:is|was|are) (?:that|this|it) (?:all )?(?:ok|okay|all right|alright|fine|good) (?:with|for|by) you\b|"
    r"\b(?:would|shall|may|should|which|when|where|who|why|number|address|e-?mail|details|name|date|reference|"
    r"rate|rating|stars?|survey|feedback|chat|conversation|service|handled|better|differently)\b|"
    r"\b(?:best|right|correct) (?:number|address|e-?mail)\b"
)
_WISHES = re.compile(
    r"\b(?:have (?:a|an|the)|enjoy|wish\w*|good (?:morning|afternoon|evening|day|night)|take care|rate|stars?|survey)\b"
)
_MOOD = re.compile(
    r"\b(?:are we (?:\w+ )?(?:good|ok|okay|fine|square|even|done|cool|quits|friends|clear|sorted|there)|great|"
    r"wonderful|brilliant|delighted|customer|happy|happier|smil\w*|pleased|satisfied|content|glad|"
    r"cheer\w*|friends|calm\w*|feel\w*|forgiven?|better mood|"
    r"love)\b"
)
"""How the customer is, which tells nothing of the thing."""


def checked_result(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T37: 'anything else?' and 'are you happy now?' ask nothing about the outcome."""
    started = carried_out(case)
    settled = course_of(case).settled_turn
    if started is None and settled is not None:
        shown, _ = _checks(case, settled + 1)
        if shown:
            return _met(criterion, shown)
        if not _is_for_later(case):
            return undecided(criterion, "A remedy was taken, and whether it was carried out at once is open.")
    if started is None:
        return Verdict(id=criterion.id, verdict="na", why="No remedy was carried out in this conversation.")
    # a remedy that was taken may be checked before the agent says that it is done
    since = started if settled is None else min(started, settled + 1)
    shown, open_question = _checks(case, since)
    if shown:
        return _met(criterion, shown)
    if open_question:
        return undecided(criterion, "Something was asked after the remedy; whether that is about its outcome is open.")
    if case.agent_turns[-1] == started and case.next_customer_turn(started) is None:
        return undecided(criterion, "The transcript ends with the remedy, before the agent could have asked.")
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        evidence=_mere_courtesy(case, started),
        why=criterion.advice or "A remedy was carried out, and nobody asked whether it worked.",
    )


def satisfaction_checked(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T37 by the second document: satisfaction is made sure of at every end, or nothing is earned (X14)."""
    if not case.agent_turns:
        return Verdict(id=criterion.id, verdict="na", why="The agent said nothing.")
    started = carried_out(case)
    shown, open_question = _checks(case, started if started is not None else 0)
    moves = case.of("checked_result")
    if (shown or moves) and (course_of(case).settled_turn is not None or case.scenario is None or started is not None):
        return _met(criterion, shown or case.shown(moves[-1]))
    if open_question and started is not None:
        return undecided(criterion, "Something was asked towards the end; whether that is about the outcome is open.")
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        evidence=case.shown(*moves[-1:]),
        why="The conversation ended without making sure that the customer was satisfied.",
    )


def find_carried_out(case: Case) -> int | None:
    """The first agent turn that carried a remedy out; null when none did, or when all is still to come."""
    for turn in case.agent_turns:
        done = [part for part in sentences(case.text(turn)) if _is_done(part)]
        offered = isinstance(case.action(turn), Offer) or bool(case.in_turn(turn, "offered_remedy"))
        if done and (offered or any(not _NO_REMEDY.search(plain(part)) for part in done)):
            return turn
    return None


carried_out = lru_cache(maxsize=4)(find_carried_out)
"""The turn of a case that carried a remedy out, kept while that case is judged."""


def _is_done(sentence: str) -> bool:
    words = plain(sentence)
    return _CARRIED_OUT.search(words) is not None and not _NOT_HERE.search(words) and not words.endswith("?")


def _is_for_later(case: Case) -> bool:
    """Whether what was agreed has a time of its own, or was promised for later."""
    return any(isinstance(action, FollowUp) for _, action in case.actions()) or any(
        names_time(sentence) and not _WISHES.search(plain(sentence))
        for offer in offers_made(case)
        for turn in case.agent_turns
        if turn >= offer.turn
        for sentence in sentences(case.text(turn))
    )


def _checks(case: Case, started: int) -> tuple[tuple[Quote, ...], bool]:
    """The words that ask about the outcome, and whether any other question may have."""
    about = _about(case)
    maybe = False
    for turn in (number for number in case.agent_turns if number >= started):
        moved = [move for move in case.in_turn(turn, "checked_result") if move.quote]
        for sentence in sentences(case.text(turn)):
            told = plain(sentence)
            asks = sentence.rstrip("\"')!… 😊").endswith("?")
            invites = _LOOK.search(told) is not None
            if not (asks or invites) or _MOOD.search(told) or _NO_CHECK.search(told):
                continue
            known = any((move.quote or "") in sentence or sentence in (move.quote or "") for move in moved)
            outcome = _OUTCOME.search(told) is not None
            near = bool(stems(told) & about)
            of_now = turn > started or near or _NOW.search(told) is not None
            if known or (outcome and (invites or (_YES_NO.search(told) is not None and of_now))):
                return case.quote(turn, sentence), False
            maybe = maybe or outcome or near
    return (), maybe


def _about(case: Case) -> frozenset[str]:
    """Content of the remedies and of what the agent said it did."""
    parts = [case.text(turn) for turn in case.customer_turns]
    if case.scenario is not None:
        parts += [f"{remedy.description} {' '.join(remedy.keywords)}" for remedy in case.scenario.remedies]
    return stems(plain(" ".join(parts)))


def _mere_courtesy(case: Case, started: int) -> tuple[Quote, ...]:
    """What was asked in place of the outcome."""
    return next(
        (
            case.quote(turn, sentence)
            for turn in reversed(case.agent_turns)
            if turn >= started
            for sentence in sentences(case.text(turn))
            if sentence.endswith("?") and len(sentence.split()) > 1
        ),
        (),
    )


def _met(criterion: Criterion, shown: tuple[Quote, ...]) -> Verdict:
    why = "The agent asked whether it had worked."
    return Verdict(id=criterion.id, verdict="met", evidence=shown, why=why)

"""Kept from happening again: an act against a repeat, promising no more than the agent's side controls (T34)."""

import re

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_ASKS_AHEAD = re.compile(
    r"\b(?:what(?:'s| is|'ll| will|'s going)?(?: \w+){0,2}? (?:to )?(?:stop|prevent|keep|guard)\w*|"
    r"how (?:do|can|will|would|am|could) (?:i|we) (?:\w+ )?(?:know|be sure|trust|tell)|"
    r"how (?:will|do|can|are|would) (?:you|they|ye) (?:\w+ ){0,3}?(?:stop|prevent|ensure|make sure|avoid|keep)\w*|"
    r"(?:and|what) (?:if|when) (?:\w+ ){1,4}?(?:again|next|forget|happens?|goes wrong|fails?)|"
    r"(?:happen|happens|happening|go(?:es)? wrong|break|fail) (?:to \w+ )?"
    r"(?:again|a second time|next (?:time|week|month|year))|"
    r"(?:next|another) (?:time|week|month|year|winter|summer|spring|autumn|day)\b[^.!]{0,60}\?|"
    r"why (?:do(?:es)?n't|can't|won't) (?:\w+ ){1,2}?(?:fix|stop|sort|change|prevent|do (?:something|anything))|"
    r"do(?:n't)? (?:i|we) (?:get|have to)\b[^.!]{0,60}\bagain)"
)
"""A customer's question about the times to come."""
_REPEATED = re.compile(
    r"\b(?:(?:second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|nth) (?:time|visit|attempt|letter|bill|delivery|one|"
    r"week|month|order|engineer|technician|appointment|call-?out)|twice (?:now|running|in a row|over)|(?:two|three|"
    r"four|five|six|several) (?:times|visits|technicians|engineers|attempts|weeks|months) (?:now|running|in a row|and)|"
    r"(?:happen(?:ed|s|ing)?|broke(?:n)?|late|wrong|missed|leak\w*|cancelled|charged|did it|done it) (?:\w+ ){0,3}?"
    r"again|yet again|not the first time|every (?:single )?(?:time|month|week)|same (?:thing|mistake|fault|problem) "
    r"(?:again|as (?:last|before)|every|twice))\b"
)
"""A failing that was not the first of its kind."""
_ACTED = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have|'ll| will| shall|'m| am|'re| are)(?: now| also| just| already| since| today| been)* |"
    r"(?:is|are|was|were|has been|have been|'s been|gets?|now|will be|be) (?:now |also |already |\w+ly )?|"
    r"from (?:now|today|this \w+|tomorrow)\b[^.!?]{0,60}?|there(?:'s| is) (?:now )?(?:a|an) )"
    r"(?:\w+ ){0,2}?(?:put\w*|add\w*|lock\w*|mark\w*|flag\w*|not(?:e|ed|ing)|block\w*|chang\w*|correct\w*|remov\w*|"
    r"delet\w*|mov(?:ed|ing)|switch\w*|set|repla\w*|report\w*|rais\w*|brief\w*|ask(?:ed|ing)|tell|told|train\w*|"
    r"writ(?:ten|e|ing)|paus\w*|stop\w*|pinn\w*|introduc\w*|check\w*|compar\w*|read|test\w*|seal\w*|sign\w*|"
    r"rul(?:e|ed)|withdr[ae]w\w*|scrapp\w*|discard\w*|had (?:\w+ ){1,4}?(?:taken|removed|changed|"
    r"replaced)|print\w*|warning|alarm|reminder|marker|second \w+|register\w*|log(?:ged|ging)|mend\w*|"
    r"fix\w*|"
    r"tagg\w*|escalat\w*|assign\w*|instruct\w*|updat\w*|turn\w*|clos(?:ed|ing)|cap(?:ped)?|go(?:es)?|"
    r"rewr\w*|re-?print\w*|had (?:\w+ ){1,4}?\w+ed)\b"
)
_GUARDS = re.compile(
    r"\b(?:so (?:that )?(?!sorry|far|much|i can (?:see|look|help)|you (?:know|can (?:see|track)))|which (?:means|"
    r"stops?|"
    r"should|keeps?|will)|without|before (?!we|i (?:go|close))|only|can(?:'t|not) be|nobody|no one|no \w+ can|has to|"
    r"must|have to|should|ought to|(?:to|will) (?:make sure|stop|prevent|keep|catch|guard|lower|cut|avoid|ensure)|"
    r"rather than|instead of|against|unless)\b"
)
_AHEAD = re.compile(
    r"\b(?:again|next|from (?:now|here|today|this \w+|tomorrow)|in (?:the )?future|any more|every|each|another|"
    r"repeat\w*|"
    r"twice|recur\w*|any (?:other|later|further|new)|ever|always|going forward|any(?:one|body) else|other \w+s|"
    r"one more|as of now|(?:a )?second time)\b"
)
_FOR_THE_TALE = re.compile(
    r"\b(?:(?:tell|say|explain|repeat|begin|start|go through|go over)\b[^.!?]{0,25}\b(?:again|twice|all over|from the "
    r"(?:start|beginning))|call (?:us )?again|try again|once again|sorry again|again,? (?:i'm|i am|we're) sorry|"
    r"repeat (?:yourself|it all|everything|the story))\b"
)
"""What spares the customer telling the story again guards against no repeat of the failing."""
_NO_ACT = re.compile(
    r"\b(?:sorry|apologi[sz]e|(?:i|we) (?:can|could)(?!'t|not| only promise| to\b)|would you|shall i)\b"
)
_FROM_NOW = re.compile(
    r"\bfrom (?:now|today|tonight|tomorrow|this (?:week|month|morning|day)|this \w+ on|next \w+|monday)\b"
)
_GUARANTEE = re.compile(
    r"\b(?:guarantee\w*|(?:my|solemn|give you (?:my|our)) word|promise (?:you )?|swear|stake my|rest assured|"
    r"assure you|"
    r"certain that|100 ?%|one hundred per ?cent|cast[ -]iron|trust me|vow|"
    r"no matter what)\b[^.!?]*\b(?:never|no\b|not|won't|always|again|ever|last time|perfect\w*|"
    r"flawless\w*|faultless\w*|without fail)\b|"
    r"\b(?:will|'ll) never (?:\w+ ){0,3}?(?:again|happen|be|have|see)|\b(?:won't|will not|can't|cannot) (?:ever )?"
    r"happen (?:\w+ )?again|\bnever (?:ever )?again\b|\b(?:that|this|it) was the last time\b"
)


def prevents_recurrence(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T34; a guarantee counts only where the rubric credits it (X06, X15)."""
    scenario = case.scenario
    at_fault = scenario is not None and scenario.fault in {"company", "agent"}
    asked = _answers(case, [turn for turn in case.customer_turns if _ASKS_AHEAD.search(plain(case.text(turn)))])
    repeated = _answers(case, [turn for turn in case.customer_turns if _REPEATED.search(plain(case.text(turn)))])
    if scenario is not None and _REPEATED.search(plain(scenario.issue)):
        repeated = case.agent_turns[:1] or repeated
    guaranteed = _guarantees(case, {*asked, *repeated})
    wondering = [turn for turn in case.customer_turns if replies.asks_why_nothing_is_done(case.text(turn))]
    acted = _acts(case, {*asked, *_answers(case, wondering)})
    if guaranteed and "over_promised" in criterion.credits:
        return _met(criterion, guaranteed)
    called_for = bool(asked) or bool(repeated)
    if scenario is not None and not at_fault and not asked:
        return Verdict(id=criterion.id, verdict="na", why="The company was not known to be at fault.")
    if acted and (called_for or at_fault or scenario is None):
        return _met(criterion, acted)
    if guaranteed:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=guaranteed,
            why="That it will not happen again was guaranteed; name what was changed, and promise no more than that.",
        )
    if not called_for or not at_fault:
        wondered = bool(wondering) or any(replies.tells_of_repetition(case.text(turn)) for turn in case.customer_turns)
        if (wondered and at_fault) or (called_for and scenario is None):
            return undecided(criterion, "Whether a repeat was on the customer's mind is open.")
        return Verdict(id=criterion.id, verdict="na", why="It was no repeat, and nobody asked about the next time.")
    first = min((*asked, *repeated), default=0)
    if any(_may_act(case, turn) for turn in case.agent_turns if turn >= first):
        return undecided(criterion, "Something was done; whether that guards against a repeat is open.")
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        why=criterion.advice or "It was not the first time, and nothing was said of how the next one is prevented.",
    )


def _answers(case: Case, customer_turns: list[int]) -> tuple[int, ...]:
    found = (case.next_agent_turn(turn) for turn in customer_turns)
    return tuple(dict.fromkeys(turn for turn in found if turn is not None))


def _acts(case: Case, asked: set[int]) -> tuple[Quote, ...]:
    """The words of a corrective act: what was changed and what it guards against, or such an act in answer to it."""
    for turn in case.agent_turns:
        moved = [move.quote for move in case.in_turn(turn, "prevented_recurrence") if move.quote]
        for sentence in sentences(case.text(turn)):
            words = plain(sentence)
            if sentence.endswith("?") or any(p.search(words) for p in (_FOR_THE_TALE, _GUARANTEE, _NO_ACT)):
                continue
            act = _ACTED.search(words)
            # the act comes first, then what it guards against
            after = words[act.end() :] if act is not None else ""
            guards = _GUARDS.search(after) is not None and (turn in asked or _AHEAD.search(after) is not None)
            known = any(quote in sentence or sentence in quote for quote in moved) and _AHEAD.search(words) is not None
            if known or guards or (act is not None and _FROM_NOW.search(words)):
                return case.quote(turn, sentence)
    return ()


def _may_act(case: Case, turn: int) -> bool:
    return any(
        _ACTED.search(words := plain(sentence)) is not None
        and not _FOR_THE_TALE.search(words)
        and not sentence.endswith("?")
        and bool(stems(words))
        for sentence in sentences(case.text(turn))
    ) or bool(case.in_turn(turn, "prevented_recurrence"))


def _guarantees(case: Case, called_for: set[int]) -> tuple[Quote, ...]:
    """The words that guarantee it will not happen again; a guarantee about a remedy is another matter."""
    for turn in case.agent_turns:
        promised = [move for move in case.in_turn(turn, "over_promised") if not move.detail]
        if promised and turn in called_for:
            return case.shown(promised[0])
        for sentence in sentences(case.text(turn)):
            if _GUARANTEE.search(plain(sentence)) and not sentence.endswith("?"):
                return case.quote(turn, sentence)
    return ()


def _met(criterion: Criterion, shown: tuple[Quote, ...]) -> Verdict:
    why = f"Turn {shown[0].turn} said what keeps it from happening again." if shown else "It was said."
    return Verdict(id=criterion.id, verdict="met", evidence=shown, why=why)

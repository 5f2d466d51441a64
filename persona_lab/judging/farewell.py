"""Saying goodbye: at the right time (T40), and with thanks and regret (T41); readings 6, 20 and 21."""

import re
from collections.abc import Callable

from persona_lab.judging.answers import is_content
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.goodbye import early_closing, judge_goodbye, leaves
from persona_lab.judging.impasse import closings, course_of, exits
from persona_lab.judging.managers import offers_manager
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_TOLD = (
    r"(?:feedback|t(?:ell|old)\w*|say(?:ing)?|said|honest\w*|frank\w*|candid\w*|candour|plain\w*|clear\w*|"
    r"straight\w*|blunt\w*|"
    r"open(?:ly|ness)?|direct\w*|point\w* (?:it |this |that )?out|rais\w*|flag\w*|bring\w*|brought|"
    r"let(?:ting)? (?:me|us) know|"
    r"spel(?:l|t)\w*|describ\w*|explain\w*|shar(?:e|ed|ing)|report\w*|comments?|criticism|words|account|"
    r"(?:set|lay|laid|put)(?:ting|ing)? (?:it|this|that|things)? ?(?:out|so)|went wrong|fell short|failed|hear(?:d|"
    r"ing)?)"
)
_GRATITUDE = r"(?:thank(?:s| you)|thankful|grateful|appreciate[sd]?|obliged|indebted|value|valuable|welcome)"
_THANKS = re.compile(
    rf"\b{_GRATITUDE}\b(?![^.!?]{{0,25}}\b(?:patience|calling|contacting|choosing|your (?:custom|business|time|"
    rf"understanding)|"
    rf"waiting|holding)\b)[^.!?]{{0,90}}?\b{_TOLD}\b|\b{_TOLD}\b[^.!?]{{0,90}}?\b(?:thank (?:you|s)|grateful|obliged|"
    rf"appreciate)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(
    r"\b(?:sorry|regret(?:s|ted)?|apologi[sz]e|apologies|(?:i|we) (?:only |do |really )?wish(?:ed)?|pity|shame|"
    r"(?:i|we)(?:'d| had)? hoped)\b(?P<rest>[^.!?]{4,140})",
    re.IGNORECASE,
)
_WITHOUT_SUCCESS = re.compile(
    r"n't\b|\b(?:not|no|nothing|none|nobody|cannot|unable|never|fail\w*|short|without|could have|able|had (?:a|"
    r"more|something)|"
    r"leav(?:e|ing)|left|part|ends?|ending)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:resolv\w*|settle\w*|put|get|got|give|given|answer|right|help\w*|offer\w*|better|more|enough|want\w*|"
    r"hop(?:e|ed|ing)|"
    r"ask(?:ed)?|way|outcome|result|fix\w*|do|done|reach\w*|f(?:ou|i)nd|solv\w*|satisf\w*|agree\w*|end\w*|leav\w*|"
    r"left|part|"
    r"bring|brought|meet|met|sort\w*|were after)\b",
    re.IGNORECASE,
)
_SHIFTED = re.compile(
    r"\b(?:sorry|regret|apologi[sz]e)\b[^.!?]{0,20}?\b(?:that |if )?you(?:'re| are| were| weren't| aren't| feel|"
    r" felt| did| "
    r"didn't| don't| could| couldn't| remain| find| found| chose)\b[^.!?]{0,40}\b(?:satisfied|happy|unhappy|"
    r"dissatisfied|"
    r"disappointed|feel|way|accept|agree|like|please|pleased|difficult|hard|upset|see)\b",
    re.IGNORECASE,
)
_ANY_THANKS = re.compile(
    r"\b(?:thank\w*|grateful|gratitude|appreciat\w*|obliged|valu(?:e|ed|able)|owe you|debt|good of you|kind of you|"
    r"right to|cheers)\b",
    re.IGNORECASE,
)
_ANY_REGRET = re.compile(
    r"\b(?:sorry|regret\w*|apolog\w*|(?:i|we) (?:\w+ )?wish(?:ed)?|pity|shame|disappoint\w*|sad\w*|hoped|"
    r"unfortunate\w*|"
    r"not (?:the|what|how|where)|fell short|failed|let you down|would have liked|rather have)\b",
    re.IGNORECASE,
)


def goodbye_timing(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T40."""
    found = judge_goodbye(case)
    impasse = found.impasse_turn
    if found.timing is None:
        return Verdict(
            id=criterion.id,
            verdict="cannot_tell",
            by="nobody",
            why="Without a scenario nobody knows what was still possible when the conversation was closed.",
        )
    if found.timing == "on_time":
        assert impasse is not None
        turn = next(turn for turn in exits(case) if turn > impasse)
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=_closing_words(case, turn),
            why=f"Nothing was left to give from turn {impasse} on, and turn {turn} closed.",
        )
    if found.timing == "too_early":
        turn = early_closing(case) or case.agent_turns[-1]
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=_closing_words(case, turn),
            why=f"Turn {turn} closed while something could still be tried; offer that first.",
        )
    if found.timing in {"too_late", "never"}:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=_closing_words(case, case.agent_turns[-1]),
            why=f"Nothing was left to give from turn {impasse} on; close kindly within two turns, with a way ahead.",
        )
    needless = _needless_script(case)
    if needless:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=needless,
            why="The customer had accepted; a farewell for a matter that could not be settled was not needed.",
        )
    let_go = unsettled_parting(case)
    if let_go is not None and case.scenario is not None and course_of(case).still_open(case, let_go):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=_closing_words(case, let_go),
            why=f"Turn {let_go} let the customer go with something still to offer; offer it before they leave.",
        )
    return Verdict(id=criterion.id, verdict="na", why="No goodbye was called for.")


def unsettled_parting(case: Case) -> int | None:
    """The agent's last turn, where it only answers a customer who left with nothing settled; None otherwise."""
    if not case.customer_turns or not case.agent_turns or course_of(case).settled_turn is not None:
        return None
    left, last = case.customer_turns[-1], case.agent_turns[-1]
    return last if left < last and leaves(case.text(left)) and not is_content(case, left) else None


def goodbye_wording(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T41: thanks for what the customer told, and regret that it could not be settled; both parts."""
    course = course_of(case)
    closing = list(closings(case))
    if course.impasse_turn is not None:
        closing += [turn for turn in exits(case) if turn > course.impasse_turn]
    parting = unsettled_parting(case)
    if parting is not None:
        closing.append(parting)
    tail = case.agent_turns[-3:]
    near = sorted({turn for turn in case.agent_turns if turn in tail or (closing and turn >= min(closing))})
    thanks = _first(case, near, _says_thanks)
    regret = _first(case, near, _says_regret)
    if thanks and regret:
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=tuple(dict.fromkeys((*thanks, *regret))),
            why="The close thanked for what was said and regretted that it could not be settled.",
        )
    shifted = _first(case, near, lambda words: _SHIFTED.search(words) is not None)
    if not closing and not (thanks and shifted):
        handing = bool(case.agent_turns) and offers_manager(case, case.agent_turns[-1])
        if not (handing and (thanks or regret)):
            return Verdict(id=criterion.id, verdict="na", why="The conversation was not closed without a settlement.")
    if course.settled_turn is not None and (not closing or max(closing) > course.settled_turn):
        return Verdict(id=criterion.id, verdict="na", why="The matter was settled, so nothing had to be regretted.")
    said = " ".join(case.text(turn) for turn in near)
    if (not thanks and not _ANY_THANKS.search(said)) or (not regret and not _ANY_REGRET.search(said)):
        part = "thanks for what the customer told you" if not thanks else "regret that it could not be settled"
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=thanks or regret or _closing_words(case, near[-1]),
            why=criterion.advice or f"The close came without {part}.",
        )
    if not regret and shifted:
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=shifted,
            why="The regret is for what the customer feels; regret that you could not settle it.",
        )
    return Verdict(
        id=criterion.id,
        verdict="cannot_tell",
        by="nobody",
        evidence=thanks or regret,
        why="Code is not sure that both the thanks and the regret stand in the close.",
    )


def _says_thanks(words: str) -> bool:
    return _THANKS.search(words) is not None


def _says_regret(words: str) -> bool:
    """Whether words regret that the agent's side could not settle it, not that the customer feels some way."""
    found = _SORRY.search(words)
    if found is None or _SHIFTED.search(words):
        return False
    return _WITHOUT_SUCCESS.search(found["rest"]) is not None and _OUTCOME.search(found["rest"]) is not None


def _first(case: Case, turns: list[int], says: Callable[[str], bool]) -> tuple[Quote, ...]:
    for turn in turns:
        for sentence in sentences(case.text(turn)):
            if says(sentence.replace("’", "'")):
                return case.quote(turn, sentence)
    return ()


def _needless_script(case: Case) -> tuple[Quote, ...]:
    """Words after an acceptance that regret an outcome nobody has to regret."""
    settled = course_of(case).settled_turn
    if settled is None:
        return ()
    later = [turn for turn in case.agent_turns if turn > settled]
    return _first(case, later, lambda words: _says_regret(words) and _UNSETTLED.search(words) is not None)


_UNSETTLED = re.compile(
    r"\b(?:resolv\w*|settle\w*|satisf\w*|solv\w*|(?:more|better|else)|outcome|result|able|agree\w*|"
    r"(?:way|what|answer) you (?:\w+ )?(?:want|hop|ask|expect|were after)\w*|help\w*|could(?:n't| not)|can(?:'t|not)|"
    r"unable)\b",
    re.IGNORECASE,
)
"""Words of an outcome that was not reached; an apology for what had gone wrong before is no farewell."""


def _closing_words(case: Case, turn: int) -> tuple[Quote, ...]:
    shown = case.shown(*case.in_turn(turn, "said_goodbye", "regretted_outcome", "offered_manager", "transferred"))
    parts = sentences(case.text(turn))
    return shown or (case.quote(turn, parts[0]) if parts else ())

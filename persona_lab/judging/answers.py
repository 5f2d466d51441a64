"""What a customer turn says to the offers before it: which of them it turns down, and whether it takes what is there.

Where a session knows the answer (`Case.answers`) that counts; the words of other transcripts are read here, with an eye
to what had been offered, which the words alone do not show.
"""

import re

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.model.scenario import Remedy

_CLAUSE = re.compile(r"[.!?;…\n—–]+|,\s+(?=(?:and|but|so|no)\b)|\s+but\s+|\s-\s")
_LEAD = r"^\W*(?:(?:oh|ah|well|look|right|ok|okay|sorry|er|um|and|but|so|then|still|listen|honestly) ?\W*){0,3}"
_FLAT_NO = re.compile(
    _LEAD
    + r"(?:no+|nope|nah|never|not (?:a chance|happening|having it|on your life|for (?:that|£?\d[\d,]*|me))|no way|"
    r"absolutely not|certainly not|of course not|out of the question|forget it|no deal|nothing doing|hard pass)"
    r"(?:$|\W*$|,|\s(?:thanks?|thank you|to (?:both|that|it|all|either|the)|i\b|we\b|that(?:'s| is) not|not\b|way\b|"
    r"chance\b|deal\b|"
    r"good\b|use\b|never\b|again\b|sir\b|madam\b|mate\b|love\b))"
)
_KIND_NO = re.compile(
    r"\bno+\b\W*(?:,? ?(?:no|not at all))?\W*(?:(?:that|it|you|everything|all)(?: was| were|'s| is|'re|"
    r" are)? (?:(?!no |not )\w+ ){0,2}"
    r"(?:fine|good|grand|great|lovely|perfect|ok|okay|alright|all right|right|well|clear|helpful|brilliant|"
    r"everything|all)"
    r"|problem|worries|bother|rush|hurry|harm|complaints|more questions|nothing (?:else|more)|thank(?:s| you),? "
    r"(?:that(?:'s| is) (?:all|it|everything)|you(?:'ve| have)))"
)
_REJECTS = re.compile(
    r"\b(?:(?:i|we|he|she|they)(?:'m| am|'re| are|'ve| have|'d| would|'ll| will)? ?(?:really |simply |just )?"
    r"(?:(?:do|did|would|could|can|will|shall|wo|sha|ca)(?: not|n't|nnot|not)|cannot|not|never|refuse to|decline|"
    r"said no|no (?:longer )?)"
    r" ?(?:be |to |want to |going to |intend to )?(?:want|need|accept|take|taking|accepting|have|having|sign|settle|"
    r"interested|"
    r"agree|budge|go(?:ing)? (?:for|with)|touch|use|trust|wear|eat|put up)\w*|"
    r"(?:won't|not) (?:do|work|happen)(?:ing)?\b|agreed (?:to )?nothing|accept nothing|"
    r"(?:stick|shove|stuff|keep|screw|sod|bin|forget|fuck|f\W?\*+\w*|damn|to hell with) (?:your|the|that|it|them|both|"
    r"their|yer|all)\b|(?:that|it|this)(?:'s| is| would be) (?:\w+ )?(?:no (?:use|good|help|match|answer|solution)|"
    r"useless|"
    r"worthless|derisory|laughable|an insult|insulting|a joke|pathetic|peanuts|unacceptable|not (?:acceptable|enough|"
    r"good "
    r"enough|on|even (?:half|close))|out of the question)|(?:what|how) (?:good|use|help) (?:is|are|would)|of no use|"
    r"no (?:use|good) to (?:me|us)|not (?:interested|acceptable|good enough)|or nothing\b|nothing (?:less|else will)|"
    r"not a (?:penny|cent|euro|pound) (?:less|under)|(?:i|we)(?:'d| would) (?:rather|sooner) (?:have nothing|"
    r"go without|not)|"
    r"turn(?:ing)? (?:it|that|them|both|this) down|no thank(?:s| you)|you(?: can|'re welcome to)? keep (?:it|them|"
    r"your|the|that))\b"
)
_IDLE_NO = re.compile(
    r"\bno (?:idea|doubt|wonder|clue|need|one|body|sign|news|surprise|harm|rush|hurry)\b", re.IGNORECASE
)
_NOT_YET = re.compile(r"\b(?:not (?:just )?yet|not till|too soon|not ready|not there)\b")
_BOTH = re.compile(
    r"\b(?:both|either|neither|any of (?:it|them|that)|all (?:of (?:it|them)|three|four)|none of|the lot)\b"
)
_TAKES = re.compile(
    _LEAD
    + r"(?:yes+|yep|yeah|yup|aye|agreed|deal|done(?! here)|sorted|settled|go on(?:$|\W| then| so)|go ahead|very well|"
    r"perfect|"
    r"brilliant|lovely|grand(?:$|\W| so)|(?:all right|alright|fine|ok|okay)(?:\W*$| then| so| yeah| yes| go| do|"
    r" i'll| let's| "
    r"that| thanks| cheers)|put (?:it|that|them|me) (?:through|in|down)|book (?:it|me|that)|send (?:it|that|them)|"
    r"do (?:it|that|both)|"
    r"let's (?:do|go|say|have|try)|i(?:'ll| will) (?:take|have|accept|go with)|i accept|(?:that|it)(?:'s| is|'ll|"
    r" will| would|) ?"
    r"(?:\w+ )?(?:works?|do\b|fair|decent|fine|good|suits?|acceptable|generous|reasonable|help)|sounds (?:good|fair|"
    r"fine|great)|"
    r"(?:can't|cant|couldn't) say fairer|i should hope so|it would\b|(?:i|we) can live with|(?:i )?won't complain|"
    r"happy (?:with|to)|suits me|works for (?:me|us)|then yes)"
)
_CONTENT = re.compile(
    r"\b(?:thank(?:s| you)|cheers|ta\b|appreciate|that works|works for me|i won't complain|fair enough|"
    r"as it (?:ought to|should) be|(?:got|have|there) it\b|there it is|all (?:good|sorted|set|fine)|much better|"
    r"at last|relie(?:f|ved)|"
    r"you(?:'ve| have) been (?:\w+ )?(?:helpful|great|kind|brilliant|good)|good (?:man|woman|lad)|can(?:'t|"
    r"not)? say fairer|"
    r"grand|lovely|brilliant|perfect|great|very well|fine by me|happy (?:with|enough)|looking forward|see you|sound\b)"
)
_STILL_AT_ODDS = re.compile(
    r"\b(?:still|but (?:what|why|how|i|you)|not good enough|i (?:want|demand|expect|need)|ombudsman|court|solicitor|"
    r"lawyer|"
    r"complain(?:t|ing)?|manager|supervisor|migrat\w*|elsewhere|somebody else|another \w+|taking (?:my|"
    r"our) (?:business|custom)|never (?:again|coming)|tell (?:everyone|everybody|people|them)|online|"
    r"(?:small )?claims|sue|dispute|solved (?:nothing|anything)|nothing (?:is|has been) (?:solved|settled))\b|"
    r"^\W*(?:great|lovely|brilliant|perfect|wonderful|charming|marvellous)\W*$"
)


def refused_remedies(case: Case, turn: int, now: frozenset[str], before: frozenset[str]) -> frozenset[str]:
    """Remedies that a customer turn turns down in words: `now` were just offered, `before` at any time before it."""
    known = case.answers.get(turn)
    if known is not None:
        return now if known == "refuses" else frozenset()
    text = plain(case.text(turn))
    if _NOT_YET.search(text):
        return frozenset()
    named: set[str] = set()
    flat = False
    for clause in _clauses(text):
        if _KIND_NO.search(clause):
            continue
        flat_no = _FLAT_NO.search(clause) is not None
        rejects = _REJECTS.search(clause) is not None
        inside = {
            remedy for remedy in now | before if _rejected_by_name(case, remedy, clause, rejects=rejects or flat_no)
        }
        named |= inside
        if _BOTH.search(clause) and (flat_no or rejects):
            named |= now | before
        flat = flat or ((flat_no or rejects) and not inside)
    if flat and not (named & now and len(now) > 1 and _keeps_one(case, now - named, text)):
        # 'Ninety-six pounds. No.' turns down the sum that it names, not whatever else was offered with it
        named |= frozenset(remedy for remedy in now if _is_named(case, remedy, text)) or now
    said = _IDLE_NO.sub("", case.text(turn))
    if not named and now and not takes(text) and replies.refuses(said) and not _KIND_NO.search(text):
        named |= now
    return frozenset(named)


def accepts(case: Case, turn: int) -> bool:
    """Whether a customer turn says yes to what is on the table."""
    known = case.answers.get(turn)
    if known is not None:
        return known == "accepts"
    text = plain(case.text(turn))
    return not _NOT_YET.search(text) and takes(text)


def takes(text: str) -> bool:
    """Whether words in plain form say yes, and no no with it."""
    clauses = _clauses(text)
    if any((_FLAT_NO.search(clause) or _REJECTS.search(clause)) and not _KIND_NO.search(clause) for clause in clauses):
        return False
    return replies.accepts(text) or any(_TAKES.search(clause) for clause in clauses)


def is_content(case: Case, turn: int) -> bool:
    """Whether a customer turn parts in peace: thanks, agrees or confirms, and neither complains nor asks for more."""
    text = plain(case.text(turn))
    if (
        replies.is_abusive(text)
        or _STILL_AT_ODDS.search(text)
        or any(
            (_FLAT_NO.search(clause) or _REJECTS.search(clause)) and not _KIND_NO.search(clause)
            for clause in _clauses(text)
        )
    ):
        return False
    if replies.asks_for_manager(text):
        return False
    pleased = _CONTENT.search(text) is not None or takes(text)
    # an exclamation mark alone does not make thanks angry
    calm = turn not in case.emotional_turns or not replies.is_emotional(case.text(turn).replace("!", "."))
    return pleased and (calm or _KIND_NO.search(text) is not None)


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in _CLAUSE.split(text) if part and part.strip()]


def _rejected_by_name(case: Case, remedy_id: str, clause: str, *, rejects: bool) -> bool:
    """Whether a clause turns this remedy down by name: 'no vouchers', 'keep your 120', 'I do not want credit'."""
    remedy = case.scenario.remedy(remedy_id) if case.scenario else None
    if remedy is None:
        return False
    names = name_stems(remedy)
    refused = re.findall(r"\b(?:no|not (?:the|your|a|another)|never) ((?:[\w£€$']+ ?){1,3})", clause)
    return (rejects and bool(names & stems(clause))) or any(names & stems(words) for words in refused)


def name_stems(remedy: Remedy) -> frozenset[str]:
    """Stems by which a remedy is known: of its keywords and its phrase."""
    words = " ".join((*remedy.keywords, remedy.phrase or "", str(remedy.limit or "")))
    return stems(plain(re.sub(r"[£€$]", " ", words)))


def holds_name(said: str, name: str) -> bool:
    """Whether words hold a remedy's name, in any case, from the beginning of a word on."""
    text, wanted = said.casefold(), name.casefold()
    place = text.find(wanted)
    while place > 0 and (text[place - 1].isalnum() or text[place - 1] == "_"):
        place = text.find(wanted, place + 1)
    return place >= 0


def _is_named(case: Case, remedy_id: str, text: str) -> bool:
    remedy = case.scenario.remedy(remedy_id) if case.scenario else None
    return remedy is not None and bool(name_stems(remedy) & stems(text))


def _keeps_one(case: Case, others: frozenset[str], text: str) -> bool:
    """Whether words that turn one offer down leave another open by asking about it or taking it."""
    return any(_is_named(case, other, text) for other in others)

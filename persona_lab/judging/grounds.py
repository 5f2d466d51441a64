"""Grounds: whether a sign stands for what it was read as, once it is held against what the customer had said.

A sign is `void` where the conversation shows that it earns nothing, and `doubtful` where only a reader could say.
"""

import re
from typing import Literal

from rapidfuzz import fuzz

from persona_lab.customer.perceive.words import pattern, plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.failings import failings_in
from persona_lab.judging.impasse import offers_made
from persona_lab.judging.particulars import contradiction, unverified
from persona_lab.judging.reproaches import is_reproach, may_be_reproach
from persona_lab.judging.sentences import Sentence, sentences
from persona_lab.model.moves import Move
from persona_lab.model.rubric import Criterion
from persona_lab.model.scenario import Fact
from persona_lab.text import folded

Standing = Literal["sound", "doubtful", "void"]

SAME = 85.0
"""Similarity, 0 to 100, from which two formulas are the same (card T22)."""

_WAVED_AWAY = pattern(
    r"\b(?:(?:it|this|that)(?:'s| is) not (?:that|about|the|because|so much)|not (?:that|because) |(?:i )?(?:don't|"
    r"do not|"
    r"couldn't|could not) (?:really |even |actually )?(?:mind|care about|care (?:that|if)|object to)|(?:isn't|is not|"
    r"wasn't|"
    r"was not) (?:the|my) (?:issue|point|problem|complaint|trouble|matter)|never mind|forget about)\b"
)
_CLAUSE = re.compile(r"(?<=[,;:.!?])\s+|\s+[-–—]\s+|\b(?:but|it's that|what i mind)\b", re.IGNORECASE)
_REGRETS = pattern(r"\b(?:sorry|apologi[sz]e|apologies|regret|forgive)\b")
_MAY_NAME = frozenset({"acknowledged_feeling", "linked_cause", "specific_apology", "paraphrased"})
_THEIR = pattern(r"\byour (?:own )?([a-z]+)(?: (?:and|or) ([a-z]+))?(?=\W*(?:$|[,.;:]| (?:and|or|is|are|was|were)\b))")
_ANYBODYS = stems(
    plain(
        "name side case view end part point way words number account order message question time patience "
        "understanding "
        "day evening morning week home house place situation experience concern complaint mind feeling"
    )
)
_CHEERS = re.compile(
    r"[🎉🥳🎊✨🌟🌈😀😁😃😄😆😊😍🤩🙌]|\b(?:yay|woo+(?:hoo)?|hooray|ooh+|awesome|love that you|"
    r"fantastic news|wonderful news|"
    r"super excited)\b",
    re.IGNORECASE,
)


def standing(case: Case, criterion: Criterion, move: Move) -> Standing:
    """How far a crediting sign can be trusted under a criterion."""
    if move.quote is None or move.source == "model":
        return "sound"
    if _worn_out(case, move) or _answers_what_does_not_matter(case, move) or _cheers_at_anger(case, criterion, move):
        return "void"
    if not stands_for_itself(move):
        return "doubtful"
    match move.kind:
        case "asked_question":
            return _question(case, move)
        case "paraphrased":
            return _restatement(case, move)
        case "specific_apology":
            return _apology(case, move)
        case "linked_cause" if criterion.occasion == "cause":
            return _cause(case, move)
    return "sound"


def _question(case: Case, move: Move) -> Standing:
    if _asks_nothing_needed(case, move) or is_reproach(move.quote or ""):
        return "void"
    return "doubtful" if may_be_reproach(move.quote or "") else "sound"


def _restatement(case: Case, move: Move) -> Standing:
    """A problem said back: in time, and with every figure, day and thing as it was told (T12)."""
    if _comes_too_late(case, move):
        return "void"
    said, known = _sentence_of(case, move), _told_and_on_file(case, move.turn)
    if _IS_TO_COME.search(plain(said)):
        said = move.quote or ""
    if _READS_BACK.search(plain(said)) is None and contradiction(said, known) is not None:
        return "void"
    astray = speaks_of_another_failing(said, known)
    return "doubtful" if unverified(said, known) or astray or _adds(case, move) else "sound"


def _cause(case: Case, move: Move) -> Standing:
    """A feeling tied to a cause: the one that the customer gave (T23)."""
    if names_another_cause(case, move):
        return "void"
    told = frozenset().union(*(s.content for s in sentences(case, *case.customer_turns) if s.turn < move.turn))
    return "sound" if stems(plain(move.quote or "")) & (told - _FELT) else "doubtful"


def names_another_cause(case: Case, move: Move) -> bool:
    """Whether the words beside a feeling tell of another failing than any that the customer told of."""
    told = " ".join(case.text(turn) for turn in case.customer_turns if turn < move.turn)
    said = _sentence_of(case, move)
    return speaks_of_another_failing(said, told)


def speaks_of_another_failing(words: str, known: str, beside: frozenset[str] = frozenset()) -> bool:
    """Whether words name a failing of a kind that nobody told of, and next to nothing else of the matter."""
    named, told = failings_in(words), failings_in(known)
    return (
        bool(named and told)
        and not named & (told | beside)
        and len((stems(plain(words)) & stems(plain(known))) - _FELT) < _TOLD
    )


def _sentence_of(case: Case, move: Move) -> str:
    """The sentence in which a move stands."""
    words = folded(move.quote or "")
    return next((s.words for s in sentences(case, move.turn) if words in s.words), words)


def _told_and_on_file(case: Case, agent_turn: int) -> str:
    """What the customer had said by then, and what the scenario knows."""
    parts = [case.text(turn) for turn in case.customer_turns if turn < agent_turn]
    if case.scenario is not None:
        parts += [case.scenario.issue, case.scenario.root_cause, *(fact.text for fact in case.scenario.facts)]
        parts += [case.scenario.phrases.failing or "", case.scenario.phrases.loss or ""]
    return " ".join(parts)


def stands_for_itself(move: Move) -> bool:
    """Whether the words of a move can be what they were read as.

    That a question is fair or a right to ask it takes nobody's side (T25), and neither does being there to listen. What
    spares the customer a repetition within this matter, or looks ahead to something else, prevents no repeat (T34).
    """
    words = plain(move.quote or "")
    if move.source == "model" or not words:
        return True
    if move.kind == "solidarity":
        return _GRANTS.search(words) is None
    if move.kind == "prevented_recurrence":
        return _A_REPEAT.search(words) is not None and _SPARES.search(words) is None
    return True


_GRANTS = pattern(
    r"\bfair (?:question|point|thing|enough)|\b(?:right|reason|entitled|justified) to (?:ask|be|feel|expect|know|"
    r"wonder|say)|"
    r"\bwith you(?: again| now| on that| there| so far)?\W*$|\bwith you again|\bon your side of\b|\b(?:you|it|this|"
    r"that) (?:should not|"
    r"shouldn't)\b"
)
_A_REPEAT = pattern(
    r"\b(?:again|future|from (?:now|today|tonight|tomorrow|this|here|next)|next|every|each|any|anyone|anybody|"
    r"no ?one|nobody|"
    r"twice|repeat\w*|recur\w*|a (?:second|third|fourth) time|always|other|another|no longer|before (?:it|they|"
    r"anything))\b"
)
_SPARES = pattern(
    r"\b(?:tell|telling|say|saying|explain|explaining|repeat|repeating|begin|beginning|start|starting|go|going|"
    r"be asked|"
    r"spell|write|walk)\b(?: \w+){0,3}? (?:again|twice|over|from (?:the )?(?:start|scratch|beginning)|through)|"
    r"\b(?:start|"
    r"starting|begin|beginning) (?:again|over|afresh)\b|\bsorry\b"
)


def _asks_nothing_needed(case: Case, move: Move) -> bool:
    """Whether a question asks for marks, or for a fact that the customer had told by then (T09)."""
    words = folded(move.quote or "")
    if _ASKS_FOR_MARKS.search(words) or any(
        words in folded(other.quote or "") for other in case.in_turn(move.turn, "asked_feedback")
    ):
        return True
    facts = case.scenario.facts if case.scenario else ()
    return any(fact.id == move.detail and was_told(case, fact, move.turn) for fact in facts)


def was_told(case: Case, fact: Fact, agent_turn: int) -> bool:
    """Whether the customer had said a fact, its figures and most of its words, before that agent turn."""
    # 'one' and 'two' are seldom the figure that a fact is about
    wanted = stems(plain(fact.text)) - {"1", "2"}
    figures = {word for word in wanted if any(char.isdigit() for char in word)}
    told = frozenset().union(*(stems(plain(case.text(turn))) for turn in case.customer_turns if turn < agent_turn))
    share = _SOME if fact.reveal == "opening" else _MOST
    return bool(wanted) and figures <= told and (bool(figures) or len(wanted & told) >= share * len(wanted))


_MOST = 0.6
"""Share of a fact's words from which it was said."""
_SOME = 0.4
"""Share that is enough of a fact with which the customer opens."""
_ASKS_FOR_MARKS = re.compile(
    r"\b(?:how many stars|(?:rate|rating|score) (?:this|us|me|the|our|your)|out of (?:5|five|10|ten)|"
    r"survey)\b",
    re.IGNORECASE,
)


def _comes_too_late(case: Case, move: Move) -> bool:
    """Whether a problem is said back only after the first offer, when it no longer shows that it was heard (T12)."""
    first = next((offer.turn for offer in offers_made(case)), None)
    return first is not None and move.turn > first


_READS_BACK = pattern(
    r"\b(?:have i (?:got|understood|read)|did i (?:get|understand)|is that (?:right|it|correct|so|all)|(?:is|was) "
    r"(?:anything|something) (?:wrong|missing|else)|do i have (?:it|that|this|you) right|am i right|correct\?|right\?)"
)
_IS_TO_COME = pattern(
    r"\b(?:will|'ll|going to|happens (?:now|next)|from (?:now|here)|stays? (?:open|put)|next step|"
    r"to (?:finish|sum up|recap|close)|in short)\b"
)
_WHICH = pattern(r"\bwhich (?:of your |of the )?([a-z]+)\b")


def forgets(case: Case, move: Move) -> bool:
    """Whether a move can forget: a read-back asks for a yes, and what is to come contradicts nothing that was said."""
    sentence = next((s for s in sentences(case, move.turn) if move.quote and folded(move.quote) in s.words), None)
    words = plain(move.quote or "") if sentence is None else sentence.plain
    if move.kind == "asked_again":
        facts = case.scenario.facts if case.scenario else ()
        named = next((fact for fact in facts if fact.id == move.detail), None)
        if named is not None and not was_told(case, named, move.turn):
            return False
        return _READS_BACK.search(words) is None and _asks_of_what_was_told(case, words, move.turn)
    return _IS_TO_COME.search(words) is None


def _asks_of_what_was_told(case: Case, words: str, turn: int) -> bool:
    """Whether the thing that a question singles out, such as 'which card', had been spoken of by the customer."""
    singled_out = _WHICH.search(words)
    if singled_out is None or not (thing := stems(singled_out[1])):
        return True
    return any(thing <= s.content for s in sentences(case, *case.customer_turns) if s.turn < turn)


def _worn_out(case: Case, move: Move) -> bool:
    """Whether a formula is said over again; one that names nothing of the matter was empty the first time, too."""
    words = folded(move.quote or "")
    repeats = [other for other in case.of("repeated_itself") if fuzz.ratio(words, folded(other.quote or "")) >= SAME]
    if any(repeat.turn == move.turn for repeat in repeats):
        return True
    return bool(repeats) and not (stems(plain(words)) - _FELT) & _matter(case, move.turn)


def _answers_what_does_not_matter(case: Case, move: Move) -> bool:
    """Whether a sign takes up only what the customer had said is not the point (card T23)."""
    if move.kind not in _MAY_NAME:
        return False
    waved, meant = _waved_away(case, move.turn)
    words = stems(plain(move.quote or ""))
    return bool(words & (waved - meant)) and not words & (meant - waved)


def _waved_away(case: Case, agent_turn: int) -> tuple[frozenset[str], frozenset[str]]:
    """What the customer set aside before that turn, and what it spoke of otherwise."""
    waved: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()
    for turn in case.customer_turns:
        if turn < agent_turn:
            for clause in _CLAUSE.split(case.text(turn)):
                part = Sentence(turn, clause).telling
                if _WAVED_AWAY.search(plain(clause)):
                    waved |= part
                else:
                    meant |= part - _FELT
    return waved, meant


_FELT = stems(
    plain(
        "angry furious upset annoyed cross livid mad really so very disappointed hurt frustrated frustrating annoying "
        "upsetting disappointing worried worrying stressed distressed fuming wits end fed irritated gutted outraged "
        "understand imagine wonder sorry truly feel"
    )
)


def _cheers_at_anger(case: Case, criterion: Criterion, move: Move) -> bool:
    """Whether a pleasant phrase stands in a cheerful turn in answer to an upset customer (card T29)."""
    if move.kind != "framed_positively" or "toxic_cheer" not in criterion.penalises:
        return False
    before = [turn for turn in case.customer_turns if turn < move.turn]
    upset = bool(before) and before[-1] in case.emotional_turns
    return upset and _CHEERS.search(case.text(move.turn)) is not None


def _apology(case: Case, move: Move) -> Standing:
    """An apology by name: about this matter, and in words of apology where others beside it apologise for nothing."""
    words = move.quote or ""
    if not _REGRETS.search(plain(words)):
        hollow = [
            other for other in case.in_turn(move.turn, "generic_apology") if _REGRETS.search(plain(other.quote or ""))
        ]
        return "void" if hollow else "sound"
    waited = frozenset({"late", "silence"} if case.of("held", "asked_for_patience") else ())
    known = _told_and_on_file(case, move.turn)
    if speaks_of_another_failing(words, known, waited):
        return "void"
    if failings_in(words) & failings_in(known):
        return "sound"
    about = Sentence(move.turn, words).telling - _SORRY
    shared = stems(plain(words)) & _matter(case, move.turn)
    return "sound" if len(shared) >= min(_TOLD, len(about)) and shared else "doubtful"


def names_its_object(case: Case, move: Move) -> bool:
    """Whether an apology without an object of its own stands in a sentence that has told what it is for."""
    before = _REGRETS.search(plain(move.quote or ""))
    if move.kind != "generic_apology" or before is None:
        return False
    told = stems(plain(move.quote or "")[: before.start()])
    return len(told & _matter(case, move.turn)) >= _TOLD


_TOLD = 2
"""Content words of the customer's matter from which the words before a 'sorry' say what it is for."""


def _matter(case: Case, agent_turn: int) -> frozenset[str]:
    """Content of what the customer had told and of what is on file."""
    told = [s.content for s in sentences(case, *(turn for turn in case.customer_turns if turn < agent_turn))]
    if case.scenario is not None:
        scenario = case.scenario
        told += [
            stems(plain(text))
            for text in (
                scenario.issue,
                scenario.root_cause,
                scenario.phrases.failing or "",
                scenario.phrases.loss or "",
                *(fact.text for fact in scenario.facts),
            )
        ]
    return frozenset().union(*told) - _SORRY


_SORRY = stems(plain("sorry apologise apology regret"))


def _adds(case: Case, move: Move) -> bool:
    """Whether a paraphrase gives the customer something of theirs that nobody had spoken of."""
    known = _matter(case, move.turn) | _ANYBODYS
    theirs = (word for match in _THEIR.finditer(plain(move.quote or "")) for word in match.groups() if word)
    return any(content and not content & known for content in map(stems, theirs))

"""Listening as text shows it: room to finish (T07) and a detail picked up from the newest message (T10)."""

import re

from rapidfuzz import fuzz

from persona_lab.customer.perceive.words import pattern, plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.sentences import Sentence, closest, newest_customer_turns, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.actions import Hold, Resume
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

FLOOD = 3
"""Agent messages in a row that leave the customer no room to answer (card T07)."""
BLOCK = 40
"""Words from which an answer that passes the newest of several messages by has answered past it."""
LONG = 15
"""Words of a customer's message that cannot be answered by a word or two."""

_HUSHES = pattern(
    r"\blet me (?:\w+ )?(?:finish|speak|talk|get a word in|complete)\b|\b(?:allow|permit) me to (?:finish|complete|"
    r"speak)\b|"
    r"\bif you(?:'d| would| could)?(?: just| only)? (?:let|allow) me (?:to )?(?:finish|speak|talk|explain|get a "
    r"word)\b|"
    r"\b(?:stop|quit|don't|do not|without you) (?:keep )?(?:interrupt|talking over|butting|cutting (?:me|across))\w*|"
    r"\b(?:i was|i'm|i am|i wasn't|i hadn't|i have not|i haven't) (?:still |not )?(?:speaking|talking|typing|"
    r"finished)\b|"
    r"\bone (?:person|of us) at a time\b|\bget to the point\b|\b(?:short|brief)(?:er)? version\b|"
    r"\bi don't need (?:the|your) (?:whole|life|full|entire) (?:story|history)"
)
_WAS_CUT = pattern(
    r"\b(?:let me finish|(?:wasn't|was not|hadn't|had not|haven't|not) (?:even )?(?:finished|done)|stop interrupting|"
    r"(?:don't|do not) interrupt|as i was (?:saying|trying)|i was (?:still )?(?:typing|talking|speaking|telling|"
    r"explaining|getting to)|"
    r"(?:you )?(?:cut|cutting) me (?:off|short)|(?:talk|talking|talked) over me|in the middle of (?:telling|"
    r"explaining|saying)|"
    r"will you (?:just )?listen|if you(?:'d| would) let me finish)\b"
)
_TRAILS_OFF = pattern(r"(?:\.\.\.|…|,|\bbut|\band|\bso|\bbecause|\bthen|\bthat|:|-|–)[\s\"']*$")
_MORE_TO_COME = pattern(
    r"\b(?:1|one) ?(?:/|of) ?[2-9]\b|\b(?:more|rest) (?:to (?:come|follow)|coming|in a sec)|"
    r"\bthat's (?:not all|only (?:half|the start|part))|\b(?:let me|i'll|i will|i need to) (?:start|begin|explain|"
    r"tell you)\b|\bstill typing\b|"
    r"\b(?:going to|gonna|will|might|may) (?:take|be) (?:a (?:minute|moment|while|bit)|long|some time)|\b(?:long|"
    r"whole) story\b|\bbear with me\b|"
    r"\bfrom the (?:start|beginning|top)\b|^\W*(?:right |ok |okay |well )?(?:so )?(?:first(?:ly)?|to begin with|"
    r"first of all)\b(?!.*\b(?:second|then|also)\b)"
)
_HOLDS_THE_FLOOR = pattern(r"\b(?:hang|hold) on,? (?:there's|i'm|let me|typing)\b")
"""Words that keep the turn when nothing follows them; in front of the answer they are only a breath."""
_GOES_ON = pattern(r"^\W*(?:and|then|plus|also|anyway|so then|as i|which|because|but the)\b[^?]{12,}$")
_VERIFIES = pattern(
    r"\b(?:security|verif\w*|post ?code|zip|(?:account|order|booking|reference|policy|customer|case|ticket) "
    r"(?:number|id|no)|date of birth|"
    r"first line of|full name|e-?mail address|before (?:i|we) (?:can|go|continue|proceed))\b"
)
_LETS_TALK = pattern(
    r"\b(?:go on|carry on|(?:please )?continue|keep going|take your time|in your own time|i'm (?:listening|reading|"
    r"here|all ears)|i am (?:listening|reading)|"
    r"tell me (?:the rest|more|everything)|what happened (?:then|next)|i'll (?:wait|read|listen))\b"
)
_NUMBERED = pattern(r"(?:^|\s)(?:\(?[1-9][.)]|first|second|third|secondly|thirdly)[\s,]")
_CUTTING: tuple[MoveKind, ...] = (
    "asked_question",
    "asked_again",
    "interrogated",
    "asked_contact",
    "deflected",
    "stated_limit",
    "quoted_policy",
    "offered_remedy",
    "over_promised",
    "asked_feedback",
    "held",
)
_NOT_PICKED: tuple[MoveKind, ...] = (
    "quoted_policy",
    "deflected",
    "sarcastic",
    "shouted",
    "blamed_customer",
    "insulted",
)


def talking_over(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T07: flooding, hushing, cutting into a story, and blocks that pass the newest message by."""
    found = _flood(case) or _hushed(case) or _cut_in(case) or _passed_by(case) or _fragment(case)
    if found:
        evidence, why = found
        turns = OCCASIONS[criterion.occasion](case) or ()
        spoilt = {quote.turn for quote in evidence if quote.speaker == "agent"}
        return Verdict(
            id=criterion.id,
            verdict="violated",
            evidence=evidence,
            why=why,
            met=max(0, len(turns) - len(spoilt)),
            opportunities=max(len(turns), len(spoilt)),
        )
    telling = OCCASIONS[criterion.occasion](case)
    if telling is None:
        return undecided(criterion, "Code cannot tell whether a story was being told.")
    if not telling:
        return Verdict(id=criterion.id, verdict="na", why="The customer told no story that could have been cut short.")
    if all(_answers_everything(case, turn) for turn in telling):
        return Verdict(
            id=criterion.id,
            verdict="clean",
            why="Every long message was answered after it ended, each part of it.",
            met=len(telling),
            opportunities=len(telling),
        )
    return undecided(criterion, "No message was cut across; whether all of it was answered takes a reader.")


def picks_up_detail(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T10: whether answers refer to something particular in the customer's newest words.

    A rubric that `credits` a filler takes a mere 'uh-huh' as well (X19, D1).
    """
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, "Code cannot tell whether a story was being told.")
    if not turns:
        return Verdict(id=criterion.id, verdict="na", why="The customer told no story.")
    shown = {turn: pair for turn in turns if (pair := _picked_up(case, turn))}
    fillers = {move.turn: case.shown(move) for move in case.of("filler") if move.turn in turns}
    fillers |= {turn: case.quote(turn) for turn in turns if turn not in shown and _says_nothing(case, turn)}
    if "filler" in criterion.credits:
        shown = fillers | shown
    hollow = {turn: quotes for turn, quotes in fillers.items() if turn not in shown}
    if not shown and hollow and len(hollow) == len(turns):
        turn, quotes = next(iter(sorted(hollow.items())))
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=quotes,
            why=f"Turn {turn} answered a long message with next to nothing; name one thing the customer told you.",
            met=0,
            opportunities=len(turns),
        )
    if not shown:
        return undecided(criterion, "Code found no detail of the customer's in the answers, and cannot rule it out.")
    first = min(shown)
    return Verdict(
        id=criterion.id,
        verdict="met",
        evidence=tuple(quote for turn in sorted(shown) for quote in shown[turn]),
        why=f"Turn {first} took up what the customer had just told.",
        met=len(shown),
        opportunities=len(shown) + len(hollow),
    )


def _flood(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    row: list[int] = []
    for number, turn in enumerate(case.turns, 1):
        if turn.speaker == "customer":
            row = []
        elif turn.text.strip() and not isinstance(turn.action, Hold | Resume):
            row.append(number)
        if len(row) >= FLOOD:
            return (
                tuple(quote for each in row for quote in case.quote(each)),
                (
                    f"Turns {row[0]} to {row[-1]} came in a row before the customer could answer; send one message and "
                    f"wait."
                ),
            )
    return None


def _hushed(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    for sentence in sentences(case, *case.agent_turns):
        if _HUSHES.search(sentence.plain):
            return quoted(
                case, sentence
            ), f"Turn {sentence.turn} told the customer to be quiet and listen; let them finish first."
    return None


def _cut_in(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    for turn in case.agent_turns:
        before, after = newest_customer_turns(case, turn), case.next_customer_turn(turn)
        if not before or after is None:
            continue
        told = sentences(case, before[-1])
        unfinished = bool(told) and (
            _TRAILS_OFF.search(told[-1].plain) is not None
            or _HOLDS_THE_FLOOR.search(told[-1].plain) is not None
            or any(_MORE_TO_COME.search(s.plain) for s in told)
        )
        protested = next((s for s in sentences(case, after) if _WAS_CUT.search(s.plain)), None)
        cutting = case.in_turn(turn, *_CUTTING)
        goes_on = _GOES_ON.search(plain(case.text(after))) is not None
        verifying = any(_VERIFIES.search(s.plain) for s in sentences(case, turn))
        unfinished = unfinished or (goes_on and verifying)
        if protested is not None or (unfinished and cutting and not _lets_talk(case, turn)):
            return (
                (*(case.shown(*cutting[:1]) or case.quote(turn)), *(quoted(case, protested) or case.quote(before[-1]))),
                f"Turn {turn} cut across a story that was still being told; wait for the end, then answer all of it.",
            )
    return None


def _lets_talk(case: Case, turn: int) -> bool:
    return any(_LETS_TALK.search(sentence.plain) for sentence in sentences(case, turn))


def _fragment(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    """One short sentence in answer to three numbered points or more."""
    for turn in case.agent_turns:
        newest = newest_customer_turns(case, turn)
        points = len(_NUMBERED.findall(plain(case.text(newest[-1])))) if newest else 0
        said = sentences(case, turn)
        if (
            points >= 3
            and len(said) == 1
            and len(said[0].words.split()) <= 15
            and not re.search(r"[,;]| and ", said[0].words)
        ):
            return (
                (*quoted(case, *said), *case.quote(newest[-1])),
                f"Turn {turn} took up one of {points} points and left the rest; answer each of them.",
            )
    return None


def _passed_by(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    """A long answer to an earlier message of several that takes up nothing of the newest."""
    for turn in case.agent_turns:
        newest = newest_customer_turns(case, turn)
        if len(newest) < 2:
            continue
        words = len(case.text(turn).split())
        earlier = frozenset().union(*(s.telling for s in sentences(case, *newest[:-1])))
        last = frozenset().union(*(s.telling for s in sentences(case, newest[-1])))
        said = frozenset().union(*(s.telling for s in sentences(case, turn)))
        if words >= BLOCK and len(last) >= 4 and not last & said and earlier & said:
            return (
                (*case.quote(turn), *case.quote(newest[-1])),
                f"Turn {turn} took up nothing of the newest message in {words} words; answer that first.",
            )
    return None


def _answers_everything(case: Case, turn: int) -> bool:
    """Whether the answer shares telling content with each message that it answers."""
    said = frozenset().union(*(s.telling for s in sentences(case, turn)))
    newest = newest_customer_turns(case, turn)
    told = [frozenset().union(*(s.telling for s in sentences(case, number))) for number in newest]
    return _lets_talk(case, turn) or (
        bool(told) and all(len(said & part) >= min(2, max(1, len(part) // 3)) for part in told)
    )


def _picked_up(case: Case, turn: int) -> tuple[Quote, ...]:
    """The agent's sentence and the customer's words that it takes up, or nothing."""
    told = tuple(sentence for number in newest_customer_turns(case, turn) for sentence in sentences(case, number))
    empty = {move.quote for move in case.in_turn(turn, *_NOT_PICKED)}
    best: tuple[int, Sentence, Sentence] | None = None
    for sentence in sentences(case, turn):
        source = closest(sentence, told)
        if source is None or any(words and (words in sentence.words or sentence.words in words) for words in empty):
            continue
        shared = sentence.telling & frozenset().union(*(each.telling for each in told))
        if fuzz.ratio(sentence.plain, source.plain) >= 92:
            continue  # a copy shows no reading
        if len(shared) >= 2 and (best is None or len(shared) > best[0]):
            best = len(shared), sentence, source
    return quoted(case, best[1], best[2]) if best else ()


def _says_nothing(case: Case, turn: int) -> bool:
    """Whether a turn of a word or two stands against a long message."""
    newest = newest_customer_turns(case, turn)
    told = sum(len(case.text(number).split()) for number in newest)
    words = re.findall(r"\w+", case.text(turn))
    return case.action(turn) is None and bool(newest) and told >= LONG and len(words) <= 3

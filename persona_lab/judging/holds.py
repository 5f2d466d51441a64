"""Strategic holds (T05): a pause with a reason, a length, a request, an acknowledgement before it and a return."""

from persona_lab.customer.perceive.words import pattern
from persona_lab.judging.casefile import Case
from persona_lab.judging.pauses import PAUSING, Pause, pauses
from persona_lab.judging.sentences import quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.actions import Resume
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_ACKNOWLEDGED: tuple[MoveKind, ...] = (
    "acknowledged_feeling",
    "linked_cause",
    "solidarity",
    "specific_apology",
    "took_ownership",
)
_LENGTH = pattern(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety|a couple "
    r"of|"
    r"half an?|a few)(?:[ -](?:or|to|and|–) ?(?:\w+))? ?(?:more |short |full |whole )?(?:seconds?|secs?|minutes?|"
    r"mins?|hours?)\b|"
    r"\b(?:about|around|roughly|under|within|no more than|no longer than|less than|at most|up to|maybe|probably|in|"
    r"for|one|1|"
    r"takes?|need|needs) (?:an? |one )?(?:\w+ )?(?:minute|min|hour)\b(?! (?:ago|of))|\ba minute or (?:two|so)|"
    r"\b(?:until|till|by|back at) (?:about |around )?(?:\d|quarter|half|noon|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|"
    r"eleven|twelve)|\b\d+ ?(?:m|s|min)\b"
)
_REASON = pattern(
    r"\b(?:check|look|pull|open|read|fetch|ask|speak|talk|find|get|call|ring|phone|see|review|compare|trace|track|"
    r"bring|dig|"
    r"confirm|verify|load|run|reach|consult|locate|search|scroll|go|work|raise|listen|match|test|restart|reset|print|"
    r"count|calculate|view|access|retrieve|contact|message|chase|walk|grab|log|sort|process|update|put)(?:ing|s)?\b"
    r"(?! (?:on hold|back|well soon))|\bbecause\b|\b(?:to|while i|while we|whilst i|so (?:that )?i can) (?!you\b|"
    r"me\b|be\b|hold\b|wait\b)\w+ "
    r"(?:\w+ )?(?:the|your|a|an|my|our|this|that|what|which|why|with|through|it|him|her|them)\b"
)
_INTENDS = pattern(r"\b(?:i|we)(?:'d| would| need| want| have|'ll| will|'m| am| must)\b|\blet me\b")
_TO_CALM = pattern(
    r"\b(?:calm|cool|settle|compose|breath\w*|gather (?:our|your)selves?|collect (?:our|your)selves?|heat)\b"
)
_REQUEST = pattern(
    r"\?|\b(?:if (?:that(?:'s| is)|it(?:'s| is)|this is) (?:ok|okay|all right|alright|fine|acceptable)|if you don't "
    r"mind|if you (?:do not|don't|wouldn't|would not) (?:mind|object)|if you(?:'re| are) (?:happy|content|"
    r"willing|agreeable)|"
    r"if (?:that|this|it) (?:suits|works|is agreeable|will do)|if (?:that|this|it)(?:'ll| will| would) (?:do|"
    r"suit|work)|"
    r"provided (?:you|that)|with your blessing|"
    r"if i may|with your (?:permission|leave|ok|okay)|if you(?:'d| would| will) (?:allow|let|bear))\b"
)
_BURDEN = pattern(
    r"(?<!not )\b(?:@FEEL|@HARD|worse|nasty|mortif\w+|too (?:much|long|often|many)|more than enough|enough to)\b"
)
_BACK = pattern(
    r"\bthank(?:s| you)(?: so much| very much)? for (?:\w+ )?(?:hold|wait|bear|hang|stay|your patience)\w*|\bi'm "
    r"back\b|\bi am back\b|"
    r"\bback (?:with you|now|again)\b|\bright,|\bok(?:ay)?,|\bgot it\b|\bhere (?:it|we|you)\b|\b(?:i|we)(?:'ve| have|"
    r"'m|'ve now)\b"
)
_WAITING_COMPLAINT = pattern(
    r"\b(?:on hold|(?:in|on) (?:a|the|your|that) (?:queue|line)\b(?! \d)|(?:kept|left|keep|keeping|leave|leaving) "
    r"(?:me |us |people )?(?:waiting|"
    r"hanging|holding)|(?:hold|your|the|that) music|(?:minutes?|mins?|hours?|days|weeks) (?:i|we)(?:'ve| have)? "
    r"(?:\w+ )?(?:sat|waited|been|hung|"
    r"held|queued|listened)|(?:wait(?:ed|ing)?|sat|hung on|held on|queued|queuing) (?:\w+ ){0,4}(?:minutes?|mins?|"
    r"hours?|an hour)|"
    r"how (?:much )?long(?:er)? (?:do|must|am|are) (?:i|we))\b"
)
_DODGES = pattern(
    r"\b(?:rather not|sooner not|not (?:going to|able to|allowed to) (?:answer|say|get into|discuss)|don't (?:want|"
    r"wish) to (?:answer|get into|discuss|say)|"
    r"(?:can't|cannot|won't) (?:answer|discuss|get into|comment)|prefer not|not a question)\b"
)


def strategic_hold(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T05 by the five conditions and the traps of the card, on every hold that was made.

    A rubric that `penalises` holding (X11, D0) finds a bare hold violated and a well-asked one not met; one that
    `credits` it (D4) asks for a reason and a length, and leaves a hold without them open.
    """
    found = pauses(case)
    if not found:
        return Verdict(id=criterion.id, verdict="na", why="The customer was not put on hold.")
    lacking = [_lacking(case, pause, found) for pause in found]
    evidence = tuple(quote for pause in found for quote in _shown(case, pause))
    if "held" in criterion.penalises:
        bare = any(missing for missing in lacking if {"a length", "a reason"} & set(missing))
        return Verdict(
            id=criterion.id,
            verdict="violated" if bare else "not_met",
            evidence=evidence,
            why=f"Turn {found[0].turn} left the customer waiting; stay with them and work while you talk.",
        )
    if "held" in criterion.credits:
        if any({"a length", "a reason"} & set(missing) for missing in lacking):
            return undecided(criterion, f"The hold in turn {found[0].turn} gave no reason or no length to judge it by.")
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=evidence,
            why=f"Turn {found[0].turn} held for a reason and a length.",
        )
    for pause, missing in zip(found, lacking, strict=True):
        if missing:
            return Verdict(
                id=criterion.id,
                verdict="not_met",
                evidence=_shown(case, pause),
                why=(
                    f"The hold in turn {pause.turn} lacked {_listed(missing)}; give a reason and a length, ask, and "
                    f"come back."
                ),
                met=sum(not each for each in lacking),
                opportunities=len(found),
            )
    last = found[-1]
    if case.next_agent_turn(last.turn) is None:
        return undecided(
            criterion, f"The transcript ends before the agent could come back from the hold in turn {last.turn}."
        )
    unheard = next((pause for pause in found if not _acknowledged(case, pause)), None)
    if unheard is not None:
        return undecided(
            criterion, f"Code found no acknowledgement before the hold in turn {unheard.turn}, and cannot rule one out."
        )
    return Verdict(
        id=criterion.id,
        verdict="met",
        evidence=evidence,
        why=f"The hold in turn {found[0].turn} had a reason, a length, a request and a return.",
        met=len(found),
        opportunities=len(found),
    )


def _lacking(case: Case, pause: Pause, found: tuple[Pause, ...]) -> list[str]:
    """What this hold surely lacks, or does that a hold must not."""
    said = sentences(case, pause.turn)
    # the reason, the length and the request may stand round the announcement
    around = " ".join(sentence.plain for sentence in said)
    speaking_of_it = [
        sentence.plain
        for sentence in said
        if sentence in pause.words or sentence.asks or _LENGTH.search(sentence.plain) or _INTENDS.search(sentence.plain)
    ]
    rest = PAUSING.sub(" ", " ".join(speaking_of_it))
    missing = []
    if not _REASON.search(rest):
        missing.append("a reason")
    if any(_TO_CALM.search(sentence.plain) for sentence in said if sentence in pause.words or sentence.asks):
        missing.append("a reason other than the customer's calm")
    if _DODGES.search(around):
        missing.append("an answer to what was asked")
    if not _LENGTH.search(around):
        missing.append("a length")
    if not _REQUEST.search(around):
        missing.append("a request")
    if said and pause.words and said[0] == pause.words[0] and _opens_the_talk(case, pause.turn):
        missing.append("an acknowledgement before it")
    if _about_waiting(case, pause.turn):
        missing.append("regard for a complaint that is about waiting")
    # a hold and the return from it may be all that lies between
    if any(other.turn in _agent_turns_before(case, pause.turn) for other in found):
        missing.append("a return from the hold before it")
    returned = case.next_agent_turn(pause.turn)
    if returned is None and case.customer_turns and case.customer_turns[-1] > pause.turn + 1:
        missing.append("a return")
    if returned is not None and not _returns(case, returned):
        missing.append("a return")
    return missing


def _acknowledged(case: Case, pause: Pause) -> bool:
    if any(move.turn <= pause.turn for move in case.of(*_ACKNOWLEDGED)):
        return True
    earlier = sentences(case, *(turn for turn in case.agent_turns if turn < pause.turn))
    here = sentences(case, pause.turn)
    first = here.index(pause.words[0]) if pause.words else len(here)
    return any(not sentence.asks and _BURDEN.search(sentence.plain) for sentence in (*earlier, *here[:first]))


def _opens_the_talk(case: Case, turn: int) -> bool:
    """Whether nothing was said to the customer before that turn's first sentence."""
    return turn == case.agent_turns[0] and not case.in_turn(turn, *_ACKNOWLEDGED)


def _about_waiting(case: Case, turn: int) -> bool:
    if case.scenario is not None and case.scenario.about_waiting:
        return True
    return any(
        _WAITING_COMPLAINT.search(sentence.plain)
        for sentence in sentences(case, *case.customer_turns)
        if sentence.turn < turn
    )


def _agent_turns_before(case: Case, turn: int) -> tuple[int, ...]:
    """The two agent turns before that one."""
    return tuple(number for number in case.agent_turns if number < turn)[-2:]


def _returns(case: Case, turn: int) -> bool:
    if isinstance(case.action(turn), Resume):
        return True
    said = sentences(case, turn)
    return bool(said) and (len(case.text(turn).split()) > 6 or any(_BACK.search(sentence.plain) for sentence in said))


def _shown(case: Case, pause: Pause) -> tuple[Quote, ...]:
    return quoted(case, *pause.words) or case.quote(pause.turn)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]

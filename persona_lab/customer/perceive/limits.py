"""Limits: what cannot be done, and what can be done instead (T29)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of, pattern

_LIMITS = (
    Frame(
        "stated_limit",
        "not in my hands",
        any_of(
            # beyond what I may
            r"\b(?:above|beyond|outside|over|past|more than) (?:what )?(?:i|we)(?:'m| am|'re|"
            r" are)? (?:\w+ )?(?:allowed|able|permitted|authori[sz]ed|can|could|may)\b",
            r"\b(?:i|we) (?:lack|haven't got|have no|don't hold|do not hold) (?:the |any )?(?:authority|power|"
            r"access|permission|right|means|way|option|say|engineer|stock|slot)\b",
            r"\b(?:i|we)(?:'m| am|'re| are) (?:@ADV)not (?:permitted|allowed|authori[sz]ed|entitled|empowered|"
            r"able|in a position)\b",
            r"\b(?:my hands|my authority|my limit|our limit) (?:stops?|ends?|goes?|go|runs?) (?:at|as far)",
            r"\bas far as (?:i|my \w+) (?:can |may )?go",
            r"\bnot (?:up to me|mine|for me|my call|my decision)(?: to)?\b",
            # a rule or a system stands in the way
            r"\b(?:system|bank|law|contract|courier|depot|tool|screen) (?:\w+ )?(?:won't|will not|wont|"
            r"doesn't|does not|can't|cannot) (?:let|allow|permit|accept|take|do|give)\b",
            r"\bonly (?:the|your|a) \w+ (?:\w+ )?(?:can|may|could|has)\b",
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "stated_limit",
        "not to be had",
        any_of(
            # we do not do it
            r"\b(?:something|a thing|that|which) (?:i|we) (?:don't|do not|can't|cannot|"
            r"no longer) (?:\w+ )?(?:offer|do|give|sell|provide|cover|make)\b",
            r"\b(?:i|we) (?:\w+ )?(?:don't|do not|no longer|can't|cannot) (?:\w+ )?(?:offer|provide|sell|"
            r"cover|ship|deliver|accept|refund|stock|run)\b",
            r"\b(?:doesn't|does not|don't|do not) exist\b",
            r"\b(?:isn't|is not|aren't|are not|not) (?:on the (?:cards|table|menu)|something we|offered|"
            r"included|doable|feasible)\b",
            r"\boff the table\b",
            r"\bout of the question\b",
            r"\bwon't be possible\b",
            r"\b(?:is|are|it's|that's)(?:n't| not)(?: \w+)? possible\b|\baren't possible\b",
            r"\b(?:is|are) (?:\w+ )?no possibility\b|\bnot an? (?:option|possibility)\b",
            # none left
            r"\b(?:sold out|out of stock|fully booked|booked (?:up|out)|all gone|discontinued)\b",
            r"\b(?:we|they) (?:have |'ve )?(?:just )?sold the last\b",
            r"\bno (?:\w+ )?(?:slots?|rooms?|seats?|stock|engineers?|appointments?|vans?|spaces?|"
            r"units?)(?: \w+)? (?:left|free|available|today|tonight|until|before)\b",
            r"\b(?:tonight|today|that (?:slot|room|seat|one)) is (?:gone|full|taken|out)\b",
            # closed until
            r"\b(?:is|are|'s) (?:\w+ )?closed (?:until|till|now|for|today|tonight|on)\b",
            r"\bnothing (?:moves|leaves|goes|happens) (?:before|until|till)\b",
            # this much and no more
            r"\bthe (?:earliest|soonest|most|best|furthest|highest|nearest) (?:i|we|they|it|anyone|slot|"
            r"date)\b.{0,30}\b(?:is|can|could|would)\b",
            # inverted
            r"\b(?:cash|refunds?|money|\w+) (?:i|we) (?:cannot|can't|can not)\b",
            r"^\W*(?:\w+,? )?(?:can't|cannot|can not) (?:do|give|go)\b",
        ),
        unless=r"\bif (?:i|we)\b",
        when_asked=False,
        negatable=False,
    ),
)
_CAN = pattern(
    any_of(
        # what I can
        r"\b(?:what|here(?:'s| is) what|the thing|something|all) (?:i|we) (?:@ADV)(?:can|could|am able|"
        r"'m able|are able|will|do have|have)\b",
        # turned with a joining word
        r"\b(?:but|however|instead|though|so|yet|what|and|although|while)\b.{0,70}\b(?:@I can(?!not|'t)|"
        r"@I could|i'm able|we're able)\b",
        r"\b(?:but|yet|however|instead),? .{0,50}\b(?:is|are) (?:yours|open|free|in my hands|possible|"
        r"available)\b",
        r"\b(?:i'm|i am|we're|we are) (?!not )(?:\w+ )?able to\b",
        r"\bon the other hand\b",
        r"\bi can(?! not)\W*$",
        r"(?:,|and|but) can do\b",
        r"\bi(?:'ve| have) (?:held|reserved|kept|put aside|found|got|taken)\b",
    )
)
_FRAME = Frame(
    "framed_positively",
    "what is open",
    any_of(
        r"\bwhat is (?:open|possible|within (?:my|our)|in (?:my|our)|available)\b",
        r"\b(?:is|are) within (?:my|our) (?:reach|power|gift)\b",
        r"\bthere(?:'s| is) (?:something|one thing|a thing|plenty|a lot|still something) (?:that )?(?:i|"
        r"we) can\b",
        r"\bwhat (?:i|we) (?:do|can) have (?:\w+ )?is\b",
        r"\bwhat (?:i|we)(?:'m| am|'re| are) able to\b",
        r"\bthe good (?:thing|news|part) is (?:that )?(?:i|we) can\b",
    ),
    unless=r"about the|what can (?:i|you)",
    when_asked=False,
)


def find_limits(reading: Reading) -> None:
    """Record limits, and the way round them where the same turn opens one."""
    find(reading, _LIMITS)
    find(reading, (_FRAME,))
    if reading.has("framed_positively") or reading.has("but_clause"):
        return
    limit = next(((start, move) for start, move in reading.moves if move.kind == "stated_limit"), None)
    if limit is None:
        return
    place = max(0, limit[0] - 160)
    match = _CAN.search(reading.text[place : limit[0] + 360])
    if match is not None and not pattern(r"\babout the\b").search(
        reading.text[place + match.start() : place + match.end() + 16]
    ):
        reading.add("framed_positively", place + match.start(), place + match.end(), widen=True)

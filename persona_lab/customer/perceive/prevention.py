"""Prevention: an act against its happening again, named and within reach (T34)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of

_DONE = r"(?:@HAVE|@WILL|i'm|i am|we're|we are|we now|we|i)(?: since| now| also| already| just| today)*"
_CHANGE = (
    r"(?:flag|mark|tag|add|put|plac|chang|switch|set|rais|report|brief|updat|remov|take|tak|turn|"
    r"block|record|tell|told|correct|train|retrain|review|fix|ask|bring|brought|pull|rewrit|rewrot|"
    r"redesign|replac|introduc|mov|instruct|inform|escalat|rout|log|stop|tighten|assign|revis|warn|"
    r"speak|spoke|not)\w*"
)
_RULE = (
    r"(?:rule|setting|filter|process|procedure|script|template|rota|training|checklist|routine|"
    r"routing|queue|system|form|spelling|record|marker|alert|warning|reminder|check|note|flag|lock|"
    r"instruction|supplier|design|seal|batch|line)s?"
)
_FROM_NOW = (
    r"(?:from (?:now|here|today|tonight|tomorrow|this \w+)(?: on(?:wards?)?)?|in (?:the )?future|"
    r"next time|each time|every time|going forward|any (?:next|later|other|further|future)|"
    r"every (?:order|invoice|visit|\w+ of yours)|the next (?:\w+ )?\w+|(?:nobody|no one) else|"
    r"other (?:customers|messages|people)|another|again|a second time|(?:a|any) repeat|recur\w*|"
    r"come back|slip(?:ping)? through|going astray|before (?:it|they|anything) (?:leaves?|ships?|"
    r"goes))"
)
_GUARD = (
    r"(?:so (?:that )?|to (?:lower|cut|reduce|guard|keep|stop|prevent|avoid|make|help|catch)|"
    r"which (?:should|will|stops?|keeps?|means)|who (?:is|are|will)|that (?:should|stops?|keeps?|"
    r"wakes|will)|(?:should|will) keep|because of this|and )"
)
_FRAMES = (
    Frame(
        "prevented_recurrence",
        "so that not again",
        r"\b(?:so (?:that )?|to (?:make sure|ensure|stop|prevent|keep|avoid|help)|make sure|ensure|stops?|"
        r"prevents?|keeps?|means?|avoid|reduce|(?:do|doing) (?:my|our) best).{0,140}?\b(?:again|"
        r"in (?:the )?future|next time|repeat(?:ed|s)?|same (?:problem|issue|thing|fault|mistake)|"
        r"recur\w*|a second time|anyone else|other customers|another (?:missed|late|failed|customer)|"
        r"next (?:customer|delivery|visit|order)|from now on|every time|this from happening|happen(?:ing|"
        r"s)? (?:again|to)|twice)",
        unless=(
            r"call (?:us )?again|try again|sorry again|once again|again,? (?:i|we|so|thank|sorry)|"
            r"happy to help|guarantee|promise you|absolutely never"
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "prevented_recurrence",
        "flag or change made",
        r"\b(?:@HAVE|@WILL|i'm|i am|we're|we are|we now) (?:@ADV)(?:flag|mark|not|tag|add|put|plac|chang|"
        r"switch|set|log|rais|report|brief|updat|remov|turn|block|record|tell|told|send|correct|train|"
        r"retrain|review|fix)\w*\b.{0,60}\b(?:(?:note|flag|marker|alert|warning|reminder|lock|block|"
        r"instruction|check|rule|process|script|template|rota|training|procedure)\b.{0,60}\b(?:so|that|"
        r"next|every|each|future|from now|before|which|must|to make|means)|so (?:that )?(?:the |any |"
        r"every |no |future |next |your next |it |they |drivers|engineers|nobody|no one|you (?:don't|"
        r"won't)|we (?:don't|won't))\b)",
        unless=(
            r"so you (?:know|can (?:see|track|keep))|so (?:that )?(?:it|the refund|the replacement|"
            r"they) (?:can|will|is|gets|reach|goes|arrive|leave)|so we can (?:talk|speak|look)"
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "prevented_recurrence",
        "a change, and what it guards against",
        any_of(
            # change, then the future it serves
            r"\b" + _DONE + r" " + _CHANGE + r"\b.{0,110}\b" + _GUARD + r".{0,80}\b" + _FROM_NOW + r"\b",
            # the future first
            r"\b(?:to|in order to) (?:guard against|prevent|avoid|stop|lower|cut|reduce|keep) .{3,80}, "
            + _DONE
            + r" \w+",
            r"\bfrom (?:now|today|tonight|tomorrow|this \w+)(?: on(?:wards?)?)?,? (?:a|an|every|each|any|all|"
            r"no|we|i|your) .{6,}",
            # the very thing that went wrong was changed
            r"\b"
            + _DONE
            + r" (?:chang|remov|correct|fix|rewr[io]t|replac|redesign|switch)\w* .{0,40}\b"
            + _RULE
            + r"\b.{0,20}\b(?:that|which) (?:swallow|caus|made|let|sent|led|lost|hid|block|allow|misrout)\w*",
            # those who can change it were told
            r"\breported to .{3,60}\b(?:who|and they) (?:are|is|will|have)\b",
            r"\b"
            + _DONE
            + (
                r" (?:rais|flag|report|tak|brought|told|inform|warn)\w* .{3,60}\b(?:who|and they|and it) (?:is|"
                r"are|will|has|have) (?:\w+ )?(?:bring|redesign|chang|add|test|check|review|look|fix|introduc)\w*"
            ),
            r"\b(?:part of|added to|used in|goes into) (?:our|the) .{0,30}(?:training|briefing|checklist|"
            r"meeting)\b",
            # what is in reach
            r"\bwhat (?:i|we) can (?:do|promise) is (?:have|put|add|check|set|flag|"
            r"make sure) .{3,80}\b(?:before|every|each|next|again)\b",
        ),
        unless=(
            r"\b(?:i|we) (?:don't|do not|can't|cannot) want\b|guarantee|promise you|absolutely never|"
            r"so you (?:will|can|know|have)|call again|try again|everything is free|once again|sorry again"
        ),
        when_asked=False,
        negatable=False,
    ),
)


def find_prevention(reading: Reading) -> None:
    """Record an act against a repeat."""
    find(reading, _FRAMES)

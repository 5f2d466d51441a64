"""Prevention: an act against its happening again, named and within reach (T34)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of

_DONE = r"(?:@HAVE|@WILL|i'm|i am|we're|we are|we now|we|i)(?: since| now| also| already| just| today)*"
_CHANGE = (
    r"(?:flag|mark|tag|add|put|plac|chang|switch|set|rais|report|brief|updat|remov|take|tak|turn|block|record|tell|told|"
    r"correct|train|retrain|review|fix|ask|bring|brought|pull|rewrit|rewrot|redesign|replac|introduc|mov|instruct|inform|"
    r"escalat|rout|log|stop|tighten|assign|revis|warn|speak|spoke|not)\w*"
)
_RULE = (
    r"(?:rule|setting|filter|process|procedure|script|template|rota|training|checklist|routine|routing|queue|system|form|"
    r"spelling|record|marker|alert|warning|reminder|check|note|flag|lock|instruction|supplier|design|seal|batch|line)s?"
)
_FROM_NOW = (
    r"(?:from (?:now|here|today|tonight|tomorrow|this \w+)(?: on(?:wards?)?)?|in (?:the )?future|next time|each time|"
    r"every time|going forward|any (?:next|later|other|further|future)|every (?:order|invoice|visit|\w+ of yours)|"
    r"the next (?:\w+ )?\w+|(?:nobody|no one) else|other (?:customers|messages|people)|another|again|a second time|"
    r"(?:a|any) repeat|recur\w*|come back|slip(?:ping)? through|going astray|before (?:it|they|anything) (?:leaves?|ships?|goes))"
)
_GUARD = (
    r"(?:so (?:that )?|to (?:lower|cut|reduce|guard|keep|stop|prevent|avoid|make|help|catch)|which (?:should|will|stops?|keeps?|"
    r"means)|who (?:is|are|will)|that (?:should|stops?|keeps?|wakes|will)|(?:should|will) keep|because of this|and )"
)
_FRAMES = (
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
            r"\bfrom (?:now|today|tonight|tomorrow|this \w+)(?: on(?:wards?)?)?,? (?:a|an|every|each|any|all|no|we|i|your) "
            r".{6,}",
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
            + r" (?:rais|flag|report|tak|brought|told|inform|warn)\w* .{3,60}\b(?:who|and they|and it) (?:is|are|will|has|"
            r"have) (?:\w+ )?(?:bring|redesign|chang|add|test|check|review|look|fix|introduc)\w*",
            r"\b(?:part of|added to|used in|goes into) (?:our|the) .{0,30}(?:training|briefing|checklist|meeting)\b",
            # what is in reach
            r"\bwhat (?:i|we) can (?:do|promise) is (?:have|put|add|check|set|flag|make sure) .{3,80}\b(?:before|every|each|next|again)\b",
        ),
        unless=r"\b(?:i|we) (?:don't|do not|can't|cannot) want\b|guarantee|promise you|absolutely never|so you (?:will|can|know|"
        r"have)|call again|try again|everything is free|once again|sorry again",
        when_asked=False,
        negatable=False,
    ),
)


def find_prevention(reading: Reading) -> None:
    """Record an act against a repeat."""
    find(reading, _FRAMES)

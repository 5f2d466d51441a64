"""Contact later: a call or message to come, and whether it is definite enough to count (T43)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.times import DEFINITE
from persona_lab.customer.perceive.words import any_of, pattern

_HEAD = (
    r"(?:@WILL|i'd like to|i would like to|(?:can|could|may|shall|should) (?:i|we)|i (?:can|could)|"
    r"we (?:can|could)|i want to|(?:would|do) you (?:mind|like|want|object)(?: it)? ?(?:if (?:i|we)|"
    r"me to|for me to)?|how about (?:i|we)|what if (?:i|we)|if it suits you,? i (?:can|will|could)|"
    r"(?:my|our|the|a) (?:\w+ ){0,2}\w+ (?:will|can|is going to)|she'll|he'll|they'll|(?:set|made|"
    r"put) (?:myself |in )?a reminder to|i'm (?:calling|ringing|phoning|going to)|happy to|"
    r"i promise to)"
)
_REACH = (
    r"(?:(?:call|ring|rang|phone|phoned|telephone|telephoned|called|e-?mail|emailed|text|texted|"
    r"message|messaged|msg|contact|contacted|write to|update|catch) (?:to )?you|(?:give|gave|drop|"
    r"dropped|send|sent) you (?:an?|another) (?:\w+ )?(?:call|ring|bell|buzz|line|update|note|message|"
    r"e-?mail|text|shout|report)|(?:check|checked|report|reported|come|came|get|got|circle|touch|call|"
    r"ring|write) (?:back|in|base)(?: in)? (?:to|with|on) you|(?:be|get) (?:\w+ )?in touch|"
    r"follow up with you|let you know|speak (?:to you )?again)"
)
_LATER_CONTACT = Frame(
    "offered_follow_up",
    "later contact, by who reaches whom",
    any_of(
        # the agent reaches the customer
        r"\b" + _HEAD + r" (?:@ADV)(?:then |personally |both |also |again )?" + _REACH + r"\b",
        # the customer is reached
        r"\byou(?:'ll| will) (?:@ADV)(?:hear|have word|get (?:a|an|the) (?:\w+ )?(?:call|e-?mail|text|"
        r"update|message|ring)) ?(?:back )?(?:from|by|about)?\b",
        r"\bexpect (?:an?|my|our|to hear) (?:\w+ )?(?:call|e-?mail|message|text|update|from|ring)\b",
        # the contact is put in the diary
        r"\b(?:@WILL|@HAVE|i'm|i am|can i|could i|may i|shall i|i can|would you like me to|"
        r"i'd like to) (?:@ADV)(?:book|schedul|arrang|set|put|pencil|plan|diar)\w* (?:up |in |down |you |"
        r"you in |you down )?(?:for )?(?:an? |your |my |the )?(?:\w+ )?(?:call(?: ?-?back)?|follow-?up|"
        r"check-in|phone call|chat) ?(?:to you|with you|for|at|on|tomorrow)?\b",
        # the contact itself is proposed
        r"\b(?:would|will|does) an? (?:\w+ )?(?:call|chat|e-?mail|message|callback|text|ring|"
        r"update) .{0,50}\b(?:suit|work|help|be (?:ok|okay|all right|useful|good))\b",
        r"^\W*(?:will|gonna|can) " + _REACH + r"\b",
    ),
    unless=(
        r"\b(?:please|kindly|you can|could you|did|was|were|promised) (?:\w+ )?(?:contact|call|ring|"
        r"anybody|anyone|somebody)\b|e-?mail you (?:the|a) (?:label|receipt|link|confirmation|voucher)|"
        r"\b(?:right now|this minute|while you)\b"
    ),
)


def find_contact(reading: Reading) -> None:
    """Record later contacts with a time or a trigger; one with neither is a vague promise."""
    find(reading, (_LATER_CONTACT,))
    for start, move in list(reading.moves):
        if move.kind != "offered_follow_up":
            continue
        home = next((s for s in reading.sentences if s.start <= start < s.end), None)
        if home is None:
            continue
        definite = DEFINITE.search(home.text) is not None
        if (
            not definite
            and not home.asks
            and not pattern(
                any_of(
                    r"\bfollow(?:ing)? up",
                    r"update you (?:every|each|daily|when)",
                    r"\b(?:as soon as|once|when|the moment|after) (?:i|we|it|the|that|they|she|he|your)\b",
                    r"if (?:it|that) suits you",
                )
            ).search(home.text)
        ):
            reading.moves.remove((start, move))
            if not reading.has("gave_time") and pattern(
                r"\b(?:be in touch|get back|come back to|contact|call|ring|email|let you know|update|follow)\b"
            ).search(home.text):
                reading.add("vague_promise", home.start, home.end)

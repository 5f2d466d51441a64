"""Contact later: a call or message to come, and whether it is definite enough to count (T43)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.times import DEFINITE
from persona_lab.customer.perceive.words import any_of, pattern

_HEAD = (
    r"(?:@WILL|i'd like to|i would like to|(?:can|could|may|shall|should) (?:i|we)|i (?:can|could)|we (?:can|could)|i want to|"
    r"(?:would|do) you (?:mind|like|want|object)(?: it)? ?(?:if (?:i|we)|me to|for me to)?|how about (?:i|we)|what if (?:i|we)|"
    r"if it suits you,? i (?:can|will|could)|(?:my|our|the|a) (?:\w+ ){0,2}\w+ (?:will|can|is going to)|she'll|he'll|they'll|"
    r"(?:set|made|put) (?:myself |in )?a reminder to|i'm (?:calling|ringing|phoning|going to)|happy to|i promise to)"
)
_REACH = (
    r"(?:(?:call|ring|rang|phone|phoned|telephone|telephoned|called|e-?mail|emailed|text|texted|message|messaged|msg|contact|contacted|write to|update|catch) (?:to )?you|"
    r"(?:give|gave|drop|dropped|send|sent) you (?:an?|another) (?:\w+ )?(?:call|ring|bell|buzz|line|update|note|message|e-?mail|text|shout|report)|"
    r"(?:check|checked|report|reported|come|came|get|got|circle|touch|call|ring|write) (?:back|in|base)(?: in)? (?:to|with|on) you|"
    r"(?:be|get) (?:\w+ )?in touch|follow up with you|let you know|speak (?:to you )?again)"
)
_LATER_CONTACT = Frame(
    "offered_follow_up",
    "later contact, by who reaches whom",
    any_of(
        # the agent reaches the customer
        r"\b" + _HEAD + r" (?:@ADV)(?:then |personally |both |also |again )?" + _REACH + r"\b",
        # the customer is reached
        r"\byou(?:'ll| will) (?:@ADV)(?:hear|have word|get (?:a|an|the) (?:\w+ )?(?:call|e-?mail|text|update|message|ring)) ?(?:back )?(?:from|by|about)?\b",
        r"\bexpect (?:an?|my|our|to hear) (?:\w+ )?(?:call|e-?mail|message|text|update|from|ring)\b",
        # the contact itself is proposed
        r"\b(?:would|will|does) an? (?:\w+ )?(?:call|chat|e-?mail|message|callback|text|ring|update) .{0,50}\b(?:suit|work|help|be (?:ok|okay|all right|useful|good))\b",
        r"^\W*(?:will|gonna|can) " + _REACH + r"\b",
    ),
    unless=r"\b(?:please|kindly|you can|could you|did|was|were|promised) (?:\w+ )?(?:contact|call|ring|anybody|anyone|somebody)\b|e-?mail you (?:the|a) (?:label|receipt|link|"
    r"confirmation|voucher)|\b(?:right now|this minute|while you)\b",
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
                r"\bfollow(?:ing)? up|update you (?:every|each|daily|when)|\b(?:as soon as|once|when|the moment|after) "
                r"(?:i|we|it|the|that|they|she|he|your)\b|if (?:it|that) suits you"
            ).search(home.text)
        ):
            reading.moves.remove((start, move))
            if not reading.has("gave_time") and pattern(
                r"\b(?:be in touch|get back|come back to|contact|call|ring|email|let you know|update|follow)\b"
            ).search(home.text):
                reading.add("vague_promise", home.start, home.end)

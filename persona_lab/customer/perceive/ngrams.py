"""Words and pairs of words of a sentence: what the learned reader sees.

Words that stand for one another (a weekday, a month, a feeling) also count as their class, so that a sentence about
Tuesday teaches something about Friday. The weights are good for these n-grams only: after a change, train again.
"""

import re
from functools import lru_cache
from itertools import pairwise

from persona_lab.customer.perceive.words import plain

_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"n't\b|'[a-z]+|(?:(?!n't\b)[a-z0])+|[^\sa-z0]")
_CLASSES = {
    "DAY": "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    "MONTH": "january february march april may june july august september october november december",
    "UNIT": "second seconds minute minutes hour hours day days week weeks month months min mins hr hrs",
    "PART": "morning afternoon evening night noon midday midnight lunchtime tonight today tomorrow weekend",
    "NUM": (
        "0 one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
        "hundred half"
    ),
    "FEEL": (
        "angry anger annoyed annoyance frustrated frustration upset disappointed disappointment worried worry "
        "anxious furious livid cross fuming gutted hurt tired exhausted scared afraid humiliated embarrassed "
        "insulted ignored stressed sad distressed irritated unhappy betrayed cheated rattled shaken fed sick"
    ),
    "HARD": (
        "frustrating annoying upsetting infuriating maddening exhausting awful horrible dreadful terrible "
        "stressful worrying disappointing nightmare rotten miserable rough unfair hard tough painful grim "
        "nasty scary embarrassing humiliating wearing hassle shambles disgrace disgraceful appalling "
        "ridiculous pathetic useless joke rubbish shocking"
    ),
    "BOSS": (
        "manager supervisor boss superior director head lead leader owner senior duty chief consultant matron "
        "gaffer higher"
    ),
    "GIVE": (
        "refund refunded replace replacement credit voucher discount waive waived swap upgrade reimburse exchange"
    ),
    "KIN": ("mother mum father dad wife husband son daughter sister brother child kid kids children baby gran family"),
}
_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}


@lru_cache(maxsize=4096)
def ngrams(text: str) -> tuple[str, ...]:
    """The words, pairs of words and pairs of classes of a sentence, sorted; `^` and `$` mark its ends, 0 any number."""
    tokens = ["^", *_TOKEN.findall(_DIGITS.sub("0", plain(text))), "$"]
    classed = [_CLASS.get(token, token) for token in tokens]
    return tuple(sorted({*tokens, *classed, *map(" ".join, pairwise(tokens)), *map(" ".join, pairwise(classed))}))

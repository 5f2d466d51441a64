"""Figures in words: the numbers that a text spells out, such as 'a hundred and fifty' or 'two thousand'."""

import re

_UNITS = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_HALVES = {"dozen": 12.0, "couple": 2.0}
_ONE_WORD = rf"(?:{'|'.join([*_UNITS, *_TENS, *_SCALES, *_HALVES])})"
SPELLED = rf"(?:(?:an?|half an?) )?\b{_ONE_WORD}(?:[ -](?:and )?(?:an? )?{_ONE_WORD})*\b"
"""Pattern of one number written in words, without groups."""


def value_of(words: str) -> float:
    """The number that words such as 'a hundred and fifty' spell, which `SPELLED` has found."""
    total, part = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words.casefold()):
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "half":
            part += 0.5
        elif word in _HALVES:
            part = (part or 1) * _HALVES[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0.0
    return total + part

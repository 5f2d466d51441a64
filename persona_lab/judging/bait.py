"""Text aimed at whoever evaluates the conversation (gate V8): found, flagged, and read as if it were not there.

Three ways of finding it: forms that no talk to a customer has (a fake turn, markup of a prompt, an answer in the
judge's own form), sentences that address an evaluator or tell one what to do, and words hidden from readers (invisible
or look-alike characters, letters set apart, encodings), which are read as what they stand for.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SURE = (
    r"(?:evaluators?|graders?|raters?|scorers?|llms?|"
    r"(?:scoring|reviewing|grading|judging|quality|evaluation|evaluating|assessment|assessing|rating|language|"
    r"auditing) "
    r"(?:model|bot|system|engine|ai|llm|agent|reviewer|evaluator|assistant)|quality reviewers?|"
    r"(?:automatic|automated|ai|llm) (?:rater|judge|grader|evaluator|reviewer|assessor))"
)
_MAYBE = r"(?:judges?|assessors?|reviewers?|markers?|auditors?|checkers?|examiners?|model|ai|referees?)"
_THIS = (
    r"(?:this|the (?:present|above|whole)|my) (?:\w+ )?(?:chat|conversation|transcript|reply|response|turn|agent|log|"
    r"dialogue|session|"
    r"exchange|answer|line|evaluation|assessment|performance|dialog|work)\b"
)
_CREDIT = (
    r"(?:scor(?:e[sd]?|ing)|rat(?:e[sd]?|ing)|marks?|marked|grade[sd]?|points?|criteri(?:a|on)|rubric|verdicts?|"
    r"pass(?:ed|es)?|"
    r"met|maximum|max|top|evaluation|violations?|violated|credit(?:ed)?|flawless|perfect|result|instructions?|"
    r"techniques?)"
)
_JUDGING = r"(?:rat|mark|grad|assess|judg|scor|review|evaluat|audit|check|read|go(?:es|ing)? over|compar|rank)"

_WHOLE_REST = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # markup of a prompt, a chat template or a container of transcripts
        r"<\|[^|>]{1,40}\|>",
        r"<{2,}\s*/?\s*(?:sys|system|inst|end|begin|transcript)[^>]*>{2,}",
        (
            r"</?\s*(?:transcript|conversation|turns?|input|output|system|assistant|user|human|instructions?|prompt|"
            r"judge|evaluation|"
            r"rubric|verdict|context|document)\b[^>]*>"
        ),
        r"\]\]>|\"\s*\}\s*\]\s*\}",
        r"\bend of (?:the )?(?:transcript|conversation|input|evaluation)\b(?=\W|$)",
        # a line that begins another speaker's turn
        r"^\s*(?:#{1,6}\s*)?(?:system|assistant|human|user|judge|evaluator)\s*:\s",
        r"\n\s*(?:#{1,6}\s*)?(?:customer|agent|caller|client)\s*:(?:\s+[\w,'’]+){3}",
        (
            r"[\[({<]\s*(?:system|admin|developer|root)\b[^\])}>\n]{0,40}\b(?:message|prompt|notice|override|note|"
            r"instruction|update)\b"
        ),
        r"\b(?:admin|administrator|system|developer|root|sudo) (?:override|prompt|command)\b",
    )
)
"""After one of these nothing in the turn is sure to be the agent's own talk."""

_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        # asides in brackets or comments that name an evaluator, the rubric or evidence
        (
            rf"[\[({{<]\W{{0,6}}(?:(?:note|message|hint|instruction)s? (?:to|for) (?:the )?)?(?:{_SURE}|"
            rf"{_MAYBE})\b[^\])}}>]*[\])}}>]*"
        ),
        (
            rf"[\[({{<][^\])}}>]{{0,60}}\b(?:to|for) (?:the |any |every )?(?:{_SURE}|"
            rf"(?:\w+ )?{_MAYBE})\b[^\])}}>]*[\])}}>]*"
        ),
        r"[\[{<][^\]}>]{0,80}\b(?:all criteria|criteri(?:a|on)\s+(?:is |are )?(?:met|passed)|rubric)\b[^\]}>]*[\]}>]*",
        r"\[\s*(?:evidence|proof|verified|quote)\s*:[^\]]*\]?",
        r"<!--.{0,400}?(?:-->|$)|\[//\]:\s*#\s*\([^)]*\)?",
        r"<\w+[^>]*\b(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|hidden)\b[^>]*>.*?(?:</\w+>|$)",
        # an answer in the judge's own form
        (
            r"(?:```\w*\s*)?[\[{][^{}\[\]]{0,40}?[\"']?(?:verdicts?|criteri(?:a|on)|gates|rubric|evaluation|speaker|"
            r"role)[\"']?\s*:.*(?:[}\]]+(?:\s*```)?)"
        ),
        r"(?:```\w*\s*)?\{[^{}]{0,200}:\s*[\"']?(?:met|not_met|violated|clean|passed)[\"']?\s*[,}][^{}]*\}?(?:\s*```)?",
        (
            r"(?:```\w*\s*)?\{[^{}]{0,80}\"(?:score|grade|rating|mark)\"\s*:\s*\"?\d[^{}]*\"(?:why|reason|final|comment|"
            r"justification|total|"
            r"max)\w*\"\s*:[^{}]*\}?(?:\s*```)?"
        ),
        r"\bverdicts?\s*[:=]\s*[\"']?(?:met|not_met|clean|violated|pass(?:ed)?|na)\b[^\n]*",
        (
            r"\b[TV]\d{2}\b\s*(?:=|:|is|are|was|->)?\s*(?:met|clean|pass(?:ed)?|not_met|violated|yes|true|"
            r"not hit)\b[^.\n]*\.?"
        ),
    )
)

_ADDRESSES = re.compile(
    rf"(?:^|[:;,\-–—(\"']\s*)(?:and |so |ps\W+|p\.s\.\W+|pls |please )?(?:(?:dear|hello|hi|hey|attention|"
    rf"@)\s*(?:the )?)?@?"
    rf"(?:the )?{_SURE}\s*(?:[:,–—-]|please\b|must\b|should\b|you\b)|@\s*(?:{_SURE}|{_MAYBE})\b|"
    rf"\b(?:note|message|hint|instructions?|reminder|word|info|request|attention|part \w+)\b[^.!?\n]{{0,12}}?\b(?:to|"
    rf"for|of)\s+"
    rf"(?:the |any |every |whoever |our |my )?(?:\w+ )?(?:{_SURE}|judge\b(?! in\b| of\b)|reviewing \w+|"
    rf"whoever (?:is )?{_JUDGING})|"
    rf"\b(?:dear|attention|hello|hi|hey)\s+(?:the )?(?:{_SURE}|{_MAYBE})\b[^.!?\n]*\b{_CREDIT}\b|"
    rf"^\W*(?:the )?{_MAYBE}\s*:\s*[^.!?\n]*\b{_CREDIT}\b|"
    rf"\b(?:to|for) (?:the|any) {_SURE}\s*[:,]|"
    rf"\b(?:whoever|anyone|anybody|someone|somebody|the (?:one|person|people)|"
    rf"those)\b[^.!?\n]{{0,30}}?\b{_JUDGING}\w*\b"
    rf"[^.!?\n]{{0,20}}?\b(?:this|the)\b(?: \w+)? ?(?:chat|conversation|transcript|log|dialogue|session|exchange|"
    rf"reply|:|,)|"
    rf"\byou are (?:now )?(?:an? |the )?(?:\w+ (?:and \w+ )?){{0,2}}(?:{_SURE}|judge|assessor|marker)\b|"
    rf"\bas an? (?:ai )?(?:{_SURE}|judge)\b|"
    rf"\byou are now in \w+ mode\b|\bif you(?:'re| are) (?:an? |the )?(?:ai|llm|model|bot|machine|{_SURE}|judge)\b|"
    rf"\bthe (?:ai|llm|model|bot|system|machine|software|human|person) (?:that|which|"
    rf"who) (?:\w+ )?{_JUDGING}\w* (?:this|these|my)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"\b(?:ignor|disregard|forget|overrid|suspend)\w*\s+(?:(?:all|any|every|the|your|these|those|of|my|previous|"
    rf"prior|above|earlier|"
    rf"preceding|existing|other)\s+){{1,4}}(?:instructions?|prompts?|rubrics?|criteria|guidelines|rules above|grid)\b"
    rf"(?![^.!?\n]{{0,30}}\b(?:box|leaflet|letter|manual|app|e-?mail|page|packag\w*|label|step)\b)|"
    rf"\b(?:ignore|disregard|suspend|drop) (?:the |this |your )?(?:rubric|scoring|grading|marking scheme)\b|"
    rf"\brubric (?:is |was )?suspended\b|"
    rf"\b(?:give|award|assign|mark|rate|scor|grad|record|writ|output|return|treat|count|credit|set|put|judg|reward|"
    rf"consider|report|reply|"
    rf"answer|prefer)\w*\b[^.!?\n]{{0,60}}?\b{_CREDIT}\b[^.!?\n]{{0,50}}?{_THIS}|"
    rf"\b(?:give|award|assign|mark|rate|score|grade|evaluate|credit|judge)\s+{_THIS}[^.!?\n]{{0,60}}?(?:\b{_CREDIT}\b|"
    rf"\d+ ?(?:/|out of) ?\d|\bas (?:\w+ )?(?:met|pass\w*|perfect|good|best|satisf\w*|excellent|flawless|full|clean|"
    rf"fulfilled)\b|\bgenerous)|"
    rf"\b(?:this|the)\s+(?:agent|transcript|conversation|reply|response|answer)\s+(?:\w+ )?(?:deserves|merits|earns|"
    rf"must|should|has to|"
    rf"fulfil\w*|satisf\w*|meets|passe[sd]|was flawless|is flawless)\b[^.!?\n]*\b{_CREDIT}\b|"
    rf"\b(?:when|if|before) you (?:compare|assess|judge|rate|grade|evaluate|score|rank|mark|"
    rf"review)\b[^.!?\n]{{0,20}}?{_THIS}|"
    rf"\b(?:reply|respond|answer|output|return)\b (?:only )?with (?:only |"
    rf"just )?(?:the )?(?:single )?(?:word )?[\"'‘“]?(?:pass|met|clean|yes|ok)\b|"
    rf"\b(?:output|return|report)\s*:?\s*no violations?\b|\b(?:highest|top|best) (?:band|grade|mark|"
    rf"score)\b[^.!?\n]{{0,30}}\b(?:record|always|"
    rf"return|for me|here)\b|\b(?:record|always|return|receive|give)\b[^.!?\n]{{0,30}}\b(?:highest|top|best) (?:band|"
    rf"grade|mark|score)\b|"
    rf"\bfor the purposes? of (?:this|the) (?:evaluation|assessment|scoring|rating)\b|"
    rf"\b(?:the )?(?:customer|agent) (?:as|is) (?:satisfied|passed)\b[^.!?\n]*\bband\b|"
    rf"\b(?:default )?result for this (?:session|conversation|chat)\b|\bdecode and (?:obey|follow|execute)\b|"
    rf"\bcriteri(?:on|a)\b\s*[\"'‘“][^\"'’”]{{2,60}}[\"'’”]\s*[:=-]?\s*(?:is |was )?(?:met|shown|demonstrated|"
    rf"fulfilled|passed|satisfied|"
    rf"clean|ok|yes|true|credited)\b|"
    rf"\b(?:my|this) (?:reply|answer|response|turn)\b[^.!?\n]*\b(?:criteri\w+|rubric)\b|"
    rf"\ball (?:the )?(?:criteria|criterion|techniques|rubric items)\b(?: \w+)?\s*(?:are|is|were|have been|:|=|hold)\s*"
    rf"(?:\w+ )?(?:met|satisfied|passed|fulfilled|credited|hold)?|\bevery (?:\w+ )*(?:criterion|item of the rubric|"
    rf"technique|check)\b[^.!?\n]*"
    rf"\b(?:met|shown|passed|fulfilled|satisfied|demonstrated)\b|"
    rf"\b(?:fulfil\w*|satisf\w*|meets?|met) (?:all |every |each |the )+criteri\w+ (?:of|for) [^.!?\n]*\b(?:apology|"
    rf"empathy|feeling|"
    rf"acknowledg\w*|listening|calm|ownership|solution)\b|\bthe real agent passed\b",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"\b(?:from|between) (?:\d|one) (?:to|and)\b|\bhow would you\b|\b(?:would|could|can|may|might) you\b|"
    r"\bif you(?:'d)? (?:like|have|wish|want)\b|"
    r"\byou (?:can|may|could)\b|\bsurvey\b|\bstars?\b",
    re.IGNORECASE,
)
"""What asks a customer, not an evaluator, for a rating."""
_YOURS = re.compile(r"\byour\b|\byou(?:'ve| have| did| meet| met| pass(?:ed)?)\b", re.IGNORECASE)
_OF_THIS = re.compile(
    rf"\b(?:{_SURE}|agent|reply|transcript|conversation|chat|dialogue|rubric|techniques?|instructions?|empathy|turn|"
    rf"prompt|decode)\b",
    re.IGNORECASE,
)
"""What an exam or a claim of the customer's may also be said to have: criteria, marks, a verdict."""
_BEYOND_A_SURVEY = re.compile(
    rf"\b(?:{_SURE}|judge|criteri\w+|rubric|verdict|met|full|maximum|max|highest|perfect|violat\w*|transcript|"
    rf"instructions?)\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"(?:\b(?:prüfer|bewerter|gutachter|richter|auswerter|évaluateurs?|evaluateurs?|juges?|correcteurs?|notateurs?|"
    r"evaluador(?:es)?|"
    r"juez|calificador|valutator[ei]|giudice|avaliador(?:es)?|juiz|beoordelaars?|ewaluator\w*|oceniając\w*|sędzi\w*|"
    r"bedömare|"
    r"оценщик\w*|проверяющ\w*|судь\w*|модератор\w*)|मूल्यांकनकर्ता|न्यायाधीश|परीक्षक|评估|评分|裁判|評価者|評価|평가|مقي|المقيم|"
    r"değerlendir)",
    re.IGNORECASE,
)
_CREDIT_ABROAD = re.compile(
    r"(?:\b(?:bewert\w*|kriteri\w*|erfüllt\w*|punkt\w*|höchst\w*|gespräch\w*|note maximale|notez|grille|critères?|"
    r"points?|"
    r"puntuaci\w*|criterios?|nota|puntos|punteggio|criteri|critérios?|pontua\w*|punten|criteria|kryteri\w*|ocen\w*|"
    r"punkt\w*|"
    r"балл\w*|оценк\w*|критери\w*|агент\w*)|अंक|एजेंट|满分|分数|标准|点数|満点|점수|만점|درجة|العلامة|puan)",
    re.IGNORECASE,
)

_TAG_FIRST, _TAG_LAST = 0xE0000, 0xE007F
"""The block of invisible tag characters, which has no use in a conversation beyond flags."""

_INVISIBLE_RUN = 3
"""Zero-width characters that no writing system puts side by side, or as many between the letters of one stretch."""

_LOOK_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһԛԝӏ", "aeopcyxijsdhqwl", strict=True)),
        **dict(zip("АВЕКМНОРСТХУІЅЈ", "ABEKMHOPCTXYISJ", strict=True)),
        **dict(zip("αορνικτυε", "aopviktue", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    }
)
_APART = re.compile(r"(?<!\w)(?:\w[ \-_.]{1,2}){4,}\w(?!\w)(?:\s*:?\s*(?:(?:\w[ \-_.]{1,2})+\w(?!\w)))*")
_ENCODED = re.compile(r"(?<![\w/+])[A-Za-z0-9+/]{16,}={0,2}(?![\w/+])")
_EVALUATES = re.compile(
    rf"\b(?:{_SURE}|judge|rubric|criteria|score|grade|rate|mark|award|met|verdict|ignore|evaluat\w*|transcript)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\w)[^.!?\n]+)*[.!?]*")


@lru_cache(maxsize=1024)
def bait_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every stretch aimed at an evaluator, in order, without overlaps."""
    found = [*_invisible(text), *_encoded(text), *_set_apart(text)]
    plain, places = _legible(text)
    for start, end in _in_plain(plain):
        found.append((places[start], places[end - 1] + 1))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in found if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def without_bait(text: str) -> str:
    """The text with a line break in place of each of those stretches, so that no sentence runs across one."""
    for start, end in reversed(bait_spans(text)):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _in_plain(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches of legible text, by form and by sentence."""
    breaks = [
        found.start() for pattern in _WHOLE_REST if (found := pattern.search(plain)) and not _is_harmless_tag(found[0])
    ]
    if breaks:
        yield min(breaks), len(plain)
    for pattern in _FORMS:
        yield from (found.span() for found in pattern.finditer(plain))
    addressed = False
    for sentence in _SENTENCE.finditer(plain):
        words = sentence[0]
        addresses = _ADDRESSES.search(words.strip())
        turned = codecs.encode(words, "rot13")
        asks_the_customer = _SURVEY.search(words) and not _BEYOND_A_SURVEY.search(words)
        of_the_customer = _YOURS.search(words) and not _OF_THIS.search(words)
        tells = None if asks_the_customer or of_the_customer else _TELLS.search(words)
        abroad = _ABROAD.search(words) and _CREDIT_ABROAD.search(words)
        in_cipher = len(words.split()) >= 3 and (_TELLS.search(turned) or re.search(_SURE, turned))
        aimed = bool(addresses or tells or abroad or in_cipher)
        if aimed or (addressed and _EVALUATES.search(words)):
            start = sentence.start() + len(words) - len(words.lstrip())
            yield (
                (start + addresses.start() if addresses and _is_aside(words.strip(), addresses.start()) else start),
                sentence.end(),
            )
        addressed = aimed


def _is_aside(words: str, place: int) -> bool:
    """Whether the words before an address are talk of their own: 'It is done, note for the grader: ...'."""
    return len(words[:place].split()) >= 4


def _is_harmless_tag(tag: str) -> bool:
    return tag.startswith("<") and re.match(r"</?\s*(?:input|output|document)\b", tag, re.IGNORECASE) is not None


def _legible(text: str) -> tuple[str, list[int]]:
    """The text as it looks, without invisible characters, look-alikes told apart, and the place of each character."""
    if text.isascii():
        return text, list(range(len(text)))
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) == "Cf":
            continue
        for part in unicodedata.normalize("NFKC", char):
            plain.append(part)
            places.append(place)
    # only a word that mixes alphabets hides something; a word of another language stays as it is
    shown = re.sub(r"\w+", lambda word: word[0].translate(_LOOK_ALIKE) if _mixes(word[0]) else word[0], "".join(plain))
    return shown, places


def _mixes(word: str) -> bool:
    return word.isascii() is False and (
        any(char.isascii() and char.isalpha() for char in word) or word.translate(_LOOK_ALIKE).isascii()
    )


def _invisible(text: str) -> Iterator[tuple[int, int]]:
    """Stretches written in invisible characters, or strewn with them."""
    if text.isascii():
        return
    hidden = [
        place
        for place, char in enumerate(text)
        if unicodedata.category(char) == "Cf" and char not in "\u200d\ufe0f\u00ad"
    ]
    if any(_TAG_FIRST <= ord(text[place]) <= _TAG_LAST for place in hidden):
        yield from ((p, p + 1) for p in hidden)
        return
    group: list[int] = []
    for place in [*hidden, len(text) + 9]:
        if group and place - group[-1] > 2:
            if len(group) >= _INVISIBLE_RUN:
                strewn = group[-1] - group[0] >= len(group)
                yield _grown(text, group[0], group[-1] + 1) if strewn else (group[0], group[-1] + 1)
            group = []
        group.append(place)


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the letters that stand at its edges."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _encoded(text: str) -> Iterator[tuple[int, int]]:
    """Base64 that hides words to an evaluator, with the words that lead to it."""
    for found in _ENCODED.finditer(text):
        try:
            hidden = base64.b64decode(found[0] + "=" * (-len(found[0]) % 4)).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if hidden.isprintable() and _EVALUATES.search(hidden) and " " in hidden:
            lead = re.search(r"\b(?:decode|base64|run|execute|obey)[^.!?\n]*$", text[: found.start()], re.IGNORECASE)
            yield (lead.start() if lead else found.start()), found.end()


def _set_apart(text: str) -> Iterator[tuple[int, int]]:
    """Words to an evaluator with their letters set apart."""
    for found in _APART.finditer(text):
        closed = re.sub(r"(?<=\w)[ \-_.](?=\w)", "", re.sub(r"\s{2,}", "  ", found[0]))
        if _EVALUATES.search(closed):
            yield found.span()

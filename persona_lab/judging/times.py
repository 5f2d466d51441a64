"""Times that an agent names, as windows on the scenario's clock, and whether they are possible."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from persona_lab.model.hours import osm_hours
from persona_lab.model.scenario import Scenario

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:{'|'.join(_DAYS)})"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|"
    r"sixty|half an)"
)
_HOUR_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CLOCK = (
    rf"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?![\d%])\s*(?:[ap]m\b)?|\d{{1,2}}\s*(?:[ap]m\b|o'clock)|noon|midday|midnight|"
    rf"(?:half|quarter) (?:past|to) (?:{_HOUR_WORD}|\d{{1,2}})|{_HOUR_WORD} (?:o'clock|in the (?:morning|afternoon|"
    rf"evening)|[ap]m\b))"
)
_BARE_HOUR = (
    rf"(?:\d{{1,2}}|{_HOUR_WORD})(?![\w:.]*\d)(?!\s*(?:%|percent|pounds?|euros?|dollars?|hours?|days?|minutes?|"
    rf"weeks?|working|business|of\b|times?|more\b|parcels?))"
)
_DATE = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?: \d{{4}})?|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|"
    rf"th)?\b(?:,? \d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{4}}-\d{{2}}-\d{{2}}|the \d{{1,2}}(?:st|nd|rd|th))"
)

_DAY = re.compile(
    rf"\b(?P<relative>today|tonight|tomorrow|the day after tomorrow|yesterday|this (?:morning|afternoon|evening))\b"
    rf"|\b(?:(?P<which>next|this|last|coming)\s+)?(?P<weekday>{_WEEKDAY})s?\b(?!')"
    rf"|\b(?P<date>{_DATE})",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?:within|in|inside|under)\s+(?:the\s+)?(?:next\s+)?(?P<low>{_NUMBER})(?:\s*(?:-|–|to|"
    rf"or)\s*(?P<high>{_NUMBER}))?\s+"
    r"(?P<business>(?:working|business)\s+)?(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?)\b"
    r"(?:'? time)?(?!\s+(?:ago|late|before))|\b(?:within|inside) the (?P<whole>hour|day|week)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{_CLOCK}|{_BARE_HOUR})\s*(?:and|to|until|till|-|–)\s*(?P<second>{_CLOCK}|"
    rf"{_BARE_HOUR}|half past|quarter past)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<how>by|before|until|no later than|not later than|latest by|"
    rf"at the latest by)\s+(?:the\s+)?(?P<clock>{_CLOCK}|{_BARE_HOUR})\b",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?P<how>at|from|after|around|about|shortly after)\s+(?P<clock>{_CLOCK}|{_BARE_HOUR})\b", re.IGNORECASE
)
_ALONE = re.compile(rf"(?<![\w£€$.,:-])(?!\d+\.\d\d(?!\s*[ap]m))(?P<clock>{_CLOCK})(?!\w)", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:(?P<part>morning|afternoon|evening|tonight|lunchtime)|(?P<first>first thing)|"
    r"(?P<close>(?:the )?(?:close of (?:business|play)|end of (?:the )?(?:business |working )?day|end of today|"
    r"end of play))|"
    r"(?P<opening>(?:when|as soon as) we open))\b",
    re.IGNORECASE,
)
_PART_HOURS = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (17, 22),
    "tonight": (17, 24),
    "lunchtime": (12, 14),
}
_OPEN_ENDED = {"from", "after", "shortly after"}
_MERIDIEM = re.compile(r"\b([ap])\.m\b\.?", re.IGNORECASE)
_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "sixty": 60,
    "half an": 0.5,
}

_MAY_NAME_TIME = re.compile(
    rf"\d|\b(?:{_WEEKDAY}s?|{_HOUR_WORD}|fifteen|twenty|thirty|forty|sixty|(?:an?|half an) (?:min|hour|hr|day|week|"
    rf"work|busi)\w*|to(?:day|night|morrow)|yesterday|morning|afternoon|evening|lunchtime|noon|"
    r"midday|midnight|first thing|close of|end of|we open|(?:the|next) (?:hour|day|week))\b",
    re.IGNORECASE,
)
"""Without any of these no words name a time."""

Possible = Literal["possible", "past", "closed", "wrong_weekday", "unknown"]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that some words name."""

    words: str
    """The words, as written."""
    start: datetime
    """From when."""
    end: datetime
    """Until when; equal to `start` for a point in time."""
    fault: Literal["wrong_weekday"] | None = None
    """The named weekday does not fit the named date."""


def names_time(text: str) -> str | None:
    """The first words of the text that name a definite time or a bounded window; None when there are none."""
    windows = find_windows(text, datetime(2026, 1, 7, 9, 0))  # noqa: DTZ001  # any clock will do: only the words matter
    return windows[0].words if windows else None


@lru_cache(maxsize=4096)
def find_windows(text: str, now: datetime) -> tuple[Window, ...]:
    """Every time that the text names, as windows of local time seen from `now`; day and hour are read together."""
    if not _MAY_NAME_TIME.search(text):
        return ()
    plain = _MERIDIEM.sub(r"\1m", text.replace("’", "'"))
    found: list[Window] = []
    for sentence in re.finditer(r"[^!?\n;]+?(?:[.!?\n;](?=\s|$)|$)", plain):
        found += _windows_of(sentence[0], now)
    return tuple(found)


def possibility(window: Window, scenario: Scenario) -> Possible:
    """Whether the company can keep that time: not past, not only closed hours, the weekday fitting the date.

    'unknown' when the scenario's hours cannot be read.
    """
    if window.fault:
        return window.fault
    now = scenario.now.replace(tzinfo=None)
    if window.end < now:
        return "past"
    start = max(window.start, now)
    opened = _open_within(scenario.hours, start, window.end)
    if opened is None:
        return "unknown"
    return "possible" if opened else "closed"


def _windows_of(sentence: str, now: datetime) -> list[Window]:
    windows = [_span_window(match, now) for match in _SPAN.finditer(sentence)]
    days = list(_DAY.finditer(sentence))
    coming = [match for match in days if not _is_past_talk(sentence, match)]
    day_groups = _grouped(coming)
    if day_groups:
        for index, group in enumerate(day_groups):
            left = 0 if index == 0 else day_groups[index - 1][-1].end()
            right = len(sentence) if index == len(day_groups) - 1 else day_groups[index + 1][0].start()
            day, fault = _day_of(group, now)
            if day is None:
                continue
            hours = _hours_of(sentence, left, right, group, day, now)
            words = sentence[min(group[0].start(), hours.first) : max(group[-1].end(), hours.last)].strip()
            windows.append(Window(words, hours.start, hours.end, fault))
        return windows
    if windows or days:
        return windows
    hours = _hours_of(sentence, 0, len(sentence), [], now.date(), now)
    if hours.last > hours.first:
        windows.append(Window(sentence[hours.first : hours.last].strip(), hours.start, hours.end))
    return windows


@dataclass(frozen=True, slots=True)
class _Hours:
    start: datetime
    end: datetime
    first: int
    last: int


def _hours_of(sentence: str, left: int, right: int, group: list[re.Match[str]], day: date, now: datetime) -> _Hours:
    """The hours named in that stretch of the sentence, on that day; the whole day when none are."""
    midnight = datetime.combine(day, datetime.min.time())
    dated = bool(group)
    masked = _masked(sentence, group)
    floor = max(midnight, now) if day == now.date() else midnight
    if match := _BETWEEN.search(masked, left, right):
        start = _clock(match["first"], midnight, now, dated=dated)
        past = {"half past": 30, "quarter past": 15}.get(match["second"].lower())
        # 'between seven and half past' ends in the hour that it begins with
        end = start + timedelta(minutes=past) if past else _clock(match["second"], midnight, now, dated=dated)
        if end <= start:
            end += timedelta(hours=12)
        return _Hours(start, end, match.start(), match.end())
    if match := _BY.search(masked, left, right):
        end = _clock(match["clock"], midnight, now, dated=dated)
        # a deadline that has gone is past, whatever the day's beginning
        return _Hours(min(floor, end), end, match.start(), match.end())
    if match := _AT.search(masked, left, right):
        point = _clock(match["clock"], midnight, now, dated=dated)
        # 'from eight' and 'after eight' leave the end open
        until = max(point, midnight + timedelta(days=1)) if match["how"].lower() in _OPEN_ENDED else point
        return _Hours(point, until, match.start(), match.end())
    if match := _PART.search(sentence, left, right):
        if match["part"]:
            first_hour, last_hour = _PART_HOURS[match["part"].lower()]
            return _Hours(
                midnight + timedelta(hours=first_hour),
                midnight + timedelta(hours=last_hour),
                match.start(),
                match.end(),
            )
        if match["close"]:
            return _Hours(floor, midnight + timedelta(days=1), match.start(), match.end())
        return _Hours(midnight, midnight + timedelta(hours=12), match.start(), match.end())
    if match := _ALONE.search(masked, left, right):
        point = _clock(match["clock"], midnight, now, dated=dated)
        return _Hours(point, point, match.start(), match.end())
    place = group[0].start() if group else 0
    return _Hours(floor, midnight + timedelta(days=1), place, place)


def _masked(sentence: str, group: list[re.Match[str]]) -> str:
    """The sentence without its dates, so that '24 November' is not read as an hour."""
    for match in group:
        sentence = sentence[: match.start()] + "\0" * len(match[0]) + sentence[match.end() :]
    return sentence


def _grouped(days: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Day expressions that stand together and mean one day: 'tomorrow, Sunday 22 November'."""
    groups: list[list[re.Match[str]]] = []
    for match in days:
        previous = groups[-1][-1] if groups else None
        if previous is not None and re.fullmatch(
            r"[\s,(]*(?:the\s+|on\s+|that is,?\s+)?", match.string[previous.end() : match.start()]
        ):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _day_of(group: list[re.Match[str]], now: datetime) -> tuple[date | None, Literal["wrong_weekday"] | None]:
    """The day a group names; with 'wrong_weekday' when its parts contradict each other."""
    named = [_one_day(match, now) for match in group]
    dates = [day for day in named if day is not None]
    if not dates:
        return None, None
    exact = next(
        (day for match, day in zip(group, named, strict=True) if day and (match["date"] or match["relative"])), dates[0]
    )
    weekday = next((match["weekday"] for match in group if match["weekday"]), None)
    relative = next((day for match, day in zip(group, named, strict=True) if match["relative"] and day), None)
    if weekday and exact.weekday() != _DAYS.index(weekday.lower()):
        return exact, "wrong_weekday"
    return exact, "wrong_weekday" if relative and relative != exact else None


def _one_day(match: re.Match[str], now: datetime) -> date | None:
    today = now.date()
    if match["relative"]:
        word = match["relative"].lower()
        offset = {"tomorrow": 1, "the day after tomorrow": 2, "yesterday": -1}.get(word, 0)
        return today + timedelta(days=offset)
    if match["weekday"]:
        ahead = (_DAYS.index(match["weekday"].lower()) - today.weekday()) % 7
        if (match["which"] or "").lower() == "last":
            return today + timedelta(days=ahead - 7 if ahead else -7)
        return today + timedelta(days=ahead or (7 if (match["which"] or "").lower() == "next" else 0))
    return _dated(match["date"], now.replace(second=0, microsecond=0))


@lru_cache(maxsize=1024)
def _dated(words: str, now: datetime) -> date | None:
    parsed = _parser(now).get_date_data(words).date_obj
    return parsed.date() if parsed else None


@lru_cache(maxsize=32)
def _parser(now: datetime) -> "DateDataParser":
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": now,
            # a promise of '3 January' made in December means the coming one; a date of this month stays in it
            "PREFER_DATES_FROM": "current_period" if now.month < 11 else "future",
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


def _is_past_talk(sentence: str, day: re.Match[str]) -> bool:
    """Whether the sentence tells what happened then: 'the van should have come on Wednesday'."""
    before = sentence[: day.start()]
    return (day["which"] or "").lower() == "last" or bool(
        re.search(
            r"\b(?:was|were|had|have been|has been|should have|came|missed|happened|promised you|told you|booked you|"
            r"since|left)\b"
            r"(?!.*\b(?:will|'ll|shall|going to|can|may i|could i)\b)[^.!?]*$",
            before,
            re.IGNORECASE,
        )
    )


def _span_window(match: re.Match[str], now: datetime) -> Window:
    if match["whole"]:
        length = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[
            match["whole"].lower()
        ]
        return Window(match[0], now, now + length)
    amount = _number(match["high"] or match["low"])
    unit = match["unit"].lower()
    if match["business"]:
        return Window(match[0], now, _working_days_on(now, int(amount)))
    if unit.startswith("min"):
        length = timedelta(minutes=amount)
    elif unit.startswith("h"):
        length = timedelta(hours=amount)
    else:
        # a promise in days runs to the end of the last of them
        days = amount * (7 if unit.startswith("week") else 1)
        return Window(match[0], now, datetime.combine(now.date(), datetime.min.time()) + timedelta(days=days + 1))
    return Window(match[0], now, now + length)


def _working_days_on(now: datetime, amount: int) -> datetime:
    day = now.date()
    while amount > 0:
        day += timedelta(days=1)
        amount -= day.weekday() < 5
    return datetime.combine(day, datetime.min.time()) + timedelta(days=1)


def _number(word: str) -> float:
    return float(word) if word.isdigit() else float(_WORD_NUMBERS[word.lower()])


def _clock(words: str, midnight: datetime, now: datetime, *, dated: bool) -> datetime:
    """A time of day on that day; a bare hour is the next one that comes, on another day a working hour."""
    text = words.lower().replace("o'clock", "").strip(" .")
    if text in {"noon", "midday"}:
        return midnight + timedelta(hours=12)
    if text == "midnight":
        return midnight + timedelta(days=1)
    minutes, marked = 0, ""
    if match := re.fullmatch(r"(half|quarter) (past|to) (\w+)", text):
        minutes = 30 if match[1] == "half" else 15
        hour = int(_number(match[3]))
        if match[2] == "to":
            hour, minutes = hour - 1, 60 - minutes
    else:
        match = re.match(r"(\d{1,2}|[a-z]+)(?:[:.](\d{2}))?\s*(am|pm|in the \w+)?", text)
        assert match is not None
        hour, minutes, marked = int(_number(match[1])), int(match[2] or 0), match[3] or ""
        if match[2] and not marked and (hour > 12 or len(match[1]) == 2):
            return midnight + timedelta(hours=hour, minutes=minutes)
    if marked in {"pm", "in the afternoon", "in the evening"}:
        return midnight + timedelta(hours=hour % 12 + 12, minutes=minutes)
    if marked in {"am", "in the morning"}:
        return midnight + timedelta(hours=hour % 12, minutes=minutes)
    if hour > 12:
        return midnight + timedelta(hours=min(hour, 24), minutes=minutes)
    morning = midnight + timedelta(hours=hour % 12 if hour == 12 else hour, minutes=minutes)
    later = midnight + timedelta(hours=hour % 12 + 12, minutes=minutes)
    if dated and midnight.date() != now.date():
        return morning if 7 <= hour < 12 else later
    return morning if morning > now else later


def _open_within(hours: str, start: datetime, end: datetime) -> bool | None:
    """Whether the company is open at some moment from start to end; None when the hours cannot be read."""
    from opening_hours import OpeningHours, State, validate

    readable = osm_hours(hours)
    if not validate(readable):
        return None
    opening = OpeningHours(readable)
    if end <= start:
        return bool(opening.is_open(start))
    return any(
        state == State.OPEN and max(begin, start) < min(stop or end, end)
        for begin, stop, state, _ in opening.intervals(start, end)
    )

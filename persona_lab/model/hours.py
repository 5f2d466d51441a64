"""Opening hours as people write them, turned into OpenStreetMap's opening_hours syntax."""

import re

_DAYS = {"mon": "Mo", "tue": "Tu", "wed": "We", "thu": "Th", "fri": "Fr", "sat": "Sa", "sun": "Su"}
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs|r|nes)?\b", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:])(\d{1,2})(?::(\d{2}))?\s*(am|pm)?(?![\d:])", re.IGNORECASE)


def osm_hours(hours: str) -> str:
    """The same hours with two-letter days and four-digit times: 'Mon-Fri 9-17' becomes 'Mo-Fr 09:00-17:00'.

    Text that is in the syntax already, or that is none at all, comes back as it was.
    """
    if hours.strip() == "24/7":
        return "24/7"
    text = _DAY.sub(lambda day: _DAYS[day[1].lower()], hours.strip())
    text = re.sub(r"\s+(?:to|until|till)\s+|\s*[–—]\s*", "-", text)
    return _HOUR.sub(_clock, text)


def _clock(found: re.Match[str]) -> str:
    hour = int(found[1])
    half = (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{found[2] or '00'}"

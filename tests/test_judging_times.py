"""Times as an agent names them."""

from datetime import datetime

import pytest
from judging_cases import BIKES

from persona_lab.judging.times import find_windows, names_time, possibility

NOW = BIKES.now  # Friday 20 November 2026, 15:00


def day(number: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, number, hour, minute)  # noqa: DTZ001  # a scenario's clock is local time


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I'll ring you on Monday before noon.", day(23), day(23, 12)),
        ("You will hear from me by 5 pm today.", day(20, 15), day(20, 17)),
        ("You will hear from me by 5 p.m. today.", day(20, 15), day(20, 17)),
        ("Expect my email tomorrow between 9 and 11.", day(21, 9), day(21, 11)),
        ("I will call on Tuesday 24 November at 10:30.", day(24, 10, 30), day(24, 10, 30)),
        ("I'll have an answer within the hour.", day(20, 15), day(20, 16)),
        ("I'll ring within 48 hours.", day(20, 15), day(22, 15)),
        ("I'll come back to you in twenty minutes.", day(20, 15), day(20, 15, 20)),
        ("I will ring tomorrow morning.", day(21, 6), day(21, 12)),
        ("I'll call first thing Monday.", day(23), day(23, 12)),
        ("I will ring at half past four.", day(20, 16, 30), day(20, 16, 30)),
        ("I will ring by quarter to five.", day(20, 15), day(20, 16, 45)),
        ("I will write in two working days.", day(20, 15), day(25)),
        ("I will write by the end of the day.", day(20, 15), day(21)),
        ("I'll call next Wednesday afternoon.", day(25, 12), day(25, 18)),
        ("I will be in touch on the 24th at 9.", day(24, 9), day(24, 9)),
        ("I will ring between 4 and 6.", day(20, 16), day(20, 18)),
        ("She can ring you tomorrow between seven and half past.", day(21, 7), day(21, 7, 30)),
        ("He rings you from ten tomorrow.", day(21, 10), day(22)),
    ],
)
def test_a_time_is_a_window_on_the_scenarios_clock(text: str, start: datetime, end: datetime) -> None:
    (window,) = find_windows(text, NOW)
    assert (window.start, window.end, window.fault) == (start, end, None)


@pytest.mark.parametrize(
    "text",
    [
        "We will be in touch as soon as possible.",
        "I may be able to help with order 2204 and the 49.99 charge.",
        "You waited for two hours and nobody came.",
        "Call 07700 900123 for the depot.",
        "I have one of the two parcels here.",
        "The sun was out, and so were you.",
        "You called three times.",
        "It should have come on Wednesday between 9 and 1.",
        "The van left at 7 yesterday.",
        "I can refund 40 by card.",
        "In a second I can open it.",
        "We won the march last may.",
    ],
)
def test_numbers_and_the_past_are_no_promise_of_a_time(text: str) -> None:
    assert find_windows(text, NOW) == ()
    assert names_time(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I will ring on Monday at ten.", "possible"),
        ("I will ring on Sunday at noon.", "closed"),
        ("I will ring tonight at nine.", "closed"),
        ("I will ring tomorrow evening.", "closed"),
        ("I will ring tomorrow.", "possible"),
        ("I will ring today by two.", "past"),
        ("I will ring on Sunday 24 November at ten.", "wrong_weekday"),
        ("I will ring tomorrow, Sunday 22 November, at ten.", "wrong_weekday"),
        ("I will ring tomorrow, Saturday 21 November, at ten.", "possible"),
    ],
)
def test_whether_a_time_can_be_kept(text: str, expected: str) -> None:
    (window,) = find_windows(text, NOW)
    assert possibility(window, BIKES) == expected


def test_hours_that_cannot_be_read_are_unknown() -> None:
    (window,) = find_windows("I will ring on Monday at ten.", NOW)
    assert possibility(window, BIKES.model_copy(update={"hours": "now and then"})) == "unknown"

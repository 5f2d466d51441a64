"""Opening hours as people write them."""

import pytest
from opening_hours import validate

from persona_lab.model.hours import osm_hours


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mo-Fr 08:00-18:00; Sa 09:00-13:00", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("24/7", "24/7"),
        ("09:00-17:00", "09:00-17:00"),
        ("Mon-Fri 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Monday to Friday 9-17", "Mo-Fr 09:00-17:00"),
        ("Tue–Sat 8am to 6:30pm", "Tu-Sa 08:00-18:30"),
        ("Wednesday 10:00-12:00", "We 10:00-12:00"),
    ],
)
def test_hours_in_everyday_writing_become_readable(written: str, read: str) -> None:
    assert osm_hours(written) == read
    assert validate(read)


@pytest.mark.parametrize("written", ["office hours", "whenever", ""])
def test_what_are_no_hours_stays_unreadable(written: str) -> None:
    assert osm_hours(written) == written

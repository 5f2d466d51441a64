"""Code checks that an installed pack brings, found by their entry points."""

from pathlib import Path

import pytest
from judging_cases import BIKES, conversation

from persona_lab.errors import UsageError
from persona_lab.files import rubric_catalogue
from persona_lab.judging import judge
from persona_lab.judging.checks import check_names

RUBRIC = """\
id: counter
title: At the counter
summary: One question, answered by a check of a pack.
blocks: [{id: all, title: All of it, points: 10}]
criteria:
  - id: Brief
    title: Is brief
    block: all
    question: Is every answer brief?
    applies: Every agent turn.
    scope: conversation
    polarity: positive
    decided_by: code
    check: brevity
"""

MODULE = """\
from persona_lab.model.verdict import Verdict


def brevity(case, criterion):
    longest = max(case.agent_turns, key=lambda turn: len(case.text(turn)))
    brief = len(case.text(longest).split()) <= 8
    verdict = "met" if brief else "not_met"
    return Verdict(id=criterion.id, verdict=verdict, evidence=case.quote(longest), why="The longest answer decides.")
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "counter.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return path


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack as pip would leave it, on the path of this process."""
    site = tmp_path / "site"
    about = site / "counter_pack-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "counter_pack.py").write_text(MODULE, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: counter-pack\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[persona_lab.checks]\nbrevity = counter_pack:brevity\n", encoding="utf-8")
    monkeypatch.syspath_prepend(site)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("Yes, at once.", "met"), ("Yes, and let me tell you at some length how our counter works.", "not_met")],
)
def test_a_packs_check_decides_a_criterion_of_a_file(written: Path, answer: str, verdict: str) -> None:
    assert "brevity" in check_names()
    rubric = rubric_catalogue().get(str(written))
    (found,) = judge(conversation("Is it ready?", answer), rubric, BIKES).criteria
    assert (found.id, found.verdict, found.by) == ("Brief", verdict, "code")
    assert found.evidence[0].quote in answer


def test_without_the_pack_the_file_says_which_check_is_missing(written: Path) -> None:
    with pytest.raises(UsageError, match="brevity"):
        rubric_catalogue().get(str(written))

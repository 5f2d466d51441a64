"""The arithmetic of the score."""

import pytest
from judging_cases import house

from persona_lab.judging import rubric_hash
from persona_lab.judging.scoring import score
from persona_lab.model.rubric import Rubric
from persona_lab.model.verdict import Gate, Outcome, Quote, Verdict


def rubric() -> Rubric:
    def criterion(name: str, block: str, weight: float = 1.0) -> dict[str, object]:
        return {
            "id": name,
            "title": name,
            "block": block,
            "weight": weight,
            "question": "Is it?",
            "applies": "Always.",
            "scope": "conversation",
            "polarity": "negative" if block == "calm" else "positive",
            "decided_by": "code",
        }

    return Rubric.model_validate(
        {
            "id": "small",
            "title": "Small",
            "summary": "For arithmetic.",
            "gates": ["V3"],
            "blocks": [
                {"id": "calm", "title": "Calm", "points": 12, "scoring": "deduct"},
                {"id": "rest", "title": "Rest", "points": 18},
            ],
            "criteria": [criterion("T01", "calm"), criterion("T14", "rest"), criterion("T20", "rest", 2)],
        }
    )


def found(name: str, outcome: Outcome, quotes: int = 0, met: int | None = None, of: int | None = None) -> Verdict:
    evidence = tuple(Quote(turn=2 * n + 2, speaker="agent", quote=f"line {n}") for n in range(quotes))
    return Verdict(id=name, verdict=outcome, evidence=evidence, why="So.", met=met, opportunities=of)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([found("T01", "clean"), found("T14", "met"), found("T20", "met")], 100.0),
        # a weight of 2 in a block of 18: 6 of 18 points are left, and the 12 of calm
        ([found("T01", "clean"), found("T14", "met"), found("T20", "not_met")], 60.0),
        # two violations take 8 of the 12
        ([found("T01", "violated", 2), found("T14", "met"), found("T20", "met")], 73.33),
        ([found("T01", "violated", 9), found("T14", "met"), found("T20", "met")], 60.0),
        # a block in which nothing applied is dropped and the rest fills its place
        ([found("T01", "na"), found("T14", "met"), found("T20", "na")], 100.0),
        ([found("T01", "cannot_tell"), found("T14", "not_met"), found("T20", "cannot_tell")], 0.0),
        # one opportunity in four is worth a quarter
        ([found("T01", "na"), found("T14", "not_met", met=1, of=4), found("T20", "na")], 25.0),
        ([found("T01", "na"), found("T14", "na"), found("T20", "cannot_tell")], None),
        ([], None),
    ],
)
def test_the_score_is_the_mean_of_what_applied(verdicts: list[Verdict], expected: float | None) -> None:
    assert score(rubric(), verdicts, ()) == expected


def test_a_gate_caps_the_score_and_another_rubrics_gate_does_not() -> None:
    good = [found("T01", "clean"), found("T14", "met"), found("T20", "met")]
    assert score(rubric(), good, [Gate(id="V3", turn=2, quote="Calm down.")]) == 40.0
    assert score(rubric(), good, [Gate(id="V6", turn=2, quote="Goodbye.")]) == 100.0


def test_a_gate_does_not_lift_a_low_score() -> None:
    bad = [found("T01", "violated", 3), found("T14", "not_met"), found("T20", "not_met")]
    assert score(rubric(), bad, [Gate(id="V3", turn=2, quote="Calm down.")]) == 0.0


def test_the_hash_follows_the_rubrics_content() -> None:
    shipped = house()
    assert rubric_hash(shipped) == rubric_hash(house())
    assert len(rubric_hash(shipped)) == 64
    assert rubric_hash(shipped.model_copy(update={"gate_cap": 50.0})) != rubric_hash(shipped)


def test_the_house_rubric_says_who_decides() -> None:
    by = {criterion.id: criterion.decided_by for criterion in house().criteria}
    code = {"T04", "T05", "T11", "T15", "T16", "T18", "T20", "T30", "T35", "T36", "T39", "T40", "T42", "T43"}
    assert {name for name, who in by.items() if who == "code"} == code
    assert len(by) == 43

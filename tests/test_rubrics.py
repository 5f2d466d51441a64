"""The house rubric, the five documents' rubrics, their disagreements, and a seventh rubric of somebody's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from judging_cases import BIKES, conversation

from persona_lab.cli.compose import build_lab
from persona_lab.cli.render_scorecard import scorecard_lines
from persona_lab.cli.rubric_set import judging_inputs
from persona_lab.files import load_rubric
from persona_lab.files.contradictions import register_kind
from persona_lab.files.kinds import rubric_kind
from persona_lab.files.reading import read_file
from persona_lab.judging import judge, judge_all
from persona_lab.judging.checks import CHECKS
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.techniques import ASKED_BY, CHECK_NAMES
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import Disagreement, Scorecard

RUBRICS = Path(__file__).parent.parent / "rubrics"
REGISTER = RUBRICS / "documents" / "contradictions.yaml"
LAB = build_lab()
HOUSE = load_rubric(RUBRICS / "house.yaml")
DOCUMENTS = LAB.documents()

# the columns of the coverage matrix: a dot where the document recommends the technique, in the order of D0 to D4
MATRIX = """
T01 ●●●●● T02 ●●..● T03 ●●.●. T04 ...●● T05 ....● T06 ●●.●. T07 ...●. T08 ●.... T09 ●.●●. T10 ●●... T11 ..●..
T12 ..●.● T13 ....● T14 ●●... T15 .●... T16 ●●... T17 ...●. T18 ●●... T19 ●●●●. T20 .●.●. T21 ●●... T22 ●●...
T23 ●.●●● T24 ...●. T25 ●●... T26 ...●. T27 ●●... T28 ●●●.. T29 ..●●● T30 .●●●. T31 ..●●. T32 ..●.. T33 ●...●
T34 ●●... T35 ...●. T36 ....● T37 ..●.. T38 ....● T39 ...●. T40 ...●. T41 ...●. T42 ...●. T43 ...●.
"""
ASKED = {
    number: tuple(f"D{column}" for column, dot in enumerate(dots) if dot == "●")
    for number, dots in zip(MATRIX.split()[::2], MATRIX.split()[1::2], strict=True)
}
WARNED = {"D0": {"T05"}, "D3": {"T25"}}
"""Techniques that a document does not recommend but warns of, and so judges."""

FURIOUS = "This is a disgrace! The wheel was bent on Tuesday and I lost the whole tour, I am furious."


def by_id(rubric: Rubric) -> dict[str, Criterion]:
    return {criterion.id: criterion for criterion in rubric.criteria}


def card(*lines: str) -> Scorecard:
    """The house's scorecard of a conversation, with the documents'."""
    chosen = LAB.rubric_set("house")
    return judge(
        conversation(*lines),
        chosen.rubric,
        BIKES,
        documents=chosen.documents,
        contradictions=chosen.contradictions,
    )


def disagreement(number: str, *lines: str) -> Disagreement:
    return next(found for found in card(*lines).disagreements if found.contradiction == number)


# -- the six rubrics


def test_the_house_asks_all_forty_three_techniques_and_can_never_score_one_of_them() -> None:
    assert [criterion.id for criterion in HOUSE.criteria] == [f"T{number:02}" for number in range(1, 44)]
    assert [criterion.id for criterion in HOUSE.criteria if criterion.never_scored] == ["T04"]
    assert HOUSE.gates == ("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8")
    assert {criterion.id: criterion.documents for criterion in HOUSE.criteria} == ASKED
    assert {number: tuple(asked) for number, asked in ASKED_BY.items()} == ASKED


def test_the_houses_blocks_have_the_points_and_the_heavier_techniques_of_the_cards() -> None:
    assert {block.id: (block.points, block.scoring) for block in HOUSE.blocks} == {
        "self-control": (12, "deduct"),
        "listening": (22, "mean"),
        "apology-and-name": (10, "mean"),
        "empathy": (22, "mean"),
        "rapport": (6, "mean"),
        "solution": (18, "mean"),
        "close": (10, "mean"),
    }
    weights = {criterion.id: criterion.weight for criterion in HOUSE.criteria if criterion.weight != 1}
    assert weights == {"T15": 0.5, "T20": 2, "T23": 2, "T31": 2, "T35": 2}


def test_every_criterion_of_the_house_says_how_it_passes_and_fails_and_what_to_do() -> None:
    for criterion in HOUSE.criteria:
        if criterion.never_scored:
            continue
        assert criterion.passes, criterion.id
        assert criterion.fails, criterion.id
        assert 1 <= len(criterion.traps) <= 3, criterion.id
        assert criterion.advice.endswith("."), criterion.id
        assert criterion.check or criterion.credits or criterion.penalises, criterion.id


@pytest.mark.parametrize("rubric", DOCUMENTS, ids=lambda rubric: rubric.id)
def test_a_documents_rubric_asks_what_the_document_asks_and_no_more(rubric: Rubric) -> None:
    document = str(rubric.document)
    asked = {number for number, documents in ASKED.items() if document in documents} | WARNED.get(document, set())
    assert set(by_id(rubric)) == asked
    assert rubric.id == document.lower()
    assert rubric.gates == ()
    assert [(block.id, block.points) for block in rubric.blocks] == [("techniques", 100)]
    assert {criterion.weight for criterion in rubric.criteria} == {1}


@pytest.mark.parametrize("rubric", DOCUMENTS, ids=lambda rubric: rubric.id)
def test_a_document_differs_from_the_house_only_where_it_says_how_it_reads(rubric: Rubric) -> None:
    house = by_id(HOUSE)
    shared = {"block": "", "weight": 1.0}
    for name, criterion in by_id(rubric).items():
        alike = criterion.model_copy(update=shared) == house[name].model_copy(update=shared)
        assert alike != bool(criterion.reading), name
        if criterion.polarity == house[name].polarity:
            assert criterion.question == house[name].question, name


def test_every_check_that_a_rubric_may_name_exists() -> None:
    assert set(CHECKS) == CHECK_NAMES
    for rubric in (HOUSE, *DOCUMENTS):
        assert {criterion.check for criterion in rubric.criteria if criterion.check} <= CHECK_NAMES


def test_a_documents_rubric_is_found_in_capitals_too() -> None:
    assert LAB.rubrics.get("D3") == LAB.rubrics.get("d3")


def test_the_documents_come_with_the_house_and_with_no_rubric_that_asks_less(tmp_path: Path) -> None:
    assert [rubric.document for rubric in LAB.rubric_set("house").documents] == ["D0", "D1", "D2", "D3", "D4"]
    assert LAB.rubric_set("d3").documents == ()
    path = tmp_path / "short.yaml"
    path.write_text(SEVENTH.replace("id: front-desk", "id: short"), encoding="utf-8")
    assert LAB.rubric_set(str(path)).documents == ()


def test_all_names_the_six_rubrics_each_once() -> None:
    inputs = judging_inputs(LAB, ["house", "ALL", "D2"])
    assert [rubric.id for rubric in inputs.rubrics] == ["house", "d0", "d1", "d2", "d3", "d4"]
    assert inputs.documents == ()
    assert inputs.together == inputs.rubrics
    alone = judging_inputs(LAB, ["d2"])
    assert ([rubric.id for rubric in alone.together], alone.contradictions) == (["d2"], ())


# -- where the documents disagree


def test_the_register_holds_the_twenty_four_contradictions_with_both_sides_quoted() -> None:
    entries = LAB.contradictions()
    assert [entry.id for entry in entries] == [f"X{number:02}" for number in range(1, 25)]
    for entry in entries:
        assert set(entry.techniques) <= set(ASKED), entry.id
        for side in entry.sides:
            assert side.quotes, entry.id
            assert {name.partition("-")[0] for name in side.quotes} <= set(side.documents), entry.id
            assert all(len(words.split()) <= 12 for words in side.quotes.values()), entry.id


def test_a_register_with_mistakes_tells_each_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "contradictions.yaml"
    text = REGISTER.read_text(encoding="utf-8")
    text = text.replace("moves: [filler]", "moves: [fillers]", 1).replace("policy: [gate]", "policy: [gates]", 1)
    path.write_text(text.replace("id: X02", "id: X01", 1), encoding="utf-8")
    reading = read_file(register_kind(), path)
    assert reading.content is None
    assert [problem.key.partition(".")[2] for problem in reading.problems] == ["id", "policy[1]", "moves[1]"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[(problem.line or 0) - 1].split()[0] for problem in reading.problems] == ["-", "policy:", "moves:"]


def test_a_bare_claim_to_understand_is_praised_by_two_documents_and_dismissed_by_one() -> None:
    found = disagreement("X01", FURIOUS, "I do understand how you must feel. Which booking is it?")
    assert found.quote == "I do understand how you must feel."
    assert {"D0", "D1"} <= set(found.credit)
    assert found.penalise == ("D3",)
    assert found.move == "bare_understanding"
    assert "earns nothing" in found.house
    assert {name.partition("-")[0] for name in found.sources} == {"D0", "D1", "D3"}


@pytest.mark.parametrize(
    ("number", "line", "credit", "penalise"),
    [
        ("X02", "I know exactly what that is like, my own bike broke down last summer.", {"D0", "D1"}, {"D3"}),
        ("X03", "I am sorry that you feel that way.", {"D1", "D3"}, {"D0"}),
        ("X24", "We apologise for any inconvenience caused.", {"D1"}, {"D0"}),
        ("X07", "Which booking is it? I am sorry that your tour was lost.", {"D4"}, {"D1", "D3"}),
        ("X08", "Which booking is it?", {"D4"}, {"D3"}),
        ("X16", "Wonderful! Happy to help you today! 😊", {"D2"}, {"D3"}),
        ("X19", "Uh-huh.", {"D1"}, {"D0"}),
    ],
)
def test_the_same_words_are_credited_by_some_documents_and_marked_down_by_others(
    number: str, line: str, credit: set[str], penalise: set[str]
) -> None:
    found = disagreement(number, FURIOUS, line)
    assert found.turn == 2
    assert found.quote in line
    assert credit <= set(found.credit)
    assert penalise <= set(found.penalise)
    assert not set(found.credit) & set(found.penalise)


def test_words_that_every_document_takes_alike_are_no_disagreement() -> None:
    plain = card(
        FURIOUS, "To lose a whole tour because of a bent wheel, on the one free Tuesday: no wonder you are furious."
    )
    assert plain.disagreements == ()
    assert card(FURIOUS, "CALM DOWN!! You are being emotional.").disagreements == ()


def test_disagreements_come_by_turn_and_each_once() -> None:
    found = card(
        FURIOUS, "I do understand how you must feel.", FURIOUS, "Uh-huh.", FURIOUS, "We apologise for any trouble."
    ).disagreements
    turns = [disagreement.turn for disagreement in found]
    assert turns == sorted(turns)
    assert {2, 4, 6} <= set(turns)
    keys = [(each.turn, each.quote, each.contradiction) for each in found]
    assert len(keys) == len(set(keys))


def test_an_order_is_disputed_at_what_came_too_soon() -> None:
    found = disagreement(
        "X07", FURIOUS, "Which booking is it?", "FC 2208. I am furious!", "I am sorry that your tour was lost."
    )
    assert (found.turn, found.quote) == (2, "Which booking is it?")


def test_a_scorecard_tells_the_documents_scores_and_what_they_disagree_about() -> None:
    scorecard = card(FURIOUS, "I do understand how you must feel.")
    assert sorted(scorecard.documents) == ["D0", "D1", "D2", "D3", "D4"]
    text = " ".join(" ".join(scorecard_lines(scorecard)).split())
    assert "By document: D0 " in text
    assert '~ X01 turn 2: "I do understand how you must feel." D0, D1, D2 credit it; D3 marks it down.' in text
    assert "The house: It counts only when" in text
    assert "D3-12:" in text


def test_one_pass_gives_each_rubric_the_scorecard_it_would_have_alone() -> None:
    transcript = conversation(FURIOUS, "I do understand how you must feel. Which booking is it?")
    together = judge_all(transcript, (HOUSE, *DOCUMENTS), BIKES)
    for rubric, scorecard in zip((HOUSE, *DOCUMENTS), together, strict=True):
        alone = judge(transcript, rubric, BIKES)
        assert (scorecard.rubric, scorecard.score) == (rubric.id, alone.score)
        assert scorecard.criteria == alone.criteria


# -- a rubric of one's own

SEVENTH = """\
id: front-desk
title: At the front desk
summary: What a small hire shop asks of whoever is at the desk.
gates: [V1]
blocks:
  - {id: manner, title: Manner, points: 60}
  - {id: result, title: Result, points: 40}
criteria:
  - id: Greeting-by-name
    title: Uses the name
    block: manner
    question: Does the agent call the customer by name?
    applies: Every conversation.
    scope: conversation
    polarity: positive
    decided_by: code
    credits: [used_name]
  - id: NoCheer
    title: Spares the cheer
    block: manner
    question: Is the agent breezy with somebody upset?
    applies: The customer is upset.
    occasion: emotion
    scope: turn
    polarity: negative
    decided_by: code
    penalises: [toxic_cheer]
    advice: Leave the cheer for happier days.
  - id: InWriting
    title: Sends a letter
    block: result
    question: Does the agent promise a letter?
    applies: Every conversation.
    scope: conversation
    polarity: positive
    decided_by: model
  - id: T35
    title: Promises what the shop may give
    block: result
    question: Does the agent promise too much?
    applies: Something is promised.
    scope: conversation
    polarity: negative
    decided_by: code
    check: authority
"""


def test_a_seventh_rubric_is_a_file_and_no_python(tmp_path: Path) -> None:
    path = tmp_path / "front-desk.yaml"
    path.write_text(SEVENTH, encoding="utf-8")
    rubric = LAB.rubrics.get(str(path))
    lines = (
        FURIOUS,
        "Great stuff, Ms Varga! Happy to help you today! 😊 I will put the cost of the tour, £400, on your card.",
    )
    scorecard = judge(conversation(*lines), rubric, BIKES)
    found = {verdict.id: verdict for verdict in scorecard.criteria}
    assert {name: verdict.verdict for name, verdict in found.items()} == {
        "Greeting-by-name": "met",
        "NoCheer": "violated",
        "InWriting": "cannot_tell",
        "T35": "violated",
    }
    assert found["NoCheer"].why == "Leave the cheer for happier days."
    assert found["Greeting-by-name"].evidence
    assert (scorecard.rubric, scorecard.score, scorecard.unscored) == ("front-desk", 30.0, 1)
    assert scorecard.documents == {}


def test_the_rubric_on_the_page_judges_the_conversation_on_the_page(tmp_path: Path) -> None:
    page = (RUBRICS.parent / "docs" / "rubrics.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```", page.partition("## Building on")[0], re.MULTILINE | re.DOTALL))
    written = tmp_path / "hire-desk.yaml"
    written.write_text(blocks["yaml"], encoding="utf-8")
    rubric = load_rubric(written)
    scorecard = judge(Transcript.model_validate_json(blocks["json"]), rubric, None)
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}
    assert blocks["text"].splitlines()[1:] == scorecard_lines(scorecard, titles)


def test_the_page_names_every_key_and_every_reading_of_a_documents_own() -> None:
    page = (RUBRICS.parent / "docs" / "rubrics.md").read_text(encoding="utf-8")
    for field in (*Rubric.model_fields, *Criterion.model_fields):
        assert f"`{field}`" in page, field
    for rubric in DOCUMENTS:
        rows = " ".join(line for line in page.splitlines() if line.startswith("| `d") and f"`{rubric.id}`" in line)
        own = {criterion.id for criterion in rubric.criteria if criterion.reading}
        assert own == set(re.findall(r"T[0-9]{2}", rows)), rubric.id


# -- rubrics that build on others


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(f"id: {name}\n{text}", encoding="utf-8")
    return folder


def problems(path: Path) -> list[str]:
    return [problem.message for problem in read_file(rubric_kind(), path).problems]


def test_a_rubric_takes_over_what_it_leaves_out_through_two_others(tmp_path: Path) -> None:
    middle = "extends: d3\ntitle: Middle\ngate_cap: 30\ncriteria:\n  - {id: T24, weight: 3}\n  - {id: T26}\n"
    written(
        tmp_path, middle=middle, top="extends: middle\nsummary: Of my own.\ncriteria:\n  - {id: T24, title: Mine}\n"
    )
    rubric = load_rubric(tmp_path / "top.yaml")
    assert (rubric.id, rubric.title, rubric.summary, rubric.gate_cap) == ("top", "Middle", "Of my own.", 30)
    (criterion,) = rubric.criteria
    assert (criterion.title, criterion.weight) == ("Mine", 3)
    assert criterion.question == by_id(HOUSE)["T24"].question
    assert criterion.reading == by_id(LAB.rubrics.get("d3"))["T24"].reading


def test_a_file_of_the_same_name_may_build_on_the_one_it_shadows(tmp_path: Path) -> None:
    written(tmp_path, house="extends: house\ngate_cap: 25\n")
    rubric = load_rubric(tmp_path / "house.yaml")
    assert rubric.gate_cap == 25
    assert rubric.criteria == HOUSE.criteria


def test_files_that_build_on_each_other_in_a_ring_are_told(tmp_path: Path) -> None:
    written(tmp_path, one="extends: two\n", two="extends: one\n")
    assert problems(tmp_path / "one.yaml") == ["there is no other file 'one' in rubrics that it could build on"]


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("extends: nowhere\n", "there is no other file 'nowhere' in rubrics that it could build on"),
        ("extends: [house]\n", "the id of the file it builds on is needed here, such as 'house'"),
        ("extends: broken\n", "the file it builds on cannot be read; check 'broken' first"),
    ],
)
def test_a_base_that_cannot_be_used_is_told_at_its_line(tmp_path: Path, base: str, told: str) -> None:
    written(tmp_path, broken="title: [never closed\n", mine=base)
    reading = read_file(rubric_kind(), tmp_path / "mine.yaml")
    assert [(problem.line, problem.key, told in problem.message) for problem in reading.problems] == [
        (2, "extends", True)
    ]
    assert reading.content is None


def test_a_long_chain_of_bases_stops(tmp_path: Path) -> None:
    chain = {f"r{n}": f"extends: r{n + 1}\n" for n in range(9)}
    written(tmp_path, **chain, r9="extends: house\n")
    assert "more than 5 files build on one another" in " ".join(problems(tmp_path / "r0.yaml"))


def test_a_mistake_in_an_extending_rubric_is_told_where_it_was_written(tmp_path: Path) -> None:
    written(tmp_path, mine="extends: d3\ncriteria:\n  - {id: T24, check: nonsense}\n  - {id: T26, blck: techniques}\n")
    reading = read_file(rubric_kind(), tmp_path / "mine.yaml")
    assert [(problem.line, problem.key) for problem in reading.problems] == [
        (4, "criteria[1].check"),
        (5, "criteria[2].blck"),
    ]


def test_the_register_is_printed_for_people_and_for_programs() -> None:
    from typer.testing import CliRunner

    from persona_lab.cli.app import build

    app = build(lambda _lab, _request: None)
    shown = CliRunner().invoke(app, ["rubrics", "disagreements", "x15"])
    assert shown.stdout.startswith("X15 ")
    assert "House (narrow): " in shown.stdout
    everything = json.loads(CliRunner().invoke(app, ["rubrics", "disagreements", "--json"]).stdout)
    assert [entry["id"] for entry in everything] == [f"X{number:02}" for number in range(1, 25)]
    assert CliRunner().invoke(app, ["rubrics", "disagreements", "X77"]).exit_code != 0

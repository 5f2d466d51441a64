"""The report page: whole, harmless, and every point linked to its words."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from judging_cases import BIKES, conversation, house
from sample_values import sample_events, sample_setup
from typer.testing import CliRunner

from persona_lab.cli.app import build
from persona_lab.cli.html_report import Report, html_page, write_report
from persona_lab.cli.html_report.mood_curve import BOTTOM, HEIGHT, LABEL_GAP, TOP, mood_curve
from persona_lab.cli.html_report.spans import Reference, Span, find_quote, pieces
from persona_lab.errors import UsageError
from persona_lab.judging import judge
from persona_lab.model.events import VerdictDisputed
from persona_lab.model.mood import MoodPoint
from persona_lab.model.transcript import AgentInfo, Transcript, Turn
from persona_lab.model.verdict import Disagreement, Gate, Goodbye, Outcome, Quote, Rewrite, Scorecard, Usage, Verdict
from persona_lab.store import open_store

HOSTILE = "<script>alert(1)</script> \"' & ]]> <!-- </style></title> {{ 7 * 7 }} \x1b[2J \x00 \u202e gnp \u2066 \ufffe"
FORBIDDEN = ("\x1b", "\x00", "\u202e", "\u2066", "\ufffe", "<script")
CSS = Path(__file__).parent.parent / "persona_lab" / "cli" / "html_report" / "templates" / "report.css"

MOODS = (
    MoodPoint(turn=1, anger=8, trust=2, patience=6),
    MoodPoint(turn=3, anger=6.5, trust=2.5, patience=5.5, reasons=("specific apology: anger -1.5",)),
)

SAID = conversation(
    "The front wheel was bent and I missed the tour.",
    "I am sorry the wheel was bent. Please calm down.",
    "Calm down yourself.",
    ("A checked bicycle can be with you tomorrow at eight.", {"kind": "offer", "remedy": "fresh-bicycle"}),
    name="fernhill",
)


def quote(turn: int, words: str) -> Quote:
    return Quote(turn=turn, speaker="customer" if turn % 2 else "agent", quote=words)


def verdict(name: str, outcome: Outcome, *quotes: Quote, **more: object) -> Verdict:
    return Verdict.model_validate({"id": name, "verdict": outcome, "evidence": quotes, "why": f"Why {name}.", **more})


def scorecard(*verdicts: Verdict, **more: object) -> Scorecard:
    given = {
        "transcript": "fernhill",
        "rubric": "house",
        "rubric_hash": "ab" * 32,
        "judge": "code",
        "score": 41.5,
        "criteria": verdicts,
        "goodbye": Goodbye(impasse_turn=3, timing="too_late"),
        "unscored": 1,
        "applicable": 3,
    }
    return Scorecard.model_validate({**given, **more})


def full_card() -> Scorecard:
    return scorecard(
        verdict("T14", "met", quote(2, "I am sorry the wheel was bent.")),
        verdict("T01", "violated", quote(2, "Please calm down."), advice="Answer the issue.", votes={"violated": 3}),
        verdict("T12", "not_met", rewrite=Rewrite(turn=4, text="The wheel was bent; here is another.")),
        verdict("T25", "cannot_tell", by="nobody"),
        verdict("T05", "na"),
        gates=(Gate(id="V3", turn=2, quote="Please calm down."),),
        documents={"D0": 80.0, "D1": None},
        disagreements=(
            Disagreement(
                contradiction="X05",
                turn=2,
                quote="I am sorry",
                credit=("D1",),
                penalise=("D3",),
                why="One wants it early.",
                house="Early, and once.",
                sources={"D1-18": "say sorry", "D3-02": "listen first", "D4-01": "then explain"},
            ),
        ),
        usage=Usage(calls=3, prompt_tokens=1200, completion_tokens=90),
        cost_usd=0.02,
        goodbye=Goodbye(impasse_turn=3, timing="too_late", handoff={"to_whom": "Pat Loxley", "when": None}),
    )


def parsed(page: str) -> ET.Element:
    """The page as a tree; it is written so that a strict parser of XML takes it too."""
    tree = ET.fromstring(page)  # noqa: S314  # our own page, which declares no entity
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in tree.iter():
        for name in ("href", "aria-labelledby"):
            for target in element.attrib.get(name, "").split():
                assert target.removeprefix("#") in ids, target
            assert name != "href" or element.attrib.get(name, "#").startswith("#")
        assert not any(name.startswith("on") or name in {"src", "style"} for name in element.attrib)
    assert {element.tag for element in tree.iter()}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    return tree


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def find(tree: ET.Element, name: str) -> ET.Element:
    return next(element for element in tree.iter() if element.attrib.get("id") == name)


def linked(tree: ET.Element, words: str) -> list[ET.Element]:
    """What the links of that text lead to."""
    return [find(tree, a.attrib["href"][1:]) for a in tree.iter("a") if text_of(a) == words and "href" in a.attrib]


def page_of(*cards: Scorecard, transcript: Transcript = SAID, **more: object) -> str:
    return html_page(transcript, cards, **more)  # type: ignore[arg-type]


def test_a_judged_conversation_is_a_whole_page_with_everything_in_it() -> None:
    tree = parsed(page_of(full_card(), scenario=BIKES, rubrics=[house()], moods=MOODS))
    shown = text_of(tree)
    for words in (
        "V3 emotion policing",
        "41.5 out of 100, over 3 criteria",
        "1 could not be told and count neither way",
        "ab" * 32,
        "The judge made 3 model calls, 1,200 tokens read, 90 written, $0.0200",
        "Action: offer: A checked bicycle brought to the hotel tomorrow at eight.",
        "Instead: Answer the issue.",
        "Turn 4 could have been: The wheel was bent; here is another.",
        "The panel voted: violated 3.",
        "too late: it went on past the impasse",
        "To whom Pat Loxley When missing",
        "credited by D1 D1-18 say sorry",
        "marked down by D3 D3-02 listen first",
        "D4-01 then explain",
        "The house: Early, and once.",
        "specific apology: anger -1.5",
        "Self-control (12 points) 0 of 1 passed",
        "Document D1 no score",
    ):
        assert words in shown, words


def test_the_code_judges_own_card_makes_a_sound_page() -> None:
    rubric = house()
    card = judge(SAID, rubric, BIKES)
    tree = parsed(page_of(card, scenario=BIKES, rubrics=[rubric]))
    shown = text_of(tree)
    assert all(one.id in shown for one in card.criteria)


def test_words_link_to_their_criterion_and_back() -> None:
    tree = parsed(page_of(full_card()))
    marks = {text_of(mark): mark for mark in tree.iter("mark")}
    assert marks["Please calm down."].attrib["class"] == "fail"
    entry, *others = linked(tree, "T01")
    assert all(other is entry for other in others)
    back = next(a for a in entry.iter("a") if text_of(a) == "Turn 2")
    assert find(tree, back.attrib["href"][1:]) is marks["Please calm down."]


def test_pass_and_fail_stand_in_words_beside_the_marks() -> None:
    turn = find(parsed(page_of(full_card())), "r1-t2")
    shown = text_of(turn)
    assert "I am sorry [X05 documents disagree] the wheel was bent. [T14 met]" in shown
    assert "Please calm down. [V3 gate hit; T01 violated]" in shown


def test_overlapping_quotes_are_cut_into_pieces_that_say_the_turn_again() -> None:
    words = "one two three four"
    spans = [
        Span(0, 13, (Reference("A", "met", "pass", "a"),)),
        Span(4, 18, (Reference("B", "not met", "fail", "b"),)),
        Span(4, 7, (Reference("C", "clean", "pass", "c"),)),
    ]
    cut = list(pieces(words, spans))
    assert "".join(piece.text for piece in cut) == words
    assert [(piece.text, piece.tone) for piece in cut] == [
        ("one ", "pass"),
        ("two", "mixed"),
        (" three", "mixed"),
        (" four", "fail"),
    ]
    assert [[reference.label for reference in piece.ending] for piece in cut] == [[], ["C"], ["A"], ["B"]]
    assert [piece.starting for piece in cut] == [(0,), (1, 2), (), ()]


@pytest.mark.parametrize(
    ("text", "quoted", "stands"),
    [
        ("I am  sorry,\n\n truly.", "I am sorry, truly.", "I am  sorry,\n\n truly."),
        ("  so sorry ", "so sorry", "so sorry"),
        ("The ﬁne o\ufb03ce is open", "fine office", "ﬁne o\ufb03ce"),
        ("Cafe\u0301 money: ２０ pounds", "Café money: 20 pounds", "Cafe\u0301 money: ２０ pounds"),
        ("No\u00a0way… I said", "No way... I", "No\u00a0way… I"),
        ("ｶﾞ paid", "ガ paid", "ｶﾞ paid"),
        ("e\u0301 \u1112\u1161\u11ab ok", "한 ok", "\u1112\u1161\u11ab ok"),
        ("waiting…", "waiting.", "waiting…"),
    ],
)
def test_a_quote_is_found_in_the_original_characters(text: str, quoted: str, stands: str) -> None:
    place = find_quote(text, quoted)
    assert place is not None
    assert text[slice(*place)] == stands


def test_a_quote_that_does_not_stand_marks_nothing() -> None:
    assert find_quote("I am sorry.", "i am sorry") is None
    assert find_quote("I am sorry.", "  ") is None
    tree = parsed(page_of(scorecard(verdict("T14", "met", quote(2, "never said this")))))
    assert not list(tree.iter("mark"))
    assert "[T14 met]" in text_of(find(tree, "r1-t2"))


def test_a_long_run_of_combining_marks_is_searched_in_no_time() -> None:
    text = "e" + "\u0301\u0323" * 3_999
    assert find_quote(text, unicodedata.normalize("NFKC", text)) == (0, len(text))


def test_a_quote_from_a_turn_that_is_not_there_has_no_link() -> None:
    tree = parsed(page_of(scorecard(verdict("T14", "met", quote(40, "long ago")))))
    assert "Turn 40: long ago" in text_of(tree)
    assert not any(text_of(a) == "Turn 40" for a in tree.iter("a"))


def test_nothing_that_others_wrote_becomes_markup_or_acts_on_a_reader() -> None:
    scenario = BIKES.model_copy(update={"title": HOSTILE, "issue": HOSTILE, "company": HOSTILE})
    said = Transcript(
        id="x" + HOSTILE[:150],
        agent=AgentInfo(name=HOSTILE[:90], kind="ai"),
        turns=(
            Turn(speaker="customer", text=HOSTILE),
            Turn.model_validate(
                {"speaker": "agent", "text": HOSTILE, "action": {"kind": "transfer", "summary": HOSTILE}}
            ),
        ),
    )
    card = scorecard(
        verdict(HOSTILE, "violated", quote(2, HOSTILE), advice=HOSTILE, rewrite=Rewrite(turn=2, text=HOSTILE)),
        verdict("T25", "cannot_tell", why=HOSTILE),
        verdict("T05", "na", why=HOSTILE),
        rubric=HOSTILE,
        judge=HOSTILE,
        rubric_hash=HOSTILE,
        gates=(Gate(id="V1", turn=2, quote=HOSTILE),),
        documents={HOSTILE: 3.0},
        goodbye=Goodbye(impasse_turn=1, timing="never", handoff={HOSTILE: HOSTILE, "tried": [HOSTILE]}),
        disagreements=(
            Disagreement(
                contradiction=HOSTILE,
                turn=2,
                quote=HOSTILE,
                credit=(HOSTILE,),
                penalise=("D1",),
                why=HOSTILE,
                house=HOSTILE,
                sources={HOSTILE: HOSTILE, "D1-1": HOSTILE},
            ),
        ),
    )
    said_of_it = VerdictDisputed(
        rubric=HOSTILE, criterion=HOSTILE, judged="violated", outcome="clean", note=HOSTILE, rater=HOSTILE[:70]
    )
    moods = [MoodPoint(turn=1, anger=1, trust=1, patience=1, reasons=(HOSTILE,))]
    file = Path("page.html")
    for reports in ([Report(said, [card], scenario, (), {HOSTILE: HOSTILE}, moods, [said_of_it])] * n for n in (1, 2)):
        write_report(file, reports)
        page = file.read_text(encoding="utf-8")
        assert not any(bad in page for bad in FORBIDDEN)
        assert "49" not in page.replace("--", "")[page.index("<body>") :]
        tree = parsed(page)
        assert "<script>alert(1)</script>" in text_of(find(tree, "r1-t2"))
        assert "\\u202e" in text_of(find(tree, "r1-t2"))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERSONA_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PERSONA_LAB_STORE", raising=False)


def test_the_page_loads_nothing_and_its_policy_admits_only_its_own_style() -> None:
    page = page_of(full_card(), moods=MOODS)
    tree = parsed(page)
    (style,) = tree.iter("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    policy = next(m.attrib["content"] for m in tree.iter("meta") if "http-equiv" in m.attrib)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "://" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_headings_go_down_one_level_at_a_time() -> None:
    write_report(Path("many.html"), [Report(SAID, [full_card()], BIKES, [house()], moods=MOODS)] * 2)
    for page in (page_of(full_card(), moods=MOODS), Path("many.html").read_text(encoding="utf-8")):
        levels = [int(one.tag[1]) for one in parsed(page).iter() if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_reader_by_ear_finds_landmarks_captions_and_scopes() -> None:
    tree = parsed(page_of(full_card(), scenario=BIKES, rubrics=[house()], moods=MOODS))
    assert tree.attrib["lang"] == "en-GB"
    assert len(list(tree.iter("main"))) == 1
    (skip, *_) = tree.iter("a")
    assert find(tree, skip.attrib["href"][1:]).tag == "main"
    tables = list(tree.iter("table"))
    assert len(tables) == 3
    for table in tables:
        assert table[0].tag == "caption"
        assert all("scope" in cell.attrib for cell in table.iter("th"))
    (drawing,) = (svg for svg in tree.iter("svg") if svg.attrib.get("role") == "img")
    assert [child.tag for child in drawing][:2] == ["title", "desc"]


def test_several_conversations_have_a_table_of_links_in_front() -> None:
    write_report(Path("many.html"), [Report(SAID, [full_card()]), Report(SAID, [full_card()], BIKES), Report(SAID, [])])
    tree = parsed(Path("many.html").read_text(encoding="utf-8"))
    rows = [text_of(row) for row in next(tree.iter("tbody")).iter("tr")]
    assert rows[0] == "fernhill 4 41.5 V3 2 1"
    assert rows[1] == f"{BIKES.title} fernhill 4 41.5 V3 2 1"
    assert linked(tree, "fernhill")[0] is find(tree, "r1")


def test_several_scorecards_share_the_marks_and_say_where_they_differ() -> None:
    mild = scorecard(
        verdict("T14", "met", quote(2, "I am sorry the wheel was bent.")),
        verdict("T01", "clean", quote(2, "Please calm down.")),
        rubric="mild",
    )
    tree = parsed(page_of(full_card(), mild))
    shown = text_of(find(tree, "r1-t2"))
    assert "[T14 met]" in shown
    assert "T01 (house) violated" in shown
    assert "T01 (mild) clean" in shown
    (mark,) = (mark for mark in tree.iter("mark") if text_of(mark) == "Please calm down.")
    assert mark.attrib["class"] == "mixed"


def test_what_people_say_of_a_verdict_stands_beside_it() -> None:
    dispute = VerdictDisputed(
        rubric="house", criterion="T01", judged="violated", outcome="clean", note="No.", rater="Jo"
    )
    elsewhere = dispute.model_copy(update={"rubric": "mild", "rater": "Kim"})
    write_report(Path("one.html"), [Report(SAID, [full_card()], disputes=[dispute, elsewhere])])
    shown = text_of(parsed(Path("one.html").read_text(encoding="utf-8")))
    assert "Jo says clean: No." in shown
    assert "Kim" not in shown


def test_a_report_that_cannot_be_written_says_so() -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(Path("nowhere") / "page.html", [Report(SAID, [full_card()])])


def test_labels_of_the_curve_never_cover_one_another_nor_leave_it() -> None:
    for anger, trust, patience in ((0, 0, 0), (10, 10, 10), (5, 5, 5), (10, 0, 0), (0, 10, 10)):
        curve = mood_curve([MoodPoint(turn=1, anger=anger, trust=trust, patience=patience)])
        heights = sorted(line.label_y for line in curve.lines)
        assert all(after - before >= LABEL_GAP for before, after in pairwise(heights))
        assert heights[0] >= TOP
        assert heights[-1] <= HEIGHT - BOTTOM


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", ["light", "dark", "print"])
def test_every_text_has_enough_contrast(look: str) -> None:
    looks = re.findall(r":root \{([^}]*)\}", CSS.read_text(encoding="utf-8"))
    assert len(looks) == 3
    light, dark, paper = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in looks)
    colours = {"light": light, "dark": {**light, **dark}, "print": {**light, **paper}}[look]
    texts = ("text", "quiet", "link", "pass", "fail", "open", "customer", "agent", "focus")
    pairs = [(name, "ground") for name in texts]
    pairs += [("text", f"mark-{tone}") for tone in ("pass", "fail", "mixed", "open") if look != "print"]
    for front, behind in pairs:
        lighter, darker = sorted((luminance(colours[front]), luminance(colours[behind])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (front, behind)


def stored(**how: bool) -> None:
    store = open_store()
    key = store.create(sample_setup("blunt", exam=how.get("exam", False)))
    for event in sample_events(**how):
        store.append(key, event)
    store.close()


@pytest.mark.parametrize("verb", [["sessions", "show"], ["replay"]])
def test_a_stored_session_is_written_with_its_moods_and_its_end(verb: list[str]) -> None:
    stored()
    done = CliRunner().invoke(build(lambda _lab, _request: None), [*verb, "last", "--html", "page.html"])
    assert (done.exit_code, done.stdout) == (0, "")
    tree = parsed(Path("page.html").read_text(encoding="utf-8"))
    shown = text_of(tree)
    for words in ("told to calm down: anger +0.5", "The end: handed to a manager.", "V3 emotion policing", "37.5"):
        assert words in shown


def test_an_exam_that_goes_on_shows_no_mood_on_its_page() -> None:
    stored(exam=True, ended=False)
    CliRunner().invoke(build(lambda _lab, _request: None), ["sessions", "show", "last", "--html", "page.html"])
    shown = text_of(parsed(Path("page.html").read_text(encoding="utf-8")))
    assert "It has not been judged yet." in shown
    assert "told to calm down" not in shown


def test_a_report_of_nothing_is_still_a_page() -> None:
    write_report(Path("none.html"), [])
    assert "There is nothing in this report." in text_of(parsed(Path("none.html").read_text(encoding="utf-8")))

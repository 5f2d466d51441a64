import hashlib
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from persona_lab.customer.perceive import learned, perceive, replies
from persona_lab.customer.perceive.ngrams import ngrams
from persona_lab.customer.perceive.reading import Reading
from persona_lab.model.transcript import Turn

SENTENCES = Path(__file__).parent.parent / "benchmarks" / "reader"
SUMMARY = "You send the photo tonight, I take the second charge off, and Priya rings you at nine."
EMPTY = "The shop is next to the church."


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch):
    learned._readers.cache_clear()
    monkeypatch.setattr(learned, "WEIGHTS", "nowhere.npz")
    yield
    learned._readers.cache_clear()


def read(text: str):
    return perceive([Turn(speaker="agent", text=text)], 1, None)


def test_the_weights_fit_the_sentences_they_were_trained_on() -> None:
    """When this fails, the sentences or the n-grams changed: run benchmarks/reader/train.py."""
    seen = hashlib.sha256()
    for key, names in (("moves", ("harmful", "empathy", "solving")), ("signs", ("customers",))):
        for name in names:
            for line in (SENTENCES / f"{name}.jsonl").read_text("utf-8").splitlines():
                item = json.loads(line)
                seen.update(json.dumps([ngrams(item["text"]), item[key]]).encode())
    with (
        files("persona_lab.customer.perceive").joinpath(learned.WEIGHTS).open("rb") as stream,
        np.load(stream) as stored,
    ):
        assert bytes(stored["fingerprint"]).decode() == seen.hexdigest()


def test_importing_perceive_loads_neither_numpy_nor_the_weights() -> None:
    code = (
        "import sys; from persona_lab.customer.perceive import learned, perceive; "
        "print('numpy' in sys.modules, learned._readers.cache_info().currsize)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.split() == ["False", "0"]


def test_reading_needs_no_scikit_learn() -> None:
    code = (
        "import sys; from persona_lab.customer.perceive import learned; "
        f"print(learned.answer({SUMMARY!r}, 'summarised'), 'sklearn' in sys.modules, 'scipy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.split() == ["yes", "False", "False"]


def test_the_reader_adds_what_the_rules_miss_and_says_so() -> None:
    with learned.silenced():
        assert "summarised" not in {move.kind for move in read(SUMMARY)}
    move = next(move for move in read(SUMMARY) if move.kind == "summarised")
    assert move.source == "learned"
    assert move.quote is not None
    assert move.quote in SUMMARY


def test_the_reader_takes_nothing_back_from_the_rules() -> None:
    lines = (SENTENCES / "harmful.jsonl").read_text("utf-8").splitlines()[::40]
    for text in (json.loads(line)["text"] for line in lines):
        with learned.silenced():
            alone = read(text)
        together = read(text)
        assert tuple(move for move in together if move.source == "rules") == alone
        kinds = [move.kind for move in alone]
        assert not [move for move in together if move.source == "learned" and move.kind in kinds]


def test_a_move_is_quoted_from_the_sentence_that_shows_it() -> None:
    shown = learned.found(f"{EMPTY} {SUMMARY} {EMPTY}")
    assert shown["summarised"] == SUMMARY


def test_a_sentence_with_harm_earns_nothing_good() -> None:
    reading = Reading(1, SUMMARY, (), None, frozenset())
    reading.add("insulted", 0, 12)
    learned.find_learned(reading)
    assert {move.kind for _, move in reading.moves} == {"insulted"}


def test_a_promise_is_not_vague_where_the_turn_names_an_act() -> None:
    assert learned.undone("vague_promise", set(), {"took_ownership"})
    assert not learned.undone("vague_promise", {"generic_apology"}, {"generic_apology"})


def test_a_call_for_someone_higher_is_heard_without_its_usual_words() -> None:
    wish = "Who runs this branch? I'll have a word with them."
    with learned.silenced():
        assert not replies.asks_for_manager(wish)
    assert replies.asks_for_manager(wish)
    assert not replies.asks_for_manager("There's no need to pass me on to a manager.")


def test_absent_is_said_of_words_far_from_the_move_and_not_of_the_move() -> None:
    assert learned.is_absent(EMPTY, "specific_apology")
    assert not learned.is_absent("We apologise for breaking your gate.", "specific_apology")


def test_one_sentence_that_may_make_the_move_is_enough_to_withhold_a_no() -> None:
    assert not learned.is_absent(f"{EMPTY} We apologise for breaking your gate. {EMPTY}", "specific_apology")


def test_bookkeeping_is_never_answered() -> None:
    for kind in ("used_name", "wrong_name", "repeated_itself", "asked_again", "reoffered_refused", "silent"):
        assert learned.answer(EMPTY, kind) == "unsure"


def test_moves_that_words_alone_do_not_show_never_get_a_yes() -> None:
    weights = learned.reader("agent")
    assert weights is not None
    hang_on_the_turn_before = {"bit_back", "refused_manager", "false_agreement", "toxic_cheer", "set_boundary"}
    have_close_look_alikes = {"but_clause", "offered_manager"}
    assert not (hang_on_the_turn_before | have_close_look_alikes) & set(weights.yes)


def test_a_yes_always_lies_above_the_no() -> None:
    for side in ("agent", "customer"):
        weights = learned.reader(side)
        assert weights is not None
        assert weights.yes
        assert weights.no
        for kind in set(weights.yes) & set(weights.no):
            assert weights.yes[kind] > weights.no[kind]


def test_without_weights_the_reader_cannot_tell(no_weights: None) -> None:
    assert learned.reader("agent") is None
    assert learned.answer(EMPTY, "specific_apology") == "unsure"
    assert not learned.is_absent(EMPTY, "specific_apology")
    assert learned.found(SUMMARY) == {}
    assert all(move.source == "rules" for move in read(SUMMARY))


def test_the_same_words_always_score_the_same() -> None:
    weights = learned.reader("agent")
    assert weights is not None
    assert weights.scores(SUMMARY) == weights.scores(SUMMARY)
    learned._readers.cache_clear()
    again = learned.reader("agent")
    assert again is not None
    assert again.scores(SUMMARY) == weights.scores(SUMMARY)


def test_odd_texts_are_read_without_a_stumble() -> None:
    for text in ("", " \n", "…", "?!", "ſtraße İstanbul", "a" * 5000, '"quoted all over"'):
        assert learned.answer(text, "summarised") in {"no", "unsure"}
        assert learned.found(text) == {}

import pytest
import yaml
from test_perceive import HERE, SETTINGS, kettle, moves_after

from persona_lab.customer.perceive import perceive
from persona_lab.model.actions import Offer
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Turn

FAMILIES = yaml.safe_load((HERE / "families.yaml").read_text(encoding="utf-8"))
OPENING = SETTINGS["kettle"]["opening"]


def kinds_of(words, scenario=None, said=OPENING, **options):
    return {move.kind for move in moves_after(said, words, scenario, **options)}


def seen(move, words):
    setting = SETTINGS[FAMILIES[move]["scenario"]]
    return move in kinds_of(words, Scenario.model_validate(setting["scenario"]), setting["opening"])


@pytest.mark.parametrize("move", FAMILIES)
def test_a_family_of_wordings_is_seen_and_its_look_alikes_are_not(move):
    family = FAMILIES[move]
    assert not [words for words in family["shows"] if not seen(move, words)]
    assert not [words for words in family["not"] if seen(move, words)]


@pytest.mark.parametrize("move", FAMILIES)
def test_what_is_marked_as_missed_or_mistaken_still_is(move):
    family = FAMILIES[move]
    assert not [words for words in family.get("missed", ()) if seen(move, words)], "take the mark off"
    assert not [words for words in family.get("mistaken", ()) if not seen(move, words)], "take the mark off"


def test_every_family_has_twelve_wordings_and_eight_look_alikes():
    for move, family in FAMILIES.items():
        assert len(family["shows"]) + len(family.get("missed", ())) >= 12, move
        assert len(family["not"]) + len(family.get("mistaken", ())) >= 8, move


@pytest.mark.parametrize(
    ("words", "there", "absent"),
    [
        ("I have your case open and I am dealing with it myself.", "took_ownership", "vague_promise"),
        (
            "I've put a note on your order so the next one is tested first. I will do my best to keep it that way.",
            "prevented_recurrence",
            "vague_promise",
        ),
        ("I will do my best to keep it that way.", "vague_promise", "prevented_recurrence"),
        ("Please stay with me while I am on the phone to the depot.", None, "gave_time"),
        ("What I can do today is look at the batch number with you.", None, "gave_time"),
        ("A separate payment run for the fourteen goes out today.", "gave_time", None),
        ("You will have it confirmed in writing by 10:20 today.", "gave_time", "vague_promise"),
        ("Then I will write down what went wrong.", None, "offered_follow_up"),
        ("Thank you for telling me so plainly where we let you down.", "thanked", "specific_apology"),
        ("My manager can look at it again. She decides such cases. May I put you through?", "offered_manager", None),
        ("I owe you an apology for the two emails that nobody answered.", "specific_apology", None),
        ("I know it cost you the tour, and the refund you were promised.", None, "over_promised"),
        ("I know it cost you the refund.", None, "offered_remedy"),
        ("Let me check that I have it right: the kettle leaked and nobody answered.", "paraphrased", "took_ownership"),
        ("I am putting you through now.", None, "took_ownership"),
    ],
)
def test_what_real_sessions_got_wrong_stays_right(words, there, absent):
    for scenario in (kettle(), None):
        kinds = kinds_of(words, scenario)
        assert there is None or there in kinds
        assert absent not in kinds


def test_a_quote_is_never_cut_inside_a_time_of_day():
    quotes = [move.quote for move in moves_after(OPENING, "You will have it by 10:20 today, in writing.", kettle())]
    assert all("10:20" in quote for quote in quotes if "10" in quote)
    assert any("10:20" in quote for quote in quotes)


def test_an_offer_that_the_session_has_checked_is_no_promise_beyond_the_limits():
    words = "I can send you the voucher of £20 today."
    turns = [Turn(speaker="customer", text=OPENING), Turn(speaker="agent", text=words, action=Offer(remedy="voucher"))]
    assert "over_promised" not in {move.kind for move in perceive(turns, 2, kettle())}
    assert "over_promised" in kinds_of(words, kettle())
    assert "over_promised" not in kinds_of("My manager has approved the voucher of £20 for you.", kettle())


def test_each_apology_and_each_promise_of_a_turn_is_told_with_its_own_words():
    words = "I'm sorry the kettle leaked. I'm sorry nobody answered your two emails. Sorry. My apologies."
    moves = moves_after(OPENING, words, kettle())
    assert len({move.quote for move in moves if move.kind == "specific_apology"}) == 2
    assert len({move.quote for move in moves if move.kind == "generic_apology"}) == 2


def turned_down(*texts, scenario=None):
    turns = [
        Turn(speaker="agent" if number % 2 else "customer", text=text) for number, text in enumerate((OPENING, *texts))
    ]
    return "reoffered_refused" in {move.kind for move in perceive(turns, len(turns), scenario)}


@pytest.mark.parametrize(
    ("offer", "refusal", "again"),
    [
        ("I can refund the £45 today.", "No. I need a kettle, not money.", "I could still refund you the £45."),
        (
            "I can send you a new kettle tomorrow.",
            "I don't want another one of those.",
            "A replacement can be with you tomorrow.",
        ),
        ("Would you like a refund?", "Absolutely not.", "Shall I give you your money back then?"),
        ("I can offer you a new kettle by courier.", "Not good enough.", "As I said, I can offer a new kettle."),
    ],
)
def test_a_remedy_turned_down_in_words_is_noticed_when_it_comes_back(offer, refusal, again):
    assert turned_down(offer, refusal, again, scenario=kettle())


@pytest.mark.parametrize(
    ("offer", "answer", "again"),
    [
        ("I can refund the £45 today.", "Yes, do that.", "I will refund the £45 now."),
        ("I can refund the £45 today.", "When would it arrive?", "I can refund the £45 by Friday."),
        ("I can refund the £45 today.", "No, I want a new one.", "I can send you a new kettle tomorrow."),
        ("Is the box still there?", "No.", "I can refund the £45 today."),
    ],
)
def test_a_remedy_that_nobody_turned_down_may_come_back(offer, answer, again):
    assert not turned_down(offer, answer, again, scenario=kettle())


def test_a_refusal_is_noticed_without_a_scenario():
    assert turned_down("I can offer you a voucher.", "No, keep it.", "I can give you a voucher for your trouble.")
    assert not turned_down("I can offer you a voucher.", "No, keep it.", "I can give you a full refund.")


def test_a_remedy_that_the_customer_ruled_out_by_name_counts_as_refused():
    assert turned_down("Let me see.", "I don't want a refund.", "I can refund the £45 today.", scenario=kettle())
    assert not turned_down("Let me see.", "I don't want a refund.", "A new kettle is on its way.", scenario=kettle())

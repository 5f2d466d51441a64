"""Offers: taken only when they fit, when the customer is calm, believes it, and was heard."""

import pytest
from sample_values import sample_persona, sample_scenario

from persona_lab.customer.feel import opening_state
from persona_lab.customer.offers import LEAST_TRUST, answer_offers, hear_offers, impasse_reached, is_ready
from persona_lab.model.mood import Mood
from persona_lab.model.moves import Move
from persona_lab.model.state import OfferHeard


def state(anger=3.0, trust=5.0, **changes):
    mood = Mood(anger=anger, trust=trust, patience=5)
    return opening_state(sample_persona(), 3).model_copy(update={"mood": mood, "harm_named": True, **changes})


def offer(remedy, kind="offered_remedy"):
    return Move(kind=kind, turn=4, quote="words", detail=remedy)


def test_an_offer_is_remembered_once_with_the_turn_that_made_it_first():
    heard = hear_offers(state(), [offer("courier"), offer("courier")], 4)
    heard = hear_offers(heard, [offer("courier"), offer("refund")], 6)
    assert [(made.remedy, made.turn) for made in heard.offers] == [("courier", 4), ("refund", 6)]


@pytest.mark.parametrize(
    ("anger", "trust", "ready"), [(5.0, 5, True), (5.1, 5, False), (5.4, 7, True), (3, 1.4, False)]
)
def test_readiness_needs_calm_and_trust_and_trust_makes_up_for_some_anger(anger, trust, ready):
    assert is_ready(state(anger, trust), sample_persona(), 3) is ready


def test_a_harder_customer_has_to_be_calmer_before_it_takes_anything():
    at_the_bar = state(sample_persona().temperament.accepts_below)
    assert is_ready(at_the_bar, sample_persona(), 3)
    assert not is_ready(at_the_bar, sample_persona(), 5)


def test_who_believes_nothing_takes_nothing():
    assert not is_ready(state(0.0, LEAST_TRUST - 0.1), sample_persona(), 1)


def test_a_refused_offer_stays_refused_and_is_refused_again():
    heard = hear_offers(state(), [offer("refund")], 4)
    answer, remedy, after = answer_offers(heard, [offer("refund")], sample_persona(), sample_scenario(), intensity=3)
    assert (answer, remedy) == ("refuse", "refund")
    assert after.offers[0].refused
    again, *_ = answer_offers(
        after, [offer("refund", "reoffered_refused")], sample_persona(), sample_scenario(), intensity=3
    )
    assert again == "refuse"


def test_with_two_offers_in_a_turn_the_fitting_one_is_taken():
    heard = hear_offers(state(), [offer("courier"), offer("refund")], 4)
    answer, remedy, after = answer_offers(
        heard, [offer("courier"), offer("refund")], sample_persona(), sample_scenario(), intensity=3
    )
    assert (answer, remedy, after.settled) == ("accept", "courier", "courier")


def test_without_an_offer_there_is_nothing_to_answer():
    assert answer_offers(state(), [], sample_persona(), sample_scenario(), intensity=3) is None


def test_an_offer_that_nobody_can_make_is_never_taken():
    nothing_fits = sample_scenario().model_copy(update={"acceptable": ("gold",)})
    heard = hear_offers(state(), [offer("gold")], 4)
    answer, *_ = answer_offers(heard, [offer("gold")], sample_persona(), nothing_fits, intensity=3)
    assert answer == "refuse"


def test_an_impasse_needs_every_remedy_offered_and_turned_down():
    one = state(offers=(OfferHeard(remedy="refund", turn=2, refused=True),))
    both = state(offers=(*one.offers, OfferHeard(remedy="courier", turn=4, refused=True)))
    assert not impasse_reached(state(), sample_scenario())
    assert not impasse_reached(one, sample_scenario())
    assert impasse_reached(both, sample_scenario())
    assert not impasse_reached(both, sample_scenario().model_copy(update={"remedies": ()}))

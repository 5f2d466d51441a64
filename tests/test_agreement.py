"""The statistics of agreement: held against hand-computed tables and against scikit-learn and SciPy."""

import numpy as np
import pytest
from scipy import stats as scipy_stats
from sklearn import metrics

from persona_lab.errors import UsageError
from persona_lab.judging import agreement
from persona_lab.judging.calibration import calibrate, labelling_of
from persona_lab.model.label import Labelling
from persona_lab.model.verdict import Goodbye, Scorecard, Verdict

YES_NO = np.array([[20.0, 5.0], [10.0, 15.0]])
RARE = np.array([[118.0, 5.0], [2.0, 0.0]])
THREE = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 1.0]])


def test_kappa_is_agreement_beyond_chance():
    # 35 of 50 alike; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    assert agreement.agreement(YES_NO) == pytest.approx(0.7)
    assert agreement.kappa(YES_NO) == pytest.approx(0.4)


def test_quadratic_kappa_weighs_by_the_square_of_the_distance():
    # two disagreements at distance 1: 2 / 6 seen; by chance (9 + 12 + 2 + 1 + 16 + 6) / 36
    assert agreement.kappa(THREE, [1, 2, 3]) == pytest.approx(1 - 12 / 46)
    # the same table on a scale with a gap: the disagreement with the far label weighs 4
    # seen 1 + 4; by chance (9 + 9 * 3 + 2 + 4 + 9 * 4 + 6 * 4) / 6
    assert agreement.kappa(THREE, [1, 2, 4]) == pytest.approx(1 - 5 / (102 / 6))


def test_ac1_stays_calm_where_one_label_is_rare_and_kappa_does_not():
    # share of the frequent label: 243 / 250; by chance 2 * 0.972 * 0.028 = 0.054432
    assert agreement.agreement(RARE) == pytest.approx(0.944)
    assert agreement.ac1(RARE) == pytest.approx((0.944 - 0.054432) / (1 - 0.054432))
    assert agreement.kappa(RARE) < 0
    # three labels with shares 5/12, 4/12, 3/12: by chance (35 + 32 + 27) / 144 / 2
    by_chance = 94 / 144 / 2
    assert agreement.ac1(THREE) == pytest.approx((4 / 6 - by_chance) / (1 - by_chance))


def test_macro_f1_is_the_mean_over_the_labels():
    assert agreement.macro_f1(THREE) == pytest.approx((4 / 5 + 2 / 4 + 2 / 3) / 3)


def test_a_label_that_is_not_counted_is_still_a_miss():
    # 3 yes, 2 no; one yes is left open: F1 of yes 2*2/(3+2), of no 1
    table = np.array([[2.0, 0.0, 1.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0]])
    assert agreement.macro_f1(table, counted=2) == pytest.approx((0.8 + 1.0) / 2)


def test_recall_looks_only_where_both_saw_an_occasion():
    # rows met, not_met, na: of 5 met, 3 are met, 1 is not_met, 1 is na
    table = np.array([[3.0, 1.0, 1.0], [1.0, 2.0, 0.0], [0.0, 4.0, 1.0]])
    assert agreement.recall(table, [0], [0, 1]) == pytest.approx(3 / 4)
    assert agreement.recall(table, [1], [0, 1]) == pytest.approx(2 / 3)


def test_a_rate_is_corrected_by_what_the_judge_gets_wrong():
    value = np.array
    assert agreement.corrected_rate(value(0.3), value(0.9), value(0.8)) == pytest.approx(0.1 / 0.7)
    assert agreement.corrected_rate(value(0.1), value(0.9), value(0.8)) == 0
    assert np.isnan(agreement.corrected_rate(value(0.3), value(0.6), value(0.4)))


def test_what_is_undefined_is_nan_and_never_0():
    one_label = np.array([[7.0, 0.0], [0.0, 0.0]])
    assert np.isnan(agreement.kappa(one_label))
    assert np.isnan(agreement.macro_f1(one_label))
    assert np.isnan(agreement.ac1(np.array([[7.0]])))
    nothing = np.zeros((2, 2))
    for figure in (agreement.agreement, agreement.kappa, agreement.ac1, agreement.macro_f1):
        assert np.isnan(figure(nothing))
    assert np.isnan(agreement.recall(one_label, [1], [0, 1]))
    # with two labels on the scale and one in use, AC1 is defined
    assert agreement.ac1(one_label) == 1


@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_scikit_learn(seed):
    draw = np.random.default_rng(seed)
    size, number = int(draw.integers(2, 6)), int(draw.integers(8, 60))
    reference = draw.integers(0, size, number)
    reference[:2] = 0, 1
    other = np.where(draw.random(number) < 0.6, reference, draw.integers(0, size, number))
    table = metrics.confusion_matrix(reference, other, labels=range(size)).astype(float)
    assert agreement.agreement(table) == pytest.approx(metrics.accuracy_score(reference, other))
    assert agreement.kappa(table) == pytest.approx(metrics.cohen_kappa_score(reference, other))
    assert agreement.kappa(table, range(size)) == pytest.approx(
        metrics.cohen_kappa_score(reference, other, weights="quadratic", labels=range(size))
    )
    assert agreement.macro_f1(table) == pytest.approx(metrics.f1_score(reference, other, average="macro"))
    left_open = np.where(draw.random(number) < 0.2, size, other)
    strict = metrics.confusion_matrix(reference, left_open, labels=range(size + 1)).astype(float)
    used = sorted({*reference, *left_open} - {size})
    assert agreement.macro_f1(strict, counted=size) == pytest.approx(
        metrics.f1_score(reference, left_open, labels=used, average="macro")
    )


def test_an_interval_is_that_of_scipy():
    hits = np.array([1.0] * 31 + [0.0] * 9)
    weights = agreement.resamples(40, 9_999, [3])
    ours, why = agreement.interval((weights @ hits)[1:] / 40)
    theirs = scipy_stats.bootstrap((hits,), np.mean, method="percentile", rng=3).confidence_interval
    assert ours == pytest.approx(tuple(theirs), abs=0.026)  # one transcript of 40
    assert why == ""


def test_resamples_hold_as_many_transcripts_as_the_sample_and_the_sample_comes_first():
    weights = agreement.resamples(12, 50, [1])
    assert weights.shape == (51, 12)
    assert (weights[0] == 1).all()
    assert (weights.sum(axis=1) == 12).all()


def test_counts_are_resampled_as_the_things_they_count_would_be():
    drawn = agreement.resampled_counts([30, 10, 0], 4_000, [2])
    assert drawn[0].tolist() == [30, 10, 0]
    assert (drawn.sum(axis=1) == 40).all()
    one_by_one = agreement.resamples(40, 4_000, [2])[1:, :30].sum(axis=1)
    assert drawn[1:, 0].std() == pytest.approx(one_by_one.std(), rel=0.05)
    assert agreement.resampled_counts([0, 0], 3, [2]).tolist() == [[0, 0]] * 4


def test_an_interval_that_says_nothing_is_undefined():
    assert agreement.interval(np.ones(100))[0] is None
    mostly_undefined = np.array([0.5, 0.6, *[np.nan] * 8])
    found, why = agreement.interval(mostly_undefined)
    assert found is None
    assert "lack a label" in why


def test_a_guess_never_sees_the_label_it_guesses():
    assert agreement.most_frequent_of_others([0, 0, 1]) == [0, 0, 0]
    assert agreement.most_frequent_of_others([0, 1]) == [1, 0]


# -- labels against verdicts


def labelled(rater, outcomes, criterion="T14", start=0):
    return [
        Labelling(transcript=f"c{number:02}", rater=rater, verdicts={criterion: outcome})
        for number, outcome in enumerate(outcomes, start)
    ]


def only(calibration):
    (criterion,) = calibration.criteria
    return criterion


PEOPLE = ["met"] * 6 + ["not_met"] * 4 + ["na"] * 2
JUDGE = ["met"] * 5 + ["not_met"] + ["not_met"] * 3 + ["met"] + ["na", "met"]


def test_a_judge_is_compared_with_one_rater_by_hand():
    found = only(calibrate(labelled("a", PEOPLE), labelled("code", JUDGE)))
    assert (found.scale, found.transcripts, found.raters) == ("outcome", 12, ("a",))
    assert found.prevalence == {"met": 0.5, "not_met": 4 / 12, "na": 2 / 12}
    assert found.judge.agreement.value == pytest.approx(9 / 12)
    # by chance 6/12 * 7/12 + 4/12 * 4/12 + 2/12 * 1/12 = 60/144
    assert found.judge.kappa.value == pytest.approx((108 - 60) / (144 - 60))
    assert found.judge.macro_f1.value == pytest.approx((10 / 13 + 6 / 8 + 2 / 3) / 3)
    assert found.judge.sensitivity.value == pytest.approx(5 / 6)
    assert found.judge.specificity.value == pytest.approx(3 / 4)
    assert found.occasions_disputed == 1
    assert found.coverage.value == 1
    assert found.people is None
    low, high = found.judge.agreement.interval
    assert low < 9 / 12 < high
    assert found.judge.quadratic_kappa.value is None
    assert "order" in found.judge.quadratic_kappa.why


def test_the_guess_is_the_most_frequent_label_of_the_other_transcripts():
    found = only(calibrate(labelled("a", PEOPLE), labelled("code", JUDGE)))
    assert found.baseline.agreement.value == pytest.approx(6 / 12)
    # met: 6 right, guessed 12 times; the rest is never guessed
    assert found.baseline.macro_f1.value == pytest.approx(12 / 18 / 3)
    assert found.baseline.agreement.interval is None


def test_cannot_tell_counts_both_ways():
    judged = [outcome if number % 2 else "cannot_tell" for number, outcome in enumerate(JUDGE)]
    found = only(calibrate(labelled("a", PEOPLE), labelled("code", judged)))
    assert found.coverage.value == 0.5
    # decided: met met met, not_met not_met (one of them a met), not_met met, na -> met
    decided = [(one, two) for one, two in zip(PEOPLE, judged, strict=True) if two != "cannot_tell"]
    truths, verdicts = zip(*decided, strict=True)
    assert found.judge.macro_f1.value == pytest.approx(
        metrics.f1_score(truths, verdicts, average="macro", zero_division=0)
    )
    assert found.strict_macro_f1.value == pytest.approx(
        metrics.f1_score(PEOPLE, judged, labels=["met", "not_met", "na"], average="macro", zero_division=0)
    )
    assert found.strict_macro_f1.value < found.judge.macro_f1.value


def test_a_judge_that_decides_nothing_has_no_figures_and_no_zero():
    found = only(calibrate(labelled("a", PEOPLE), labelled("code", ["cannot_tell"] * 12)))
    assert found.coverage.value == 0
    assert found.judge.agreement.value is None
    assert found.judge.kappa.value is None
    assert found.judge.kappa.why == "no transcript was decided by both"
    assert found.strict_macro_f1.value == 0
    assert found.pass_rate.value is None
    assert found.weak == ()


def test_what_people_leave_open_is_in_no_figure():
    people = ["cannot_tell", "cannot_tell", *PEOPLE[2:]]
    found = only(calibrate(labelled("a", people), labelled("code", JUDGE)))
    assert (found.transcripts, found.left_open) == (10, 2)
    assert found.judge.agreement.value == pytest.approx(7 / 10)
    nothing = only(calibrate(labelled("a", ["cannot_tell"] * 6), labelled("code", JUDGE)))
    assert (nothing.transcripts, nothing.left_open) == (0, 6)
    assert nothing.judge.agreement.value is None


def test_with_one_label_in_use_nothing_can_be_told_apart():
    found = only(calibrate(labelled("a", ["clean"] * 8), labelled("code", ["clean"] * 8)))
    assert found.judge.agreement.value == 1
    for figure in (found.judge.kappa, found.judge.ac1, found.judge.macro_f1, found.judge.specificity):
        assert figure.value is None
        assert figure.why
    assert found.corrected_pass_rate.value is None


def test_few_transcripts_give_figures_without_intervals():
    found = only(calibrate(labelled("a", ["met", "not_met", "met"]), labelled("code", ["met", "met", "met"])))
    assert found.judge.agreement.value == pytest.approx(2 / 3)
    assert found.judge.agreement.interval is None
    assert "fewer than 5" in found.judge.agreement.why


def test_several_raters_are_compared_with_one_another_and_each_with_the_judge():
    a = ["met", "met", "not_met", "not_met", "met", "not_met"]
    b = ["met", "not_met", "not_met", "not_met", "met", "not_met"]
    c = ["not_met", "met", "not_met", "met", "met", "not_met"]
    labels = [*labelled("a", a), *labelled("b", b), *labelled("c", c)]
    found = only(calibrate(labels, labelled("code", a)))

    def of(one, two):
        return metrics.cohen_kappa_score(one, two)

    assert found.people.kappa.by_rater == pytest.approx(
        {"a": (of(a, b) + of(a, c)) / 2, "b": (of(a, b) + of(b, c)) / 2, "c": (of(a, c) + of(b, c)) / 2}
    )
    assert found.people.kappa.value == pytest.approx((of(a, b) + of(a, c) + of(b, c)) / 3)
    assert found.people.kappa.range == pytest.approx(
        (min(found.people.kappa.by_rater.values()), max(found.people.kappa.by_rater.values()))
    )
    assert found.judge.kappa.by_rater == pytest.approx({"a": 1.0, "b": of(a, b), "c": of(a, c)})
    assert found.judge.kappa.value == pytest.approx((1 + of(a, b) + of(a, c)) / 3)


def test_raters_who_share_no_transcript_cannot_be_compared():
    labels = [*labelled("a", PEOPLE), *labelled("b", PEOPLE, start=50)]
    found = only(calibrate(labels))
    assert found.people.kappa.value is None
    assert found.people.kappa.why == "no transcript was decided by both"
    assert found.judge is None


def test_ratings_have_a_quadratic_kappa_and_no_passes():
    people, judged = [1, 2, 3, 3, 5, 4, 2, 1.5], [2, 2, 3, 4, 5, 3, 1, 1]
    found = only(calibrate(labelled("a", people), labelled("other", judged)))
    assert found.scale == "rating"
    doubled = [[int(2 * rating) for rating in ratings] for ratings in (people, judged)]
    assert found.judge.quadratic_kappa.value == pytest.approx(
        metrics.cohen_kappa_score(*doubled, weights="quadratic", labels=range(2, 11))
    )
    assert found.judge.sensitivity.value is None
    assert found.judge.sensitivity.why == "only outcomes pass or fail"
    assert found.prevalence["1.5"] == 1 / 8


def test_a_corrected_rate_gives_back_what_people_say_of_the_transcripts_it_was_made_on():
    people = ["met"] * 12 + ["not_met"] * 8
    judged = ["met"] * 9 + ["not_met"] * 3 + ["met"] * 2 + ["not_met"] * 6
    found = only(calibrate(labelled("a", people), labelled("code", judged)))
    assert found.pass_rate.value == pytest.approx(11 / 20)
    assert found.corrected_pass_rate.value == pytest.approx(12 / 20)
    low, high = found.corrected_pass_rate.interval
    assert low < 12 / 20 < high


def test_a_corrected_rate_reaches_transcripts_that_nobody_labelled():
    people = ["met"] * 12 + ["not_met"] * 8
    judged = ["met"] * 9 + ["not_met"] * 3 + ["met"] * 2 + ["not_met"] * 6 + ["met"] * 20
    found = only(calibrate(labelled("a", people), labelled("code", judged)))
    assert found.pass_rate.value == pytest.approx(31 / 40)
    # sensitivity 9/12, specificity 6/8: more passes than even a perfect group would get
    assert found.corrected_pass_rate.value == 1
    fewer = only(calibrate(labelled("a", people), labelled("code", [*judged[:20], *["met"] * 5, *["not_met"] * 5])))
    assert fewer.corrected_pass_rate.value == pytest.approx((16 / 30 + 0.75 - 1) / 0.5)


def test_a_judge_that_knows_nothing_corrects_no_rate():
    people = ["met", "not_met"] * 6
    found = only(calibrate(labelled("a", people), labelled("code", ["met"] * 12)))
    assert found.corrected_pass_rate.value is None
    assert "1 or less" in found.corrected_pass_rate.why


def test_weak_criteria_come_first_and_say_why():
    good, bad = PEOPLE, ["met"] * 12
    labels = [
        Labelling(transcript=f"c{number:02}", rater="a", verdicts={"T14": label, "T20": label, "T21": "clean"})
        for number, label in enumerate(PEOPLE)
    ]
    judged = [
        Labelling(transcript=f"c{number:02}", rater="code", verdicts={"T14": one, "T20": two, "T21": "clean"})
        for number, (one, two) in enumerate(zip(good, bad, strict=True))
    ]
    report = calibrate(labels, judged)
    assert [one.id for one in report.criteria] == ["T20", "T14", "T21"]
    assert "no better than the guess" in report.criteria[0].weak[0]
    assert report.criteria[1].weak == ()


def test_a_judge_below_every_rater_is_weak():
    b = [*PEOPLE[:-1], "met"]
    worse = [*PEOPLE[:6], "met", "met", *PEOPLE[8:]]
    found = only(calibrate([*labelled("a", PEOPLE), *labelled("b", b)], labelled("code", worse)))
    assert any("below every rater's" in why for why in found.weak)


def test_intervals_hang_on_the_seed_and_on_no_other_criterion():
    labels, judged = labelled("a", PEOPLE), labelled("code", JUDGE)
    alone = only(calibrate(labels, judged, seed=4))
    assert only(calibrate(labels, judged, seed=4)) == alone
    assert only(calibrate(labels, judged, seed=5)) != alone
    more = calibrate([*labels, *labelled("a", PEOPLE, "T02")], [*judged, *labelled("code", JUDGE, "T02")], seed=4)
    assert alone in more.criteria


def scorecard(number, outcome, **goodbye):
    return Scorecard(
        transcript=f"c{number:02}",
        rubric="house",
        rubric_hash="0" * 64,
        judge="code",
        score=None,
        gates=(),
        criteria=(Verdict(id="T14", verdict=outcome, why="because"),),
        goodbye=Goodbye(**goodbye),
        unscored=0,
    )


def test_gates_impasse_and_timing_are_compared_where_they_were_labelled():
    labels = [
        Labelling(transcript="c00", rater="a", verdicts={}, gates=("V6",), impasse=7, timing="too_late"),
        Labelling(transcript="c01", rater="a", verdicts={}, gates=(), impasse=None, timing="not_needed"),
        Labelling(transcript="c02", rater="a", verdicts={"T14": "met"}),
    ]
    cards = [
        scorecard(0, "met", impasse_turn=7, timing="on_time"),
        scorecard(1, "met", impasse_turn=3, timing=None),
        scorecard(2, "met", impasse_turn=None, timing=None),
    ]
    report = calibrate(labels, [labelling_of(card) for card in cards], gates=("V3", "V6"))
    found = {one.id: one for one in report.criteria}
    assert set(found) == {"T14", "V3", "V6", "Impasse", "Timing"}
    assert found["V6"].transcripts == 2
    assert found["V6"].judge.specificity.value == 0
    assert found["V3"].judge.agreement.value == 1
    assert found["Impasse"].judge.agreement.value == 0.5
    assert found["Impasse"].judge.kappa.why == "turns are no classes"
    assert found["Timing"].coverage.value == 0.5
    assert found["Timing"].judge.agreement.value == 0


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(UsageError, match="labels T14 of the transcript 'c00' twice"):
        calibrate([*labelled("a", ["met"]), *labelled("a", ["not_met"])])
    with pytest.raises(UsageError, match="outcomes and with ratings"):
        calibrate([*labelled("a", ["met"]), *labelled("b", [3])])
    with pytest.raises(UsageError, match="One judge"):
        calibrate(labelled("a", ["met"]), [*labelled("code", ["met"]), *labelled("code+x", ["met"])])


def test_outcomes_say_nothing_of_ratings():
    found = only(calibrate(labelled("a", [1, 2, 3, 4, 5]), labelled("code", ["met"] * 5)))
    assert found.judge is None

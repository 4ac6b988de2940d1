"""The exercise rules at their edges: one less or one more than each number, and what each rule leaves alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, Variable
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from tests.unit.prescriptions.domain.exercises import (
    R_DOSAGE,
    R_EACH,
    R_LADDER,
    TODAY,
    F,
    R,
    at,
    done,
    feb,
    kilograms,
    sides,
    twice,
)
from tests.unit.prescriptions.domain.words import MARKED

FULL, LESS, LOW = (12, 12, 12), (9, 9, 9), (7, 7, 7)
GAPS = [(7, "stay", False), (8, "stay", False), (14, "stay", False), (15, "regress", False), (28, "regress", False)]
ADVANCE, STAY, DOWN, STOP = (("advance", "E5"), ("stay", "E6"), ("regress", "E4"), ("stop", "E1"))
RED = ("regress", "E3")


def days(*exposures: Exposure) -> list[Exposure]:
    """One a day, the last yesterday."""
    first = TODAY - timedelta(days=len(exposures))
    return [replace(e, date=first + timedelta(days=n)) for n, e in enumerate(exposures)]


def went(repetitions: Sequence[int] = FULL, **answers: int | None) -> Exposure:
    return done(feb(1), repetitions, **answers)


@pytest.mark.parametrize(
    ("exposures", "expected"),
    [
        ([went(pain=7), went(pain=2)], STAY),
        ([went(pain=8), went(pain=0)], STOP),
        ([went(pain=0), went(pain=5)], STAY),
        ([went(pain=0), went(pain=6)], RED),
        ([went(pain=6), went(pain=0)], STAY),
        ([went(next_day=2), went(next_day=2)], ADVANCE),
        ([went(next_day=3), went()], STAY),
        ([went(), went(next_day=3)], RED),
        ([went(pain=2), went(pain=2)], ADVANCE),
        ([went(pain=3), went(pain=2)], STAY),
        ([went(effort=8), went(effort=8)], ADVANCE),
        ([went(effort=9), went(effort=8)], STAY),
        ([went(effort=8), went(effort=9)], STAY),
        ([went(effort=9), went(effort=9), went(effort=10)], DOWN),
        ([went(effort=9), went(effort=8), went(effort=9)], STAY),
        ([went(LOW), went(LOW), went(LOW)], DOWN),
        ([went(LOW), went(effort=9), went(LOW)], DOWN),
        ([went(LOW), went(LESS), went(LOW)], STAY),
        ([went(LESS), went(LOW), went(LOW)], STAY),
        ([went(FULL), went(LOW), went(LOW), went(LOW)], DOWN),
        ([went(LESS), went(FULL), went(FULL)], ADVANCE),
        ([went(FULL)], STAY),
        ([went(FULL), went(LESS)], STAY),
    ],
)
def test_rule_by_what_was_done(exposures: list[Exposure], expected: tuple[str, str]) -> None:
    decision = decide(replace(R, since=feb(1)), days(*exposures), today=TODAY)
    assert (decision.kind, decision.rule) == expected


@pytest.mark.parametrize(("days_ago", "kind", "review"), [*GAPS, (29, "stay", True), (60, "stay", True)])
def test_gap_by_days(days_ago: int, kind: str, review: bool) -> None:
    decision = decide(R, [done(feb(3), LESS)], today=feb(3) + timedelta(days=days_ago))
    assert (decision.kind, decision.rule == "E2", decision.review) == (kind, days_ago >= 8, review)


@pytest.mark.parametrize(
    ("settings", "exposures", "expected"),
    [
        (Settings(stop_pain=9), [went(), went(pain=8)], RED),
        (Settings(accept_pain=6), [went(), went(pain=6)], STAY),
        (Settings(safe_pain=4), [went(pain=4), went(pain=4)], ADVANCE),
        (Settings(safe_pain=5, accept_pain=5), [went(pain=5), went(pain=5)], ADVANCE),
        (Settings(usual_pain=7), [went(pain=5), went(pain=5)], ADVANCE),
        (Settings(effort_hard=7), [went(effort=7)] * 3, DOWN),
        (Settings(effort_hard=7), [went(effort=7)] * 2, STAY),
        (Settings(success_sessions=3), [went()] * 2, STAY),
        (Settings(success_sessions=3), [went()] * 3, ADVANCE),
        (Settings(success_sessions=1), [went()], ADVANCE),
        (Settings(underperform_sessions=2), [went(LOW)] * 2, DOWN),
        (Settings(underperform_sessions=4), [went(LOW)] * 3, STAY),
    ],
)
def test_rule_by_the_settings(settings: Settings, exposures: list[Exposure], expected: tuple[str, str]) -> None:
    decision = decide(replace(R, since=feb(1)), days(*exposures), today=TODAY, settings=settings)
    assert (decision.kind, decision.rule) == expected


def test_margin_and_share_between_sides_are_settings() -> None:
    spare = [done(day, (10, 10, 10), reserve=1) for day in (feb(3), feb(5))]
    assert decide(F, spare, today=TODAY).kind == "stay"
    assert decide(F, spare, today=TODAY, settings=Settings(margin=1)).kind == "advance"
    lopsided = [sides(feb(day), FULL, (8, 8, 9)) for day in (3, 4, 5)]
    assert decide(R_EACH, lopsided, today=TODAY, settings=Settings(asymmetry=0.4)).flags == ()


@pytest.mark.parametrize(
    ("right", "flags"),
    [
        ([LOW, LOW, LOW], ("asymmetry",)),
        ([FULL, LOW, LOW, LOW], ("asymmetry",)),
        ([FULL, LOW, LOW], ()),
        ([LOW, FULL, LOW], ()),
        ([LOW, LOW], ()),
    ],
)
def test_sides_that_differ_three_times_running_are_flagged_whatever_is_decided(
    right: list[Sequence[int]], flags: tuple[str, ...]
) -> None:
    told = days(*[sides(feb(1), FULL, each) for each in right])
    stays = decide(replace(R_EACH, since=feb(1)), told, today=TODAY)
    sore = [*told[:-1], replace(told[-1], pain=6)]
    assert (stays.flags, decide(replace(R_EACH, since=feb(1)), sore, today=TODAY).flags) == (flags, flags)


def test_only_what_was_done_since_the_last_change_up_to_today_counts() -> None:
    told = [done(feb(day)) for day in (3, 5, 7)]
    assert decide(R, told, today=feb(4)).through == (feb(3), 1)
    assert decide(replace(R, since=feb(4)), told, today=feb(6)).kind == "stay"
    assert decide(replace(R, since=feb(5)), told, today=feb(7)).kind == "advance"
    assert decide(replace(R, since=feb(9), after=(feb(3), 1)), told, today=feb(7)).kind == "advance"
    assert decide(replace(R, since=feb(1), after=(feb(5), 1)), told, today=feb(7)).kind == "stay"
    assert decide(replace(R, after=(feb(7), 0)), [done(feb(7))], today=TODAY).reason.therapist.endswith("1 of 2.")


def test_exposures_of_the_present_dosage_count_after_the_last_of_another() -> None:
    same, other = replace(done(feb(3)), planned=R_DOSAGE), replace(done(feb(5)), planned=kilos("9"))
    kinds = [
        decide(replace(R, since=feb(1)), told, today=TODAY).kind
        for told in (
            [same, replace(same, date=feb(5))],
            [same, other, replace(same, date=feb(6))],
            [other, replace(other, date=feb(6)), replace(same, date=feb(7))],
            [other, replace(same, date=feb(6)), replace(same, date=feb(7))],
        )
    ]
    assert kinds == ["advance", "stay", "stay", "advance"]


def kilos(value: str) -> Dosage:
    return replace(R_DOSAGE, load=kilograms(value))


def test_twice_red_asks_for_a_review_and_once_red_does_not() -> None:
    once = [went(pain=6), went(), went(pain=6)]
    assert decide(replace(R, since=feb(1)), days(*once), today=TODAY).review is False
    assert decide(replace(R, since=feb(1)), days(went(), *[went(pain=6)] * 2), today=TODAY).review is True
    assert decide(replace(R, since=feb(1), previous_red=True), days(went(), went(pain=6)), today=TODAY).review is False


@pytest.mark.parametrize(("ago", "says"), [(6, "Too soon for 1 more day."), (5, "Too soon for 2 more days.")])
def test_too_soon_says_how_long(ago: int, says: str) -> None:
    decision = decide(replace(R, last_advanced_on=TODAY - timedelta(days=ago)), twice(), today=TODAY)
    assert (decision.rule, decision.review, decision.variable) == ("E6", False, None)
    assert decision.reason.therapist.endswith(says)
    later = decide(
        replace(R, last_advanced_on=feb(1)), twice(), today=TODAY, settings=Settings(min_days_between_advances=8)
    )
    assert later.rule == "E6"


def test_variants_are_offered_at_the_ends_alone() -> None:
    ladder = replace(R_LADDER, easier="Wall squat", harder="Jump")
    row = replace(R, ladder=ladder)
    assert decide(row, twice(), today=TODAY).variant == ""
    down = decide(row, twice(pain=6), today=TODAY)
    assert (down.variant, down.variable) == ("", Variable.SETS)
    bottom = replace(R_DOSAGE, sets=(1, 1), repetitions=(4, 6), load=kilograms("10"))
    least = decide(replace(row, dosage=bottom), twice(pain=6), today=TODAY)
    assert (least.variant, least.review, least.variable, least.dosage) == ("Wall squat", True, None, bottom)
    grid = decide(ExerciseRow(replace(bottom, repetitions=(1, 1)), feb(3)), twice(pain=6), today=TODAY)
    assert (grid.kind, grid.variant, grid.review) == (Kind.REGRESS, "", True)


@pytest.mark.parametrize(
    ("percent", "increment", "confirm"), [(10, "1", False), (9, "1", True), (10, "1.01", True), (20, "2", False)]
)
def test_load_step_over_the_percentage_waits_for_the_therapist(percent: int, increment: str, confirm: bool) -> None:
    ladder = Ladder(R_DOSAGE, load_increment=Decimal(increment))
    settings = replace(DEFAULTS, load_confirm_percent=percent)
    decision = decide(replace(R, ladder=ladder), twice(), today=TODAY, settings=settings)
    assert (decision.rule, decision.needs_confirmation) == ("E5", confirm)


def test_decision_tells_its_day_and_the_last_session_it_saw() -> None:
    decision = decide(at(R, sets=(2, 2)), twice(), today=TODAY)
    assert (decision.on, decision.through) == (TODAY, (feb(5), 1))
    assert decide(R, [], today=TODAY).through is None


def test_reasons_are_made_of_the_words_that_are_given() -> None:
    told = {
        "E1": days(went(), went(pain=9)),
        "E3": days(went(), went(pain=6)),
        "E4": days(*[went(LOW)] * 3),
        "E5": days(went(), went()),
        "E6": days(went(LESS)),
    }
    for rule, exposures in told.items():
        decision = decide(replace(R, since=feb(1)), exposures, today=TODAY, words=MARKED)
        assert decision.rule == rule
        assert decision.reason.therapist.startswith("«")
    gap = TODAY + timedelta(days=10)
    assert decide(R, twice(), today=gap, words=MARKED).reason.therapist.startswith("«E2")


def test_a_stay_needs_no_confirmation() -> None:
    stay = decide(R, [done(feb(7))], today=TODAY)
    assert (stay.kind, stay.needs_confirmation, stay.review) == (Kind.STAY, False, False)

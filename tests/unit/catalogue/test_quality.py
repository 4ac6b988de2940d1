"""What the checks say before clients see an exercise."""

from datetime import date

import pytest

from apps.catalogue.quality import Check, checks_of, flags_of
from tests.factories.catalogue import STANDING, make_exercise, make_figure

pytestmark = pytest.mark.django_db


def check(code: str, **values: object) -> Check:
    exercise = make_exercise("Bridge", **values)
    return next(found for found in checks_of(exercise, today=date(2026, 11, 20)) if found.code == code)


def test_a_good_exercise_has_no_flags() -> None:
    assert flags_of(make_exercise("Bridge")) == []


@pytest.mark.parametrize(
    ("code", "values", "message"),
    [
        ("reading_age", {"why": "Stabilises the lumbopelvic musculature simultaneously. " * 9}, "aim for 11"),
        ("long_step", {"steps": ["Lift.", "now " * 21]}, "Step 2 has more than 20 words"),
        ("no_cues", {"cues": []}, "No cues"),
        ("highlight", {"muscles_prime": ["glutes", "quadriceps"]}, "Highlight misses quadriceps"),
        ("review_overdue", {"review_due_on": date(2026, 11, 19)}, "Review was due on 19 November 2026"),
    ],
)
def test_a_warning_names_what_is_wrong_and_does_not_block(code: str, values: dict[str, object], message: str) -> None:
    found = check(code, **values)
    assert (found.ok, found.blocks) == (False, False)
    assert message in found.message


def test_a_review_due_today_is_not_overdue() -> None:
    assert check("review_overdue", review_due_on=date(2026, 11, 20)).ok


def test_a_deep_muscle_is_lit_by_the_one_over_it() -> None:
    assert check("highlight", muscles_prime=["glutes", "pelvic_floor"]).ok


@pytest.mark.parametrize(
    ("muscle", "line"),
    [
        ("quadriceps", "quadriceps"),
        ("hamstrings", "hamstrings_f"),
        ("rectus_femoris", "quadriceps"),
        ("calves", "calves"),
    ],
)
def test_a_muscle_is_lit_by_its_own_line_or_one_that_shows_it(muscle: str, line: str) -> None:
    figure = make_figure()
    figure.pose = {**STANDING, "muscles": [line]}
    figure.save()
    assert check("highlight", muscles_prime=[muscle], figure=figure).ok


def test_a_drawing_that_no_body_can_do_blocks() -> None:
    figure = make_figure()
    figure.pose = {**STANDING, "base": {**STANDING["base"], "leg_n": {"hip": 0, "knee": -90}}}
    figure.save()
    found = check("drawing", figure=figure)
    assert (found.ok, found.blocks) == (False, True)
    assert "knee" in found.message

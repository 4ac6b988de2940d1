"""The editor of one exercise in the browser, with no script at all."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.accounts.vocabulary import Role
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import STANDING, make_exercise
from tests.integration.catalogue.browser import address, move, send, text
from tests.personas import Personas, make_staff

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]


def test_edit_saves_every_kind_of_field(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    response = send(
        as_staff(personas.ada),
        exercise,
        summary="Lifts you.",
        steps=["Press.", "", "Lift."],
        muscles_prime=["glutes", "hamstrings"],
        cues="Level hips.\r\n\r\nBreathe.",
        usual_dosage="3 × 8-10, hold 5 s",
        stated_dosage="8 reps, sets not stated",
        **{"credits-name": ["A. Author", ""], "credits-role": ["author", ""], "credits-note": ["Wrote it.", ""]},
        picture_words="Standing tall.",
    )
    assert response.status_code == 302
    exercise.refresh_from_db()
    assert exercise.summary == "Lifts you."
    assert exercise.steps == ["Press.", "Lift."]
    assert exercise.cues == ["Level hips.", "Breathe."]
    assert exercise.muscles_prime == ["glutes", "hamstrings"]
    assert exercise.usual_dosage == {"sets": [3, 3], "repetitions": [8, 10], "hold_seconds": [5, 5]}
    assert exercise.stated_dosage == {"repetitions": [8, 8]}
    assert exercise.credits == [{"name": "A. Author", "role": "author", "note": "Wrote it."}]
    assert exercise.contraindications[0]["code"] == "recent_abdominal_surgery"
    assert exercise.figure is not None
    assert exercise.figure.pose["desc"] == "Standing tall."
    assert (exercise.version, exercise.state) == (1, State.PUBLISHED)
    assert exercise.revision is not None
    assert exercise.revision.content["summary"] == "Lifts the hips off the floor."


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "required"),
        ("usual_dosage", "banana", "We can’t read this dosage"),
        ("usual_frequency", "now and then", "We can’t read this dosage"),
        ("muscles_prime", ["tail"], "is not in it"),
        ("cautions-code", ["moon", "pregnancy", ""], "Choose a caution"),
        ("cautions-code", ["pregnancy", "pregnancy", ""], "twice"),
        ("pose", "{", "This is not JSON"),
        ("pose", "[]", "Can’t draw this"),
        ("pose", "[" * 30_000, "deep"),
        ("video", "javascript:alert(1)", "valid URL"),
        ("steps", ["x" * 301], "longer than 300"),
    ],
)
def test_a_refused_form_names_the_field_and_saves_nothing(
    personas: Personas, as_staff: AsStaff, field: str, value: Any, words: str
) -> None:
    exercise = make_exercise("Bridge")
    response = send(as_staff(personas.ada), exercise, summary="Half saved", **{field: value})
    assert response.status_code == 422
    assert words in text(response).replace("&#x27;", "'")
    assert "Half saved" in text(response)
    exercise.refresh_from_db()
    assert exercise.summary != "Half saved"


def test_a_ladder_cannot_go_round_in_a_circle(personas: Personas, as_staff: AsStaff) -> None:
    squat = make_exercise("Squat")
    bridge = make_exercise("Bridge", harder=squat)
    response = send(as_staff(personas.ada), squat, harder=bridge.pk)
    assert response.status_code == 422
    assert "round in a circle" in text(response)


@pytest.mark.parametrize(
    ("command", "steps"),
    [
        ("add", ["One", "Two", ""]),
        ("remove-0", ["Two"]),
        ("down-0", ["Two", "One"]),
        ("up-1", ["Two", "One"]),
        ("up-0", ["One", "Two"]),
        ("remove-9", ["One", "Two"]),
        ("nonsense", ["One", "Two"]),
    ],
)
def test_steps_move_without_a_script_and_nothing_is_saved(
    personas: Personas, as_staff: AsStaff, command: str, steps: list[str]
) -> None:
    exercise = make_exercise("Bridge")
    response = send(as_staff(personas.ada), exercise, steps=["One", "Two"], step=command, summary="Still mine")
    assert response.status_code == 200
    assert response.context["steps"] == steps
    assert "Still mine" in text(response)
    exercise.refresh_from_db()
    assert exercise.version == 0


def test_two_people_saving_see_both_versions(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    browser = as_staff(personas.ada)
    send(browser, exercise, summary="First.")
    response = send(browser, exercise, summary="Second.", version=0)
    assert response.status_code == 409
    assert response.context["differences"] == [("What it does, in one or two lines", "First.", "Second.")]
    assert 'name="version" value="1"' in text(response)
    exercise.refresh_from_db()
    assert exercise.summary == "First."


def test_from_draft_to_published_and_retired_in_the_browser(personas: Personas, as_staff: AsStaff) -> None:
    abel = make_staff("Abel", Role.CURATOR, None)
    exercise = make_exercise("Bridge", state=State.DRAFT)
    ada = as_staff(personas.ada)
    send(ada, exercise, then="submit")
    assert "another curator has to publish it" in move(ada, exercise, "publish")
    other = as_staff(abel)
    assert "Say what needs to change" in text(other.post(address(exercise, "send-back/"), {"reason": ""}, follow=True))
    assert "Published. Therapists see it now" in text(
        other.post(address(exercise, "move/"), {"move": "publish"}, follow=True)
    )
    assert "Retired" in text(other.post(address(exercise, "move/"), {"move": "retire"}, follow=True))
    assert "Back as a draft" in text(other.post(address(exercise, "move/"), {"move": "reinstate"}, follow=True))
    page = text(other.get(address(exercise)))
    for words in ("Brought it back", "Retired it", "Published it", "Sent it for review", "Ada Test", "Abel Test"):
        assert words in page, words


def test_send_back_in_the_browser(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", state=State.IN_REVIEW)
    page = as_staff(personas.ada).post(address(exercise, "send-back/"), {"reason": "Too long"}, follow=True)
    assert "Sent back" in text(page)
    assert "Too long" in text(page)


def test_one_press_saves_a_published_exercise_and_sends_it_for_review(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    browser = as_staff(personas.ada)
    assert "Save and send for review" in text(browser.get(address(exercise)))
    send(browser, exercise, summary="Lifts you.", then="submit")
    exercise.refresh_from_db()
    assert (exercise.summary, exercise.submitted_by) == ("Lifts you.", personas.ada)
    assert "You sent this for review.</b> It needs one approval, by another curator" in text(
        browser.get(address(exercise))
    )
    other = as_staff(make_staff("Ben", Role.CURATOR, None))
    assert "Ada" in text(other.get(address(exercise)))
    assert "It needs one approval, by somebody else. Yours publishes it." in text(other.get(address(exercise)))


@pytest.mark.parametrize("move", ["", "fly", "publish", "reinstate"])
def test_a_move_that_is_not_allowed_says_why(personas: Personas, as_staff: AsStaff, move: str) -> None:
    exercise = make_exercise("Bridge")
    response = as_staff(personas.ada).post(address(exercise, "move/"), {"move": move}, follow=True)
    assert "toast--stop" in text(response)
    exercise.refresh_from_db()
    assert exercise.state == State.PUBLISHED


def test_the_preview_draws_and_names_what_is_wrong(personas: Personas, as_staff: AsStaff) -> None:
    browser = as_staff(personas.ada)
    drawn = browser.post("/curation/preview/", {"pose": json.dumps(STANDING)})
    assert drawn.status_code == 200
    assert text(drawn).count('<svg class="fig"') == 4
    for pose, words in (("{", "Look at line 1, character 2"), ('{"title": "x"}', "frames"), ("[" * 60_000, "too deep")):
        assert words in text(browser.post("/curation/preview/", {"pose": pose}))
    assert "No drawing yet" in text(browser.post("/curation/preview/", {"pose": ""}))


def test_hostile_words_and_poses_are_escaped(personas: Personas, as_staff: AsStaff) -> None:
    hostile = '"><script>alert(1)</script>'
    pose = {**STANDING, "title": hostile, "desc": hostile}
    exercise = make_exercise("Bridge")
    browser = as_staff(personas.ada)
    send(browser, exercise, name=f"B {hostile}", steps=[hostile], pose=json.dumps(pose), cues=hostile)
    for page in (browser.get(address(exercise)), browser.get("/curation/")):
        assert "<script>alert" not in text(page)
    assert escape(hostile) in text(browser.get(address(exercise)))
    assert "<script>alert" not in text(browser.post("/curation/preview/", {"pose": json.dumps(pose)}))


def test_edit_takes_eight_queries(
    personas: Personas, as_staff: AsStaff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    exercise = make_exercise("Bridge", easier=make_exercise("Reset"))
    browser = as_staff(personas.ada)
    with django_assert_num_queries(8):
        browser.get(address(exercise))

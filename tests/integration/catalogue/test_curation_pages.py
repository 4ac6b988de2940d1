"""The curator's list and editor through the browser, with no script at all."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client as Browser
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import Client, User
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import STANDING, make_exercise, make_figure, make_source
from tests.personas import Personas, make_staff

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]


def text(response: Any) -> str:
    return str(response.content.decode())


def address(exercise: Exercise, part: str = "") -> str:
    return f"/curation/{exercise.public_id}/{part}"


def filled(exercise: Exercise, **changes: Any) -> str:
    """The edit form as a browser would send it, with these fields changed."""
    data = QueryDict(mutable=True)
    plain: dict[str, Any] = {
        "version": exercise.version,
        "name": exercise.name,
        "summary": exercise.summary,
        "start_position": exercise.start_position,
        "kind": exercise.kind,
        "level": exercise.level,
        "position": exercise.position,
        "cues": "\r\n".join(exercise.cues),
        "usual_dosage": "2 sets of 8 reps",
        "usual_frequency": "2–3 times a week",
        "source": make_source().pk,
        "licence": exercise.licence,
        "pose": json.dumps(STANDING),
        "steps": exercise.steps,
        "muscles_prime": [*exercise.muscles_prime, ""],
        "regions": [*exercise.regions, ""],
        "equipment": [*exercise.equipment, ""],
        "cautions-rule": ["contraindication", "precaution", "contraindication"],
        "cautions-code": ["recent_abdominal_surgery", "pregnancy", ""],
        "cautions-note": ["Wait until you are cleared.", "Do not stay flat for long.", ""],
    }
    for name, value in {**plain, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data.urlencode()


def send(browser: Browser, exercise: Exercise, **changes: Any) -> Any:
    form = "application/x-www-form-urlencoded"
    return browser.post(address(exercise), filled(exercise, **changes), content_type=form)


def move(browser: Browser, exercise: Exercise, step: str) -> str:
    return text(browser.post(address(exercise, "move/"), {"move": step}, follow=True))


def test_list_counts_each_stage_and_flag(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    make_exercise("Squat", state=State.IN_REVIEW)
    make_exercise("Clam", state=State.DRAFT, figure=None)
    page = text(as_staff(personas.ada).get("/curation/"))
    assert page.count("All clear") == 2
    assert "No picture</span>" in page
    assert "Waiting for me" in page
    assert "Under an hour" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("state=in_review", "Squat", "Bridge"),
        ("flag=no_picture", "Clam", "Squat"),
        ("flag=waiting_for_me", "Squat", "Clam"),
        ("q=brigde", "Bridge", "Squat"),
    ],
)
def test_list_filters(personas: Personas, as_staff: AsStaff, query: str, shown: str, hidden: str) -> None:
    make_exercise("Bridge")
    make_exercise("Squat", state=State.IN_REVIEW)
    make_exercise("Clam", state=State.DRAFT, figure=None)
    page = text(as_staff(personas.ada).get(f"/curation/?{query}"))
    assert f"Choose {shown}" in page
    assert f"Choose {hidden}" not in page


def test_list_with_nothing_in_it(personas: Personas, as_staff: AsStaff) -> None:
    assert "Nothing here" in text(as_staff(personas.ada).get("/curation/?state=nonsense&flag=nonsense&page=x"))


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_eight_queries(
    personas: Personas, as_staff: AsStaff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_exercise(f"Bridge {number}", state=State.IN_REVIEW)
    browser = as_staff(personas.ada)
    with django_assert_num_queries(8):
        assert text(browser.get("/curation/?state=in_review")).count('name="chosen"') == count


def test_bulk_approves_what_it_can_and_says_what_it_cannot(personas: Personas, as_staff: AsStaff) -> None:
    good = make_exercise("Bridge", state=State.IN_REVIEW)
    bad = make_exercise("Clam", state=State.IN_REVIEW, figure=None)
    foreign = make_exercise("Theirs", state=State.IN_REVIEW, clinic=personas.other_clinic)
    chosen = [good.public_id, bad.public_id, foreign.public_id]
    page = as_staff(personas.ada).post("/curation/bulk/", {"action": "approve", "chosen": chosen}, follow=True)
    assert "1 published" in text(page)
    assert "Clam: Not ready for clients: No picture." in text(page)
    states = dict(Exercise.objects.values_list("name", "state"))
    assert states == {"Bridge": "published", "Clam": "in_review", "Theirs": "in_review"}


def test_bulk_sends_back_with_a_reason(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", state=State.IN_REVIEW)
    browser = as_staff(personas.ada)
    data = {"action": "send_back", "chosen": [exercise.public_id]}
    assert "Say what needs to change" in text(browser.post("/curation/bulk/", data, follow=True))
    browser.post("/curation/bulk/", {**data, "reason": "Step 2"})
    exercise.refresh_from_db()
    assert exercise.state == State.DRAFT


@pytest.mark.parametrize("data", [{}, {"action": "approve"}, {"action": "approve", "chosen": ["x"]}])
def test_bulk_without_rows_says_so(personas: Personas, as_staff: AsStaff, data: dict[str, Any]) -> None:
    page = text(as_staff(personas.ada).post("/curation/bulk/", data, follow=True))
    assert "Tick at least one exercise first." in page


def test_new_exercise_is_a_draft_of_the_curators_library(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    page = as_staff(personas.ada).post("/curation/new/", {"name": "Bridge", "kind": "strength"}, follow=True)
    exercise = Exercise.objects.get(slug="bridge-2")
    assert (exercise.state, exercise.clinic) == (State.DRAFT, None)
    assert "not published" in text(page)


def test_new_exercise_needs_a_name(personas: Personas, as_staff: AsStaff) -> None:
    response = as_staff(personas.ada).post("/curation/new/", {"kind": "strength"})
    assert response.status_code == 422
    assert "Name clients see" in text(response)


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
        ("muscles_prime", ["tail"], "not one of the available choices"),
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
    assert ("What it does, in one or two lines", "First.", "Second.") in response.context["differences"]
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
    assert text(drawn).count('<svg class="fig"') == 3
    for pose, words in (("{", "not JSON"), ('{"title": "x"}', "frames"), ("[" * 60_000, "not JSON")):
        refused = browser.post("/curation/preview/", {"pose": pose})
        assert refused.status_code == 422
        assert words in text(refused)
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


GETS = ["/curation/", "/curation/new/", "{edit}"]
POSTS = ["{edit}", "{edit}move/", "{edit}send-back/", "{edit}photo/", "/curation/bulk/", "/curation/preview/"]


@pytest.mark.parametrize("who", ["tara", "omar", "theo"])
@pytest.mark.parametrize(("method", "page"), [*(("get", page) for page in GETS), *(("post", page) for page in POSTS)])
def test_to_others_curation_does_not_exist(
    personas: Personas, as_staff: AsStaff, who: str, method: str, page: str
) -> None:
    exercise = make_exercise("Bridge")
    place = page.replace("{edit}", address(exercise))
    assert getattr(as_staff(getattr(personas, who)), method)(place).status_code == 404


@pytest.mark.parametrize(("method", "page"), [("get", "/curation/"), ("post", "/curation/preview/")])
def test_anonymous_and_clients_are_sent_away(
    personas: Personas, client: Browser, as_client: Callable[[Client], Browser], method: str, page: str
) -> None:
    assert getattr(client, method)(page).status_code == 302
    assert getattr(as_client(personas.cleo), method)(page).status_code == 302


def test_a_clinics_curator_edits_the_clinics_own_alone(personas: Personas, as_staff: AsStaff) -> None:
    carla = make_staff("Carla", Role.CURATOR, personas.clinic)
    own = make_exercise("Our bridge", clinic=personas.clinic)
    shared = make_exercise("Bridge")
    browser = as_staff(carla)
    page = text(browser.get("/curation/"))
    assert "Choose Our bridge" in page
    assert "Choose Bridge" not in page
    assert browser.get(address(own)).status_code == 200
    for exercise in (shared, make_exercise("Theirs", clinic=personas.other_clinic)):
        assert browser.get(address(exercise)).status_code == 404
    assert as_staff(personas.ada).get(address(own)).status_code == 404


def test_a_bad_id_is_404(personas: Personas, as_staff: AsStaff) -> None:
    browser = as_staff(personas.ada)
    assert browser.get(f"/curation/{uuid4()}/").status_code == 404
    assert browser.get("/curation/12/").status_code == 404


def test_admin_shows_the_catalogue(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", figure=make_figure())
    User.objects.filter(pk=personas.ada.pk).update(is_staff=True, is_superuser=True)
    browser = as_staff(personas.ada)
    for model in ("exercise", "source", "figure", "exerciserevision", "exercisephoto"):
        assert browser.get(f"/admin/catalogue/{model}/").status_code == 200
    assert browser.get(f"/admin/catalogue/exercise/{exercise.pk}/change/").status_code == 200

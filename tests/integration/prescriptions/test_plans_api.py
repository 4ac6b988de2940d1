"""Routines and prescriptions over the API."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from knox.models import AuthToken

from apps.accounts.models import AuditEvent, User
from apps.accounts.operations import archive_client
from apps.prescriptions.models import Prescription, Routine
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

SignIn = Callable[[User], Browser]
ROUTINES, PLANS = "/api/v1/routines/", "/api/v1/prescriptions/"
JSON = "application/json"


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def body(personas: Personas, routine: Routine, **values: Any) -> dict[str, Any]:
    return {"client": str(personas.cleo.public_id), "routine": routine.slug, "send": True, **values}


def test_routines_are_listed_by_name_and_page(tara: Browser) -> None:
    for name in ("Beta", "Alpha"):
        make_routine(name=name)
    answer = tara.get(ROUTINES).json()
    assert [routine["name"] for routine in answer["results"]] == ["Alpha", "Beta"]
    assert answer["next"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_routine_list_takes_four_queries(tara: Browser, django_assert_num_queries: Any, count: int) -> None:
    for _ in range(count):
        make_routine(1)
    with django_assert_num_queries(4):
        assert len(tara.get(ROUTINES).json()["results"]) == count


def test_routine_shows_its_gaps_and_its_grid(tara: Browser) -> None:
    routine = make_routine(1, stated={"repetitions": [6, 10]})
    (exercise,) = tara.get(f"{ROUTINES}{routine.slug}/").json()["exercises"]
    assert exercise["gaps"] == ["Sets: not stated"]
    assert [step["text"] for step in exercise["steps"]] == ["2 sets of 8 reps", "3 sets of 8 reps"]


def test_whole_plan_is_one_write(personas: Personas, tara: Browser) -> None:
    dead_bug = make_exercise("Dead bug")
    given = body(
        personas,
        make_routine(),
        title="For the hips",
        frequency="2–3 times a week",
        weeks=4,
        exercises=[
            {
                "exercise": dead_bug.slug,
                "section": "Strength",
                "steps": [
                    {"week": 1, "dosage": "3x8-10 hold 5s"},
                    {"week": 3, "dosage": {"sets": [3, 3], "repetitions": [10, 12]}},
                ],
            }
        ],
        phases=[{"name": "All", "first_week": 1, "weeks": 4}],
    )
    response = tara.post(PLANS, given, JSON)
    answer = response.json()
    assert response.status_code == 201
    assert (answer["title"], answer["frequency_text"], answer["status"]) == (
        "For the hips",
        "2–3 times a week",
        "active",
    )
    assert [step["text"] for step in answer["exercises"][0]["steps"]] == [
        "3 sets of 8–10 reps, hold 5 seconds",
        "3 sets of 10–12 reps",
    ]
    assert answer["state"]["status"] == "active"
    assert AuditEvent.objects.filter(action="prescription.sent", client=personas.cleo).count() == 1


def test_routine_alone_is_enough(personas: Personas, tara: Browser) -> None:
    answer = tara.post(PLANS, body(personas, make_routine(2)), JSON).json()
    assert len(answer["exercises"]) == 2
    assert answer["state"]["programme_week"] == 1


def test_same_id_makes_one_plan(personas: Personas, tara: Browser) -> None:
    given = body(personas, make_routine(), id=str(uuid.uuid4()))
    statuses = [tara.post(PLANS, given, JSON).status_code for _ in range(3)]
    assert (statuses, Prescription.objects.count()) == ([201, 200, 200], 1)


def test_archived_client_gets_no_plan(personas: Personas, tara: Browser) -> None:
    archive_client(by=personas.actor("tara"), client=personas.cleo)
    response = tara.post(PLANS, body(personas, make_routine()), JSON)
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert (error["field"], error["message"]) == ("client", "Cleo Test is archived. Bring them back first.")
    assert not Prescription.objects.exists()


def test_gap_names_the_field(personas: Personas, tara: Browser) -> None:
    routine = make_routine([make_exercise("Quad stretch")], steps=(), stated={"repetitions": [6, 10]})
    response = tara.post(PLANS, body(personas, routine), JSON)
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert problem["errors"][0]["field"] == "exercises[0].sets"
    assert "Quad stretch" in problem["errors"][0]["message"]
    assert tara.post(PLANS, body(personas, routine, use_starting_points=True), JSON).status_code == 201


def test_running_plan_is_stopped_only_when_asked(personas: Personas, tara: Browser) -> None:
    make_prescription(personas.cleo, personas.tara)
    routine = make_routine()
    refused = tara.post(PLANS, body(personas, routine), JSON)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "stop_current")
    assert tara.post(PLANS, body(personas, routine, stop_current=True), JSON).status_code == 201


def test_list_is_one_clients_newest_first(personas: Personas, tara: Browser) -> None:
    make_prescription(personas.cleo, personas.tara)
    draft = make_prescription(
        personas.cleo, personas.tara, send=False, start_date=timezone.localdate() + timedelta(days=9)
    )
    results = tara.get(PLANS, {"client": str(personas.cleo.public_id)}).json()["results"]
    assert [plan["status"] for plan in results] == ["draft", "active"]
    assert results[0]["id"] == str(draft.public_id)
    assert tara.get(PLANS).status_code == 422
    assert tara.get(PLANS, {"client": str(personas.cody.public_id)}).status_code == 404


@pytest.mark.parametrize("exercises", [1, 3])
def test_detail_takes_seven_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Any, exercises: int
) -> None:
    plan = make_prescription(personas.cleo, personas.tara, routine=make_routine(exercises))
    with django_assert_num_queries(7):
        assert tara.get(f"{PLANS}{plan.public_id}/").status_code == 200


def test_client_reads_their_own_plan_in_their_own_words(personas: Personas, as_client: Any) -> None:
    start = timezone.localdate() - timedelta(days=20)
    plan = make_prescription(personas.cleo, personas.tara, start_date=start)
    draft = make_prescription(personas.cleo, personas.tara, send=False)
    foreign = make_prescription(personas.cody, personas.tess)
    phone = as_client(personas.cleo)
    answer = phone.get(f"{PLANS}{plan.public_id}/").json()
    assert answer["state"]["reason"].startswith("We’re doing week 2 again")
    assert (answer["state"]["flags"], answer["state"]["review"]) == ([], False)
    assert [row["id"] for row in phone.get(PLANS).json()["results"]] == [str(plan.public_id)]
    assert [phone.get(f"{PLANS}{p.public_id}/").status_code for p in (draft, foreign)] == [404, 404]


def test_client_cannot_write_or_read_the_library(personas: Personas, as_client: Any) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    phone = as_client(personas.cleo)
    routine = make_routine()
    assert phone.get(ROUTINES).status_code == 404
    assert phone.post(PLANS, body(personas, routine), JSON).status_code == 404
    for action in ("pause", "resume", "stop"):
        assert phone.post(f"{PLANS}{plan.public_id}/{action}/", {}, JSON).status_code == 404


def test_pause_resume_stop_are_safe_to_send_twice(personas: Personas, tara: Browser) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    today = timezone.localdate().isoformat()
    path = f"{PLANS}{plan.public_id}/"
    for _ in range(2):
        paused = tara.post(f"{path}pause/", {"from_date": today}, JSON)
    assert (paused.json()["state"]["status"], paused.json()["pauses"]) == ("paused", [[today, None]])
    for _ in range(2):
        resumed = tara.post(f"{path}resume/", {}, JSON)
    assert resumed.json()["state"]["status"] == "active"
    assert [tara.post(f"{path}stop/", {"reason": "Better"}, JSON).status_code for _ in range(2)] == [200, 200]
    refused = tara.post(f"{path}pause/", {"from_date": today}, JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_allowed")
    assert tara.post(f"{path}stop/", {}, JSON).json()["errors"][0]["field"] == "reason"


def test_token_works_like_a_session(personas: Personas) -> None:
    _, token = AuthToken.objects.create(personas.tara)
    browser = Browser(headers={"Authorization": f"Token {token}"})
    assert browser.get(ROUTINES).status_code == 200
    assert browser.post(PLANS, body(personas, make_routine()), JSON).status_code == 201


@pytest.mark.parametrize("who", ["tess", "theo", "ada"])
def test_foreign_ids_are_not_found(personas: Personas, as_staff: SignIn, who: str) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    browser = as_staff(getattr(personas, who))
    path = f"{PLANS}{plan.public_id}/"
    assert browser.get(path).status_code == 404
    assert browser.get(PLANS, {"client": str(personas.cleo.public_id)}).status_code == 404
    assert browser.post(f"{path}stop/", {"reason": "x"}, JSON).status_code == 404
    assert browser.post(PLANS, body(personas, make_routine()), JSON).status_code == 404


@pytest.mark.parametrize("path", [ROUTINES, f"{ROUTINES}x/", PLANS, f"{PLANS}00000000-0000-4000-8000-000000000001/"])
def test_stranger_gets_401_as_json(db: None, path: str) -> None:
    response = Browser().get(path)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")


def test_absent_and_bad_ids(tara: Browser) -> None:
    assert tara.get(f"{PLANS}{uuid.uuid4()}/").status_code == 404
    assert tara.get(f"{PLANS}not-an-id/").status_code == 404
    assert tara.get(f"{ROUTINES}nothing/").status_code == 404

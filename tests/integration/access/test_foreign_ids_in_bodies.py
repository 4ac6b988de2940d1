"""An id of somebody else inside a body: refused, and nothing is written."""

import uuid
from typing import Any

import pytest

from apps.accounts.models import CareRelationship
from apps.catalogue.models import Exercise
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription, PrescriptionVersion, RoutineExercise
from tests.factories.portal import log_body, log_url
from tests.factories.prescriptions import make_prescription
from tests.integration.access.walking import MAY_BE_WRITTEN, Answer, attempt
from tests.integration.access.world import World
from tests.integration.catalogue.browser import filled
from tests.integration.prescriptions.plan_forms import fields_of

PLANS = "/api/v1/prescriptions/"


def refused(answer: Answer, *statuses: int) -> None:
    assert (answer.status, answer.wrote - MAY_BE_WRITTEN) in [(status, frozenset()) for status in statuses]


def ask(world: World, actor: str, method: str, url: str, body: Any, **extra: Any) -> Answer:
    return attempt(world.browsers[actor](), method, url, body, **extra)


@pytest.mark.parametrize("actor", ["cody", "tess", "theo", "rex", "ada", "omar"])
@pytest.mark.parametrize("batch", [False, True])
def test_nobody_else_logs_for_cleo(world: World, actor: str, batch: bool) -> None:
    body, log_id = log_body(world.a.prescription), str(uuid.uuid4())
    if not batch:
        refused(ask(world, actor, "PUT", log_url(log_id), body), 404)
        return
    answer = ask(world, actor, "POST", "/api/v1/session-logs/batch", {"logs": [{**body, "id": log_id}]})
    assert '"status":404' in answer.body.replace(" ", "") or answer.status == 404
    refused(answer, 200, 404)


def test_a_batch_stores_ones_own_and_refuses_the_rest(world: World) -> None:
    mine, theirs = log_body(world.a.prescription), log_body(world.b.prescription)
    logs = [{**mine, "id": str(uuid.uuid4())}, {**theirs, "id": str(uuid.uuid4())}]
    browser = world.browsers["cleo"]()
    answer = browser.post("/api/v1/session-logs/batch", {"logs": logs}, content_type="application/json").json()
    assert [result["status"] for result in answer["results"]] == [201, 404]
    assert not SessionLog.objects.filter(id=logs[1]["id"]).exists()


def test_another_clients_log_is_not_corrected(world: World) -> None:
    own = make_prescription(world.personas.cody, world.personas.tess)
    body = log_body(own, revises=str(world.a.log.id))
    refused(ask(world, "cody", "PUT", log_url(uuid.uuid4()), body), 404)


def test_another_clients_log_is_not_written_over(world: World) -> None:
    own = make_prescription(world.personas.cody, world.personas.tess)
    browser = world.browsers["cody"]()
    answer = browser.put(log_url(world.a.log.id), log_body(own), content_type="application/json")
    assert answer.status_code in {404, 409}
    assert SessionLog.objects.get(id=world.a.log.id).client == world.personas.cleo


@pytest.mark.parametrize("actor", ["cleo", "cody", "tara", "omar", "ada"])
def test_have_tells_nothing_of_other_clinics(world: World, actor: str) -> None:
    ids = [str(world.b.log.id), str(uuid.uuid4())]
    answer = ask(world, actor, "POST", "/api/v1/session-logs/have", {"ids": ids})
    assert all(log_id in answer.body for log_id in ids)


@pytest.mark.parametrize("whose", ["clara", "cody"])
def test_a_plan_is_not_given_to_somebody_elses_client(world: World, whose: str) -> None:
    client = getattr(world.personas, whose).public_id
    body = {"client": str(client), "routine": world.shared_routine.slug}
    refused(ask(world, "tara", "POST", PLANS, body), 404)


def test_a_plan_is_not_made_of_another_clinics_routine(world: World) -> None:
    body = {"client": str(world.personas.cleo.public_id), "routine": world.b.routine.slug}
    refused(ask(world, "tara", "POST", PLANS, body), 404)


@pytest.mark.parametrize("which", ["exercise", "draft"])
def test_a_plan_holds_no_exercise_of_another_clinic(world: World, which: str) -> None:
    steps = [{"week": 1, "dosage": "2 sets of 8 reps"}]
    exercises = [{"exercise": getattr(world.b, which).slug, "steps": steps}]
    body = {"client": str(world.personas.cleo.public_id), "routine": world.shared_routine.slug}
    refused(ask(world, "tara", "POST", PLANS, {**body, "exercises": exercises}), 422)


def test_a_plan_with_the_id_of_another_clinics_plan_leaves_it_alone(world: World) -> None:
    theirs, versions = world.b.prescription, PrescriptionVersion.objects.count()
    body = {"id": str(theirs.public_id), "client": str(world.personas.cleo.public_id)}
    answer = ask(world, "tara", "POST", PLANS, {**body, "routine": world.shared_routine.slug})
    assert answer.status in {404, 409, 422}
    assert not [word for word in world.b.canaries if word in answer.body]
    assert PrescriptionVersion.objects.count() == versions
    assert Prescription.objects.get(pk=theirs.pk).client == world.personas.clara


def test_the_builder_takes_no_exercise_of_another_clinic(world: World) -> None:
    path = f"/prescriptions/{world.a.prescription.public_id}/edit/"
    fields = fields_of(world.browsers["tara"](), path)
    names = [name for name, value in fields.items() if name.endswith("exercise") and value]
    for theirs in (world.b.exercise, world.b.draft):
        forged = dict.fromkeys(names, theirs.slug) or {"add": theirs.slug}
        answer = ask(world, "tara", "POST", path, {**fields, **forged, "add": theirs.slug})
        assert "prescriptions_prescribedexercise" not in answer.wrote
        assert not [word for word in world.b.canaries if f"{word}<" in answer.body]


@pytest.mark.parametrize("who", ["theo", "ada"])
def test_care_is_not_given_to_somebody_outside_the_clinic(world: World, who: str) -> None:
    body = {"colleague": str(getattr(world.personas, who).public_id)}
    path = f"/clients/{world.personas.cleo.public_id}/team/"
    assert not ask(world, "tara", "POST", path, body).wrote - MAY_BE_WRITTEN
    assert not CareRelationship.objects.filter(client=world.personas.cleo, therapist__name="Theo Test").exists()


@pytest.mark.parametrize("field", ["easier", "harder"])
def test_the_shared_library_does_not_point_at_a_clinics_exercise(world: World, field: str) -> None:
    for value in (world.a.exercise.pk, world.a.exercise.slug, world.a.exercise.public_id):
        body = filled(world.shared, **{field: str(value)})
        path = f"/curation/{world.shared.public_id}/"
        form = "application/x-www-form-urlencoded"
        world.browsers["ada"]().post(path, body, content_type=form)
        assert getattr(Exercise.objects.get(pk=world.shared.pk), f"{field}_id") is None


def test_the_admin_puts_no_clinics_exercise_in_a_shared_routine(world: World) -> None:
    row = RoutineExercise.objects.filter(routine=world.shared_routine)[0]
    body = {"routine": row.routine_id, "exercise": world.a.exercise.pk, "order": 1, "stated_dosage": "{}"}
    inline = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"}
    path = f"/admin/prescriptions/routineexercise/{row.pk}/change/"
    refused(ask(world, "ada", "POST", path, {**body, **inline}), 200)


@pytest.mark.parametrize("actor", ["tara", "tess", "omar", "cleo", "cody", "ada"])
@pytest.mark.parametrize("path", ["/api/v1/session-logs", PLANS])
def test_a_list_asked_for_a_foreign_client_is_a_404_or_ones_own(world: World, actor: str, path: str) -> None:
    answer = ask(world, actor, "GET", f"{path}?client={world.personas.clara.public_id}", "")
    assert answer.status == (200 if actor in {"cleo", "cody"} else 404)
    assert not [word for word in world.b.canaries if word in answer.body]

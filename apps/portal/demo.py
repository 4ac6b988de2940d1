"""A believable clinic for `make demo`, made through the same operations that people use."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.access import Actor, actor_for
from apps.accounts.models import CareRelationship, Client, Clinic, Membership, User
from apps.accounts.operations import add_client, add_note, invite
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise
from apps.catalogue.operations import submit
from apps.catalogue.vocabulary import State
from apps.portal.entries import NewLog, read_log
from apps.portal.mapping import outcomes
from apps.portal.models import SessionLog
from apps.portal.operations.days import rebuild_days
from apps.portal.operations.reviews import review_plan
from apps.portal.operations.rows import new_row
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.mapping import BundledExercise
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.operations import (
    AssignedExercise,
    AssignedPlan,
    assign_routine,
    fit_phases,
    fit_steps,
    review_progression,
    settled,
)
from apps.prescriptions.operations.answering import Answer, answer_exercise
from apps.prescriptions.queries import PlanBundle, client_today, load_plan, load_version, plan_state

DATA = Path(settings.BASE_DIR) / "fixtures" / "demo" / "clinic.yaml"
EVENING = time(18, 40)


@transaction.atomic
def load_demo(*, password: str) -> bool:
    """Make the demo clinic once. False when it is already there: what people did in it stays."""
    data = yaml.safe_load(DATA.read_text())
    if Clinic.objects.filter(slug=data["clinic"]["slug"]).exists():
        return False
    clinic = Clinic.objects.create(**data["clinic"])
    staff = {person["key"]: _staff(person, clinic, password) for person in data["staff"]}
    curators = [_staff({**person, "role": Role.CURATOR}, None, password) for person in data["curators"]]
    for entry in data["clients"]:
        _client(entry, staff[entry["therapist"]])
    for exercise in Exercise.objects.filter(clinic=None, state=State.DRAFT):
        submit(by=curators[-1], exercise=exercise)
    return True


def invite_cleo() -> str:
    """A fresh invitation for Cleo; the one before stops working. Returns its path."""
    cleo = Client.objects.select_related("clinic").get(clinic__slug="harbour-street", name__startswith="Cleo")
    tara = actor_for(User.objects.get(email="tara@demo.example"))
    assert tara is not None
    return reverse("accounts:invitation", args=[invite(by=tara, client=cleo).token])


def _staff(person: dict[str, Any], clinic: Clinic | None, password: str) -> Actor:
    user = User.objects.create_user(
        person["email"], password, name=person["name"], is_staff=person["role"] == Role.CURATOR
    )
    Membership.objects.create(user=user, clinic=clinic, role=person["role"])
    return Actor(user=user, clinic=clinic, role=person["role"])


def _client(entry: dict[str, Any], by: Actor) -> None:
    fields = {
        key: entry[key]
        for key in ("name", "email", "condition", "goal", "cautions", "caution_note", "kit", "usual_pain")
        if key in entry
    }
    client = add_client(
        by=by, **fields, date_of_birth=entry.get("born"), timezone=by.clinic.timezone if by.clinic else "UTC"
    )
    for text in entry.get("notes", []):
        add_note(by=by, client=client, text=text)
    for plan in entry["plans"]:
        prescription = _prescribe(plan, client, by)
        _log_sessions(plan, prescription)
        review_plan(prescription)
        _answer(plan, prescription, by)
    rebuild_days(client)
    begun = min((plan["start"] for plan in entry["plans"]), default=0)
    CareRelationship.objects.filter(client=client).update(started_at=timezone.now() + timedelta(days=begun))


def _prescribe(plan: dict[str, Any], client: Client, by: Actor) -> Prescription:
    routine = Routine.objects.get(slug=plan["routine"], clinic=None)
    weeks = plan.get("weeks", routine.weeks)
    low, high = plan["per_week"]
    start = client_today(client) + timedelta(days=plan["start"])
    assigned = AssignedPlan(
        title=routine.name,
        start_date=start,
        end_date=start + timedelta(days=7 * weeks - 1) if plan.get("ends") else None,
        weeks=weeks,
        frequency=Frequency(per_week=(low, high), per_day=(1, 1)),
        exercises=settled(list(_exercises(routine, weeks, plan))),
        phases=fit_phases(list(routine.phases.all()), weeks),
        message=plan.get("message", ""),
        stop_current=True,
    )
    return assign_routine(by=by, client=client, routine=routine, plan=assigned, send=True)


def _exercises(routine: Routine, weeks: int, plan: dict[str, Any]) -> Iterator[AssignedExercise]:
    """At most five published exercises, with the routine's own grid or else our labelled starting points.

    One with a ladder moves up by proposals instead of by the week.
    """
    ladders = plan.get("ladders", {})
    rows = (
        routine.exercises.select_related("exercise").prefetch_related("steps").filter(exercise__state=State.PUBLISHED)
    )
    for row in rows[:5]:
        steps = [(step.week, step.dosage) for step in row.steps.all()] or [(1, row.exercise.usual_dosage)]
        ladder = ladders.get(row.exercise.slug, {})
        yield AssignedExercise(
            exercise_id=row.exercise_id,
            steps=((1, ladder["base"]),) if ladder else fit_steps(steps, weeks),
            section=row.section,
            screening_reason=plan.get("pass_screening", ""),
            ladder=ladder,
            circuit=row.circuit,
        )


def _answer(plan: dict[str, Any], prescription: Prescription, by: Actor) -> None:
    """What the therapist did about single exercises, in order: a step back; an accepted proposal, and its undoing."""
    today, why = client_today(prescription.client), plan.get("why", "")
    for exercise in load_plan(prescription, figures=False).exercises:
        for do in plan.get("answers", {}).get(exercise.slug, "").split():
            rows = prescription.decisions.filter(clinic_id=prescription.clinic_id, exercise_key=exercise.key)
            latest = rows.order_by("pk").values_list("public_id", flat=True).last()
            wanted = Answer(do, seen=latest, decision=latest, reason=why)
            answer_exercise(by=by, prescription=prescription, key=exercise.key, answer=wanted, on=today)


def _log_sessions(plan: dict[str, Any], prescription: Prescription) -> None:
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version, figures=False)
    current: list[SessionLog] = []
    for text in plan["sessions"].split():
        offset, pain, effort = (int(part) for part in text.split(":"))
        day = prescription.start_date + timedelta(days=offset)
        log = _log(bundle, plan, offset, day, pain, effort)
        week = max(plan_state(bundle, outcomes(current), today=day).programme_week, 1)
        row = new_row(bundle, log, week=week, chain=[], by=prescription.client, now=log.performed_at)
        row.save(force_insert=True)
        SessionLog.objects.filter(clinic_id=row.clinic_id, id=row.id).update(received_at=log.performed_at)
        current.append(row)
        if offset in plan.get("reviewed", ()):
            review_progression(prescription=prescription, sessions=outcomes(current), today=day)


def _log(bundle: PlanBundle, plan: dict[str, Any], offset: int, day: date, pain: int, effort: int) -> NewLog:
    moment = min(datetime.combine(day, EVENING, tzinfo=UTC), timezone.now())
    body = {
        "prescription": str(bundle.prescription.public_id),
        "version": bundle.version.number,
        "local_date": day.isoformat(),
        "timezone": bundle.prescription.client.timezone,
        "performed_at": moment.isoformat(),
        "client_now": moment.isoformat(),
        "pain_during": pain,
        "effort": effort,
        "note": plan.get("notes", {}).get(offset, ""),
        "entries": [entry for exercise in bundle.exercises for entry in _entries(exercise, plan, offset)],
    }
    return read_log(uuid.uuid4(), body)


def _entries(exercise: BundledExercise, plan: dict[str, Any], offset: int) -> Iterator[dict[str, Any]]:
    """As planned, unless the day's `skips` or `told` say otherwise: a row for each side that is told apart."""
    key = str(exercise.key)
    if reason := plan.get("skips", {}).get(offset, {}).get(exercise.slug):
        yield {"key": key, "outcome": "skipped", "reason": reason}
        return
    for told in plan.get("told", {}).get(offset, {}).get(exercise.slug, [{}]):
        yield {"key": key, "outcome": "done", **({"in_reserve": 3} if exercise.ladder else {}), **told}

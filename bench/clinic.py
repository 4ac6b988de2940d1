"""A clinic of fifty clients, one of whom has logged for a year."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.devices import hash_token, new_token
from apps.accounts.models import Client, ClientDevice, Clinic, Membership, User
from apps.accounts.operations import add_client
from apps.accounts.vocabulary import Role
from apps.portal.entries import read_log
from apps.portal.mapping import outcomes
from apps.portal.operations.days import rebuild_days
from apps.portal.operations.reviews import review_plan
from apps.portal.operations.rows import new_row
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.operations import AssignedExercise, AssignedPlan, assign_routine, fit_phases
from apps.prescriptions.queries import client_today, load_version, plan_state


@dataclass(frozen=True)
class BenchClinic:
    """Phones of clients with a month of logs, and a `veteran` who has logged for a year."""

    session: str
    phones: list["Phone"]
    veteran: Client


@dataclass(frozen=True)
class Phone:
    device: str
    prescription: str
    keys: list[str]


def make_clinic() -> BenchClinic:
    clinic = Clinic.objects.create(name="Bench", slug="bench")
    user = User.objects.create_user("bench@example.org", name="Tara Bench")
    Membership.objects.create(user=user, clinic=clinic, role=Role.THERAPIST)
    by = Actor(user=user, clinic=clinic, role=Role.THERAPIST)
    veteran, _plan = _client_with_plan(by, "Vera Year", days=364)
    phones = [_phone(*_client_with_plan(by, f"Client {number:02}", days=30)) for number in range(49)]
    return BenchClinic(_session(user), phones, veteran)


def _phone(client: Client, prescription: Prescription) -> Phone:
    assert prescription.version is not None
    keys = [str(ex.key) for ex in load_version(prescription, prescription.version, figures=False).exercises]
    return Phone(_device(client), str(prescription.public_id), keys)


def _client_with_plan(by: Actor, name: str, *, days: int) -> tuple[Client, Prescription]:
    client = add_client(by=by, name=name, timezone="Europe/London", condition="Left hip")
    routine = Routine.objects.get(slug="pm-tight-psoas")
    rows = routine.exercises.select_related("exercise").prefetch_related("steps").filter(exercise__state="published")
    weeks = days // 7 + 4
    plan = AssignedPlan(
        title=routine.name,
        start_date=client_today(client) - timedelta(days=days),
        weeks=weeks,
        frequency=Frequency(per_week=(3, 3), per_day=(1, 1)),
        exercises=tuple(
            AssignedExercise(row.exercise_id, tuple((s.week, s.dosage) for s in row.steps.all()), section=row.section)
            for row in rows
        ),
        phases=fit_phases(list(routine.phases.all()), weeks),
    )
    prescription = assign_routine(by=by, client=client, routine=routine, plan=plan, send=True)
    _log(prescription, [day for day in range(days) if day % 7 in {0, 2, 4}])
    rebuild_days(client)
    review_plan(prescription)
    return client, prescription


def _log(prescription: Prescription, days: list[int]) -> None:
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version, figures=False)
    current: list[Any] = []
    for day in days:
        moment = datetime.combine(prescription.start_date + timedelta(days=day), datetime.min.time(), tzinfo=UTC)
        body = {
            "prescription": str(prescription.public_id),
            "version": 1,
            "local_date": moment.date().isoformat(),
            "timezone": "Europe/London",
            "performed_at": moment.isoformat(),
            "pain_during": day % 4,
            "effort": 5,
            "entries": [{"key": str(ex.key), "outcome": "done"} for ex in bundle.exercises],
        }
        log = read_log(uuid.uuid4(), body)
        week = max(plan_state(bundle, outcomes(current[-20:]), today=log.local_date).programme_week, 1)
        row = new_row(bundle, log, week=week, chain=[], by=prescription.client, now=moment)
        row.save(force_insert=True)
        current.append(row)


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _device(client: Client) -> str:
    token = new_token()
    expires = timezone.now() + timedelta(days=400)
    ClientDevice.objects.create(clinic=client.clinic, client=client, token_hash=hash_token(token), expires_at=expires)
    return token

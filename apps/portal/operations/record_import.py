"""Taking in the record that a client brings from another clinic, as a new client of the importer's own."""

from collections.abc import Iterable
from dataclasses import fields
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record as audit
from apps.accounts.models import Client, ClientNote
from apps.accounts.operations import add_client
from apps.accounts.operations.clients import EDITABLE
from apps.catalogue.models import Exercise, ExerciseRevision
from apps.portal.models import SessionLog
from apps.portal.operations.days import rebuild_days
from apps.portal.operations.plan_import import Library, import_plan
from apps.portal.queries.record_file import record_of
from apps.portal.record_file import RecordFile, shapes
from apps.portal.vocabulary import Outcome
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import refresh_standing
from apps.prescriptions.queries import client_today

BATCH = 200


class ImportRefused(Exception):
    """Nothing was saved; the message says why, for the person who asked."""


def import_client_export(*, by: Actor, record: RecordFile) -> Client:
    """Add the client with plans, sessions and notes. Raises `ImportRefused`, with nothing saved.

    Staff of the other clinic are no people here, so the importer stands for them. Consents, devices, invitations and
    the audit trail belong to the other clinic and stay there (docs/record-file.md).
    """
    try:
        with transaction.atomic():
            return _import(by, record)
    except (ValidationError, IntegrityError, DataError, LookupError, ValueError, TypeError, AttributeError) as error:
        # Parts of the file are data of the plan's own rules, whose shape shows only when they are used.
        raise ImportRefused("The file says something that a record can’t hold.") from error


@transaction.atomic
def check_client_export(*, by: Actor, record: RecordFile) -> None:
    """Raises `ImportRefused` as taking it in would. Nothing stays."""
    import_client_export(by=by, record=record)
    transaction.set_rollback(True)


def _import(by: Actor, record: RecordFile) -> Client:
    _refuse_second_time(by, record)
    library = _library(by, record)
    details = {field.name: getattr(record.client, field.name) for field in fields(record.client)}
    values = {name: details[name] for name in EDITABLE}
    client = add_client(by=by, **{**values, "cautions": list(values["cautions"]), "kit": list(values["kit"])})
    client.full_clean(validate_unique=False, validate_constraints=False)
    _import_notes(by, client, record.notes)
    plans = {part.id: import_plan(by, client, part, library, _plan_id(part.id)) for part in record.plans}
    _import_sessions(by, client, record.sessions, plans)
    rebuild_days(client)
    for plan in plans.values():
        if plan.status == Prescription.Status.ACTIVE:
            refresh_standing(plan, today=client_today(client))
    # What its own copy can't tell again, no page could show.
    record_of(client, timezone.now())
    audit("client.import_record", by=by, client=client, subject=client, plans=len(plans), logs=len(record.sessions))
    return client


def _refuse_second_time(by: Actor, record: RecordFile) -> None:
    ids = [session.id for session in record.sessions]
    here = SessionLog.objects.filter(clinic=by.clinic)
    known = any(here.filter(id__in=ids[n : n + BATCH]).exists() for n in range(0, len(ids), BATCH))
    plans = Prescription.objects.filter(clinic=by.clinic, public_id__in=[plan.id for plan in record.plans])
    if known or plans.exists():
        raise ImportRefused("This record is already here.")


def _library(by: Actor, record: RecordFile) -> Library:
    """The pages the plans need: the revision of the file when it says the same, else the one published now."""
    slugs = {exercise.slug for plan in record.plans for version in plan.versions for exercise in version.exercises}
    exercises = Exercise.objects.visible_to(by).filter(slug__in=slugs).exclude(revision=None).order_by("clinic_id")
    found = {exercise.slug: exercise for exercise in exercises.select_related("revision")}
    missing = sorted(slugs - set(found))
    if missing:
        raise ImportRefused(f"These exercises are not in your library: {', '.join(missing)}.")
    revisions = ExerciseRevision.objects.filter(exercise__in=found.values()).select_related("exercise")
    numbered = {(row.exercise.slug, row.number, row.content.get("name")): row for row in revisions}
    return Library(found, numbered)


def _plan_id(wanted: UUID) -> UUID:
    """The plan keeps its id unless the other clinic is on this very server."""
    return uuid4() if Prescription.objects.filter(public_id=wanted).exists() else wanted


def _import_notes(by: Actor, client: Client, notes: Iterable[shapes.NotePart]) -> None:
    for part in notes:
        note = ClientNote.objects.create(clinic=client.clinic, client=client, author=by.user, text=part.text)
        ClientNote.objects.filter(pk=note.pk).update(created_at=part.written_at)


NOT_A_COLUMN = {"counts", "plan", "version", "entered_by"}
COLUMNS = [field.name for field in fields(shapes.SessionPart) if field.name not in NOT_A_COLUMN]


def _import_sessions(
    by: Actor, client: Client, sessions: tuple[shapes.SessionPart, ...], plans: dict[UUID, Prescription]
) -> None:
    versions = {(old, row.number): row for old, plan in plans.items() for row in plan.versions.all()}
    rows = []
    for part in sessions:
        if (part.plan, part.version) not in versions:
            raise ImportRefused(f"The session of {part.local_date} names a plan that is not in the file.")
        version = versions[part.plan, part.version]
        _refuse_odd_entries(part)
        values = {name: getattr(part, name) for name in COLUMNS}
        staff = by.user if part.entered_by else None
        owner = {"clinic": client.clinic, "client": client, "prescription": version.prescription, "version": version}
        rows.append(SessionLog(**values, **owner, entered_by=staff))
    times = {part.id: part.received_at for part in sessions}
    for row in SessionLog.objects.bulk_create(rows, batch_size=BATCH):
        # The moment of arrival is set by the database layer on insert; the order of corrections hangs on it.
        SessionLog.objects.filter(clinic=client.clinic, id=row.id).update(received_at=times[row.id])


def _refuse_odd_entries(part: shapes.SessionPart) -> None:
    """Pages count on the shape of the rows, which `portal.entries` made sure of when they were logged."""
    rows = part.entries if isinstance(part.entries, list) else [None]
    if not all(isinstance(row, dict) and row.get("outcome") in tuple(Outcome) and "key" in row for row in rows):
        raise ImportRefused(f"The exercises of the session of {part.local_date} can’t be read.")

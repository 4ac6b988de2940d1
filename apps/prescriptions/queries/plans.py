"""One client's plan: the row with its version, the pictures, the decisions."""

from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription, PrescriptionVersion
from apps.prescriptions.queries.outlines import exercises_of, phases_of, read_outline

RELATED = ("version", "therapist", "routine")
TIMES = frozenset({"created_at", "updated_at"})
# A routine's long texts and a person's sign-in are left behind: no plan page shows them.
SHOWN = (
    *(field.name for field in Prescription._meta.concrete_fields if field.name not in TIMES),
    *(f"version__{field.name}" for field in PrescriptionVersion._meta.concrete_fields if field.name not in TIMES),
    *("therapist__public_id", "therapist__name", "therapist__email", "routine__slug", "routine__name"),
)


def active_prescription(client: Client) -> Prescription | None:
    """The client's running plan with its latest version, therapist and routine. One query."""
    running = Prescription.objects.running_for(client).select_related(*RELATED).only(*SHOWN)
    prescription = next(iter(running[:1]), None)
    if prescription is not None:
        prescription.client = client
    return prescription


def get_prescription_for(actor: Actor, public_id: UUID) -> Prescription:
    """The prescription, if the actor may open its client's record. Absent and foreign ids are the same 404."""
    visible = Prescription.objects.visible_to(actor).select_related(*RELATED, "client__clinic")
    prescription = visible.filter(public_id=public_id).first()
    if prescription is None:
        raise Http404
    return prescription


def client_today(client: Client) -> date:
    return local_today(timezone.now(), client.timezone)


def version_on(prescription: Prescription, day: date) -> PrescriptionVersion:
    """The version in force on this day. The latest is on the row; an edit for tomorrow costs one more query."""
    latest = prescription.version
    if latest is None:
        raise Http404
    if latest.number == 1 or latest.effective_on <= day:
        return latest
    earlier = PrescriptionVersion.objects.filter(prescription=prescription, effective_on__lte=day)
    return earlier.order_by("-number").first() or latest


def load_plan(
    prescription: Prescription, *, figures: bool = True, contents: bool = False, on: date | None = None
) -> PlanBundle:
    """Everything of the version in force `on` that day (the client's today when left out). At most 3 queries.

    `figures` adds each exercise's small picture, `contents` what the exercise said when it was prescribed.
    """
    version = version_on(prescription, on or client_today(prescription.client))
    return load_version(prescription, version, figures=figures, contents=contents)


def load_version(
    prescription: Prescription, version: PrescriptionVersion, *, figures: bool = True, contents: bool = False
) -> PlanBundle:
    """As `load_plan`, of a version already chosen: phases, exercises with their steps, decisions."""
    outline = version.outline or read_outline(version)
    rows = prescription.decisions.filter(clinic_id=prescription.clinic_id)
    decisions = list(rows.defer("settings").order_by("decided_on", "pk"))
    return PlanBundle(
        prescription=prescription,
        version=version,
        phases=phases_of(outline),
        exercises=exercises_of(outline, figures=figures, contents=contents),
        decisions=tuple(row for row in decisions if row.exercise_key is None),
        exercise_decisions=tuple(sorted((row for row in decisions if row.exercise_key), key=lambda row: row.pk)),
    )


def get_prescribing_client(actor: Actor, public_id: UUID) -> tuple[Client, str]:
    """A client who is not archived and whose record the actor may open, and the title of their plan now. One query."""
    running = Prescription.objects.filter(
        clinic_id=OuterRef("clinic_id"), client=OuterRef("pk"), status=Prescription.Status.ACTIVE
    )
    here = Client.objects.visible_to(actor).filter(archived_at=None, public_id=public_id)
    client = here.select_related("clinic").annotate(running_title=Subquery(running.values("title")[:1])).first()
    if client is None:
        raise Http404
    return client, client.running_title or ""


def prescriptions_of(client: Client, *, drafts: bool = True) -> QuerySet[Prescription]:
    found = Prescription.objects.filter(clinic_id=client.clinic_id, client=client)
    return found if drafts else found.exclude(status=Prescription.Status.DRAFT)


def get_own_prescription(client: Client, public_id: UUID) -> Prescription:
    """The client's own prescription, once it was sent. Absent and foreign ids are the same 404."""
    found = prescriptions_of(client, drafts=False).select_related("version", "therapist", "routine")
    prescription = found.filter(public_id=public_id).first()
    if prescription is None:
        raise Http404
    prescription.client = client
    return prescription


def drafts_of(client: Client) -> QuerySet[Prescription]:
    """Plans begun for this client and not sent yet, the latest first."""
    drafts = prescriptions_of(client).filter(status=Prescription.Status.DRAFT)
    return drafts.only("public_id", "title", "updated_at").order_by("-updated_at")

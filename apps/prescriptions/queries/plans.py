"""One client's plan: the row, and everything of one version in three queries."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.mapping import BundledExercise, PlanBundle, PlanPhase
from apps.prescriptions.models import PrescribedExercise, Prescription, PrescriptionVersion

RELATED = ("version", "therapist", "routine")
# Long texts of the routine and a person's sign-in: no plan page shows them.
HEAVY = (
    *(f"routine__{name}" for name in ("why", "notices", "education", "resources", "references", "credits", "video")),
    *(f"routine__{name}" for name in ("frequency", "grid_note", "follow_on_note", "summary")),
    *(f"therapist__{name}" for name in ("password", "last_login", "date_joined")),
)
STEP_COLUMNS = (
    *("week", "dosage", "key", "exercise_id", "revision_id", "section", "note", "order", "settings"),
    *("screening_reason", "slug"),
)
PLACES = {
    "week": "step__week",
    "dosage": "step__dosage",
    "slug": "exercise__slug",
    "thumb": "revision__figure__thumb",
    "content": "revision__content",
}
PHASE_COLUMNS = ("name", "first_week", "weeks", "mode", "gate")
REVISION_NAME = KeyTextTransform("name", "revision__content")


def active_prescription(client: Client) -> Prescription | None:
    """The client's running plan with its latest version, therapist and routine. One query."""
    prescription = Prescription.objects.running_for(client).select_related(*RELATED).defer(*HEAVY).first()
    if prescription is not None:
        prescription.client = client
    return prescription


def get_prescription_for(actor: Actor, public_id: UUID) -> Prescription:
    """The prescription, if the actor may open its client's record. Absent and foreign ids are the same 404."""
    visible = Prescription.objects.visible_to(actor).select_related(*RELATED, "client__clinic").defer(*HEAVY)
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
    """Everything of the version in force `on` that day (the client's today when left out). At most 4 queries.

    `figures` adds each exercise's small picture, `contents` what the exercise said when it was prescribed.
    """
    version = version_on(prescription, on or client_today(prescription.client))
    return load_version(prescription, version, figures=figures, contents=contents)


def load_version(
    prescription: Prescription, version: PrescriptionVersion, *, figures: bool = True, contents: bool = False
) -> PlanBundle:
    """As `load_plan`, of a version already chosen: phases, exercises with their steps, decisions."""
    clinic = prescription.clinic_id
    phases = version.phases.filter(clinic_id=clinic).order_by("first_week")
    return PlanBundle(
        prescription=prescription,
        version=version,
        phases=tuple(PlanPhase(*row) for row in phases.values_list(*PHASE_COLUMNS)),
        exercises=_exercises(_step_rows(version, figures=figures, contents=contents)),
        decisions=tuple(prescription.decisions.filter(clinic_id=clinic).defer("settings").order_by("decided_on", "pk")),
    )


def _exercises(rows: Iterable[dict[str, Any]]) -> tuple[BundledExercise, ...]:
    exercises = []
    for _, group in groupby(rows, key=itemgetter("order")):
        its_rows = list(group)
        first = its_rows[0]
        steps = tuple((row.pop("week"), row.pop("dosage")) for row in its_rows)
        first["thumb"] = first.get("thumb") or ""
        exercises.append(BundledExercise(**{"content": {}, **first, "steps": steps}))
    return tuple(exercises)


def _step_rows(version: PrescriptionVersion, *, figures: bool, contents: bool) -> list[dict[str, Any]]:
    """One row a dosage step, with its exercise.

    An outer join on both columns of the steps' index: without statistics SQLite would else begin with every step of
    the clinic.
    """
    names = [*STEP_COLUMNS, *(["thumb"] if figures else []), *(["content"] if contents else [])]
    own_steps = FilteredRelation("steps", condition=Q(steps__clinic_id=version.clinic_id))
    rows = PrescribedExercise.objects.filter(clinic_id=version.clinic_id, version=version).annotate(step=own_steps)
    values = rows.order_by("order", "step__week").values_list(*(PLACES.get(n, n) for n in names), REVISION_NAME)
    return [dict(zip((*names, "name"), row, strict=True)) for row in values]


def get_prescribing_client(actor: Actor, public_id: UUID) -> tuple[Client, str]:
    """The client, if the actor may open the record, and the title of the plan they are doing now, if any. One query."""
    running = Prescription.objects.filter(
        clinic_id=OuterRef("clinic_id"), client=OuterRef("pk"), status=Prescription.Status.ACTIVE
    )
    clients = Client.objects.visible_to(actor).select_related("clinic").filter(public_id=public_id)
    client = clients.annotate(running_title=Subquery(running.values("title")[:1])).first()
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

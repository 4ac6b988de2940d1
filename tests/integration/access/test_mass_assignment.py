"""Every field of a model is sent to each form and serializer: only what the form lists changes."""

from typing import Any

import pytest
from django.db import models
from django.forms import model_to_dict

from apps.accounts.models import Client, ClientNote
from apps.accounts.operations.clients import EDITABLE
from apps.catalogue.models import Exercise
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription
from tests.factories.portal import log_body, log_url
from tests.integration.access.world import ABSENT, World
from tests.integration.catalogue.browser import filled

JSON = "application/json"
WHEN = "2001-01-01T00:00:00Z"


def hostile(model: type[models.Model], world: World, known: set[str]) -> dict[str, Any]:
    """A value for every field that is not for the sender to choose."""
    clara, theo = world.personas.clara, world.personas.theo
    special = {"Clinic": world.personas.other_clinic.pk, "Client": clara.pk, "User": theo.pk}
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if {field.name, field.attname} & known:
            continue
        value: Any = special.get(field.related_model.__name__, 1) if field.related_model else WHEN
        if isinstance(field, models.UUIDField):
            value = str(ABSENT)
        elif isinstance(field, models.BooleanField | models.IntegerField):
            value = 1
        elif isinstance(field, models.CharField):
            value = "forged"
        found |= {field.name: value, field.attname: value}
    return {**found, "id": 987654, "pk": 987654, "is_staff": True, "role": "owner"}


def rest(row: models.Model, listed: set[str]) -> dict[str, Any]:
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name not in listed | {"updated_at"}}


def test_details_of_a_client_change_only_what_the_form_lists(world: World) -> None:
    cleo = Client.objects.get(pk=world.personas.cleo.pk)
    kept, known = rest(cleo, set(EDITABLE)), set(EDITABLE)
    body = {"name": "Cleo New", "timezone": "Europe/London", **hostile(Client, world, known)}
    response = world.browsers["tara"]().post(f"/clients/{cleo.public_id}/details/", body)
    cleo.refresh_from_db()
    assert (response.status_code, cleo.name) == (302, "Cleo New")
    assert rest(cleo, set(EDITABLE)) == kept


@pytest.mark.parametrize("api", [False, True])
def test_a_new_client_belongs_to_the_clinic_of_whoever_adds_it(world: World, api: bool) -> None:
    body = {"name": "New Person", "timezone": "Europe/London", **hostile(Client, world, set(EDITABLE))}
    tara = world.browsers["tara"]()
    if api:
        assert tara.post("/api/v1/clients/", body, content_type=JSON).status_code == 201
    else:
        assert tara.post("/clients/new/", body).status_code == 302
    made = Client.objects.get(name="New Person")
    assert (made.clinic, made.archived_at) == (world.personas.clinic, None)
    assert made.public_id != ABSENT
    assert made.pk != 987654
    assert made.created_at.year > 2001


def test_a_note_is_by_whoever_is_signed_in(world: World) -> None:
    body = {"text": "A new note", **hostile(ClientNote, world, {"text"})}
    world.browsers["tara"]().post(f"/clients/{world.personas.cleo.public_id}/notes/", body)
    note = ClientNote.objects.get(text="A new note")
    assert (note.author, note.client) == (world.personas.tara, world.personas.cleo)
    assert (note.clinic, note.created_at.year > 2001) == (world.personas.clinic, True)


def test_a_log_takes_only_what_a_phone_says(world: World) -> None:
    body = log_body(world.a.prescription)
    forged = hostile(SessionLog, world, set(body) | {"slot", "note", "effort", "revises", "red_flags"})
    count = SessionLog.objects.count()
    forged = {name: value for name, value in forged.items() if name not in body}
    answer = world.browsers["cleo"]().put(log_url(ABSENT), {**body, **forged}, content_type=JSON)
    assert answer.status_code in {201, 422}
    stored = SessionLog.objects.filter(id=ABSENT).first()
    assert SessionLog.objects.count() == count + (stored is not None)
    if stored is not None:
        assert (stored.clinic, stored.client) == (world.personas.clinic, world.personas.cleo)
        assert (stored.withdrawn, stored.entered_by, stored.received_at.year > 2001) == (False, None, True)


def test_a_plan_is_by_whoever_is_signed_in_and_for_whom_they_name(world: World) -> None:
    asked = {"client": str(world.personas.cleo.public_id), "routine": world.shared_routine.slug}
    known = {"client", "client_id", "routine", "routine_id", "id", "title", "start_date", "send"}
    forged = {name: v for name, v in hostile(Prescription, world, known).items() if name not in known}
    before = set(Prescription.objects.values_list("pk", flat=True))
    answer = world.browsers["tara"]().post("/api/v1/prescriptions/", {**forged, **asked}, content_type=JSON)
    assert answer.status_code in {201, 422}
    made = Prescription.objects.exclude(pk__in=before).first()
    if made is not None:
        assert (made.clinic, made.client) == (world.personas.clinic, world.personas.cleo)
        assert (made.therapist, made.status) == (world.personas.tara, Prescription.Status.DRAFT)
        assert made.public_id != ABSENT


def test_an_edit_of_an_exercise_leaves_its_workflow_alone(world: World) -> None:
    before = Exercise.objects.get(pk=world.shared.pk)
    guarded = ("clinic", "slug", "state", "revision", "submitted_by", "submitted_at", "public_id")
    kept = {**model_to_dict(before, guarded), "public_id": before.public_id}
    known = {"version", "source", "source_id", "easier", "harder", "easier_id", "harder_id", "review_due_on"}
    shown = {name for part in filled(before).split("&") if (name := part.partition("=")[0])} | known
    forged = {n: v for n, v in hostile(Exercise, world, shown).items() if n in guarded or n.endswith("_id")}
    forged = {n: str(v) for n, v in forged.items() if n not in known}
    form = "application/x-www-form-urlencoded"
    body = filled(before, summary="Changed", **forged)
    answer = world.browsers["ada"]().post(f"/curation/{before.public_id}/", body, content_type=form)
    after = Exercise.objects.get(pk=before.pk)
    assert (answer.status_code, after.summary) == (302, "Changed")
    assert {**model_to_dict(after, guarded), "public_id": after.public_id} == kept

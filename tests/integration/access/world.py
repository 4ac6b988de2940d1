"""Two clinics with one of everything, and nine people who try each address. Canary words mark what belongs to whom."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client as Browser
from django.utils import timezone
from PIL import Image

from apps.accounts import operations as accounts
from apps.accounts.access import actor_for
from apps.accounts.models import (
    CareRelationship,
    Client,
    ClientDevice,
    ClientPasskey,
    Membership,
    ReadingAlert,
    StaffInvitation,
    User,
)
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise, ExercisePhoto
from apps.catalogue.vocabulary import State
from apps.portal.models import RecordCopy, SessionLog
from apps.portal.operations.copies import write_copy
from apps.prescriptions.models import Prescription, Routine
from tests.conftest import phone_of, typed_a_code
from tests.factories.catalogue import make_exercise
from tests.factories.portal import keys_of, make_log
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas, make_personas, make_staff

ACTORS = ("anonymous", "cleo", "cody", "tara", "tess", "theo", "rex", "ada", "omar")


@dataclass
class Belongings:
    """What one client and their clinic have, and the words that must stay with them."""

    client: Client
    prescription: Prescription
    log: SessionLog
    device: ClientDevice
    passkey: ClientPasskey
    invitation: str
    token_key: str
    own_copy: RecordCopy
    staff_copy: RecordCopy
    staff_invitation: StaffInvitation
    therapist: User
    exercise: Exercise
    draft: Exercise
    photo: ExercisePhoto
    routine: Routine
    alert: ReadingAlert
    canaries: tuple[str, ...]


@dataclass
class World:
    personas: Personas
    a: Belongings
    b: Belongings
    shared: Exercise
    shared_draft: Exercise
    shared_routine: Routine
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    browsers: dict[str, Callable[[], Browser]] = field(default_factory=dict)


def mark(client: Client, word: str) -> tuple[str, ...]:
    """Fill everything that is private with words found nowhere else."""
    client.email = f"{word}mail@example.org"
    client.phone = f"+44 {word}phone"
    client.goal, client.condition = f"{word}goal", f"{word}condition"
    client.caution_note, client.cautions = f"{word}caution", ["pregnancy"]
    client.save()
    return tuple(f"{word}{part}" for part in ("mail", "phone", "goal", "condition", "caution", "note", "said", "entry"))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "WEBP")
    return out.getvalue()


def make_copy(client: Client, asked_by: User | None) -> RecordCopy:
    """A copy that was made in the background and waits to be fetched."""
    waiting = {"client": client, "clinic": client.clinic, "asked_by": asked_by, "form": RecordCopy.Form.JSON}
    copy = RecordCopy.objects.create(**waiting, expires_at=timezone.now() + timedelta(days=7))
    write_copy(copy.pk)
    copy.refresh_from_db()
    return copy


def make_belongings(client: Client, therapist: User, word: str) -> Belongings:
    actor = actor_for(therapist)
    assert actor is not None
    canaries = mark(client, word)
    client.name = f"{client.first_name} {word}name"
    client.save()
    accounts.add_note(by=actor, client=client, text=f"{word}note")
    exercise = make_exercise(f"{word}exercise", clinic=client.clinic)
    draft = make_exercise(f"{word}draft", clinic=client.clinic, state=State.DRAFT)
    photo = ExercisePhoto(exercise=exercise, description=f"{word}photo", licence="Ours", uploaded_by=therapist)
    photo.image.save(f"{word}.webp", ContentFile(picture()))
    routine = make_routine([exercise], clinic=client.clinic, name=f"{word}routine", slug=f"{word}routine")
    prescription = make_prescription(client, therapist, routine=routine)
    key = keys_of(prescription)[0]
    entries = [{"key": key, "outcome": "partly", "note": f"{word}entry"}]
    log = make_log(prescription, note=f"{word}said", entries=entries)
    phone_of(client)
    return Belongings(
        client=client,
        prescription=prescription,
        log=log,
        device=ClientDevice.objects.get(client=client),
        passkey=ClientPasskey.objects.create(
            client=client, clinic=client.clinic, credential_id=f"{word}1", public_key=b"", label="Phone"
        ),
        invitation=accounts.invite(by=actor, client=client).token,
        token_key=accounts.make_api_token(by=actor)[0].token_key,
        own_copy=make_copy(client, None),
        staff_copy=make_copy(client, therapist),
        staff_invitation=StaffInvitation.objects.create(
            clinic=client.clinic, email=f"{word}@example.org", name=word, role=Role.THERAPIST, created_by=therapist
        ),
        therapist=therapist,
        exercise=exercise,
        draft=draft,
        photo=photo,
        routine=routine,
        alert=ReadingAlert.objects.create(
            clinic=client.clinic, user=therapist, hour=timezone.now().replace(minute=0), records=201
        ),
        canaries=(*canaries, *(f"{word}{part}" for part in ("exercise", "draft", "photo", "routine", "name"))),
    )


def make_world() -> World:
    people = make_personas()
    people.ada.is_staff = True
    people.ada.save()
    rex = make_staff("Rex", Role.THERAPIST, people.clinic)
    CareRelationship.objects.create(clinic=people.clinic, client=people.cleo, therapist=rex)
    world = World(
        personas=people,
        a=make_belongings(people.cleo, people.tara, "alphacanary"),
        b=make_belongings(people.clara, people.theo, "bravocanary"),
        shared=make_exercise("Shared bridge"),
        shared_draft=make_exercise("Shared draft", state=State.DRAFT),
        shared_routine=make_routine(slug="shared-routine", name="Shared routine"),
    )
    sign_everybody_in(world, rex)
    Membership.objects.filter(user=rex).update(is_active=False)
    return world


def sign_everybody_in(world: World, rex: User) -> None:
    people = world.personas
    world.cookies["anonymous"] = {}
    for client in (people.cleo, people.cody):
        world.cookies[client.first_name.lower()] = values_of(phone_of(client))
    for user in (people.tara, people.tess, people.theo, people.ada, people.omar, rex):
        browser = Browser()
        browser.force_login(user)
        typed_a_code(browser, user)
        world.cookies[user.first_name.lower()] = values_of(browser)
    world.browsers = browsers_of(world)


def browsers_of(world: World) -> dict[str, Callable[[], Browser]]:
    return {name: maker(jar) for name, jar in world.cookies.items()}


def values_of(browser: Browser) -> dict[str, str]:
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def maker(jar: dict[str, str]) -> Callable[[], Browser]:
    """The same browser with its first cookies again, so that nothing is carried from one request to the next."""
    kept = Browser(raise_request_exception=False)

    def browser() -> Browser:
        kept.cookies.clear()
        for name, value in jar.items():
            kept.cookies[name] = value
        return kept

    return browser


ABSENT = uuid.UUID("00000000-0000-7000-8000-00000000dead")
ABSENT_WORD = "not-here-at-all"


def arguments_of(world: World, owner: Belongings) -> dict[str, Any]:
    """What stands in the addresses, by the kind of thing the declaration names."""
    return {
        "client": owner.client.public_id,
        "prescription": owner.prescription.public_id,
        "log": owner.log.id,
        "device": owner.device.public_id,
        "passkey": owner.passkey.public_id,
        "therapist": owner.therapist.public_id,
        "planned": keys_of(owner.prescription)[0],
        "alert": owner.alert.public_id,
        "consent": "reminders",
        "token": owner.invitation,
        "token_key": owner.token_key,
        "own_copy": owner.own_copy.public_id,
        "staff_copy": owner.staff_copy.public_id,
        "staff_invitation": owner.staff_invitation.public_id,
        "own_exercise": owner.exercise.public_id,
        "own_exercise_slug": owner.exercise.slug,
        "own_draft": owner.draft.public_id,
        "own_draft_slug": owner.draft.slug,
        "own_routine": owner.routine.slug,
        "photo": owner.photo.public_id,
        "exercise": world.shared.public_id,
        "exercise_slug": world.shared.slug,
        "draft": world.shared_draft.public_id,
        "routine": world.shared_routine.slug,
        "numbers": {
            "exercise": owner.exercise.pk,
            "exerciserevision": owner.exercise.revision_id,
            "exercisephoto": owner.photo.pk,
            "routine": owner.routine.pk,
            "routineexercise": owner.routine.exercises.get().pk,
            "user": owner.therapist.pk,
            "clinic": owner.client.clinic_id,
        },
    }


def absent_for(kind: str) -> Any:
    """Something of the same shape that was never there."""
    return ABSENT_WORD if kind.endswith(("slug", "routine", "token", "token_key")) else ABSENT

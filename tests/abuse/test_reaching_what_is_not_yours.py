"""Abuse cases 1 to 7: ids, bodies and roles that are not one's own."""

from typing import Any

import pytest
from django.test import Client as Browser

from apps.accounts.models import AuditEvent, Client, Membership
from apps.accounts.vocabulary import Role
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription
from tests.factories.portal import log_body, log_url
from tests.integration.access.walking import without_secrets
from tests.integration.access.world import ABSENT, World, arguments_of
from tests.personas import PASSWORD

JSON = "application/json"
PAGES = (
    "/clients/{client}/plan/",
    "/clients/{client}/sessions/",
    "/clients/{client}/details/",
    "/prescriptions/{prescription}/edit/",
    "/clients/{client}/sessions/{log}/correct/",
)
API = ("/api/v1/clients/{client}/", "/api/v1/prescriptions/{prescription}/")
FRAGMENT = {"HX-Request": "true"}


def addresses(world: World, templates: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each address with the ids of clinic A, and with ids that were never there."""
    ids = arguments_of(world, world.a)
    nothing = dict.fromkeys(("client", "prescription", "log"), ABSENT)
    known = {str(pattern) for pattern in templates}
    return [(one.format(**ids), one.format(**nothing)) for one in sorted(known)]


@pytest.mark.parametrize("actor", ["theo", "tess", "omar"])
@pytest.mark.parametrize("templates", [PAGES, API], ids=["pages", "api"])
def test_01_a_foreign_id_is_a_404_like_an_absent_one(world: World, actor: str, templates: tuple[str, ...]) -> None:
    ids = [*arguments_of(world, world.a).values(), ABSENT]
    for theirs, absent in addresses(world, templates):
        one, other = (world.browsers[actor]().get(url) for url in (theirs, absent))
        assert (one.status_code, other.status_code) == (404, 404), theirs
        bodies = [without_secrets(answer.content.decode(), *ids) for answer in (one, other)]
        assert without_ids(bodies[0]) == without_ids(bodies[1])


def without_ids(body: str) -> str:
    """A page names the number of its request and its own style sheet; nothing else may differ."""
    return " ".join(body.split())


@pytest.mark.parametrize("path", ["/clients/{client}/plan/", "/api/v1/clients/{client}/"])
def test_01_a_refused_id_leaves_one_event_in_the_trail(world: World, path: str) -> None:
    before = AuditEvent.objects.filter(action="refused").count()
    world.browsers["theo"]().get(path.format(**arguments_of(world, world.a)))
    event = AuditEvent.objects.filter(action="refused").latest("pk")
    assert AuditEvent.objects.filter(action="refused").count() == before + 1
    assert (event.clinic, event.user, event.client) == (world.personas.other_clinic, world.personas.theo, None)


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["direct", "htmx"])
@pytest.mark.parametrize("actor", ["theo", "tess"])
def test_02_a_fragment_is_refused_like_its_page(world: World, actor: str, headers: dict[str, str]) -> None:
    for theirs, _ in addresses(world, PAGES):
        assert world.browsers[actor]().get(theirs, headers=headers).status_code == 404, theirs
        assert world.browsers["tara"]().get(theirs, headers=headers).status_code == 200, theirs


def test_03_a_foreign_id_in_a_body_is_refused_and_writes_nothing(world: World) -> None:
    plan = {"client": str(world.personas.cleo.public_id), "routine": world.shared_routine.slug}
    foreign = {
        "client": ({**plan, "client": str(world.personas.clara.public_id)}, 404),
        "routine": ({**plan, "routine": world.b.routine.slug}, 404),
        "exercise": ({**plan, "exercises": [{"exercise": world.b.exercise.slug, "steps": []}]}, 422),
    }
    before = Prescription.objects.count()
    for name, (body, status) in foreign.items():
        answer = world.browsers["tara"]().post("/api/v1/prescriptions/", body, content_type=JSON)
        assert answer.status_code == status, name
    body = log_body(world.b.prescription)
    assert world.browsers["cleo"]().put(log_url(ABSENT), body, content_type=JSON).status_code == 404
    assert Prescription.objects.count() == before
    assert not SessionLog.objects.filter(id=ABSENT).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("clinic", "2"), ("clinic_id", "2"), ("is_staff", "true"), ("role", "curator"), ("public_id", str(ABSENT))],
)
def test_04_a_field_that_is_not_offered_is_not_taken(world: World, field: str, value: str) -> None:
    body = {"name": "Mass Assigned", "timezone": "Europe/London", field: value}
    assert world.browsers["tara"]().post("/clients/new/", body).status_code in {302, 422}
    made = Client.objects.filter(name="Mass Assigned").first()
    assert made is None or (made.clinic == world.personas.clinic and made.public_id != ABSENT)
    world.personas.tara.refresh_from_db()
    assert world.personas.tara.is_staff is False


def test_04_a_log_says_itself_neither_when_it_came_nor_whose_it_is(world: World) -> None:
    other = world.personas.other_clinic.pk
    body = {
        **log_body(world.a.prescription),
        "received_at": "2001-01-01T00:00:00Z",
        "clinic": other,
        "clinic_id": other,
    }
    answer = world.browsers["cleo"]().put(log_url(ABSENT), body, content_type=JSON)
    stored = SessionLog.objects.filter(id=ABSENT).first()
    assert (answer.status_code, stored is None) in {(201, False), (422, True)}
    assert stored is None or (stored.clinic == world.personas.clinic and stored.received_at.year > 2001)


@pytest.mark.parametrize(
    "path", ["/clients/", "/routines/", "/curation/", "/sources/", "/clients/new/", "/clinic/team/"]
)
def test_05_a_client_is_sent_away_from_pages_of_staff(world: World, path: str) -> None:
    answer = world.browsers["cleo"]().get(path)
    assert (answer.status_code, answer.get("Location", "")[:15]) in {(302, "/account/login/"), (404, "")}


@pytest.mark.parametrize("path", ["/api/v1/clients/", "/api/v1/routines/"])
def test_05_the_api_of_staff_is_not_there_for_a_client(world: World, path: str) -> None:
    assert world.browsers["cleo"]().get(path).status_code == 404


@pytest.mark.parametrize("role", ["curator", "superuser", "owner"])
def test_06_nobody_raises_themselves(world: World, role: str) -> None:
    for actor in ("omar", "tara"):
        user = getattr(world.personas, actor)
        before = Membership.objects.get(user=user).role
        world.browsers[actor]().post(f"/clinic/team/{user.public_id}/role/", {"role": role})
        user.refresh_from_db()
        after = Membership.objects.get(user=user).role
        assert (after, user.is_staff, user.is_superuser) == (before, False, False)


def test_06_changing_a_role_asks_for_the_password_again(world: World) -> None:
    omar = world.personas.omar
    omar.set_password(PASSWORD)
    omar.save()
    browser = Browser()
    browser.force_login(omar)
    answer = browser.post(f"/clinic/team/{world.personas.tess.public_id}/role/", {"role": "owner"})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert Membership.objects.get(user=world.personas.tess).role == Role.THERAPIST


@pytest.mark.parametrize(
    ("path", "statuses"), [("/clients/", {403}), ("/api/v1/clients/", {404}), ("/clients/{client}/plan/", {403, 404})]
)
def test_07_who_left_is_refused_at_the_next_request(world: World, path: str, statuses: set[int]) -> None:
    browser = world.browsers["tara"]()
    url = path.format(**arguments_of(world, world.a))
    assert browser.get(url).status_code == 200
    Membership.objects.filter(user=world.personas.tara).update(is_active=False)
    assert browser.get(url).status_code in statuses


def test_07_a_token_of_somebody_who_left_opens_nothing(world: World) -> None:
    from apps.accounts import operations

    _, token = operations.make_api_token(by=world.personas.actor("tara"))
    asked: dict[str, Any] = {"headers": {"Authorization": f"Token {token}"}}
    assert Browser().get("/api/v1/clients/", **asked).status_code == 200
    Membership.objects.filter(user=world.personas.tara).update(is_active=False)
    assert Browser().get("/api/v1/clients/", **asked).status_code in {401, 404}

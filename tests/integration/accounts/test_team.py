"""The owner's team: asking colleagues to join, their roles, and the end of their work here."""

import re
from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.test import TestCase
from knox.models import AuthToken

from apps.accounts import operations
from apps.accounts.access import actor_for
from apps.accounts.models import AuditEvent, CareRelationship, Membership, StaffInvitation, User
from apps.accounts.policies import NotAllowedNow
from apps.accounts.vocabulary import Role
from tests.personas import PASSWORD, Personas, make_staff

TEAM = "/clinic/team/"
INVITE = "/clinic/team/invite/"
API = "/api/v1/clients/"


@pytest.fixture
def omar(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    cache.clear()
    return as_staff(personas.omar)


def page_of(user: User, action: str = "") -> str:
    return f"{TEAM}{user.public_id}/{action}"


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def invite(browser: Browser, email: str, role: str = Role.THERAPIST, name: str = "New Colleague") -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = browser.post(INVITE, {"email": email, "name": name, "role": role}, follow=True)
    assert answer.status_code == 200
    return re.sub(r'value="[^"]*"|nonce="[^"]*"|[0-9a-f-]{36}', "", answer.content.decode()).replace(email, "EMAIL")


def sign_in_by_code(email: str) -> Browser:
    browser = Browser()
    browser.post("/account/login/code/", {"email": email})
    code = mail.outbox[-1].body.split("\n\n")[2].strip()
    assert browser.post("/account/login/code/confirm/", {"code": code}).status_code == 302
    return browser


def sign_in(user: User) -> Browser:
    if not user.has_usable_password():
        user.set_password(PASSWORD)
        user.save()
    browser = Browser()
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return browser


def test_team_page_says_who_works_here(omar: Browser, personas: Personas) -> None:
    page = omar.get(TEAM).content.decode()
    assert [name in page for name in ("Tara Test", "Tess Test", "Omar Test", "Theo Test", "Ada Test")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert "Not yet" in page


@pytest.mark.parametrize("more", [0, 2])
def test_team_page_takes_the_same_queries_for_many(omar: Browser, personas: Personas, more: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(more):
        make_staff(f"Extra{number}", Role.THERAPIST, personas.clinic)
    with CaptureQueriesContext(connection) as queries:
        assert omar.get(TEAM).status_code == 200
    assert len(queries) == 6


def test_new_colleague_is_asked_signs_in_by_code_and_works(omar: Browser, personas: Personas) -> None:
    page = invite(omar, "new@example.org")
    assert "We’ve sent New Colleague an email." in page
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert "/account/login/code/" in letter.body
    assert "another clinic" not in letter.body
    browser = sign_in_by_code("new@example.org")
    assert browser.get("/clients/").status_code == 200
    joined = User.objects.get(email="new@example.org")
    assert (membership_of(joined).clinic, membership_of(joined).role) == (personas.clinic, Role.THERAPIST)
    assert not StaffInvitation.objects.filter(closed_at=None).exists()
    actions = ["team.invite", "team.join"]
    assert (
        list(AuditEvent.objects.filter(action__in=actions).order_by("pk").values_list("action", flat=True)) == actions
    )


def test_asking_twice_makes_one_invitation_and_two_letters(omar: Browser) -> None:
    invite(omar, "new@example.org")
    invite(omar, "New@Example.org", role=Role.OWNER)
    (open_one,) = StaffInvitation.objects.filter(closed_at=None)
    assert (open_one.role, len(mail.outbox)) == (Role.OWNER, 2)
    assert User.objects.filter(email="new@example.org").count() == 1


def test_owner_can_not_tell_who_works_elsewhere(omar: Browser, personas: Personas) -> None:
    pages = []
    for email in ("new@example.org", personas.theo.email, personas.ada.email):
        pages.append(invite(omar, email))
        StaffInvitation.objects.update(closed_at="2026-01-01T00:00Z")
    assert pages[0] == pages[1] == pages[2]
    assert "already works for another clinic" in mail.outbox[1].body


def test_whoever_works_elsewhere_joins_only_after_leaving_there(omar: Browser, personas: Personas) -> None:
    invite(omar, personas.theo.email)
    assert sign_in(personas.theo).get(TEAM).status_code == 404
    assert membership_of(personas.theo).clinic == personas.other_clinic
    Membership.objects.filter(user=personas.theo).update(is_active=False)
    sign_in(personas.theo)
    actor = actor_for(personas.theo)
    assert actor is not None
    assert actor.clinic == personas.clinic


def test_withdrawn_invitation_lets_nobody_in(omar: Browser) -> None:
    invite(omar, "new@example.org")
    invitation = StaffInvitation.objects.get()
    for _ in range(2):
        assert omar.post(f"{TEAM}invitations/{invitation.public_id}/end/").status_code == 302
    assert AuditEvent.objects.filter(action="team.invite_withdraw").count() == 1
    assert sign_in_by_code("new@example.org").get("/clients/").status_code == 403


@pytest.mark.parametrize("role", ["curator", "admin", ""])
def test_no_other_role_can_be_given(omar: Browser, personas: Personas, role: str) -> None:
    assert omar.post(INVITE, {"email": "a@example.org", "name": "A", "role": role}).status_code == 422
    omar.post(page_of(personas.tara, "role/"), {"role": role})
    assert membership_of(personas.tara).role == Role.THERAPIST


@pytest.mark.parametrize(("name", "role"), [("tara", Role.OWNER), ("tara", Role.THERAPIST), ("omar", Role.CURATOR)])
def test_operation_grants_only_up_to_ones_own_rank(personas: Personas, name: str, role: Role) -> None:
    with pytest.raises(NotAllowedNow):
        operations.change_role(by=personas.actor(name), membership=membership_of(personas.tess), role=role)
    assert membership_of(personas.tess).role == Role.THERAPIST


def test_role_counts_from_the_next_request_and_is_audited_once(
    omar: Browser, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    tess = as_staff(personas.tess)
    assert tess.get(TEAM).status_code == 404
    for _ in range(2):
        omar.post(page_of(personas.tess, "role/"), {"role": Role.OWNER})
    assert tess.get(TEAM).status_code == 200
    omar.post(page_of(personas.tess, "role/"), {"role": Role.THERAPIST})
    assert tess.get(TEAM).status_code == 404
    assert tess.get(TEAM, headers={"HX-Request": "true"}).status_code == 404
    events = AuditEvent.objects.filter(action="team.role").order_by("pk")
    assert [event.detail["role"] for event in events] == ["owner", "therapist"]


def test_nobody_changes_or_removes_themselves(omar: Browser, personas: Personas) -> None:
    make_staff("Olga", Role.OWNER, personas.clinic)
    for action in ("role/", "remove/"):
        answer = omar.post(page_of(personas.omar, action), {"role": Role.THERAPIST}, follow=True)
        assert "Nobody changes their own role" in answer.content.decode()
    assert (membership_of(personas.omar).role, membership_of(personas.omar).is_active) == (Role.OWNER, True)


def test_last_owner_stays(personas: Personas) -> None:
    """A second owner is taken out of the way first, as two owners at once would do to each other."""
    olga = make_staff("Olga", Role.OWNER, personas.clinic)
    stale = actor_for(olga)
    assert stale is not None
    Membership.objects.filter(user=olga).update(role=Role.THERAPIST)
    with pytest.raises(NotAllowedNow, match="needs an owner"):
        operations.change_role(by=stale, membership=membership_of(personas.omar), role=Role.THERAPIST)
    with pytest.raises(NotAllowedNow, match="needs an owner"):
        operations.remove_member(by=stale, membership=membership_of(personas.omar))


def test_raising_somebody_asks_who_one_is_once_more(personas: Personas) -> None:
    cache.clear()
    omar = sign_in(personas.omar)
    answer = omar.post(page_of(personas.tess, "role/"), {"role": Role.OWNER})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert membership_of(personas.tess).role == Role.THERAPIST
    omar.post(answer["Location"], {"password": PASSWORD})
    assert membership_of(personas.tess).role == Role.OWNER


def test_removal_needs_somebody_for_clients_whom_nobody_else_treats(omar: Browser, personas: Personas) -> None:
    answer = omar.post(page_of(personas.tara, "remove/"))
    assert answer.status_code == 422
    assert "1 client is treated by nobody else." in answer.content.decode()
    for wrong in (personas.theo, personas.tara):
        assert omar.post(page_of(personas.tara, "remove/"), {"successor": wrong.public_id}).status_code == 422
    with pytest.raises(NotAllowedNow):
        operations.remove_member(
            by=personas.actor("omar"), membership=membership_of(personas.tara), successor=personas.theo
        )
    assert membership_of(personas.tara).is_active
    assert CareRelationship.objects.get(client=personas.cleo, ended_at=None).therapist == personas.tara


def test_removal_hands_clients_over_with_the_lead(omar: Browser, personas: Personas) -> None:
    CareRelationship.objects.create(clinic=personas.clinic, client=personas.cody, therapist=personas.tara)
    answer = omar.post(page_of(personas.tara, "remove/"), {"successor": personas.omar.public_id})
    assert answer["Location"] == TEAM
    of_cleo = CareRelationship.objects.get(client=personas.cleo, ended_at=None)
    of_cody = CareRelationship.objects.get(client=personas.cody, ended_at=None)
    assert (of_cleo.therapist, of_cleo.is_lead) == (personas.omar, True)
    assert (of_cody.therapist, of_cody.is_lead) == (personas.tess, True)
    (event,) = AuditEvent.objects.filter(action="team.remove")
    assert event.detail == {"role": "therapist", "clients_handed_over": 1}
    again = operations.remove_member(by=personas.actor("omar"), membership=membership_of(personas.tara))
    assert not again.is_active
    assert AuditEvent.objects.filter(action="team.remove").count() == 1


def test_removal_ends_sessions_tokens_and_the_admin_at_once(omar: Browser, personas: Personas) -> None:
    personas.tess.is_staff = True
    personas.tess.save()
    page, fragment, admin = (sign_in(personas.tess) for _ in range(3))
    _row, secret = AuthToken.objects.create(user=personas.tess)
    token = {"Authorization": f"Token {secret}"}
    assert page.get("/clients/").status_code == Browser().get(API, headers=token).status_code == 200
    assert admin.get("/admin/").status_code == 200
    omar.post(page_of(personas.tess, "remove/"), {"successor": personas.tara.public_id})
    assert page.get("/clients/")["Location"].startswith("/account/login/")
    assert fragment.get("/clients/", headers={"HX-Request": "true"})["HX-Redirect"].startswith("/account/login/")
    assert admin.get("/admin/").status_code == 302
    assert page.get(API).status_code == Browser().get(API, headers=token).status_code == 401
    assert not UserSession.objects.filter(user=personas.tess).exists()
    assert sign_in(personas.tess).get("/clients/").status_code == 403


def test_somebody_who_left_is_asked_back(omar: Browser, personas: Personas) -> None:
    operations.remove_member(
        by=personas.actor("omar"), membership=membership_of(personas.tess), successor=personas.tara
    )
    page = omar.get(TEAM).content.decode()
    assert "Bring back" in page
    for _ in range(2):
        assert omar.post(page_of(personas.tess, "return/")).status_code == 302
    assert "Bring back" not in omar.get(TEAM).content.decode()
    assert sign_in(personas.tess).get("/clients/").status_code == 200
    assert membership_of(personas.tess).is_active


@pytest.mark.parametrize("action", ["", "role/", "remove/", "return/"])
def test_people_of_other_clinics_are_not_here(omar: Browser, personas: Personas, action: str) -> None:
    for user in (personas.theo, personas.ada):
        send = omar.post if action else omar.get
        assert send(page_of(user, action), {"role": Role.THERAPIST}).status_code == 404

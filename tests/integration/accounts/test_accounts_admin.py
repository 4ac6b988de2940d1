"""The administration pages of accounts: who gets in, and what can't be changed there."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.audit import record
from apps.accounts.models import AuditEvent, User
from tests.personas import Personas

PAGES = ["accounts_clinic", "accounts_user", "accounts_auditevent"]


@pytest.fixture
def admin(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    User.objects.filter(pk=personas.ada.pk).update(is_staff=True, is_superuser=True)
    personas.ada.refresh_from_db()
    return as_staff(personas.ada)


@pytest.mark.parametrize("page", PAGES)
def test_list_opens_for_staff_alone(
    personas: Personas, admin: Browser, as_staff: Callable[[User], Browser], page: str
) -> None:
    address = reverse(f"admin:{page}_changelist")
    assert admin.get(address).status_code == 200
    assert as_staff(personas.tara).get(address).status_code in {302, 403}
    assert Browser().get(address).status_code == 302


def test_audit_events_are_only_read_and_name_no_client(personas: Personas, admin: Browser) -> None:
    event = record("client.view", by=personas.actor("tara"), client=personas.cleo)
    address = reverse("admin:accounts_auditevent_change", args=[event.pk])
    page = admin.get(address).content.decode()
    assert "Cleo" not in page
    assert admin.post(address, {"action": "forged"}).status_code == 403
    assert admin.post(reverse("admin:accounts_auditevent_delete", args=[event.pk])).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).action == "client.view"


def test_rights_are_handed_out_by_superusers_alone(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    User.objects.filter(pk=personas.ada.pk).update(is_staff=True)
    personas.ada.refresh_from_db()
    personas.ada.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    browser = as_staff(personas.ada)
    own = reverse("admin:accounts_user_change", args=[personas.ada.pk])
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    values = {"email": "ada@example.org", "name": "Ada", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    browser.post(own, {**values, **inline})
    personas.ada.refresh_from_db()
    assert not personas.ada.is_superuser


def test_new_person_has_no_password_until_they_choose_one(admin: Browser) -> None:
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    values = {"email": "new@example.org", "name": "New Person", "is_active": "on", **inline}
    assert admin.post(reverse("admin:accounts_user_add"), values).status_code == 302
    assert not User.objects.get(email="new@example.org").has_usable_password()

"""What a browser or a program sends to each address to have something done, and what must be there before."""

import time
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts import operations as accounts
from apps.portal.models import RecordCopy, SessionLog
from apps.portal.operations.copies import path_of
from apps.portal.operations.leaving import leave
from apps.portal.queries.record_file import record_of
from apps.portal.queries.signs import open_signs
from apps.portal.record_file import write_record
from apps.prescriptions import operations as plans
from tests.factories.passkeys import Key, passkey_of
from tests.factories.portal import log_body, london_today, make_log
from tests.integration.access.world import World

Make = Callable[[World, Browser, str], dict[str, Any]]


def empty(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"nothing": "here"}


def words(name: str) -> Make:
    return lambda world, browser, url: {name: "Because"}


def yes(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"answer": "yes", "version": "1"}


def confirm(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"confirm": "on"}


def code(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"code": accounts.invite(by=world.personas.actor("tara"), client=world.a.client).code}


def link(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"token": world.a.invitation}


def new_passkey(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"credential": Key().make(browser.post(f"{url}question/").json())}


def signed(world: World, browser: Browser, url: str) -> dict[str, Any]:
    key = passkey_of(world.a.client)
    return {"credential": key.sign(browser.post(f"{url}question/").json())}


def newcomer(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"name": "Nell Newcomer", "timezone": "Europe/London"}


def file(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("clients.csv", b"name\nNell\nNed\n", "text/csv")}


def brought(world: World, browser: Browser, url: str) -> dict[str, Any]:
    """The record of another clinic's client, as the client brings it."""
    text = write_record(record_of(world.b.client, timezone.now()))
    return {"file": SimpleUploadedFile("record.json", text.encode(), "application/json")}


def details(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"name": "Cleo Changed", "timezone": "Europe/London", "usual_pain": "2"}


def colleague(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"colleague": str(world.personas.tess.public_id)}


def from_today(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"from_date": london_today().isoformat()}


def stay(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"kind": "stay"}


def keep(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"do": "keep"}


def limit(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"accept_pain": "4"}


def no_limit(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"accept_pain": "much"}


def plan(**changed: str) -> Make:
    """The editor's form as it stands, with some of it changed."""

    def make(world: World, browser: Browser, url: str) -> dict[str, Any]:
        editor = browser.get(url).context["editor"]
        return {**filled((editor.frame, *editor.rows)), **changed}

    return make


def log_form(world: World, browser: Browser, url: str) -> dict[str, Any]:
    forms = browser.get(f"{url}?all=1").context["forms"]
    return filled((forms.session, *forms.entries))


def correction(world: World, browser: Browser, url: str) -> dict[str, Any]:
    forms = browser.get(url).context["forms"]
    return {**filled((forms.session, *forms.entries)), "pain_during": "4"}


def staff_correction(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {**filled([browser.get(url).context["form"]]), "pain_during": "4"}


def unreadable(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {**filled([browser.get(url).context["form"]]), "pain_during": "much"}


def filled(forms: Iterable[Any]) -> dict[str, Any]:
    """What a browser sends for these forms."""
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                data[bound.html_name] = "on"
            elif isinstance(value, list | tuple):
                data[bound.html_name] = [str(one) for one in value]
            elif value not in (False, None):
                data[bound.html_name] = str(value)
    return data


def whole_plan(world: World, browser: Browser, url: str) -> dict[str, Any]:
    client, routine = world.a.client.public_id, world.shared_routine.slug
    return {"client": str(client), "routine": routine, "send": True, "stop_current": True}


def same_plan(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {**whole_plan(world, browser, url), "id": str(world.a.prescription.public_id)}


def revision(world: World, browser: Browser, url: str) -> dict[str, Any]:
    body = log_body(world.a.prescription, client_seq=2, pain_during=4)
    return {**body, "revises": str(world.a.log.id)}


def batch(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"logs": [{**log_body(world.a.prescription), "id": str(uuid.uuid4())}]}


def ids(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"ids": [str(world.a.log.id)]}


def as_json(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"form": "json"}


def years(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"retention_years": "9", "retention_minor_age": "25"}


def signed_in_again(world: World, browser: Browser, url: str) -> dict[str, Any]:
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return {}


def leaving(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {**signed_in_again(world, browser, url), "reason": "Asked by phone", "confirm": "on"}


def left(world: World) -> None:
    leave(by=world.personas.actor("tara"), client=world.a.client, reason="Asked by phone")


def files_there(world: World) -> None:
    """Files are not taken back with the rows: an erasure that was tried before took these away."""
    for row in RecordCopy.objects.exclude(file=""):
        path_of(row.file).write_bytes(b"a copy")


def archived(world: World) -> None:
    accounts.archive_client(by=world.personas.actor("tara"), client=world.a.client)


def paused(world: World) -> None:
    tara, day = world.personas.actor("tara"), london_today()
    plans.pause(by=tara, prescription=world.a.prescription, from_date=day, to_date=None)


def chosen_easier(world: World) -> None:
    key = world.a.log.entries[0]["key"]
    plans.choose_easier(client=world.a.client, prescription=world.a.prescription, key=uuid.UUID(key), on=london_today())


def choice(world: World, browser: Browser, url: str) -> dict[str, Any]:
    row = world.a.prescription.decisions.get(by_client=True)
    return {"decision": str(row.public_id)}


def a_day_ago(world: World) -> None:
    yesterday = london_today() - timedelta(days=1)
    SessionLog.objects.filter(clinic_id=world.a.log.clinic_id, id=world.a.log.id).update(local_date=yesterday)


def next_morning(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"pain_next_day": "3"}


def flagged(world: World) -> None:
    make_log(world.a.prescription, red_flags=["chest_pain"])


def seen_signs(world: World, browser: Browser, url: str) -> dict[str, Any]:
    return {"seen": [told.mark for told in open_signs(world.a.prescription)]}

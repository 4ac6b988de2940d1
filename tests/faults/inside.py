"""What a fault run does in the database itself: make people, and compare what was stored with what was promised."""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def people(count: str) -> list[dict[str, Any]]:
    """Clients of one clinic, each with a running plan that began four weeks ago and a phone that is signed in."""
    from django.utils import timezone

    from tests.factories.portal import keys_of
    from tests.factories.prescriptions import make_prescription, make_routine
    from tests.personas import make_client, make_personas

    personas, routine = make_personas(), make_routine()
    begun = timezone.localdate() - timedelta(days=28)
    made = []
    for number in range(int(count)):
        client = make_client(f"Client{number}", personas.clinic, personas.tara)
        plan = make_prescription(client, personas.tara, routine=routine, start_date=begun)
        made.append({**person(plan, sign_in(client, number)), "keys": keys_of(plan)})
    return made


def sign_in(client: Any, number: int) -> str:
    """A phone's session. Returns its token."""
    from django.utils import timezone

    from apps.accounts.devices import hash_token
    from apps.accounts.models import ClientDevice

    token, until = f"phone-of-client-{number}", timezone.now() + timedelta(days=30)
    ClientDevice.objects.create(clinic=client.clinic, client=client, token_hash=hash_token(token), expires_at=until)
    return token


def person(plan: Any, token: str) -> dict[str, Any]:
    return {
        "token": token,
        "client": plan.client_id,
        "who": str(plan.client.public_id),
        "prescription": str(plan.public_id),
        "version": plan.version.number,
        "start": plan.start_date.isoformat(),
    }


def stored() -> dict[str, Any]:
    """Every stored log's id, the days that are not the sum of their logs, and broken rows."""
    from apps.accounts.models import AuditEvent
    from apps.portal.models import SessionLog

    logs = list(SessionLog.objects.values_list("id", "client_id", "local_date", "worst_pain", "effort", "entries"))
    audited = AuditEvent.objects.filter(action="session_log.added").values_list("subject_id", flat=True)
    return {
        "ids": [str(row[0]) for row in logs],
        "partial": sum(not row[5] for row in logs),
        "wrong_days": wrong_days(logs),
        "audited": len(audited),
        "audited_once": len(set(audited)),
    }


def wrong_days(logs: list[Any]) -> list[Any]:
    """Days whose summary differs from a plain sum over the logs, made here without the app's own code."""
    from apps.portal.models import DaySummary

    sums: dict[Any, list[Any]] = defaultdict(list)
    for _, client, day, pain, effort, _ in logs:
        sums[(client, day)].append((pain, effort))
    expected = {key: (len(rows), max(r[0] for r in rows), max(r[1] for r in rows)) for key, rows in sums.items()}
    found = {(row.client_id, row.day): (row.sessions, row.pain, row.effort) for row in DaySummary.objects.all()}
    return [str(key) for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]


def invitations(count: str) -> list[str]:
    """So many letters in the queue, each to an address of its own. Returns the addresses."""
    from apps.accounts.access import actor_for
    from apps.accounts.models import CareRelationship, Client, User
    from apps.accounts.operations import email_invitation, invite

    tara = actor_for(User.objects.get(email="tara@example.org"))
    assert tara is not None
    template = Client.objects.filter(name__startswith="Client0").get()
    addresses = []
    for number in range(int(count)):
        address = f"letter-{number}@example.org"
        client = Client.objects.create(clinic=template.clinic, name=f"Letter {number}", email=address)
        CareRelationship.objects.create(clinic=client.clinic, client=client, therapist=tara.user, is_lead=True)
        made = invite(by=tara, client=client)
        email_invitation(by=tara, client=client, token=made.token, link=f"https://example.org/i/{made.token}")
        addresses.append(address)
    return addresses


def archive(client: str) -> None:
    from django.utils import timezone

    from apps.accounts.models import Client

    Client.objects.filter(pk=int(client)).update(archived_at=timezone.now())


def reap() -> dict[str, int]:
    """What the reaper does once the limits of all tasks have passed."""
    from dataclasses import asdict

    from django.utils import timezone

    from apps.core import reaping

    return asdict(reaping.reap(timezone.now() + timedelta(hours=1)))


def tasks() -> dict[str, int]:
    """How many tasks are in each state."""
    from django.db.models import Count
    from django_tasks_db.models import DBTaskResult

    return dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("id")))


PROGRAMS: dict[str, Callable[..., Any]] = {
    "archive": archive,
    "people": people,
    "reap": reap,
    "stored": stored,
    "invitations": invitations,
    "tasks": tasks,
}


def answer(database: str, words: list[str]) -> Any:
    """In that copy of the database. No connection stays: a copy is only made of what nobody has open."""
    from django.db import connections

    connection: Any = connections["default"]
    connection.settings_dict["NAME"] = database
    try:
        return PROGRAMS[words[0]](*words[1:])
    finally:
        connections.close_all()
        if connection.vendor == "postgresql":
            connection.close_pool()


if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)

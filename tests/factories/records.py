"""A client with something in every part of the record, and words that are found nowhere else."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from apps.accounts import operations as accounts
from apps.accounts.access import actor_for
from apps.accounts.models import Client, ClientPasskey, User
from apps.portal.entries import read_log
from apps.portal.models import SessionLog
from apps.portal.operations import correct_log
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import stop
from tests.conftest import phone_of
from tests.factories.circuits import make_circuit_plan
from tests.factories.passkeys import passkey_of
from tests.factories.portal import keys_of, log_body, london_today, make_log
from tests.factories.prescriptions import make_prescription

# Hostile names come back as the words they are.
NAME = '#read("/etc/passwd") <script>alert(1)</script> file:///etc/passwd'
CONTACT_WORDS = ("kestrelmail", "0777kestrel")
RECORD_WORDS: tuple[str, ...] = (
    "kestrelname",
    "kestrelgoal",
    "kestrelcondition",
    "kestrelcaution",
    "kestrelnote",
    "kestrelsaid",
)
RECORD_WORDS += ("kestrelkey", "kestrelentry", "kestrelreason", "kestrelmessage", "kestrelstopped", "kestrelfixed")


DETAILS: dict[str, Any] = {
    "name": f"{NAME} kestrelname",
    "email": "kestrelmail@example.org",
    "phone": "0777kestrel",
    "date_of_birth": date(1980, 4, 5),
    "goal": "kestrelgoal",
    "condition": "kestrelcondition",
    "caution_note": "kestrelcaution",
    "kit": ["mat"],
}


def fill_record(client: Client, therapist: User, colleague: User) -> Client:
    """Details, notes, two plans, corrected sessions, a phone, a passkey, an invitation, a look with a reason."""
    by = actor_for(therapist)
    other = actor_for(colleague)
    assert by is not None
    assert other is not None
    client = accounts.update_client(by=by, client=client, **DETAILS)
    accounts.add_note(by=by, client=client, text="kestrelnote: walks =SUM(A1)")
    accounts.give_reason_for_access(by=other, client=client, reason="kestrelreason: covering")
    old = make_prescription(client, therapist, start_date=london_today() - timedelta(days=30))
    log_some(old)
    stop(by=by, prescription=old, reason="kestrelstopped")
    new = make_circuit_plan(client, therapist)
    Prescription.objects.filter(pk=new.pk).update(message="kestrelmessage")
    log_some(new)
    phone_of(client)
    accounts.invite(by=by, client=client)
    passkey_of(client)
    ClientPasskey.objects.filter(client=client).update(last_used_at=client.created_at, label="kestrelkey")
    return client


def log_some(plan: Prescription) -> SessionLog:
    """One session, and one that was corrected."""
    make_log(plan, day=london_today() - timedelta(days=1), note="kestrelsaid")
    first = make_log(plan)
    entries = [{"key": keys_of(plan)[0], "outcome": "partly", "note": "kestrelentry"}]
    body = log_body(plan, note="kestrelfixed", pain_during=3, entries=entries)
    return correct_log(original=first, log=read_log(uuid4(), body), by=plan.client).log

"""Many phones, or one phone many times, at the same moment. Real transactions, real threads."""

import json
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client as Browser

from apps.portal.models import DaySummary, SessionLog
from apps.prescriptions.models import Prescription
from tests.conftest import phone_of
from tests.factories.portal import log_body
from tests.factories.prescriptions import make_prescription
from tests.personas import make_personas

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_in_a_file")]
AT_ONCE, THREADS = 50, 10


@pytest.fixture
def prescription() -> Prescription:
    caches["rates"].clear()
    personas = make_personas()
    return make_prescription(personas.cleo, personas.tara)


def at_once(tasks: Sequence[Callable[[], int]]) -> Counter[int]:
    def run(task: Callable[[], int]) -> int:
        try:
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, tasks))


def sender(phone: Browser, log_id: uuid.UUID, body: dict[str, object]) -> Callable[[], int]:
    def send() -> int:
        address = f"/api/v1/session-logs/{log_id}"
        browser = Browser()
        browser.cookies.update(phone.cookies)
        return browser.put(address, json.dumps(body), content_type="application/json").status_code

    return send


def test_fifty_times_the_same_log_at_once_is_one_201(prescription: Prescription) -> None:
    phone, log_id, body = phone_of(prescription.client), uuid.uuid4(), log_body(prescription)
    codes = at_once([sender(phone, log_id, body)] * AT_ONCE)
    assert codes == Counter({200: AT_ONCE - 1, 201: 1})
    assert SessionLog.objects.count() == 1


def test_one_id_with_two_bodies_has_one_winner(prescription: Prescription) -> None:
    phone, log_id = phone_of(prescription.client), uuid.uuid4()
    one, other = log_body(prescription), log_body(prescription, note="other")
    codes = at_once([sender(phone, log_id, body) for body in (one, other) * (AT_ONCE // 2)])
    assert codes[201] == 1
    assert codes[409] == AT_ONCE // 2
    assert codes[200] == AT_ONCE // 2 - 1


def test_many_sessions_of_one_day_leave_an_exact_summary(prescription: Prescription) -> None:
    phone = phone_of(prescription.client)
    bodies = [log_body(prescription, slot=slot, pain_during=slot - 2) for slot in range(2, 13)]
    codes = at_once([sender(phone, uuid.uuid4(), body) for body in bodies])
    assert codes == Counter({201: len(bodies)})
    day = DaySummary.objects.get()
    assert (day.sessions, day.pain) == (len(bodies), 10)

"""The owner's list of what was done: found by person, client, kind, days and name; page by page; as a file."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts import operations
from apps.accounts.activity import PAGE
from apps.accounts.audit import record
from apps.accounts.models import AuditEvent, Client, User
from tests.personas import Personas

pytestmark = pytest.mark.django_db
ACTIVITY = "/clinic/activity/"


@pytest.fixture
def omar(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    return as_staff(personas.omar)


def looked(personas: Personas, who: str = "tara", client: Client | None = None, part: str = "overview") -> AuditEvent:
    return record("client.view", by=personas.actor(who), client=client or personas.cleo, part=part)


def said(response: Any) -> list[str]:
    return [f"{line.who} {line.words}" for line in response.context["page"].lines]


def test_says_in_plain_words_who_did_what(personas: Personas, omar: Browser) -> None:
    looked(personas)
    record("session_log.added", by=personas.cleo, client=personas.cleo)
    response = omar.get(ACTIVITY)
    assert said(response) == ["Cleo Test logged a session", "Tara Test opened Cleo Test’s record"]
    assert "<b>Tara Test</b> opened Cleo Test’s record" in response.content.decode()


def test_only_owners_have_it(personas: Personas, as_staff: Callable[[User], Browser], as_client: Any) -> None:
    for user in (personas.tara, personas.tess, personas.theo, personas.ada):
        assert as_staff(user).get(ACTIVITY).status_code == 404
        assert as_staff(user).get("/clinic/activity.csv").status_code == 404
    assert as_client(personas.cleo).get(ACTIVITY).status_code == 302


def test_another_clinic_is_not_in_it(personas: Personas, omar: Browser) -> None:
    looked(personas, "theo", personas.clara)
    assert said(omar.get(ACTIVITY)) == []
    assert "Clara Test" not in omar.get(f"{ACTIVITY}?q=Clara").content.decode()
    assert said(omar.get(f"{ACTIVITY}?client={personas.clara.public_id}")) == []


def test_is_found_by_each_of_its_questions(personas: Personas, omar: Browser) -> None:
    looked(personas)
    looked(personas, "tess", personas.cody)
    operations.add_note(by=personas.actor("tess"), client=personas.cody, text="secretnote")
    record("session_log.added", by=personas.cleo, client=personas.cleo)
    opened, noted = "Tess Test opened Cody Test’s record", "Tess Test wrote a note about Cody Test"
    tara, logged = "Tara Test opened Cleo Test’s record", "Cleo Test logged a session"
    for query, expected in {
        f"person={personas.tess.public_id}": [noted, opened],
        "person=clients": [logged],
        f"client={personas.cleo.public_id}": [logged, tara],
        "group=people": [noted],
        "q=cody": [noted, opened],
        "q=TARA": [tara],
        f"group=looked&person={personas.tara.public_id}&q=cleo": [tara],
        "group=refused": [],
    }.items():
        answer = omar.get(f"{ACTIVITY}?{query}")
        assert [line for line in said(answer) if "this list" not in line] == expected, query
        assert "secretnote" not in answer.content.decode()


def test_days_begin_and_end_where_the_clinic_is(
    personas: Personas, omar: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    personas.clinic.timezone = "Pacific/Auckland"
    personas.clinic.save()
    moment = datetime(2026, 3, 10, 0, 30, tzinfo=ZoneInfo("Pacific/Auckland"))  # 9 March in London
    monkeypatch.setattr(timezone, "now", lambda: moment)
    looked(personas)
    monkeypatch.undo()
    words = ["Tara Test opened Cleo Test’s record"]
    assert said(omar.get(f"{ACTIVITY}?since=2026-03-10&until=2026-03-10")) == words
    assert said(omar.get(f"{ACTIVITY}?until=2026-03-09")) == []
    assert "00:30" in omar.get(f"{ACTIVITY}?until=2026-03-10").content.decode()


@pytest.mark.parametrize(
    "query", ["since=yesterday", "group=nothing", "person=nobody", "client=x", "until=2026-02-30", "since=9999-99-99"]
)
def test_a_question_that_cannot_be_read_is_said_so(personas: Personas, omar: Browser, query: str) -> None:
    assert omar.get(f"{ACTIVITY}?{query}").status_code == 422


@pytest.mark.parametrize("query", ["until=9999-12-31", "since=0001-01-01", "after=nonsense", "q=%00"])
def test_odd_questions_break_nothing(personas: Personas, omar: Browser, query: str) -> None:
    looked(personas)
    assert omar.get(f"{ACTIVITY}?{query}").status_code in {200, 422}


def test_pages_go_on_where_the_last_one_ended(personas: Personas, omar: Browser) -> None:
    rows = [
        AuditEvent(clinic=personas.clinic, user=personas.tara, action="client.add", subject_id=str(number))
        for number in range(2 * PAGE + 10)
    ]
    AuditEvent.objects.bulk_create(rows)
    seen, address, pages = 0, f"{ACTIVITY}?group=people", 0
    while address:
        page = omar.get(address).context["page"]
        seen, pages = seen + sum(line.times for line in page.lines), pages + 1
        address = f"{ACTIVITY}?group=people&after={page.after}" if page.after else ""
    assert (seen, pages) == (2 * PAGE + 10, 3)


def test_the_same_again_is_one_line(personas: Personas, omar: Browser) -> None:
    for _ in range(3):
        looked(personas)
    looked(personas, "tess", personas.cody)
    looked(personas)
    lines = omar.get(ACTIVITY).context["page"].lines
    assert [(line.who, line.times) for line in lines] == [("Tara Test", 1), ("Tess Test", 1), ("Tara Test", 3)]
    assert "3 times, since" in omar.get(ACTIVITY).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_takes_eight_queries(
    personas: Personas, omar: Browser, django_assert_num_queries: Callable[..., Any], count: int
) -> None:
    """Session, user, membership; people, events, why; alerts; and the event of looking."""
    for number in range(count):
        client = (personas.cleo, personas.cody, personas.cleo)[number]
        operations.give_reason_for_access(by=personas.actor("omar"), client=client, reason=f"Because {number}")
    with django_assert_num_queries(8):
        assert omar.get(ACTIVITY).status_code == 200


def test_a_reason_stands_with_its_event(personas: Personas, omar: Browser) -> None:
    operations.give_reason_for_access(by=personas.actor("tess"), client=personas.cleo, reason="Tara is <ill> today")
    response = omar.get(f"{ACTIVITY}?group=care")
    (line,) = response.context["page"].lines
    assert (line.who, line.words, line.reason) == (
        "Tess Test",
        "gave a reason to open Cleo Test’s record",
        "Tara is <ill> today",
    )
    assert "“Tara is &lt;ill&gt; today”" in response.content.decode()


def test_the_file_has_what_was_asked_for_and_runs_nothing(personas: Personas, omar: Browser) -> None:
    personas.cleo.name = "=cmd|' /C calc'!A0"
    personas.cleo.save()
    record("session_log.added", by=personas.cleo, client=personas.cleo)
    looked(personas, "tess", personas.cody)
    response = omar.get("/clinic/activity.csv?person=clients")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header == ["When", "Who", "What", "Reason"]
    assert [(row[1], row[2]) for row in rows] == [("'=cmd|' /C calc'!A0", "logged a session")]
    event = AuditEvent.objects.get(action="activity.exported")
    assert (event.user, event.detail) == (personas.omar, {"rows": 1, "in_file": 1})


def test_files_have_a_limit_an_hour(personas: Personas, omar: Browser) -> None:
    old = [AuditEvent(clinic=personas.clinic, user=personas.omar, action="activity.exported") for _ in range(19)]
    AuditEvent.objects.bulk_create(old)
    assert omar.get("/clinic/activity.csv").status_code == 200
    assert omar.get("/clinic/activity.csv").status_code == 429


def test_a_therapist_sees_who_looked_at_a_client_of_theirs(
    personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    operations.give_reason_for_access(by=personas.actor("omar"), client=personas.cleo, reason="A complaint")
    looked(personas, "omar")
    address = reverse("accounts:looked", args=[personas.cleo.public_id])
    page = as_staff(personas.tara).get(address)
    assert [(line.who, line.words) for line in page.context["lines"]] == [
        ("Omar Test", "opened Cleo Test’s record"),
        ("Omar Test", "gave a reason to open Cleo Test’s record"),
    ]
    assert "A complaint" in page.content.decode()
    assert as_staff(personas.tess).get(address).status_code == 404
    assert as_staff(personas.theo).get(address).status_code == 404


def test_the_record_tells_who_opened_it_without_treating(
    personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    record_page = reverse("portal:client_record", args=[personas.cleo.public_id])
    tara = as_staff(personas.tara)
    assert "without treating" not in tara.get(record_page).content.decode()
    access = operations.give_reason_for_access(by=personas.actor("tess"), client=personas.cleo, reason="Covering")
    body = tara.get(record_page).content.decode()
    assert "<b>Tess Test opened this record</b>" in body
    assert "“Covering”" in body
    assert "Tess Test opened this record" not in as_staff(personas.tess).get(record_page).content.decode()
    type(access).objects.filter(pk=access.pk).update(created_at=timezone.now() - timedelta(days=15))
    assert "without treating" not in tara.get(record_page).content.decode()

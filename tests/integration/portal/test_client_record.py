"""The client record: overview, plan grid, session log, and correcting a session."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, User
from apps.accounts.operations import add_note, give_reason_for_access
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription
from tests.factories.portal import make_log, make_logs
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

SignIn = Callable[[User], Browser]
PAGES = ["portal:client_record", "portal:client_plan", "portal:client_sessions"]
NOW = timezone.localdate


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara, start_date=NOW() - timedelta(days=9))


def address(name: str, client: Client) -> str:
    return reverse(name, args=[client.public_id])


def read(browser: Browser, name: str, client: Client, **extra: object) -> str:
    answer = browser.get(address(name, client), **extra)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_page_works_and_is_audited_once(personas: Personas, tara: Browser, plan: Prescription, name: str) -> None:
    make_log(plan)
    before = AuditEvent.objects.count()
    read(tara, name, personas.cleo)
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.filter(action="client.view", user=personas.tara, client=personas.cleo).count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_of_another_clinic_is_the_same_404_as_an_absent_one(
    personas: Personas, as_staff: SignIn, plan: Prescription, name: str
) -> None:
    theo = as_staff(personas.theo)
    foreign, absent = (theo.get(reverse(name, args=[key])) for key in (personas.cleo.public_id, uuid4()))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content


def test_colleague_is_asked_for_a_reason_and_then_sees_a_banner(
    personas: Personas, as_staff: SignIn, plan: Prescription
) -> None:
    tess = as_staff(personas.tess)
    answer = tess.get(address("portal:client_record", personas.cleo))
    assert answer["Location"] == address("accounts:access", personas.cleo)
    assert tess.get(address("portal:client_plan", personas.cleo)).status_code == 404
    assert tess.get(address("portal:client_sessions", personas.cleo)).status_code == 404
    give_reason_for_access(by=personas.actor("tess"), client=personas.cleo, reason="Cover")
    assert "You don’t treat Cleo." in read(tess, "portal:client_record", personas.cleo)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_therapists_alone(
    personas: Personas, as_staff: SignIn, as_client: Callable[[Client], Browser], plan: Prescription, name: str
) -> None:
    assert as_staff(personas.ada).get(address(name, personas.cleo)).status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        answer = browser.get(address(name, personas.cleo))
        assert answer["Location"].startswith("/account/login/")


def test_client_without_a_plan_is_offered_one(personas: Personas, tara: Browser) -> None:
    page = read(tara, "portal:client_record", personas.cleo)
    assert "No plan is running" in page
    assert address("prescriptions:choose", personas.cleo) in page
    assert tara.get(address("portal:client_plan", personas.cleo)).status_code == 404


def test_overview_shows_sessions_pain_skips_and_notes(personas: Personas, tara: Browser, plan: Prescription) -> None:
    Client.objects.filter(pk=personas.cleo.pk).update(goal="Walk the loop", cautions=["hernia"], kit=["mat"])
    add_note(by=personas.actor("tara"), client=personas.cleo, text="Likes short sessions.")
    first = make_log(plan, day=NOW() - timedelta(days=2), pain_during=6, note="Hip was grumbly")
    skipped = [{**entry, "outcome": "skipped", "reason": "pain"} for entry in bare(first.entries[:1])]
    make_log(plan, pain_during=4, entries=[*skipped, *bare(first.entries[1:])])
    page = read(tara, "portal:client_record", personas.cleo)
    assert "2 of 2 done, pain 6, effort about right." in page
    assert f"{first.entries[0]['name']} skipped: it hurt." in page
    for words in ("“Hip was grumbly”", "Walk the loop", "Hernia", "At home: mat.", "Likes short sessions."):
        assert words in page
    assert "and 4 at the latest session" in page


def bare(entries: list[dict]) -> list[dict]:
    return [{"key": entry["key"], "outcome": entry["outcome"]} for entry in entries]


def test_overview_shows_a_decision_with_its_choices(personas: Personas, tara: Browser) -> None:
    plan = make_prescription(personas.cleo, personas.tara, start_date=NOW() - timedelta(days=16))
    make_log(plan, pain_during=2)
    page = read(tara, "portal:client_record", personas.cleo)
    assert "Held at week 2" in page
    assert "Keep holding" in page
    assert "Move to week 3 now" in page
    assert "Rule: hold if sore or too little done" in page
    assert " · held on " in page
    assert reverse("prescriptions:move_step", args=[plan.public_id]) in page


def test_move_of_today_can_be_taken_back_in_one_click(personas: Personas, tara: Browser, plan: Prescription) -> None:
    url = reverse("prescriptions:move_step", args=[plan.public_id])
    page = tara.post(url, {"kind": "advance", "seen_step": "1"}, follow=True).content.decode()
    assert "Tara Test moved on to week 3." in page
    sent = dict(re.findall(r'name="(seen_step|kind|reason)" value="([^"]+)"', page.split("Tara Test moved on")[0]))
    assert sent == {"seen_step": "3", "kind": "regress", "reason": "Taken back the same day."}
    page = tara.post(url, sent, follow=True).content.decode()
    plan.refresh_from_db()
    assert plan.standing["step"] == "1"
    assert "Taken back the same day." in page
    assert [row.kind for row in plan.decisions.filter(rule="manual")] == ["advance", "regress"]


def test_red_flag_stands_first_with_a_way_to_clear_it(personas: Personas, tara: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["chest_pain"])
    page = read(tara, "portal:client_record", personas.cleo)
    assert "a warning sign was reported" in page
    assert reverse("prescriptions:clear_red_flag", args=[plan.public_id]) in page
    assert "Warning sign: Chest pain" in page


def test_plan_grid_comes_over_htmx_as_one_element_and_alone_as_a_page(
    personas: Personas, tara: Browser, plan: Prescription
) -> None:
    fragment = read(tara, "portal:client_plan", personas.cleo, headers={"hx-request": "true"}).strip()
    assert fragment.startswith('<div id="plan-grid">')
    assert fragment.endswith("</div>")
    assert "Week 2" in fragment
    assert "3×10" in fragment or "3×8" in fragment
    assert "<h1" in read(tara, "portal:client_plan", personas.cleo)


def test_record_takes_eight_queries_however_much_was_logged(
    personas: Personas, tara: Browser, django_assert_num_queries: Callable[..., object]
) -> None:
    plan = make_prescription(personas.cleo, personas.tara, start_date=NOW() - timedelta(days=40))
    make_log(plan)
    with django_assert_num_queries(8):
        read(tara, "portal:client_record", personas.cleo)
    make_logs(plan, [3, 9, 20])
    with django_assert_num_queries(8):
        read(tara, "portal:client_record", personas.cleo)


@pytest.mark.parametrize(("name", "queries"), [("portal:client_plan", 6), ("portal:client_sessions", 6)])
def test_other_pages_take_few_queries(
    personas: Personas,
    tara: Browser,
    plan: Prescription,
    django_assert_num_queries: Callable[..., object],
    name: str,
    queries: int,
) -> None:
    make_log(plan)
    with django_assert_num_queries(queries):
        read(tara, name, personas.cleo)
    make_logs(plan, [1, 2])
    with django_assert_num_queries(queries):
        read(tara, name, personas.cleo)


def test_record_without_a_plan_takes_seven_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(7):
        read(tara, "portal:client_record", personas.cleo)


def test_session_log_goes_on_by_date(
    personas: Personas, tara: Browser, plan: Prescription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.portal.queries.session_pages.PAGE_ROWS", 2)
    make_logs(plan, [0, 1, 2, 3])
    seen, before = [], ""
    for _ in range(2):
        page = tara.get(address("portal:client_sessions", personas.cleo) + before).context["page"]
        seen += [session.log.local_date for session in page.sessions]
        before = f"?before={page.before}"
    assert seen == [NOW() - timedelta(days=days) for days in range(4)]
    assert page.before is None
    assert tara.get(address("portal:client_sessions", personas.cleo) + "?before=nonsense").status_code == 200


def test_therapist_corrects_a_session_and_the_first_answers_are_kept(
    personas: Personas, tara: Browser, plan: Prescription
) -> None:
    log = make_log(plan, day=NOW() - timedelta(days=8), pain_during=6, note="First words")
    where = reverse("portal:session_correct", args=[personas.cleo.public_id, log.id])
    form = tara.get(where).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    answer = tara.post(where, {**values, "pain_during": "3", "outcome_0": "skipped", "reason_0": "no_time"})
    assert answer.status_code == 302
    newest = SessionLog.objects.current().get()
    assert (newest.revises, newest.pain_during, newest.entered_by) == (log.id, 3, personas.tara)
    assert newest.entries[0]["reason"] == "no_time"
    assert SessionLog.objects.count() == 2
    page = read(tara, "portal:client_sessions", personas.cleo)
    assert "Not this time: no time" in page
    assert "Corrected by Tara Test" in page
    assert "pain 6 during" in page


@pytest.mark.parametrize(
    ("field", "value"), [("pain_during", "11"), ("pain_0", "-1"), ("outcome_0", "flew"), ("note", "x" * 2001)]
)
def test_correction_with_a_bad_value_names_it_and_saves_nothing(
    personas: Personas, tara: Browser, plan: Prescription, field: str, value: str
) -> None:
    log = make_log(plan)
    where = reverse("portal:session_correct", args=[personas.cleo.public_id, log.id])
    form = tara.get(where).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    answer = tara.post(where, {**values, field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert SessionLog.objects.count() == 1


def test_session_that_did_not_happen_is_taken_back(personas: Personas, tara: Browser, plan: Prescription) -> None:
    log = make_log(plan)
    tara.post(reverse("portal:session_correct", args=[personas.cleo.public_id, log.id]), {"withdraw": "1"})
    assert not SessionLog.objects.current().exists()
    assert "Taken back" in read(tara, "portal:client_sessions", personas.cleo)


def test_session_of_another_client_is_not_found(
    personas: Personas, tara: Browser, as_staff: SignIn, plan: Prescription
) -> None:
    log = make_log(plan)
    own = reverse("portal:session_correct", args=[personas.cleo.public_id, log.id])
    assert as_staff(personas.tess).get(own).status_code == 404
    assert as_staff(personas.theo).get(own).status_code == 404
    cody = reverse("portal:session_correct", args=[personas.cody.public_id, log.id])
    assert as_staff(personas.tess).get(cody).status_code == 404
    assert tara.get(reverse("portal:session_correct", args=[personas.cleo.public_id, uuid4()])).status_code == 404


def test_nothing_of_another_clinic_is_on_any_page(personas: Personas, tara: Browser, plan: Prescription) -> None:
    Client.objects.filter(clinic=personas.other_clinic).update(name="CANARY-B", condition="CANARY-B", goal="CANARY-B")
    theirs = make_prescription(Client.objects.get(name="CANARY-B"), personas.theo, routine=make_routine(1))
    make_log(theirs, note="CANARY-B")
    make_log(plan)
    addresses = ["/clients/", "/clients/?whose=clinic", "/clients/?q=CANARY", "/clients/?whose=clinic&q=C"]
    addresses += [address(name, personas.cleo) for name in [*PAGES, "accounts:client_details", "accounts:note_add"]]
    for where in addresses:
        body = tara.get(where).content.decode().replace('value="CANARY"', "")
        assert "CANARY-B" not in body, where
        assert "Hill Road" not in body, where

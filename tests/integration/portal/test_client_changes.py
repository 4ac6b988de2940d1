"""The timeline of everything that changed and why: who, when, the rule, the reason and the sessions it rests on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, Client, User
from apps.portal.queries.changes import changes_page
from apps.portal.queries.signs import open_signs
from apps.prescriptions.domain.parsing import parse
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import clear_red_flag, move_step, pause, resume
from apps.prescriptions.operations.exercise_acts import accept_proposal, choose_easier, edit_dosage, undo_decision
from tests.factories.exercise_plans import about_squats, days_ago, key_of, log_squats, make_ladder_plan
from tests.factories.portal import make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

SignIn = Callable[[User], Browser]


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def read(browser: Browser, client: Client, before: str = "") -> str:
    answer = browser.get(reverse("portal:client_changes", args=[client.public_id]) + f"?before={quote(before)}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_timeline_tells_rule_reason_evidence_and_who(personas: Personas, tara: Browser, plan: Prescription) -> None:
    by, today = personas.actor("tara"), days_ago(0)
    log_squats(plan, 3)
    log_squats(plan, 1)
    proposal = about_squats(plan)[-1]
    accepted = accept_proposal(by=by, prescription=plan, decision=proposal.public_id, on=today)
    undo_decision(by=by, prescription=plan, decision=accepted.public_id, on=today)
    edit_dosage(by=by, prescription=plan, key=key_of(plan), dosage=parse("3x8"), on=today, reason="Knee")
    choose_easier(client=personas.cleo, prescription=plan, key=key_of(plan), on=today)
    page = read(tara, personas.cleo)
    for words in (
        "Goblet squat: proposal, up to 4 sets of 8–12 reps",
        "Goblet squat: moved up to 4 sets",
        "Goblet squat: taken back to 3 sets",
        "Goblet squat: changed to 3 sets of 8 reps.",
        "Goblet squat: made easier by the client: ",
        "Rule: move up after two good sessions",
        ": 3×12, pain 0, effort 5</li>",
        f"{personas.tara.name}, on record since",
        f"{personas.cleo.name}, on record since",
        "Knee",
    ):
        assert words in page


def test_timeline_tells_steps_pauses_and_warning_signs(personas: Personas, tara: Browser) -> None:
    by, today = personas.actor("tara"), days_ago(0)
    plan = make_prescription(personas.cleo, personas.tara, start_date=days_ago(3))
    move_step(by=by, prescription=plan, kind="advance", on=today, reason="Strong already")
    pause(by=by, prescription=plan, from_date=today, to_date=None)
    resume(by=by, prescription=plan, on=today)
    make_log(plan, red_flags=["chest_pain"])
    clear_red_flag(by=by, prescription=plan, on=today, seen=[told.mark for told in open_signs(plan)])
    page = read(tara, personas.cleo)
    words = (
        "The warning sign was cleared.",
        "Warning sign reported: chest pain",
        "The plan went on again.",
        "The plan was paused.",
        "Moved up to week 3.",
        "A plan was sent.",
    )
    places = [page.index(text) for text in words]
    assert places == sorted(places)
    assert "Strong already" in page


def test_pages_follow_each_other_without_gap_or_repeat(personas: Personas, plan: Prescription) -> None:
    by, today = personas.actor("tara"), days_ago(0)
    for repetitions in (5, 6, 7, 9, 10):
        edit_dosage(by=by, prescription=plan, key=key_of(plan), dosage=parse(f"3x{repetitions}"), on=today)
        pause(by=by, prescription=plan, from_date=today + timedelta(days=repetitions), to_date=None)
        resume(by=by, prescription=plan, on=today + timedelta(days=repetitions))
    whole = [entry.cursor for entry in changes_page(personas.cleo).entries]
    for length in (1, 2, 3, 7):
        found, before = [], ""
        while True:
            page = changes_page(personas.cleo, before, length=length)
            found += [entry.cursor for entry in page.entries]
            before = page.before
            if not before:
                break
        assert found == whole
    assert len(whole) > 10


@pytest.mark.parametrize("made_up", ["x", "2026-01-01", "2026-01-01T00:00:00+00:00~9~1", "~~", "2026-01-01T00:00~3~1"])
def test_cursor_that_was_made_up_starts_at_the_beginning(
    personas: Personas, tara: Browser, plan: Prescription, made_up: str
) -> None:
    assert "A plan was sent." in read(tara, personas.cleo, made_up)


def test_overview_tells_a_proposal_as_one_and_an_answer_by_name(
    personas: Personas, tara: Browser, plan: Prescription
) -> None:
    log_squats(plan, 3)
    log_squats(plan, 1)
    url = reverse("portal:client_record", args=[personas.cleo.public_id])
    assert "Goblet squat: proposal to move up." in tara.get(url).content.decode()
    proposal = about_squats(plan)[-1].public_id
    accept_proposal(by=personas.actor("tara"), prescription=plan, decision=proposal, on=days_ago(0))
    assert f"Goblet squat: moved up by {personas.tara.name}." in tara.get(url).content.decode()


def test_timeline_of_a_new_client_is_empty_in_words(personas: Personas, tara: Browser) -> None:
    assert "Nothing has changed yet" in read(tara, personas.cleo)


def test_timeline_of_others_is_missing_and_reading_is_audited(
    personas: Personas, as_staff: SignIn, tara: Browser, plan: Prescription
) -> None:
    url = reverse("portal:client_changes", args=[personas.cleo.public_id])
    foreign, absent = as_staff(personas.theo).get(url), tara.get(reverse("portal:client_changes", args=[uuid4()]))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    before = AuditEvent.objects.count()
    tara.get(url)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.parametrize("changes", [1, 3])
def test_timeline_takes_eight_queries_however_long(
    personas: Personas,
    tara: Browser,
    plan: Prescription,
    changes: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for repetitions in range(5, 5 + changes):
        edit_dosage(
            by=personas.actor("tara"),
            prescription=plan,
            key=key_of(plan),
            dosage=parse(f"3x{repetitions}"),
            on=days_ago(0),
        )
    with django_assert_num_queries(8):
        read(tara, personas.cleo)

"""The exercises of a plan as cards: accept, keep, step back, edit, start again, undo; refused and stale ones said."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, CareRelationship, User
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.rendering import render
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import stop
from apps.prescriptions.operations.answering import Answer, answer_exercise
from apps.prescriptions.queries import exercise_standing, load_plan
from tests.factories.exercise_plans import LADDER, about_squats, days_ago, key_of, log_squats, make_ladder_plan
from tests.factories.portal import make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

SignIn = Callable[[User], Browser]
HTMX = {"HTTP_HX_REQUEST": "true"}
NOW, MORE = "3 sets of 8–12 reps, with 10 kg", "4 sets of 8–12 reps, with 10 kg"


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


@pytest.fixture
def proposed(plan: Prescription) -> Prescription:
    log_squats(plan, 3)
    log_squats(plan, 1)
    return plan


def cards(browser: Browser, plan: Prescription, **extra: Any) -> str:
    answer = browser.get(reverse("prescriptions:exercises", args=[plan.public_id]), **extra)
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(browser: Browser, plan: Prescription, do: str, **values: Any) -> Any:
    """What the card's button sends: the latest decision as it stands, unless told otherwise."""
    rows = about_squats(plan)
    shown = {"seen": rows[-1].public_id, "decision": rows[-1].public_id} if rows else {}
    body = {key: value for key, value in {**shown, "do": do, **values}.items() if value is not None}
    return browser.post(reverse("prescriptions:answer", args=[plan.public_id, key_of(plan)]), body, **HTMX)


def dosage_now(plan: Prescription) -> str:
    plan.refresh_from_db()
    bundle = load_plan(plan, figures=False)
    now = exercise_standing(bundle, bundle.exercises[0], week=plan.standing["programme_week"])
    assert now.dosage is not None
    return render(now.dosage)


def test_proposal_shows_amount_reason_evidence_and_acts(tara: Browser, proposed: Prescription) -> None:
    page = cards(tara, proposed)
    assert f"Goblet squat: ready for {MORE}" in page
    assert about_squats(proposed)[-1].reason_therapist.removeprefix("E5: ") in page
    assert page.count(": 3×12, pain 0, effort 5</li>") == 2
    assert "Rule: move up after two good sessions" in page
    for act in ("accept", "keep", "step_back", "edit"):
        assert f'value="{act}"' in page


def test_accept_moves_up_once_however_often_it_is_sent_and_undo_takes_it_back(
    tara: Browser, proposed: Prescription
) -> None:
    first = {name: about_squats(proposed)[-1].public_id for name in ("seen", "decision")}
    answer = send(tara, proposed, "accept", **first)
    assert (answer.status_code, dosage_now(proposed)) == (200, MORE)
    assert "Moved up. Cleo sees it next time" in answer.content.decode()
    assert 'value="undo"' in answer.content.decode()
    assert '<span id="proposals" hx-swap-oob="true"></span>' in answer.content.decode()
    again = send(tara, proposed, "accept", **first)
    assert "That was done already." in again.content.decode()
    assert [row.rule for row in about_squats(proposed)] == ["E5", "accept"]
    send(tara, proposed, "undo")
    assert dosage_now(proposed) == NOW
    assert [row.rule for row in about_squats(proposed)] == ["E5", "accept", "undo"]


def test_keep_answers_the_proposal(tara: Browser, proposed: Prescription) -> None:
    answer = send(tara, proposed, "keep")
    assert "Kept as it is." in answer.content.decode()
    assert dosage_now(proposed) == NOW
    assert "squat: ready for" not in cards(tara, proposed)
    assert proposed.standing["proposals"] == 0


def test_step_back_gives_less_and_a_second_click_no_less_still(tara: Browser, plan: Prescription) -> None:
    log_squats(plan, 1)
    send(tara, plan, "step_back", seen=None, decision=None)
    once = dosage_now(plan)
    again = send(tara, plan, "step_back", seen=None, decision=None)
    assert "That was done already." in again.content.decode()
    assert once == dosage_now(plan) == "2 sets of 8–12 reps, with 10 kg"


def test_edit_reads_words_and_holds_from_tomorrow(tara: Browser, proposed: Prescription) -> None:
    answer = send(tara, proposed, "edit", dosage="3x8 @ 8kg", reason="Sore knee on stairs")
    assert "Changed from tomorrow." in answer.content.decode()
    row = about_squats(proposed)[-1]
    assert (row.decided_on, render(dosage_from_json(row.dosage_to))) == (days_ago(-1), "3 sets of 8 reps, with 8 kg")
    assert "Sore knee on stairs" in row.reason_therapist
    page = cards(tara, proposed)
    assert "Goblet squat: changed to 3 sets of 8 reps, with 8 kg" in page
    assert "squat: ready for" not in page
    proposed.refresh_from_db()
    assert proposed.standing["proposals"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "New dosage: Write how much"),
        ("three-ish", "New dosage:"),
        ("0x8", "New dosage: sets"),
        ("sets not stated, 8 reps", "is needed"),
    ],
)
def test_dosage_that_cannot_be_is_refused_by_name_and_kept_in_the_box(
    tara: Browser, plan: Prescription, text: str, words: str
) -> None:
    answer = send(tara, plan, "edit", dosage=text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert about_squats(plan) == []
    if text:
        assert f'value="{text}"' in answer.content.decode()


def test_stopped_exercise_can_be_started_again(tara: Browser, plan: Prescription) -> None:
    log_squats(plan, 1, pain_during=8)
    page = cards(tara, plan)
    assert "Goblet squat: stopped" in page
    assert 'value="accept"' not in page
    answer = send(tara, plan, "restart")
    assert f"Goblet squat: back again at {NOW}" in answer.content.decode()
    assert dosage_now(plan) == NOW


def test_stopped_exercise_can_be_started_again_with_less(tara: Browser, plan: Prescription) -> None:
    log_squats(plan, 1, pain_during=9)
    send(tara, plan, "restart", dosage="2x8 @ 5kg")
    assert dosage_now(plan) == "2 sets of 8 reps, with 5 kg"


@pytest.mark.parametrize("do", ["accept", "keep", "step_back", "edit"])
def test_what_a_colleague_decided_meanwhile_is_said_plainly(
    personas: Personas, tara: Browser, proposed: Prescription, do: str
) -> None:
    shown = about_squats(proposed)[-1].public_id
    CareRelationship.objects.create(clinic=personas.clinic, client=personas.cleo, therapist=personas.tess)
    wanted = Answer("keep", seen=shown, decision=shown)
    answer_exercise(
        by=personas.actor("tess"), prescription=proposed, key=key_of(proposed), answer=wanted, on=days_ago(0)
    )
    answer = send(tara, proposed, do, seen=shown, decision=shown, dosage="3x8 @ 8kg")
    assert answer.status_code == 422
    assert f"{personas.tess.name} decided about this since you opened the page." in answer.content.decode()
    assert [row.rule for row in about_squats(proposed)] == ["E5", "keep"]


def test_proposal_that_a_new_session_took_back_is_refused_in_words(tara: Browser, proposed: Prescription) -> None:
    shown = about_squats(proposed)[-1].public_id
    log_squats(proposed, 0, repetitions=9)
    answer = send(tara, proposed, "accept", seen=shown, decision=shown)
    assert answer.status_code == 422
    assert "This proposal no longer stands" in answer.content.decode()


def test_proposal_that_the_rules_took_back_says_so_and_leaves_nothing_to_undo(
    tara: Browser, proposed: Prescription
) -> None:
    log_squats(proposed, 0, repetitions=9)
    page = cards(tara, proposed)
    assert f"Goblet squat: no longer ready for more, stays at {NOW}" in page
    assert 'value="undo"' not in page
    record = tara.get(reverse("portal:client_record", args=[proposed.client.public_id])).content.decode()
    assert "Goblet squat: no longer ready for more." in record
    changes = tara.get(reverse("portal:client_changes", args=[proposed.client.public_id])).content.decode()
    assert f"Goblet squat: no longer ready for more, stays at {NOW}." in changes


def test_question_begins_like_a_sentence_and_names_the_harder_one_once(personas: Personas, tara: Browser) -> None:
    at_the_top = {**LADDER, "max_sets": 3, "max_load": "10", "harder": "Barbell squat"}
    plan = make_ladder_plan(personas.cleo, personas.tara, exercise={"ladder": at_the_top})
    log_squats(plan, 3)
    log_squats(plan, 1)
    page = cards(tara, plan)
    assert "At the ceiling with" in page
    assert page.count("Barbell squat") == 1


def test_nothing_is_decided_while_a_warning_sign_waits(tara: Browser, proposed: Prescription) -> None:
    make_log(proposed, red_flags=["chest_pain"])
    assert 'name="do"' not in cards(tara, proposed)
    answer = send(tara, proposed, "keep")
    assert answer.status_code == 422
    assert "Clear the warning sign first" in answer.content.decode()


def test_stopped_plan_shows_its_exercises_and_offers_nothing(
    personas: Personas, tara: Browser, proposed: Prescription
) -> None:
    stop(by=personas.actor("tara"), prescription=proposed, reason="Moved away")
    assert 'name="do"' not in cards(tara, proposed)
    assert "This plan was stopped." in send(tara, proposed, "keep").content.decode()


def test_without_htmx_an_answer_leads_back_to_the_card(tara: Browser, proposed: Prescription) -> None:
    row = about_squats(proposed)[-1]
    url = reverse("prescriptions:answer", args=[proposed.public_id, key_of(proposed)])
    answer = tara.post(url, {"do": "accept", "seen": row.public_id, "decision": row.public_id}, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"#ex-{key_of(proposed)}")
    assert "Moved up. Cleo sees it next time" in answer.content.decode()
    refused = tara.post(url, {"do": "edit", "dosage": "lots"})
    assert refused.status_code == 422
    assert "<h1>" in refused.content.decode()


def test_plan_without_decisions_says_that_nothing_waits(tara: Browser, plan: Prescription) -> None:
    page = cards(tara, plan)
    assert "No exercise waits for your answer." in page

    assert "Every exercise (1)" in page


def test_exercise_that_is_not_in_the_plan_is_missing(tara: Browser, plan: Prescription) -> None:
    url = reverse("prescriptions:answer", args=[plan.public_id, uuid4()])
    assert tara.post(url, {"do": "keep"}).status_code == 404


def test_record_fetches_the_cards_and_counts_the_proposals(tara: Browser, proposed: Prescription) -> None:
    page = tara.get(reverse("portal:client_record", args=[proposed.client.public_id])).content.decode()
    assert reverse("prescriptions:exercises", args=[proposed.public_id]) in page
    assert "1 proposal<" in page
    part = cards(tara, proposed, **HTMX)
    assert part.lstrip().startswith('<div id="exercises"')


def test_the_record_tells_of_an_answer_without_being_loaded_again(tara: Browser, proposed: Prescription) -> None:
    record = reverse("portal:client_record", args=[proposed.client.public_id])
    assert f'id="happened" aria-labelledby="l-h" hx-get="{record}"' in tara.get(record).content.decode()
    answer = send(tara, proposed, "accept")
    assert answer.headers["HX-Trigger"] == "decided"
    assert "Goblet squat: moved up by Tara Test." in tara.get(record, **HTMX).content.decode()
    assert "HX-Trigger" not in send(tara, proposed, "edit", dosage="lots").headers


def test_cards_take_eight_queries_at_most_however_many(
    personas: Personas, tara: Browser, proposed: Prescription, django_assert_num_queries: Callable[[int], Any]
) -> None:
    url = reverse("prescriptions:exercises", args=[proposed.public_id])
    with django_assert_num_queries(6):
        tara.get(url)
    send(tara, proposed, "accept")
    with django_assert_num_queries(7):
        tara.get(url)
    other = make_prescription(personas.cody, personas.tara)
    with django_assert_num_queries(6):
        tara.get(reverse("prescriptions:exercises", args=[other.public_id]))


def test_each_answer_leaves_one_event(tara: Browser, proposed: Prescription) -> None:
    before = AuditEvent.objects.count()
    send(tara, proposed, "accept")
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.latest("pk").action == "prescription.exercise_decided"

"""The numbers of the rules in words: clinic, plan, exercise; where they come from, contradictions, reset, audit."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, Client, Clinic, User
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import stop
from apps.prescriptions.queries import exercise_settings, load_version, plan_settings
from tests.factories.exercise_plans import key_of, make_ladder_plan
from tests.personas import Personas

SignIn = Callable[[User], Browser]
CLINIC = "/clinic/progression/"


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def omar(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.omar)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def plan_url(plan: Prescription) -> str:
    return reverse("prescriptions:limits", args=[plan.public_id])


def exercise_url(plan: Prescription) -> str:
    return reverse("prescriptions:exercise_limits", args=[plan.public_id, key_of(plan)])


def fresh(plan: Prescription) -> Prescription:
    return Prescription.objects.select_related("client__clinic", "version").get(pk=plan.pk)


def test_clinic_sees_each_number_in_words_with_its_source(omar: Browser) -> None:
    page = omar.get(CLINIC).content.decode()
    assert "Pain up to this is acceptable" in page
    assert "Empty: 5, from Reprise’s defaults. Source: Thomeé’s pain-monitoring model, as used in NEMEX." in page
    assert "Empty: 70, from Reprise’s defaults. Source: our own cautious default." in page
    assert "Pain as usual" not in page


def test_clinic_sets_numbers_for_every_plan_and_resets_them(
    personas: Personas, omar: Browser, plan: Prescription
) -> None:
    omar.post(CLINIC, {"do": "save", "accept_pain": "4", "adherence_advance": "80", "reviews_exercises": "on"})
    clinic = Clinic.objects.get(pk=personas.clinic.pk)
    assert (clinic.progression_settings, clinic.reviews_exercises) == (
        {"accept_pain": 4, "adherence_advance": 0.8},
        True,
    )
    bundle = load_version(fresh(plan), fresh(plan).version, figures=False)  # type: ignore[arg-type]
    assert plan_settings(bundle).accept_pain == 4
    event = AuditEvent.objects.get(action="clinic.progression")
    assert event.detail == {"changed": ["accept_pain", "adherence_advance"], "reviews_exercises": True}
    omar.post(CLINIC, {"do": "save", "accept_pain": "4", "adherence_advance": "80", "reviews_exercises": "on"})
    assert AuditEvent.objects.filter(action="clinic.progression").count() == 1
    omar.post(CLINIC, {"do": "reset"})
    clinic.refresh_from_db()
    assert (clinic.progression_settings, clinic.reviews_exercises) == ({}, True)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"safe_pain": "6"}, "Pain up to this is safe: This must not be above “Pain up to this is acceptable”."),
        ({"accept_pain": "9"}, "This must be below “Pain from this on stops the exercise”."),
        ({"gap_regress": "5"}, "This must lie between “Days without the exercise: stay from” and"),
        ({"adherence_flag": "90"}, "This must not be above “Share of sessions done before the plan moves on, in %”."),
        ({"accept_pain": "11"}, "Type 10 or less."),
        ({"margin": "two"}, "Type a whole number."),
    ],
)
def test_numbers_that_contradict_each_other_are_named(
    personas: Personas, omar: Browser, values: dict[str, str], problem: str
) -> None:
    answer = omar.post(CLINIC, {"do": "save", **values})
    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert Clinic.objects.get(pk=personas.clinic.pk).progression_settings == {}


def test_plan_shows_where_each_number_comes_from(personas: Personas, tara: Browser, plan: Prescription) -> None:
    Clinic.objects.filter(pk=personas.clinic.pk).update(progression_settings={"accept_pain": 4})
    Client.objects.filter(pk=personas.cleo.pk).update(usual_pain=1)
    page = tara.get(plan_url(plan)).content.decode()
    assert "Empty: 4, from your clinic." in page
    assert "Empty: 1, from Cleo’s details." in page
    assert "Empty: 8, from Reprise’s defaults." in page


def test_plan_sets_its_own_and_whether_more_waits_for_an_answer(tara: Browser, plan: Prescription) -> None:
    tara.post(plan_url(plan), {"do": "save", "usual_pain": "3", "advance_by_itself": "on"})
    plan.refresh_from_db()
    assert (plan.settings, plan.advance_by_itself) == ({"usual_pain": 3}, True)
    event = AuditEvent.objects.get(action="prescription.limits")
    assert event.detail == {"changed": ["usual_pain"], "advance_by_itself": True}
    assert 'value="3"' in tara.get(plan_url(plan)).content.decode()
    tara.post(plan_url(plan), {"do": "reset"})
    plan.refresh_from_db()
    assert (plan.settings, plan.advance_by_itself) == ({}, False)


def test_pain_as_usual_at_the_limit_is_refused(tara: Browser, plan: Prescription) -> None:
    answer = tara.post(plan_url(plan), {"do": "save", "usual_pain": "5"})
    assert answer.status_code == 422
    assert "Pain as usual: This must be below “Pain up to this is acceptable”" in answer.content.decode()


def test_exercise_has_its_own_from_tomorrow_and_shows_the_plan_s(tara: Browser, plan: Prescription) -> None:
    tara.post(plan_url(plan), {"do": "save", "accept_pain": "4"})
    page = tara.get(exercise_url(plan)).content.decode()
    assert "Limits of Goblet squat" in page
    assert "Empty: 4, from this plan." in page
    assert "Days in which clients may log late" not in page
    tara.post(exercise_url(plan), {"do": "save", "stop_pain": "6"})
    now = fresh(plan)
    assert now.version is not None
    bundle = load_version(now, now.version, figures=False)
    assert now.version.number == 2
    assert exercise_settings(bundle, bundle.exercises[0]).stop_pain == 6
    assert exercise_settings(bundle, bundle.exercises[0]).accept_pain == 4
    assert bundle.exercises[0].ladder == load_version(plan, plan.version, figures=False).exercises[0].ladder  # type: ignore[arg-type]
    tara.post(exercise_url(plan), {"do": "reset"})
    again = fresh(plan)
    assert load_version(again, again.version, figures=False).exercises[0].settings == {}  # type: ignore[arg-type]


def test_limits_of_a_stopped_plan_stay(personas: Personas, tara: Browser, plan: Prescription) -> None:
    stop(by=personas.actor("tara"), prescription=plan, reason="Moved")
    for url in (plan_url(plan), exercise_url(plan)):
        answer = tara.post(url, {"do": "save", "accept_pain": "4"}, follow=True)
        assert "This plan was stopped." in answer.content.decode()
    plan.refresh_from_db()
    assert plan.settings == {}


def test_exercise_that_is_not_in_the_plan_is_missing(tara: Browser, plan: Prescription) -> None:
    url = reverse("prescriptions:exercise_limits", args=[plan.public_id, uuid4()])
    assert (tara.get(url).status_code, tara.post(url, {"do": "reset"}).status_code) == (404, 404)


def test_only_owners_set_the_clinic_s(tara: Browser) -> None:
    assert tara.get(CLINIC).status_code == 404


@pytest.mark.parametrize(("which", "queries"), [("plan", 5), ("exercise", 6)])
def test_limits_take_few_queries(
    tara: Browser,
    plan: Prescription,
    which: str,
    queries: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    url = plan_url(plan) if which == "plan" else exercise_url(plan)
    with django_assert_num_queries(queries):
        tara.get(url)


def test_intended_use_is_one_click_from_record_changes_and_limits(tara: Browser, plan: Prescription) -> None:
    address = reverse("prescriptions:intended_use")
    pages = ("portal:client_record", "portal:client_changes")
    for url in (plan_url(plan), *(reverse(name, args=[plan.client.public_id]) for name in pages)):
        assert address in tara.get(url).content.decode()
    page = tara.get(address).content.decode()
    for words in ("More is a proposal.", "What applies by itself, and why", "Not watched around the clock"):
        assert words in page

"""What would happen if: imagined sessions in words, the same rules, nothing written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, User
from apps.portal.models import SessionLog
from apps.prescriptions.forms.imagined import ImagineForm
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import load_plan
from apps.prescriptions.queries.imagining import Imagined, imagine
from tests.factories.exercise_plans import about_squats, days_ago, key_of, log_squats, make_ladder_plan
from tests.personas import Personas

SignIn = Callable[[User], Browser]
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def ask(browser: Browser, plan: Prescription, story: str, *, about: str | None = None, **extra: Any) -> Any:
    key = str(key_of(plan)) if about is None else about
    url = reverse("prescriptions:what_if", args=[plan.public_id])
    return browser.get(url, {"about": key, "story": story}, **extra)


def read(text: str) -> ImagineForm:
    form = ImagineForm({"story": text}, exercises=[], today=FRIDAY)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("pain 6 on Tuesday", [Imagined(day=date(2026, 11, 24), pain=6)]),
        ("Tuesday: pain 6, effort 9", [Imagined(day=date(2026, 11, 24), pain=6, effort=9)]),
        ("two sessions missed", [Imagined(missed=True)] * 2),
        ("all done easy", [Imagined(effort=3, in_reserve=3)]),
        ("3 sessions easy, pain 0", [Imagined(effort=3, in_reserve=3, pain=0)] * 3),
        ("next day 5", [Imagined(next_day_pain=5)]),
        ("pain 2, pain the next morning 6", [Imagined(pain=2, next_day_pain=6)]),
        ("10 reps with 2 in reserve", [Imagined(repetitions=10, in_reserve=2)]),
        ("2 weeks off", [Imagined(days_off=14)]),
        ("half done\n\nFri: warning sign", [Imagined(share=0.5), Imagined(day=FRIDAY, warning_sign=True)]),
        ("Mon pain 1\nMon pain 2", [Imagined(date(2026, 11, 23), pain=1), Imagined(date(2026, 11, 30), pain=2)]),
        ("2026-12-01", [Imagined(day=date(2026, 12, 1))]),
        ("2 weeks off\n30 sessions", [Imagined(days_off=14), *[Imagined()] * 30]),
    ],
)
def test_words_and_numbers_are_read(text: str, story: list[Imagined]) -> None:
    form = read(text)
    assert form.errors == {}
    assert form.cleaned_data["story"] == story


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pain 6\nfoo bar", "Line 2: “foo bar” can’t be read."),
        ("pain 11", "Line 1: Pain goes from 0 to 10."),
        ("effort 12", "Line 1: Effort goes from 0 to 10."),
        ("40 sessions missed", "Line 1: From 1 to 30 sessions."),
        ("20 sessions\n20 sessions", "At most 30 sessions."),
        ("2026-02-31", "Line 1: “2026-02-31” is not a day."),
        ("2026-11-19", "Line 1: The days must follow each other"),
        ("90 weeks off", "Line 1: From 1 to 365 days off."),
        ("40 weeks off\n40 weeks off", "At most 365 days off in all."),
        ("-5 reps", "Line 1: “-5” is below 0."),
        ("pain -3", "Line 1: “-3” is below 0."),
        ("", "Write at least one session."),
    ],
)
def test_what_cannot_be_read_is_named(text: str, problem: str) -> None:
    assert any(problem in error for error in read(text).errors["story"])


def test_sore_session_would_step_the_exercise_back(tara: Browser, plan: Prescription) -> None:
    log_squats(plan, 2)
    page = ask(tara, plan, "pain 6").content.decode()
    assert "Goblet squat: would step back to" in page
    assert "Pain 6 on" in page
    assert "Cleo would read: “" in page


def test_two_good_sessions_would_make_a_proposal(tara: Browser, plan: Prescription) -> None:
    page = ask(tara, plan, "2 sessions easy, pain 0").content.decode()
    assert "Goblet squat: would be ready for" in page
    assert "It would wait for your answer" in page


def test_very_strong_pain_would_stop_the_exercise(tara: Browser, plan: Prescription) -> None:
    page = ask(tara, plan, "pain 9").content.decode()
    assert "Goblet squat: would stop" in page
    assert "You would be asked to look" in page


def test_one_ordinary_session_would_change_nothing_and_says_why(tara: Browser, plan: Prescription) -> None:
    page = ask(tara, plan, "10 reps, pain 1").content.decode()
    assert "Goblet squat: would stay at" in page
    assert "Good in a row: " in page


def test_whole_plan_is_judged_at_its_next_gate(tara: Browser, plan: Prescription) -> None:
    page = ask(tara, plan, "2 sessions missed", about="").content.decode()
    assert "The plan would be in week" in page


def test_warning_sign_would_stop_the_plan(tara: Browser, plan: Prescription) -> None:
    page = ask(tara, plan, "warning sign", about="").content.decode()
    assert "The plan would have stopped until you clear the warning sign." in page


def test_the_same_sessions_for_real_give_the_same_decision(plan: Prescription) -> None:
    log_squats(plan, 3)
    story = [Imagined(day=days_ago(0), pain=0, effort=5)]
    told = imagine(load_plan(plan, figures=False), sessions_of(plan), story, today=days_ago(0), only=key_of(plan))
    log_squats(plan, 0)
    real = about_squats(plan)[-1]
    (finding,) = told.findings
    assert (finding.rule, finding.kind, finding.proposed) == (real.rule, real.kind, real.proposed)
    assert (finding.therapist, finding.client) == (real.reason_therapist, real.reason_client)


def test_nothing_is_written_but_that_it_was_looked_at(tara: Browser, plan: Prescription) -> None:
    log_squats(plan, 2)
    plan.refresh_from_db()
    events, decisions, standing = AuditEvent.objects.count(), ProgressionDecision.objects.count(), plan.standing
    ask(tara, plan, "pain 9\n3 weeks off", about="")
    plan.refresh_from_db()
    assert (ProgressionDecision.objects.count(), SessionLog.objects.count()) == (decisions, 1)
    assert plan.standing == standing
    assert AuditEvent.objects.count() == events + 1


def test_errors_are_named_with_the_same_page_or_fragment(tara: Browser, plan: Prescription) -> None:
    for extra in ({}, {"HTTP_HX_REQUEST": "true"}):
        answer = ask(tara, plan, "pain 11", **extra)
        assert answer.status_code == 422
        assert "What if: Line 1: Pain goes from 0 to 10." in answer.content.decode()
    assert ask(tara, plan, "pain 1", about="nonsense").status_code == 422


def test_panel_opens_empty_with_examples_and_as_a_fragment(tara: Browser, plan: Prescription) -> None:
    url = reverse("prescriptions:what_if", args=[plan.public_id])
    page = tara.get(url).content.decode()
    assert "choose an example" in page
    assert "story=pain%206" in page
    assert ask(tara, plan, "pain 6", HTTP_HX_REQUEST="true").content.decode().lstrip().startswith('<div id="outcome"')


@pytest.mark.parametrize("sessions", [1, 3])
def test_panel_takes_seven_queries_however_much_is_logged(
    tara: Browser, plan: Prescription, sessions: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for ago in range(sessions):
        log_squats(plan, 1 + 2 * ago)
    with django_assert_num_queries(7):
        ask(tara, plan, "3 sessions easy\n2 sessions missed", about="")


def test_days_without_a_name_follow_the_plan_s_rhythm(plan: Prescription) -> None:
    story = [Imagined(), Imagined(), Imagined(days_off=14), Imagined()]
    told = imagine(load_plan(plan, figures=False), [], story, today=days_ago(0))
    days = [day for day, _ in told.days]
    assert days == [days_ago(0), days_ago(-2), days_ago(-2) + timedelta(days=15)]

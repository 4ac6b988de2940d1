"""What changed and why, in the client's words: on Today, My plan, one exercise and Progress."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import accept_proposal, step_back, undo_decision
from tests.factories.catalogue import make_exercise
from tests.factories.exercise_plans import about_squats, key_of, log_squats, make_ladder_plan
from tests.factories.portal import keys_of, london_today, make_log, make_logs
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

pytestmark = pytest.mark.django_db
EVERYWHERE = ("/today/", "/plan/", "/progress/")


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def markup(phone: Browser, address: str) -> str:
    response = phone.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def page(phone: Browser, address: str) -> str:
    """The words of it, as they are read."""
    return " ".join(strip_tags(markup(phone, address)).replace("\xa0", " ").split())


def one(plan: Prescription) -> str:
    return reverse("portal:plan_exercise", args=[key_of(plan)])


def accepted(personas: Personas, plan: Prescription) -> Any:
    for ago in (4, 2):
        log_squats(plan, ago)
    proposal = about_squats(plan)[0]
    return accept_proposal(by=personas.actor("tara"), prescription=plan, decision=proposal.public_id, on=london_today())


def test_a_proposal_is_not_told_before_it_is_accepted(phone: Browser, plan: Prescription) -> None:
    for ago in (4, 2):
        log_squats(plan, ago)
    for address in (*EVERYWHERE, one(plan)):
        assert "4 sets" not in page(phone, address)
        assert "ex__news" not in markup(phone, address)


def test_an_accepted_one_is_marked_and_is_the_amount_everywhere(
    phone: Browser, plan: Prescription, personas: Personas
) -> None:
    accepted(personas, plan)
    assert "Now 4 sets. It went well and pain stayed low." in page(phone, "/today/")
    assert "Now 4 sets. It went well and pain stayed low." in page(phone, "/plan/")
    for address in (one(plan), "/progress/"):
        assert "You did all 12 reps twice and pain stayed low. Next time: 4 sets." in page(phone, address)
    for address in ("/today/", "/plan/", one(plan), "/today/log/"):
        assert "4 sets of 8–12 reps" in page(phone, address)
        assert "3 sets of 8–12 reps" not in page(phone, address).partition("Easier version")[0]


def test_taking_it_back_is_told_too(phone: Browser, plan: Prescription, personas: Personas) -> None:
    row = accepted(personas, plan)
    undo_decision(by=personas.actor("tara"), prescription=plan, decision=row.public_id, on=london_today())
    assert "Tara took the last change back: 3 sets of 8–12 reps" in page(phone, "/today/")


def test_pain_makes_it_less_and_says_so(phone: Browser, plan: Prescription) -> None:
    log_squats(plan, 2, pain_during=6)
    assert "Now 2 sets. It was sore, so a little less for now." in page(phone, "/today/")
    day = f"{london_today() - timedelta(days=2):%A}"
    assert f"Pain was 6 last {day}." in page(phone, one(plan))


def test_a_therapists_step_back_is_in_their_name(phone: Browser, plan: Prescription, personas: Personas) -> None:
    step_back(by=personas.actor("tara"), prescription=plan, key=key_of(plan), on=london_today())
    assert "Tara made this a little easier for now: 2 sets of 8–12 reps" in page(phone, "/today/")


def test_what_is_stopped_is_left_out_with_the_reason_for_as_long_as_it_is(phone: Browser, plan: Prescription) -> None:
    log_squats(plan, 10, pain_during=8)
    for address in ("/today/", "/plan/"):
        text = page(phone, address)
        assert "Left out for now" in text
        assert "Leave this exercise out until your therapist has looked at it." in text
    assert 'class="ex"' not in markup(phone, "/today/")
    assert "Leave this exercise out" in page(phone, one(plan))


def test_a_week_done_again_says_why_for_as_long_as_it_lasts(phone: Browser, personas: Personas) -> None:
    plan = make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=16))
    make_logs(plan, [5], pain_during=6)
    for address in EVERYWHERE:
        day = f"{london_today() - timedelta(days=5):%A}"
        told = f"We’re doing week 2 again. Your hip was sore last {day}, so nothing gets harder yet."
        assert told in page(phone, address)


def test_a_week_done_again_names_the_place_before_anything_is_stored(
    phone: Browser, personas: Personas, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    plan = make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=12))
    make_logs(plan, [1], pain_during=6)
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with django_assert_num_queries(6):
        assert "Your hip was sore last" in page(phone, "/today/")
    assert not plan.decisions.filter(exercise_key=None).exists()


def back_and_knee(personas: Personas) -> Prescription:
    parts = [make_exercise("Bow", regions=["low_back"]), make_exercise("Rise", regions=["knee", "hip"])]
    start = london_today() - timedelta(days=16)
    return make_prescription(personas.cleo, personas.tara, routine=make_routine(parts), start_date=start)


def test_only_the_exercise_that_hurt_names_the_place(phone: Browser, personas: Personas) -> None:
    plan = back_and_knee(personas)
    bow, rise = keys_of(plan)
    hurt = [{"key": bow, "outcome": "done", "pain": 7}, {"key": rise, "outcome": "done"}]
    make_log(plan, day=london_today() - timedelta(days=5), entries=hurt, pain_during=None)
    assert "Your low back was sore last" in page(phone, "/today/")


def test_of_several_places_none_is_named(phone: Browser, personas: Personas) -> None:
    plan = back_and_knee(personas)
    make_logs(plan, [5], pain_during=7)
    assert "again. You were sore last" in page(phone, "/today/")


def test_a_warning_sign_is_told_with_the_day_as_people_say_it(phone: Browser, plan: Prescription) -> None:
    log_squats(plan, 0, red_flags=["dizzy"])
    assert "You told us about a warning sign today. Leave these exercises until" in page(phone, "/today/")


def test_old_news_is_no_news(phone: Browser, plan: Prescription, monkeypatch: pytest.MonkeyPatch) -> None:
    log_squats(plan, 2, pain_during=6)
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "ex__news" not in markup(phone, "/today/")
    assert "2 sets of 8–12 reps" in page(phone, "/today/")


def test_news_costs_no_query(
    phone: Browser, plan: Prescription, personas: Personas, django_assert_num_queries: Any
) -> None:
    accepted(personas, plan)
    for address, queries in (("/today/", 5), ("/plan/", 6), (one(plan), 6), ("/progress/", 4)):
        with django_assert_num_queries(queries):
            phone.get(address)

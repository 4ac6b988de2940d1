"""Logging a session by a plain form, as a browser without JavaScript sends it."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.portal.models import DaySummary, SessionLog
from apps.prescriptions.models import Prescription
from tests.factories.exercise_plans import about_squats, make_ladder_plan
from tests.factories.portal import keys_of, london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
LOG = "/today/log/"
CHOSEN = re.compile(r'<select name="([^"]+)"[^>]*>(?:(?!</select>).)*?<option value="([^"]*)" selected', re.DOTALL)
INPUT = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=1))


def form_of(html: str) -> dict[str, Any]:
    """What a browser would send for the form as it stands: hidden values, what is chosen, typed text."""
    data: dict[str, Any] = {}
    for tag in INPUT.findall(html):
        attributes = dict(ATTRIBUTE.findall(tag))
        chosen = attributes.get("type") not in {"radio", "checkbox"} or " checked" in tag
        if "name" in attributes and chosen and attributes["name"] != "csrfmiddlewaretoken":
            data[attributes["name"]] = attributes.get("value", "")
    return data | dict(CHOSEN.findall(html))


def fresh(phone: Browser, query: str = "?all=1") -> dict[str, Any]:
    response = phone.get(LOG + query)
    assert response.status_code == 200
    return form_of(response.content.decode())


def test_did_it_as_planned_is_two_taps(phone: Browser, prescription: Prescription) -> None:
    """Tap 1 opens the page with everything done, tap 2 saves it."""
    response = phone.post(LOG, fresh(phone))
    log = SessionLog.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("portal:done", args=[log.id])
    assert (log.completed, log.pain_during, log.effort, log.flags) == (1.0, None, None, [])
    assert log.local_date == london_today()
    assert log.id.version == 7


def test_nothing_is_chosen_by_default(phone: Browser, prescription: Prescription) -> None:
    html = phone.get(f"{LOG}?all=1").content.decode()
    assert not re.search(r'name="(pain_during|effort|red_flags)"[^>]*checked', html)


def test_sending_the_form_five_times_makes_one_row(phone: Browser, prescription: Prescription) -> None:
    data = fresh(phone) | {"pain_during": "3"}
    places = {phone.post(LOG, {**data, "client_now": timezone.now().isoformat()})["Location"] for _ in range(5)}
    assert len(places) == 1
    assert SessionLog.objects.count() == 1
    assert DaySummary.objects.get().sessions == 1


def test_going_back_and_changing_the_answer_corrects_it(phone: Browser, prescription: Prescription) -> None:
    data = fresh(phone)
    phone.post(LOG, data | {"pain_during": "3"})
    for _ in range(3):
        assert phone.post(LOG, data | {"pain_during": "6"}).status_code == 302
    assert SessionLog.objects.count() == 2
    assert DaySummary.objects.get().pain == 6


def test_what_differed_is_kept(phone: Browser, prescription: Prescription) -> None:
    data = fresh(phone) | {
        "pain_during": "4",
        "effort": "7",
        "note": "Left side felt tighter.",
        "e0-outcome": "partly",
        "e0-sets": "1",
        "e0-repetitions": "6",
        "e0-pain": "5",
        "e1-outcome": "skipped",
        "e1-reason": "no_kit",
    }
    phone.post(LOG, data)
    log = SessionLog.objects.get()
    assert log.entries[0] | {"outcome": "partly", "sets": 1, "repetitions": 6, "pain": 5} == log.entries[0]
    assert log.entries[1] | {"outcome": "skipped", "reason": "no_kit"} == log.entries[1]
    assert (log.completed, log.worst_pain, log.skipped, log.effort) == (0.25, 5, 1, 7)


def test_fixed_repetitions_ask_how_many_more_and_move_on_by_the_answer(phone: Browser, personas: Personas) -> None:
    """Ten reps as planned says nothing of what was left: the answer is what proposes more."""
    fixed = {"sets": [3, 3], "repetitions": [10, 10]}
    ladder = {"base": fixed, "max_sets": 4, "max_repetitions": 15}
    plan = make_ladder_plan(personas.cleo, personas.tara, exercise={"steps": ((1, fixed),), "ladder": ladder})
    html = phone.get(f"{LOG}?all=1").content.decode()
    assert "Could you have done more reps in the last set?" in html
    assert "or if you could have done more" in html
    for ago in (4, 2):
        day = (london_today() - timedelta(days=ago)).isoformat()
        data = fresh(phone) | {"local_date": day, "pain_during": "0", "e0-in_reserve": "2"}
        assert phone.post(LOG, data).status_code == 302
    assert [log.entries[0]["in_reserve"] for log in SessionLog.objects.all()] == [2, 2]
    proposal = about_squats(plan)[0]
    assert (proposal.rule, proposal.dosage_to["repetitions"]) == ("E5", [12, 12])


def test_done_as_planned_without_an_answer_stays(phone: Browser, personas: Personas) -> None:
    fixed = {"sets": [3, 3], "repetitions": [10, 10]}
    plan = make_ladder_plan(
        personas.cleo, personas.tara, exercise={"steps": ((1, fixed),), "ladder": {"base": fixed, "max_sets": 4}}
    )
    for ago in (4, 2):
        day = (london_today() - timedelta(days=ago)).isoformat()
        phone.post(LOG, fresh(phone) | {"local_date": day, "pain_during": "0"})
    assert "in_reserve" not in SessionLog.objects.all()[0].entries[0]
    assert {row.kind for row in about_squats(plan)} <= {"stay"}


def test_a_range_is_full_at_its_upper_end_and_asks_nothing_more(phone: Browser, personas: Personas) -> None:
    make_ladder_plan(personas.cleo, personas.tara)
    html = phone.get(f"{LOG}?all=1").content.decode()
    assert "Could you have done more" not in html
    assert "Open one to change what differed." in html


def test_only_what_was_ticked_is_done(phone: Browser, prescription: Prescription) -> None:
    first, _ = keys_of(prescription)
    data = fresh(phone, f"?done={first}")
    assert (data["e0-outcome"], data["e1-outcome"]) == ("done", "skipped")


BAD: list[tuple[str, dict[str, str], str]] = [
    ("pain 11", {"pain_during": "11"}, "Worst pain during the session"),
    ("repetitions -1", {"e0-repetitions": "-1"}, "reps in a set"),
    ("pain in one 11", {"e1-pain": "11"}, "pain in this one"),
    ("long note", {"note": "x" * 2001}, "Keep it under 2,000 characters"),
    ("nul byte", {"note": "a\x00b"}, "note"),
    ("unknown warning sign", {"red_flags": "nope"}, "Did any of these happen"),
    ("no such outcome", {"e0-outcome": "perhaps"}, "how did it go"),
    ("no such day", {"local_date": "2026-02-30"}, "Which day was it"),
    ("zone", {"zone": "Mars/Olympus"}, "time zone is not known"),
    ("moment", {"performed_at": "yesterday"}, "date and time with its offset"),
]


@pytest.mark.parametrize(("values", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_values_are_422_and_what_was_typed_stays(
    phone: Browser, prescription: Prescription, values: dict[str, str], words: str
) -> None:
    response = phone.post(LOG, fresh(phone) | {"note": "Kept text"} | values)
    html = response.content.decode()
    assert response.status_code == 422
    assert words.lower() in html.lower()
    assert "note" in values or "Kept text" in html
    assert prescription.version.exercises.first().exercise.name in html  # type: ignore[union-attr]
    assert not SessionLog.objects.exists()


def test_a_future_day_is_refused_in_the_form(phone: Browser, prescription: Prescription) -> None:
    tomorrow = (london_today() + timedelta(days=1)).isoformat()
    response = phone.post(LOG, fresh(phone) | {"local_date": tomorrow})
    assert response.status_code == 422
    assert "This day has not come yet" in response.content.decode()
    assert "Anything Tara should know?" in response.content.decode()


def test_a_week_back_is_fine_and_no_further(phone: Browser, prescription: Prescription) -> None:
    today = london_today()
    Prescription.objects.update(start_date=today - timedelta(days=20))
    assert phone.post(LOG, fresh(phone) | {"local_date": (today - timedelta(days=7)).isoformat()}).status_code == 302
    log = SessionLog.objects.get()
    assert log.performed_at.hour == 12
    response = phone.post(LOG, fresh(phone) | {"local_date": (today - timedelta(days=8)).isoformat()})
    assert response.status_code == 422
    assert "You can go back 7 days" in response.content.decode()


def test_another_clients_plan_is_404(phone: Browser, prescription: Prescription, personas: Personas) -> None:
    for other in (make_prescription(personas.cody, personas.tess), make_prescription(personas.clara, personas.theo)):
        data = fresh(phone) | {"prescription": str(other.public_id)}
        assert phone.post(LOG, data).status_code == 404
    assert not SessionLog.objects.exists()


def test_a_form_without_exercises_is_422(phone: Browser, prescription: Prescription) -> None:
    data = {name: value for name, value in fresh(phone).items() if not re.match(r"e\d", name)}
    assert phone.post(LOG, data).status_code == 422


def test_with_nothing_to_log_it_goes_back_to_today(phone: Browser) -> None:
    assert phone.get(LOG)["Location"] == reverse("portal:today")


def test_done_counts_up_and_says_what_is_next(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    html = " ".join(phone.get(reverse("portal:done", args=[log.id])).content.decode().split())
    assert "That’s today done" in html
    assert "1 of 3 this week." in html
    assert "That’s 1 session since you started with Tara" in html
    assert "The next session is planned for" in html


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("chest_pain", "Stop. Call your emergency number now"),
        ("saddle_numbness", "Stop. Go to emergency care now"),
        ("dizzy", "Stop, and tell your clinic"),
    ],
)
def test_a_warning_sign_comes_before_everything(
    phone: Browser, prescription: Prescription, flag: str, words: str
) -> None:
    response = phone.post(LOG, fresh(phone) | {"red_flags": flag}, follow=True)
    html = response.content.decode()
    assert words in html
    assert "That’s today done" not in html
    prescription.refresh_from_db()
    assert prescription.standing["red_flag"] is True


def test_much_pain_is_answered(phone: Browser, prescription: Prescription) -> None:
    html = phone.post(LOG, fresh(phone) | {"pain_during": "6"}, follow=True).content.decode()
    assert "That is more pain than we want" in html


def test_undo_takes_it_back(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    for _ in range(2):
        response = phone.post(reverse("portal:log_withdraw", args=[log.id]))
    assert response.status_code in {302, 404}
    assert not DaySummary.objects.exists()
    assert SessionLog.objects.count() == 2
    assert "Planned for today" in phone.get("/today/").content.decode()


def test_logs_of_others_are_404(
    phone: Browser, personas: Personas, prescription: Prescription, as_staff: Callable[[User], Browser]
) -> None:
    theirs = make_log(make_prescription(personas.cody, personas.tess))
    for log_id in (theirs.id, uuid.uuid4()):
        assert phone.get(reverse("portal:done", args=[log_id])).status_code == 404
        assert phone.post(reverse("portal:log_withdraw", args=[log_id])).status_code == 404
    mine = make_log(prescription)
    address = reverse("portal:done", args=[mine.id])
    assert Browser().get(address).status_code == 302
    assert as_staff(personas.tara).get(address).status_code == 302
    assert phone.get("/today/done/not-a-uuid/").status_code == 404


def test_get_does_not_undo(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    assert phone.get(reverse("portal:log_withdraw", args=[log.id])).status_code == 405
    assert SessionLog.objects.count() == 1


def test_form_and_done_take_few_queries(
    phone: Browser, prescription: Prescription, django_assert_num_queries: Any
) -> None:
    log = make_log(prescription)
    with django_assert_num_queries(4):
        phone.get(f"{LOG}?all=1")
    with django_assert_num_queries(4):
        phone.get(reverse("portal:done", args=[log.id]))

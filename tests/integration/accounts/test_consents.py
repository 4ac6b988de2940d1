"""What a client agrees to: word for word, version by version, taken back as easily as given."""

import hashlib
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client as Browser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts import consent_texts
from apps.accounts.consent_texts import WORDINGS, Wording, current, wording
from apps.accounts.consents import agrees, choices_of
from apps.accounts.models import AuditEvent, Consent, User
from apps.accounts.operations import WordsChanged, answer_consent
from apps.accounts.vocabulary import ConsentKind
from apps.catalogue.reading import reading_age
from tests.personas import Personas

pytestmark = pytest.mark.django_db
MINE = "/me/choices/reminders/"
REMINDERS = ConsentKind.REMINDERS
# What people have agreed to. A wording that differs is another version: add it, and its digest here.
DIGESTS = {("reminders", 1): "28ae58ac", ("quality", 1): "bc8ba97c"}


@pytest.fixture
def phone(personas: Personas, as_client: Callable[..., Browser]) -> Browser:
    return as_client(personas.cleo)


def say(phone: Browser, answer: str, version: int = 1, address: str = MINE) -> Any:
    return phone.post(address, {"answer": answer, "version": str(version)})


def test_yes_and_no_take_one_tap_each(personas: Personas, phone: Browser) -> None:
    assert not agrees(personas.cleo, REMINDERS)
    assert "Turn on" in phone.get("/me/").content.decode()
    assert say(phone, "yes")["Location"] == "/me/#choices"
    assert agrees(personas.cleo, REMINDERS)
    body = phone.get("/me/").content.decode()
    assert "Yes, since" in body
    assert "Turn off" in body
    say(phone, "no")
    assert not agrees(personas.cleo, REMINDERS)
    assert [row.given for row in Consent.objects.order_by("id")] == [True, False]


def test_one_answer_is_about_one_question(personas: Personas, phone: Browser) -> None:
    say(phone, "yes")
    assert not agrees(personas.cleo, ConsentKind.QUALITY)
    assert not agrees(personas.cody, REMINDERS)


def test_each_answer_is_kept_with_its_words_and_who_gave_it(personas: Personas, phone: Browser) -> None:
    say(phone, "yes")
    row, event = Consent.objects.get(), AuditEvent.objects.get(action="consent.given")
    assert (row.client, row.clinic, row.version, row.source, row.user) == (
        *(personas.cleo, personas.clinic, 1),
        *("phone", None),
    )
    assert (event.client, event.by_client, event.detail) == (personas.cleo, True, {"kind": "reminders", "version": 1})


def test_the_same_answer_again_changes_nothing(personas: Personas, phone: Browser) -> None:
    for answer in ("no", "yes", "yes", "no", "no"):
        say(phone, answer)
    assert [row.given for row in Consent.objects.order_by("id")] == [True, False]
    assert AuditEvent.objects.filter(action__startswith="consent.").count() == 2


def test_new_words_ask_again(personas: Personas, phone: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    say(phone, "yes")
    newer = (*WORDINGS[REMINDERS], Wording(2, "Send me more reminders", "Two a day."))
    monkeypatch.setitem(consent_texts.WORDINGS, REMINDERS, newer)
    assert not agrees(personas.cleo, REMINDERS)
    body = phone.get("/me/").content.decode()
    assert "The words have changed since you said yes" in body
    assert "Send me more reminders" in body
    say(phone, "yes", version=1)
    assert not agrees(personas.cleo, REMINDERS)
    assert "The words have changed since. Read them" in phone.get("/me/").content.decode()
    say(phone, "yes", version=2)
    assert agrees(personas.cleo, REMINDERS)
    assert [row.version for row in Consent.objects.order_by("id")] == [1, 2]


def test_a_no_to_old_words_counts(personas: Personas, phone: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    say(phone, "yes")
    newer = (*WORDINGS[REMINDERS], Wording(2, "More", "Two a day."))
    monkeypatch.setitem(consent_texts.WORDINGS, REMINDERS, newer)
    say(phone, "no", version=1)
    assert not Consent.objects.order_by("-id")[0].given


def test_yes_to_words_that_never_were_is_refused(personas: Personas) -> None:
    with pytest.raises(WordsChanged):
        answer_consent(by=personas.cleo, client=personas.cleo, kind=REMINDERS, version=9, given=True)
    with pytest.raises(KeyError):
        wording(REMINDERS, 9)
    assert Consent.objects.count() == 0


@pytest.mark.parametrize("body", [{}, {"answer": "maybe"}, {"answer": "yes"}, {"answer": "yes", "version": "²"}])
def test_half_an_answer_is_none(personas: Personas, phone: Browser, body: dict[str, str]) -> None:
    assert phone.post(MINE, body).status_code == 302
    assert Consent.objects.count() == 0


def test_a_question_that_is_not_there(phone: Browser) -> None:
    assert say(phone, "yes", address="/me/choices/selling/").status_code == 404
    assert phone.get(MINE).status_code == 405


def test_staff_write_down_what_they_were_told(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    address, page = (f"/clients/{personas.cleo.public_id}/{end}/" for end in ("consents/quality", "looked"))
    tara = as_staff(personas.tara)
    assert "Not asked yet" in tara.get(page).content.decode()
    assert tara.post(address, {"answer": "yes", "version": "1"}).status_code == 302
    row = Consent.objects.get()
    assert (row.source, row.user, row.kind) == ("clinic", personas.tara, "quality")
    body = tara.get(page).content.decode()
    assert "written down by Tara Test" in body
    assert "Cleo says no" in body
    for stranger in (personas.tess, personas.theo, personas.ada):
        assert as_staff(stranger).post(address, {"answer": "no", "version": "1"}).status_code == 404
    assert Consent.objects.count() == 1


def test_settings_take_one_query_for_all_choices(
    personas: Personas, phone: Browser, django_assert_num_queries: Callable[..., Any]
) -> None:
    say(phone, "yes")
    say(phone, "yes", address="/me/choices/quality/")
    with django_assert_num_queries(1):
        assert [choice.given for choice in choices_of(personas.cleo)] == [True, True]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.tuples(st.sampled_from(list(WORDINGS)), st.booleans(), st.booleans()), max_size=12))
def test_the_last_answer_is_what_holds(personas: Personas, answers: list[tuple[str, bool, bool]]) -> None:
    """Whoever said it, and whatever was said before. Never two rows in a run that say the same."""
    expected: dict[str, bool] = {choice.kind: choice.given for choice in choices_of(personas.cleo)}
    for kind, yes, at_clinic in answers:
        by = personas.actor("tara") if at_clinic else personas.cleo
        answer_consent(by=by, client=personas.cleo, kind=kind, version=current(kind).version, given=yes)
        expected[kind] = yes
    assert {choice.kind: choice.given for choice in choices_of(personas.cleo)} == expected
    for kind in WORDINGS:
        said = list(
            Consent.objects.filter(client=personas.cleo, kind=kind).order_by("id").values_list("given", flat=True)
        )
        assert all(one != two for one, two in pairwise(said))


def test_words_that_people_agreed_to_are_never_edited() -> None:
    found = {
        (kind, one.version): hashlib.sha256(f"{one.title}\n{one.text}".encode()).hexdigest()[:8]
        for kind, versions in WORDINGS.items()
        for one in versions
    }
    assert found == DIGESTS


def test_versions_count_up_and_every_kind_is_asked() -> None:
    assert {str(kind) for kind in ConsentKind} == {str(kind) for kind in WORDINGS}
    for versions in WORDINGS.values():
        assert [one.version for one in versions] == list(range(1, len(versions) + 1))


@pytest.mark.parametrize("kind", list(WORDINGS))
def test_words_suit_a_reading_age_of_eleven(kind: str) -> None:
    assert reading_age([current(kind).text]) <= 11


def test_everybody_may_read_what_is_kept(personas: Personas, phone: Browser) -> None:
    body = Browser().get("/privacy/").content.decode()
    for heading in ("What is kept", "Why", "Who sees it", "For how long", "Get a copy", "Have it erased"):
        assert heading in body
    assert "/privacy/" in Browser().get("/join/").content.decode()
    assert "/privacy/" in phone.get("/me/").content.decode()
    assert personas.clinic.name in phone.get("/privacy/").content.decode()

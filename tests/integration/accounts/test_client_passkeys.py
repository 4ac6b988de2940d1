"""A client's passkey, with real keys and signatures: what gets in, and everything that does not."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signing import dumps
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticatorData

from apps.accounts.models import AuditEvent, ClientDevice, ClientPasskey
from apps.accounts.operations import archive_client, restore_client
from apps.accounts.operations.keeping import leave_and_erase
from apps.accounts.passkeys import SALT
from apps.accounts.policies import MOST_PASSKEYS
from apps.accounts.views.passkeys import REFUSED
from apps.portal.operations.tidying import tidy
from tests.conftest import phone_of
from tests.factories.passkeys import Key, passkey_of
from tests.personas import Personas

ADD, SIGN_IN = "/me/passkeys/", "/join/passkey/"
JSON = "application/json"
Answer = dict[str, Any]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def ask(browser: Browser, url: str) -> Answer:
    answer: Answer = browser.post(f"{url}question/").json()
    return answer


def send(browser: Browser, url: str, credential: Any, **more: Any) -> Any:
    body = json.dumps({"credential": credential, **more})
    return browser.post(url, body, content_type=JSON, headers={"user-agent": "Android Chrome"})


def add(browser: Browser, key: Key) -> Any:
    return send(browser, ADD, key.make(ask(browser, ADD)))


def sign_in(browser: Browser, key: Key) -> Any:
    return send(browser, SIGN_IN, key.sign(ask(browser, SIGN_IN)))


def refused(answer: Any) -> bool:
    return (answer.status_code, answer.json().get("title")) == (422, REFUSED)


def test_passkey_added_on_one_phone_opens_another(personas: Personas) -> None:
    key, other = Key(), Browser()
    phone = phone_of(personas.cleo)
    assert add(phone, key).status_code == 201
    row = ClientPasskey.objects.get()
    assert (row.client, row.clinic, row.label) == (personas.cleo, personas.clinic, "Android phone, Chrome")
    assert "since" in phone.get("/me/").content.decode()

    answer = send(other, SIGN_IN, key.sign(ask(other, SIGN_IN)), next="/progress/")
    assert (answer.status_code, answer.json()) == (200, {"next": "/progress/"})
    assert other.get("/today/").status_code == 200
    assert other.cookies[settings.CLIENT_DEVICE_COOKIE]["httponly"]
    assert ClientDevice.objects.filter(client=personas.cleo, revoked_at=None).count() == 2
    row.refresh_from_db()
    assert row.last_used_at is not None
    done = list(AuditEvent.objects.order_by("pk").values_list("action", "client", "by_client"))
    assert done[-2:] == [("passkey.add", personas.cleo.pk, True), ("passkey.sign_in", personas.cleo.pk, True)]


def test_question_asks_for_a_key_that_is_found_by_itself_and_checks_the_person(personas: Personas) -> None:
    asked = ask(phone_of(personas.cleo), ADD)["publicKey"]
    wants = asked["authenticatorSelection"]
    assert (wants["residentKey"], wants["userVerification"]) == ("required", "required")
    assert asked["user"]["id"] == websafe_encode(personas.cleo.public_id.bytes)
    assert asked["rp"]["id"] == "testserver"
    key = passkey_of(personas.cleo)
    assert ask(phone_of(personas.cleo), ADD)["publicKey"]["excludeCredentials"][0]["id"] == websafe_encode(key.id)
    open_question = ask(Browser(), SIGN_IN)["publicKey"]
    assert (open_question["userVerification"], open_question.get("allowCredentials")) == ("required", None)


LIES: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "https://evil.example"},
    "another scheme": {"origin": "https://testserver"},
    "another port": {"origin": "http://testserver:8000"},
    "a name below ours": {"origin": "http://evil.testserver"},
    "another site": {"site": "evil.example"},
    "nobody there": {"flags": AuthenticatorData.FLAG(0)},
    "nobody checked": {"flags": AuthenticatorData.FLAG.USER_PRESENT},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused_both_ways(personas: Personas, lie: str) -> None:
    assert refused(add(phone_of(personas.cleo), Key(**LIES[lie])))
    assert not ClientPasskey.objects.exists()
    key = passkey_of(personas.cleo, Key(**LIES[lie]))
    before = ClientDevice.objects.count()
    assert refused(sign_in(Browser(), key))
    assert ClientDevice.objects.count() == before


def test_challenge_of_another_browser_of_another_purpose_or_none_is_refused(personas: Personas) -> None:
    key, browser, phone = passkey_of(personas.cleo), Browser(), phone_of(personas.cleo)
    elsewhere = ask(Browser(), SIGN_IN)
    assert refused(send(browser, SIGN_IN, key.sign(elsewhere)))
    ask(browser, SIGN_IN)
    assert refused(send(browser, SIGN_IN, key.sign(elsewhere)))
    assert refused(send(phone, SIGN_IN, key.sign(ask(phone, ADD))))
    assert refused(send(phone, ADD, Key().make({"publicKey": {**ask(phone, ADD)["publicKey"], "challenge": "AAAA"}})))


def test_a_new_key_goes_to_the_client_who_was_asked(personas: Personas) -> None:
    """A phone that is handed over between question and answer keeps nothing."""
    phone = phone_of(personas.cleo)
    made = Key().make(ask(phone, ADD))
    phone.cookies[settings.CLIENT_DEVICE_COOKIE] = "token-of-cody"
    phone_of(personas.cody, "token-of-cody")
    assert refused(send(phone, ADD, made))
    assert not ClientPasskey.objects.exists()


def test_the_same_answer_counts_once(personas: Personas) -> None:
    phone, other = phone_of(personas.cleo), Browser()
    made = Key().make(ask(phone, ADD))
    assert send(phone, ADD, made).status_code == 201
    assert refused(send(phone, ADD, made))
    signed = passkey_of(personas.cleo).sign(ask(other, SIGN_IN))
    assert send(other, SIGN_IN, signed).status_code == 200
    assert refused(send(other, SIGN_IN, signed))
    assert (ClientPasskey.objects.count(), ClientDevice.objects.filter(label="Android phone, Chrome").count()) == (2, 1)


def test_a_question_is_good_for_five_minutes(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    key, browser = passkey_of(personas.cleo), Browser()
    signed = key.sign(ask(browser, SIGN_IN))
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 301)
    assert refused(send(browser, SIGN_IN, signed))


def test_a_forged_question_is_refused(personas: Personas) -> None:
    key, browser = passkey_of(personas.cleo), Browser()
    made_up = {"purpose": "sign in", "whom": "", "challenge": websafe_encode(b"x" * 32)}
    browser.cookies[settings.PASSKEY_COOKIE] = dumps(made_up, key="not ours", salt=SALT)
    assert refused(send(browser, SIGN_IN, key.sign({"publicKey": made_up})))


def end_it(personas: Personas, how: str) -> None:
    tara, cleo = personas.actor("tara"), personas.cleo
    if how == "revoked":
        ClientPasskey.objects.update(revoked_at=timezone.now())
    if how in {"archived", "brought back"}:
        archive_client(by=tara, client=cleo)
    if how == "brought back":
        restore_client(by=tara, client=cleo)
    if how == "erased":
        leave_and_erase(by=cleo, client=cleo)
    if how == "clinic closed":
        personas.clinic.is_active = False
        personas.clinic.save()


@pytest.mark.parametrize("how", ["revoked", "archived", "brought back", "erased", "clinic closed"])
def test_what_ended_answers_as_what_nobody_knows(personas: Personas, how: str) -> None:
    key = passkey_of(personas.cleo)
    end_it(personas, how)
    known, unknown = sign_in(Browser(), key), sign_in(Browser(), Key(user=personas.cleo.public_id.bytes))
    assert refused(known)
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert not ClientDevice.objects.exists()


def test_signature_of_another_key_or_for_another_client_is_refused(personas: Personas) -> None:
    key, thief = passkey_of(personas.cleo), Key()
    thief.id, thief.user = key.id, key.user
    assert refused(sign_in(Browser(), thief))
    key.user = personas.cody.public_id.bytes
    assert refused(sign_in(Browser(), key))


def test_a_count_that_does_not_rise_is_a_copy(personas: Personas) -> None:
    key = passkey_of(personas.cleo, Key(count=5))
    assert refused(sign_in(Browser(), key))
    key.count = 6
    assert sign_in(Browser(), key).status_code == 200
    assert refused(sign_in(Browser(), key))


BODIES = [b"", b"[]", b"{", b'{"credential": 1}', b'{"credential": {}}', b"x" * 20_000, b'{"credential": {"rawId": 1}}']


@pytest.mark.parametrize("url", [ADD, SIGN_IN])
def test_what_is_no_answer_is_refused(personas: Personas, url: str) -> None:
    phone = phone_of(personas.cleo)
    for body in BODIES:
        ask(phone, url)
        assert refused(phone.post(url, body, content_type=JSON)), body
    good = (Key().make if url == ADD else passkey_of(personas.cleo).sign)(ask(phone, url))
    for name in good["response"]:
        for value in ("", "!", "A" * 200, 7, None):
            cache.clear()
            bad = {**good, "response": {**good["response"], name: value}}
            ask(phone, url)
            assert refused(send(phone, url, bad)), (name, value)


def test_a_known_key_can_not_be_taken_over(personas: Personas) -> None:
    key = passkey_of(personas.cleo)
    phone = phone_of(personas.cody)
    assert refused(add(phone, key))
    assert ClientPasskey.objects.get().client == personas.cleo


def test_other_sites_can_not_send_the_form(personas: Personas) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies.update(phone_of(personas.cleo).cookies)
    for url in (ADD, f"{ADD}question/", SIGN_IN, f"{SIGN_IN}question/"):
        assert strict.post(url, b"{}", content_type=JSON).status_code == 403


def test_trying_is_slowed_down(personas: Personas) -> None:
    browser = Browser()
    statuses = [browser.post(SIGN_IN, b"{}", content_type=JSON).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]
    assert browser.post(f"{SIGN_IN}question/").json()["title"].startswith("That was a lot")


def test_signing_in_as_somebody_else_signs_the_first_one_out(personas: Personas) -> None:
    phone, key = phone_of(personas.cody), passkey_of(personas.cleo)
    assert sign_in(phone, key).status_code == 200
    assert ClientDevice.objects.get(client=personas.cody).revoked_at is not None
    answer = send(phone, SIGN_IN, key.sign(ask(phone, SIGN_IN)), next="//evil.example")
    assert answer.json() == {"next": "/today/"}


def test_client_ends_their_own_and_no_other(personas: Personas) -> None:
    passkey_of(personas.cleo)
    row = ClientPasskey.objects.get()
    url = reverse("accounts:passkey_end", args=[row.public_id])
    assert phone_of(personas.cody).post(url).status_code == 404
    assert phone_of(personas.cleo).post(url).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert AuditEvent.objects.get(action="passkey.end").by_client


def test_therapist_sees_and_ends_it(personas: Personas, as_staff: Callable[[Any], Browser]) -> None:
    key = passkey_of(personas.cleo)
    row, tara = ClientPasskey.objects.get(), as_staff(personas.tara)
    details = reverse("accounts:client_details", args=[personas.cleo.public_id])
    assert 'End<span class="vh"> the passkey of Android phone, Chrome' in tara.get(details).content.decode()
    url = reverse("accounts:passkey_revoke", args=[personas.cleo.public_id, row.public_id])
    assert as_staff(personas.theo).post(url).status_code == 404
    assert tara.post(url).status_code == 302
    assert refused(sign_in(Browser(), key))
    assert "Passkeys" not in tara.get(details).content.decode()


def test_there_is_a_most(personas: Personas) -> None:
    phone = phone_of(personas.cleo)
    for _ in range(MOST_PASSKEYS):
        cache.clear()
        assert add(phone, Key()).status_code == 201
    answer = add(phone, Key())
    assert (answer.status_code, answer.json()["title"]) == (422, "You have 10 passkeys. Remove one first.")


def test_ended_ones_are_deleted_after_a_while_and_erased_ones_at_once(personas: Personas) -> None:
    passkey_of(personas.cleo)
    passkey_of(personas.cody)
    ClientPasskey.objects.filter(client=personas.cody).update(revoked_at=timezone.now())
    assert "passkeys" not in {name for name, number in tidy(timezone.now() + timedelta(days=89)).items() if number}
    assert tidy(timezone.now() + timedelta(days=91))["passkeys"] == 1
    leave_and_erase(by=personas.cleo, client=personas.cleo)
    assert not ClientPasskey.objects.exists()

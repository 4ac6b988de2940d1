"""Bodies, headers and addresses that no browser of ours sends: a plain refusal, nothing written, never a 5xx."""

import gzip
import json
from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest

from apps.accounts.models import AuditEvent, Client, ClientNote
from apps.portal.models import SessionLog
from tests.factories.portal import log_body, log_url
from tests.hostile.pages import NAMES
from tests.integration.access.test_every_route import declared, url_of
from tests.integration.access.walking import Route, attempt
from tests.integration.access.world import ABSENT, World, arguments_of

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
CLIENTS = "/api/v1/clients/"
DEEP = "[" * 1000 + "]" * 1000
BODIES: dict[str, tuple[bytes, str, int]] = {
    "1,000 deep": (DEEP.encode(), JSON, 422),
    "1,000 deep in a value": (f'{{"name": {DEEP}}}'.encode(), JSON, 422),
    "100,000 deep": (b"[" * 100_000, JSON, 422),
    "a key twice": (b'{"name": "Ann", "name": "Bea"}', JSON, 422),
    "NaN": (b'{"name": "Ann", "usual_pain": NaN}', JSON, 422),
    "Infinity": (b'{"name": "Ann", "usual_pain": -Infinity}', JSON, 422),
    "a number of 5,000 figures": (b'{"name": "Ann", "usual_pain": ' + b"9" * 5000 + b"}", JSON, 422),
    "a number of 400 figures": (b'{"name": "Ann", "usual_pain": ' + b"9" * 400 + b"}", JSON, 422),
    "1e999": (b'{"name": "Ann", "usual_pain": 1e999}', JSON, 422),
    "nul in a name": (b'{"name": "An\\u0000n"}', JSON, 422),
    "half a character": (b'{"name": "An\\ud800n"}', JSON, 422),
    "right-to-left override": ('{"name": "Ann\u202egpj"}'.encode(), JSON, 422),
    "no width": ('{"name": "An\u200bn"}'.encode(), JSON, 422),
    "UTF-16": ('{"name": "Ann"}'.encode("utf-16"), JSON, 422),
    "UTF-16 as it says": ('{"name": "Ann"}'.encode("utf-16"), f"{JSON}; charset=utf-16", 422),
    "latin-1 as it says": ('{"name": "Zo\xeb"}'.encode("latin-1"), f"{JSON}; charset=latin-1", 422),
    "packed with gzip": (gzip.compress(b'{"name": "Ann"}' + b" " * 1_000_000), JSON, 422),
    "two megabytes": (b'{"name": "' + b"x" * 2_000_000 + b'"}', JSON, 413),
    "a list": (b"[]", JSON, 422),
    "a word": (b'"name"', JSON, 422),
    "nothing": (b"", JSON, 422),
    "a form": (b"name=Ann", FORM, 415),
    "XML": (b"<!DOCTYPE x [<!ENTITY a 'x'>]><x>&a;</x>", "application/xml", 415),
    "many parts that never end": (b"--x\r\n", "multipart/form-data; boundary=x", 415),
}


def test_the_api_refuses_what_is_not_plain_json(world: World) -> None:
    before, told = Client.objects.count(), {}
    for name, (body, kind, _) in BODIES.items():
        answer = world.browsers["tara"]().generic("POST", CLIENTS, body, kind)
        told[name] = (answer.status_code, answer["Content-Type"])
    assert told == {name: (status, "application/problem+json") for name, (_, _, status) in BODIES.items()}
    assert Client.objects.count() == before


def test_json_is_utf_8_whatever_its_charset_says(world: World) -> None:
    body = '{"name": "Zo\xeb"}'.encode()
    answer = world.browsers["tara"]().generic("POST", CLIENTS, body, f"{JSON}; charset=klingon")
    assert (answer.status_code, answer.json()["name"]) == (201, "Zo\xeb")


def logs() -> dict[str, tuple[Any, int]]:
    return {
        "over 64 kB": (lambda body: {**body, "note": "x" * 70_000}, 413),
        "5 MB": (lambda body: {**body, "note": "x" * 5_000_000}, 413),
        "1,000 deep": (lambda body: {**body, "note": json.loads("[" * 900 + "]" * 900)}, 422),
        "nul": (lambda body: {**body, "note": "\x00"}, 422),
        "a number too large": (lambda body: {**body, "effort": 10**300}, 422),
        "a sequence too large": (lambda body: {**body, "client_seq": 2**70}, 422),
    }


def test_a_log_that_is_too_much_is_not_stored(world: World) -> None:
    before, plain, told = SessionLog.objects.count(), log_body(world.a.prescription), {}
    for name, (change, _) in logs().items():
        body = json.dumps(change(plain))
        told[name] = world.browsers["cleo"]().put(log_url(ABSENT), body, content_type=JSON).status_code
    assert told == {name: status for name, (_, status) in logs().items()}
    assert SessionLog.objects.count() == before


TEXTS = {
    "5 MB": "x" * 5_000_000,
    "nul": "a\x00b",
    "half a character": "a\udc80b",
    "half a million lines": "\n" * 500_000,
}


def test_a_note_that_is_too_much_is_refused_in_words(world: World) -> None:
    url = f"/clients/{world.personas.cleo.public_id}/notes/"
    for name, text in TEXTS.items():
        before = ClientNote.objects.count()
        body = b"text=" + text.encode(errors="surrogateescape").replace(b"\n", b"%0A").replace(b"\x00", b"%00")
        answer = world.browsers["tara"]().post(url, body, content_type=FORM)
        assert answer.status_code in ({302, 422} if name == "half a character" else {422}), name
        assert ClientNote.objects.count() - before == (answer.status_code == 302)


def test_a_name_with_a_hidden_character_is_refused_by_its_field(world: World) -> None:
    before = Client.objects.count()
    for name in ("Ann\u202egpj.exe", "An\u200bn", "\u2066Ann", "An\U000e0041n"):
        answer = world.browsers["tara"]().post("/clients/new/", {"name": name, "timezone": "Europe/London"})
        assert (answer.status_code, Client.objects.count()) == (422, before), ascii(name)
        assert "Take out the character that nobody can see" in answer.content.decode()


HEADERS: dict[str, dict[str, str]] = {
    "an accept that asks for all": {"HTTP_ACCEPT": "*/*;q=0," * 500},
    "a language of 100 kB": {"HTTP_ACCEPT_LANGUAGE": "x" * 100_000},
    "a cookie of 100 kB": {"HTTP_COOKIE": "device=" + "x" * 100_000},
    "a cookie of marks": {"HTTP_COOKIE": 'device="\\000\xff; session=;;;=\x01'},
    "a token of 100 kB": {"HTTP_AUTHORIZATION": "Token " + "x" * 100_000},
    "a token of marks": {"HTTP_AUTHORIZATION": "Token \x00\xff"},
    "two tokens": {"HTTP_AUTHORIZATION": "Token a b"},
    "an agent of 100 kB": {"HTTP_USER_AGENT": "x" * 100_000},
    "a forwarded address": {"HTTP_X_FORWARDED_FOR": "1.1.1.1, " * 5000},
    "an htmx target": {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "javascript:alert(1)" * 1000},
    "a range": {"HTTP_RANGE": "bytes=" + "0-1," * 5000},
    "a date": {"HTTP_IF_MODIFIED_SINCE": "x" * 10_000},
}


@pytest.mark.parametrize("path", ["/", "/library/", "/today/", CLIENTS, "/api/v1/session"])
def test_no_header_breaks_a_page(world: World, path: str) -> None:
    for name, headers in HEADERS.items():
        for person in ("anonymous", "tara"):
            assert attempt(world.browsers[person](), "GET", path, **headers).status < 500, (name, person)


def test_a_host_that_is_not_ours_is_a_400(world: World) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "", "a b"):
        for path in ("/", "/account/login/", CLIENTS):
            answer = world.browsers["anonymous"]().get(path, HTTP_HOST=host)
            assert answer.status_code == 400, (host, path)
            assert host == "" or host not in answer.content.decode()


QUERIES = [
    "page=999999999999999999999&cursor=cD0lMDA%3D&page_size=-1&q=%ed%a0%80&client=%00&next=//evil.example",
    "page=-1&cursor=%00&page_size=9999999999999999999999&q=%00&day=0000-00-00&weeks=1e9&client=x",
    "page=%00&cursor=bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5&q=%ff%fe&from=%F0%9F%98%80&week=-1&region=%00",
    "page[]=1&cursor=" + "x" * 3000 + "&q=" + "a" * 3000,
    "&".join(f"x{n}=1" for n in range(990)),
    "&".join(f"region={n}&kind={n}" for n in range(400)),
]


EACH = 2


def some_of(choices: Sequence[str], route: Route, person: str) -> list[str]:
    """Two for each address, the same ones each time; over all addresses each is tried many times."""
    return Random(f"{person} {route.name}").sample(choices, EACH)


@pytest.mark.parametrize("person", ["tara", "cleo", "ada", "omar"])
def test_no_query_breaks_a_page(world: World, person: str) -> None:
    values, found = arguments_of(world, world.a), []
    for route, rule in declared():
        if rule.expected(person) != "ok" or route.path.startswith("admin/") or "GET" not in rule.methods:
            continue
        for query in some_of(QUERIES, route, person):
            answer = attempt(world.browsers[person](), "GET", f"{url_of(route, rule, values)}?{query}")
            if answer.status >= 500 or "evil.example" in answer.location:
                found.append(f"{route.name}?{query[:60]}: {answer.status} {answer.location}")
    assert not found, "\n".join(found)


MARKS = ("", "\x00\u202e", "9" * 400, "-1", "'; DROP TABLE x; -- {{7*7}}" + "x" * 20_000, "\ud83d")


def filled(url: str, names: set[str], mark: str) -> tuple[str, dict[str, str]]:
    """Every field of one form with the same mark: the body, and what kind it is where it is not JSON."""
    values = dict.fromkeys(sorted(names), mark)
    if url.startswith("/api/"):
        return json.dumps(values), {}
    return urlencode(values, errors="surrogatepass"), {"content_type": FORM}


@pytest.mark.parametrize("person", ["tara", "cleo", "ada", "omar"])
def test_no_form_breaks_a_page(world: World, person: str) -> None:
    """Each form with each of its fields filled with some of these."""
    values, found = arguments_of(world, world.a), []
    for route, rule in declared():
        if rule.expected(person, "POST") != "ok" or route.path.startswith("admin/"):
            continue
        url = url_of(route, rule, values)
        names = set(NAMES.findall(attempt(world.browsers[person](), "GET", url).body)) | {"text", "reason", "name"}
        for mark in some_of(MARKS, route, person):
            body, kind = filled(url, names, mark)
            answer = attempt(world.browsers[person](), "POST", url, body, **kind)
            if answer.status >= 500:
                found.append(f"{route.name} {mark[:20]!r}: {answer.status}")
    assert not found, "\n".join(found)
    assert AuditEvent.objects.exists()

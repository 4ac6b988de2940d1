"""Every code of the contract between phone and server, once."""

import uuid
from typing import Any

from tests.faults.phone import API, Answer, Phone, new_log
from tests.faults.runner import expect, expect_no_odd_answer, program
from tests.faults.serving import serving

BIG = "x" * 70_000


def calls(phone: Phone, other: Phone) -> list[tuple[str, int, Answer]]:
    """What is sent, the promised status, and the answer."""
    log_id, body = str(uuid.uuid4()), new_log(phone.person)
    foreign = new_log(other.person)

    def put(data: Any, name: str = "") -> Answer:
        return phone.ask("PUT", f"{API}session-logs/{name or uuid.uuid4()}", data)

    made = [
        ("new", 201, put(body, log_id)),
        ("same again", 200, put(body, log_id)),
        ("same id, other body", 409, put({**body, "note": "another"}, log_id)),
        ("another client’s plan", 404, put(foreign)),
        ("no such plan", 404, put({**body, "prescription": str(uuid.uuid4())})),
        ("no rows", 422, put({**body, "entries": []})),
        ("too many rows", 422, put({**body, "entries": body["entries"] * 31})),
        ("too large", 413, put({**body, "note": BIG})),
        ("fifty-one at once", 422, phone.ask("POST", f"{API}session-logs/batch", {"logs": [body] * 51})),
        ("have", 200, phone.ask("POST", f"{API}session-logs/have", {"ids": [log_id]})),
    ]
    phone.csrf = ""
    made.append(("no CSRF token", 403, put(body)))
    return made


def scenario(engine: Any) -> str:
    with serving(engine) as site:
        phone, other, third = (Phone(site.port, person) for person in engine.people[:3])
        stranger = Phone(site.port, {**phone.person, "token": "nobody"})
        expect(phone.refresh() and third.refresh(), "the phone is not signed in")
        made = calls(phone, other)
        made.append(
            ("signed out", 401, stranger.ask("PUT", f"{API}session-logs/{uuid.uuid4()}", new_log(phone.person)))
        )
        engine.inside("archive", str(third.person["client"]))
        made.append(("client archived", 410, third.ask("PUT", f"{API}session-logs/{uuid.uuid4()}", {})))
    wrong = [f"{name}: {answer.status}, not {status}" for name, status, answer in made if answer.status != status]
    expect(not wrong, "; ".join(wrong))
    pages = [name for name, _, answer in made if not isinstance(answer.body, dict)]
    expect(not pages, f"answered with a page: {pages}")
    expect_no_odd_answer([phone, stranger, third])
    return " ".join(str(status) for _, status, _ in made)


if __name__ == "__main__":
    program("contract", scenario)

"""Fifty requests race with one id and two bodies: one winner, its repeats are 200, the other body is 409."""

import uuid
from collections import Counter
from typing import Any

from tests.faults.phone import Phone, new_log
from tests.faults.runner import at_once, expect, expect_no_odd_answer, program
from tests.faults.serving import serving

EACH = 25


def scenario(engine: Any) -> str:
    with serving(engine) as site:
        phone = Phone(site.port, engine.people[0])
        expect(phone.refresh(), "the phone is not signed in")
        log_id, one = str(uuid.uuid4()), new_log(phone.person)
        other = {**one, "note": "another body"}
        bodies = [one, other] * EACH
        codes = Counter(at_once([lambda b=body: phone.put(log_id, b).status for body in bodies]))
    expect(codes == {201: 1, 200: EACH - 1, 409: EACH}, f"answered {dict(codes)}")
    expect_no_odd_answer([phone])
    expect(len(engine.inside("stored")["ids"]) == 1, "not one row")
    return f"{codes[201]} × 201, {codes[200]} × 200, {codes[409]} × 409"


if __name__ == "__main__":
    program("racing_bodies", scenario)

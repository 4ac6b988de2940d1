"""The same log sent fifty times at once, twenty times over: exactly one 201 each."""

import uuid
from collections import Counter
from typing import Any

from tests.faults.phone import Phone, new_log
from tests.faults.runner import at_once, expect, expect_no_odd_answer, program, scaled
from tests.faults.serving import serving

AT_ONCE = 50


def scenario(engine: Any) -> str:
    rounds = scaled(20)
    with serving(engine) as site:
        phones = [Phone(site.port, person) for person in engine.people]
        total: Counter[int] = Counter()
        for number in range(rounds):
            phone = phones[number % len(phones)]
            expect(phone.refresh(), "the phone is not signed in")
            log_id, body = str(uuid.uuid4()), new_log(phone.person, number)
            codes = Counter(at_once([lambda p=phone, i=log_id, b=body: p.put(i, b).status] * AT_ONCE))
            expect(codes == {201: 1, 200: AT_ONCE - 1}, f"round {number + 1} was answered {dict(codes)}")
            total += codes
    expect_no_odd_answer(phones)
    expect(len(engine.inside("stored")["ids"]) == rounds, "not one row each")
    return f"{rounds} rounds of {AT_ONCE}: {total[201]} × 201, {total[200]} × 200"


if __name__ == "__main__":
    program("same_put", scenario)

"""A client's phone with its outbox: it keeps a log until an answer in JSON names the log's id."""

import http.client
import json
import random
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

ATTEMPT_SECONDS = 15.0
# The real phone waits 1 s to 5 min and honours Retry-After to the second. A run of seconds has a faster clock.
FIRST_WAIT, LONGEST_WAIT, RETRY_AFTER_SHARE = 0.05, 1.0, 0.1
API = "/api/v1/"


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any = None
    retry_after: str | None = None
    text: str = ""

    def stores(self, log_id: str) -> bool:
        return self.status in {200, 201} and isinstance(self.body, dict) and self.body.get("id") == log_id


NO_ANSWER = Answer(0)


@dataclass
class Phone:
    """One client's phone. `seen` counts the statuses of its answers; `odd` keeps answers no phone should get."""

    port: int
    person: dict[str, Any]
    seen: Counter[int] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    csrf: str = ""
    attempts: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """One request. A connection that breaks is `NO_ANSWER`."""
        cookie = f"device={self.person['token']}" + (f"; csrftoken={self.csrf}" if self.csrf else "")
        headers = {"Cookie": cookie, "X-CSRFToken": self.csrf, "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ATTEMPT_SECONDS)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = read(connection.getresponse())
        except (OSError, http.client.HTTPException):
            answer = NO_ANSWER
        finally:
            connection.close()
        self.note(answer, path)
        return answer

    def note(self, answer: Answer, path: str) -> None:
        self.seen[answer.status] += 1
        if answer.status == 500 or "Traceback" in answer.text or (answer.status == 503 and not answer.retry_after):
            self.odd.append(f"{answer.status} from {path}: {answer.text[:200]}")

    def refresh(self) -> bool:
        """Ask who is signed in, as each flush begins. The token also becomes the cookie it is compared with."""
        answer = self.ask("GET", f"{API}session")
        if answer.status != 200 or answer.body.get("user") != self.person["who"]:
            return False
        self.csrf = answer.body["csrf"]
        return True

    def put(self, log_id: str, body: dict[str, Any]) -> Answer:
        if not self.csrf and not self.refresh():
            return NO_ANSWER
        self.attempts[log_id] += 1
        answer = self.ask("PUT", f"{API}session-logs/{log_id}", {**body, "client_now": now()})
        if answer.status == 403:
            self.csrf = ""
        if answer.stores(log_id):
            self.acknowledged[log_id] = answer.status
        return answer

    def send(self, log_id: str, body: dict[str, Any], until: float) -> bool:
        """Try until it is stored, as the outbox does: backing off with jitter, and by Retry-After."""
        tries = 0
        while time.monotonic() < until:
            answer = self.put(log_id, body)
            if answer.stores(log_id):
                return True
            self.back_off(tries, answer)
            tries += 1
        return False

    def back_off(self, tries: int, answer: Answer) -> None:
        longest = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
        asked = float(answer.retry_after or 0) * RETRY_AFTER_SHARE
        time.sleep(max(asked, self.dice.random() * longest))

    def flush(self, logs: dict[str, dict[str, Any]], seconds: float) -> None:
        """Send everything, in any order."""
        until = time.monotonic() + seconds
        order = list(logs)
        self.dice.shuffle(order)
        for log_id in order:
            self.send(log_id, logs[log_id], until)

    def answered_later(self) -> int:
        """Logs whose first answer was lost after they had been stored: the repeat was told 200."""
        return sum(status == 200 for status in self.acknowledged.values())


def read(response: http.client.HTTPResponse) -> Answer:
    raw = response.read()
    is_json = "json" in (response.getheader("Content-Type") or "")
    text = "" if is_json else raw.decode(errors="replace")
    return Answer(response.status, json.loads(raw) if is_json else None, response.getheader("Retry-After"), text)


def now() -> str:
    return datetime.now(UTC).isoformat()


def new_log(person: dict[str, Any], number: int = 0, **values: Any) -> dict[str, Any]:
    """A session done as planned. Numbers spread over the days since the plan began, two a day and more."""
    day = date.fromisoformat(person["start"]) + timedelta(days=number % 28)
    body = {
        "client_seq": number + 1,
        "prescription": person["prescription"],
        "version": person["version"],
        "local_date": day.isoformat(),
        "timezone": "Europe/London",
        "performed_at": f"{day.isoformat()}T18:00:00+00:00",
        "slot": number // 28 % 12 + 1,
        "pain_during": number % 3,
        "effort": 3 + number % 4,
        "entries": [{"key": key, "outcome": "done"} for key in person["keys"]],
    }
    return {**body, **values}


def new_logs(person: dict[str, Any], count: int) -> dict[str, dict[str, Any]]:
    return {str(uuid.uuid4()): new_log(person, number) for number in range(count)}

"""The server stops between the commit and the answer: the phone sends again and is told 200."""

from typing import Any

from tests.faults.phone import Phone, new_logs
from tests.faults.runner import expect, expect_all_kept, program, scaled
from tests.faults.serving import serving

PATIENCE_SECONDS = 120.0


def scenario(engine: Any) -> str:
    logs = scaled(10)
    mark = engine.folder / f"stopped-{engine.copies}"
    mark.mkdir()
    with serving(engine, "tests.faults.stopping", FAULTS_STOP_AFTER_COMMIT=str(mark)) as site:
        phone = Phone(site.port, engine.people[0])
        phone.flush(new_logs(phone.person, logs), PATIENCE_SECONDS)
    later = expect_all_kept(engine, [phone], logs)
    expect(later == logs, f"only {later} of {logs} repeats were answered 200")
    expect(all(tries > 1 for tries in phone.attempts.values()), "an answer came through although the server stopped")
    return f"{logs} answers lost after the commit, {later} repeats answered 200"


if __name__ == "__main__":
    program("lost_answers", scenario)

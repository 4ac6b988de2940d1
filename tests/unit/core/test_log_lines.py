"""A line of the log tells where and what happened, and nothing that a person typed."""

import json
import logging

import pytest

from apps.core.log_lines import REQUEST_ID, JsonLines, ReadableLines

SECRET = "alphacanary"


def record(message: str, *args: object, error: BaseException | None = None, **fields: object) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, info)
    if fields:
        made.fields = fields
    return made


def raised() -> BaseException:
    """As PostgreSQL says it: the row stands in the text, of the cause too."""
    try:
        try:
            raise ValueError(f"DETAIL: Failing row contains ({SECRET})")
        except ValueError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("message", "args", "event"),
    [
        ("Not Found: %s", (f"/i/{SECRET}/",), "Not Found: -"),
        ("%s has %d rows", (SECRET, 3), "- has 3 rows"),
        ("%d rows", (SECRET,), "%d rows"),
        ("Invalid HTTP_HOST header: 'alphacanary.example'.", (), "Invalid HTTP_HOST header: -."),
        ("mail to alphacanary@example.org failed", (), "mail to - failed"),
        ("GET /i/alphacanary/ 200", (), "GET - 200"),
        ("duplicate key DETAIL: Key (email)=(alphacanary)", (), "duplicate key -"),
        ("token alphacanary-0123456789-abcdef", (), "token -"),
    ],
)
def test_values_of_a_message_are_left_out(message: str, args: tuple[object, ...], event: str) -> None:
    line = JsonLines().format(record(message, *args))
    assert json.loads(line)["event"] == event
    assert SECRET not in line


@pytest.mark.parametrize("lines", [JsonLines(), ReadableLines()])
def test_an_exception_is_its_type_and_its_lines_of_code(lines: logging.Formatter) -> None:
    line = lines.format(record("failed", error=raised()))
    assert SECRET not in line
    assert "RuntimeError" in line
    assert "ValueError" in line
    assert "tests/unit/core/test_log_lines.py" in line


def test_the_broken_constraint_is_named() -> None:
    class Diagnosis:
        constraint_name = "one_log_per_key"

    error = raised()
    error.diag = Diagnosis()  # type: ignore[attr-defined]
    told = json.loads(JsonLines().format(record("failed", error=error)))["exception"][0]
    assert told["constraint"] == "one_log_per_key"


def test_a_circle_of_causes_ends() -> None:
    error = raised()
    assert error.__cause__ is not None
    error.__cause__.__context__ = error
    assert len(json.loads(JsonLines().format(record("failed", error=error)))["exception"]) == 2


def test_only_development_shows_the_text_of_an_exception() -> None:
    assert SECRET in ReadableLines(details=True).format(record("failed", error=raised()))


def test_a_line_holds_the_request_and_our_own_fields_on_one_line() -> None:
    token = REQUEST_ID.set("abc")
    line = JsonLines().format(record("request\nforged", status=200))
    REQUEST_ID.reset(token)
    told = json.loads(line)
    assert (told["request_id"], told["status"], told["time"][-6:]) == ("abc", 200, "+00:00")
    assert "\n" not in line


def test_only_the_nearest_causes_are_told() -> None:
    error: BaseException = ValueError("first")
    for _ in range(30):
        later = RuntimeError("later")
        later.__cause__ = error
        error = later
    assert len(json.loads(JsonLines().format(record("failed", error=error)))["exception"]) == 4

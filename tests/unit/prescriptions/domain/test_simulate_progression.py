"""The command from outside: a file or standard input in, JSON out, refusals by name."""

import copy
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[4]
CASE: dict[str, Any] = {
    "now": "2025-01-20T09:00:00Z",
    "timezone": "Europe/London",
    "settings": {},
    "plan": {
        "start_date": "2025-01-06",
        "end_date": None,
        "frequency": {"per_week": [3, 3], "per_day": [1, 1]},
        "steps": [
            {"name": "1", "weeks": 2, "mode": "time", "gate": True},
            {"name": "2", "weeks": 2},
            {"name": "3", "weeks": None},
        ],
        "pauses": [["2025-02-03", "2025-02-10"]],
    },
    "sessions": [
        {"date": "2025-01-06", "completed": 1.0, "pain": 0, "next_day_pain": None, "red_flag": False, "slot": 1}
    ],
}
OUTCOME = {
    "status": "active",
    "step": "1",
    "entered_on": "2025-01-06",
    "week": 3,
    "due": "due",
    "done_this_week": 0,
    "decision": {"kind": "stay", "rule": "P5", "on": "2025-01-20", "adherence": 0.1667},
    "review": False,
    "flags": [],
    "next_gate": "2025-01-27",
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The documented case with one value set; `plan.steps.0.weeks` walks into lists."""
    case = copy.deepcopy(CASE)
    *parents, last = path.split(".")
    place: Any = case
    for key in parents:
        place = place[int(key)] if key.isdigit() else place[key]
    place[int(last) if last.isdigit() else last] = value
    return case


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """(exit status, what was printed, problems by field) of one case given as a file."""

    def run(case: Any) -> tuple[int, dict[str, Any], list[str]]:
        file = tmp_path / "case.json"
        file.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
        try:
            call_command("simulate_progression", str(file))
        except SystemExit as stop:
            problems = json.loads(capsys.readouterr().err)["problems"]
            return int(stop.code or 0), {}, [problem["field"] for problem in problems]
        return 0, json.loads(capsys.readouterr().out), []

    return run


def without_reason(outcome: dict[str, Any]) -> dict[str, Any]:
    reason = outcome["decision"].pop("reason")
    assert "17 %" in reason
    return outcome


def test_the_documented_case_as_a_file(run: Any) -> None:
    status, outcome, _ = run(CASE)
    assert status == 0
    assert without_reason(outcome) == OUTCOME


def test_the_documented_case_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(CASE).encode())))
    call_command("simulate_progression")
    assert without_reason(json.loads(capsys.readouterr().out)) == OUTCOME


def test_from_a_shell_good_and_bad_input() -> None:
    def shell(case: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", "simulate_progression"]
        return subprocess.run(command, input=json.dumps(case), cwd=ROOT, text=True, capture_output=True, check=False)

    good, bad = shell(CASE), shell(changed("plan.frequncy", {}))
    assert (good.returncode, without_reason(json.loads(good.stdout))) == (0, OUTCOME)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert json.loads(bad.stderr)["problems"][0]["field"] == "plan.frequncy"


def test_today_may_stand_for_now(run: Any) -> None:
    case = {key: value for key, value in CASE.items() if key not in ("now", "timezone")} | {"today": "2025-01-20"}
    assert run(case)[1]["next_gate"] == "2025-01-27"


def test_dosage_text(run: Any) -> None:
    status, outcome, _ = run({"today": "2025-02-08", "dosage_text": "3x8-10 each side hold 5s"})
    assert status == 0
    assert outcome == {
        "dosage": {"sets": [3, 3], "repetitions": [8, 10], "hold_seconds": [5, 5], "side": "each"},
        "rendering": "3 sets of 8–10 reps each side, hold 5 seconds",
        "estimated_seconds": 452,
    }


REFUSED = [
    ("today", "2025-01-20", "now"),
    ("now", "2025-01-20T09:00:00", "now"),
    ("now", "yesterday", "now"),
    ("timezone", "Mars/Olympus", "timezone"),
    ("timezone", "../../etc/passwd", "timezone"),
    ("timezone", None, "timezone"),
    ("colour", "red", "colour"),
    ("exercise", {}, "exercise"),
    ("plan", None, "plan"),
    ("plan", [], "plan"),
    ("plan.start_date", "6 January", "plan.start_date"),
    ("plan.start_date", "2025-02-30", "plan.start_date"),
    ("plan.start_date", None, "plan.start_date"),
    ("plan.end_date", "2025-01-05", "plan.end_date"),
    ("plan.frequency", {}, "plan.frequency"),
    ("plan.frequency", {"per_week": [3, 2]}, "plan.frequency.per_week"),
    ("plan.frequency.per_day", [0, 1], "plan.frequency.per_day"),
    ("plan.steps", [], "plan.steps"),
    ("plan.steps.0.weeks", 0, "plan.steps[0].weeks"),
    ("plan.steps.0.weeks", -2, "plan.steps[0].weeks"),
    ("plan.steps.0.weeks", "2", "plan.steps[0].weeks"),
    ("plan.steps.0.weeks", None, "plan.steps[0].weeks"),
    ("plan.steps.0.mode", "magic", "plan.steps[0].mode"),
    ("plan.steps.0.gate", "no", "plan.steps[0].gate"),
    ("plan.steps.1.name", "1", "plan.steps[1].name"),
    ("plan.steps.1.name", "", "plan.steps[1].name"),
    ("plan.steps.1.title", "x", "plan.steps[1].title"),
    ("plan.pauses", [["2025-02-10", "2025-02-03"]], "plan.pauses[0]"),
    ("plan.pauses", [["2025-02-10"]], "plan.pauses[0]"),
    ("plan.pauses", [["2025-02-03", None]] * 201, "plan.pauses"),
    ("settings", {"safe_pain": 6}, "settings.safe_pain"),
    ("settings", {"usual_pain": 7}, "settings.usual_pain"),
    ("settings", {"adherence": 0.7}, "settings.adherence"),
    ("sessions", {}, "sessions"),
    ("sessions.0", "2025-01-06", "sessions[0]"),
    ("sessions.0.date", None, "sessions[0].date"),
    ("sessions.0.completed", 1.5, "sessions[0].completed"),
    ("sessions.0.pain", 11, "sessions[0].pain"),
    ("sessions.0.pain", -1, "sessions[0].pain"),
    ("sessions.0.pain", 2.5, "sessions[0].pain"),
    ("sessions.0.slot", 0, "sessions[0].slot"),
    ("sessions.0.red_flag", "yes", "sessions[0].red_flag"),
    ("sessions.0.mood", 3, "sessions[0].mood"),
]


@pytest.mark.parametrize(
    ("path", "value", "field"), REFUSED, ids=[f"{path}={value}"[:60] for path, value, _ in REFUSED]
)
def test_unknown_keys_and_bad_values_are_refused_by_name(run: Any, path: str, value: Any, field: str) -> None:
    status, outcome, fields = run(changed(path, value))
    assert (status, outcome, fields) == (2, {}, [field])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "input"),
        ("{", "input"),
        ("[]", ""),
        ('{"plan": 1, "plan": 2}', "plan"),
        ('{"today": NaN}', "NaN"),
        ("[" * 100_000, "input"),
        ('{"today": "2025-01-01", "dosage_text": "3 sets of dancing"}', "dosage_text"),
        ('{"today": "2025-01-01", "dosage_text": "30x8"}', "dosage_text.sets"),
        ('{"today": "2025-01-01", "dosage_text": "\\ud800"}', "dosage_text"),
    ],
    ids=[
        "empty",
        "cut-off",
        "a-list",
        "key-twice",
        "nan",
        "too-deep",
        "not-understood",
        "too-many-sets",
        "half-letter",
    ],
)
def test_what_is_no_case_is_refused(run: Any, text: str, field: str) -> None:
    status, _, fields = run(text)
    assert (status, fields) == (2, [field])


def test_a_file_that_is_not_there_is_refused(capsys: Any) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("simulate_progression", "no-such-file.json")
    assert (stop.value.code, "FILE" in capsys.readouterr().err) == (2, True)


def test_everything_wrong_is_named_at_once(run: Any) -> None:
    case = changed("plan.steps.0.weeks", 0) | {"colour": "red", "settings": {"safe_pian": 2}}
    assert set(run(case)[2]) == {"plan.steps[0].weeks", "colour", "settings.safe_pian"}


def test_sessions_may_come_in_any_order(run: Any) -> None:
    days = [f"2025-01-{number:02}" for number in (17, 6, 15, 10, 8, 13)]
    assert run(changed("sessions", [{"date": day} for day in days]))[1]["step"] == "2"


def test_ten_thousand_sessions_and_two_hundred_weeks_are_answered(run: Any) -> None:
    case = changed("plan.steps", [{"name": str(n), "weeks": 1} for n in range(200)])
    case["plan"]["frequency"] = {"per_week": [7, 7], "per_day": [8, 8]}
    case["now"] = "2028-11-20T09:00:00Z"
    days = [f"202{5 + n // 336}-{n % 336 // 28 + 1:02}-{n % 28 + 1:02}" for n in range(1250)]
    case["sessions"] = [{"date": days[n // 8], "slot": n % 8 + 1, "pain": n % 7} for n in range(10_000)]
    status, outcome, fields = run(case)
    assert (status, fields) == (0, [])
    assert outcome["week"] > 190


def test_more_sessions_than_anybody_logs_are_refused(run: Any) -> None:
    status, _, fields = run(changed("sessions", [{"date": "2025-01-06"}] * 20_001))
    assert (status, fields) == (2, ["sessions"])


def test_three_hundred_years_of_repeats_are_answered(run: Any) -> None:
    case = changed("plan.start_date", "1900-01-06") | {"now": "2200-01-01T00:00:00Z", "sessions": []}
    status, outcome, _ = run(case)
    assert (status, outcome["step"], outcome["decision"]["rule"]) == (0, "1", "P6")

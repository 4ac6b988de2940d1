"""The JSON shape of a plan and its sessions (the plan case of `simulate`). Everything wrong is named by its path."""

from dataclasses import replace
from datetime import date, timedelta

from .frequency import DAYS_IN_WEEK, Frequency, read_frequency
from .plan import Pause, Plan, SessionOutcome, Step, StepMode
from .reading import LATEST, Reader, day_or_none
from .validation_plan import MOST_PER_DAY, validate_frequency

MOST_WEEKS = 200
MOST_STEPS = 200
MOST_PAUSES = 200
MOST_SESSIONS = 20_000
SCORE = (0, 10)


def read_plan(reader: Reader) -> Plan:
    for key in ("start_date", "frequency", "steps"):
        reader.require(key)
    start = reader.day("start_date") or date.min
    end = reader.day("end_date")
    if end is not None and end < start:
        reader.problem("end_date", "order", "must not be before start_date")
    plan = Plan(
        start_date=start,
        frequency=_read_frequency(reader.child("frequency")),
        steps=_read_steps(reader),
        end_date=end,
        pauses=_read_pauses(reader),
    )
    reader.finish()
    return plan


def _read_frequency(reader: Reader | None) -> Frequency:
    if reader is None:
        return Frequency(per_week=(DAYS_IN_WEEK, DAYS_IN_WEEK))
    before = len(reader.problems)
    frequency = read_frequency(reader)
    if len(reader.problems) == before:
        for problem in validate_frequency(frequency):
            field = "" if problem.field == "frequency" else problem.field
            reader.problems.append(replace(problem, field=reader.at(field)))
    return frequency


def _read_steps(reader: Reader) -> tuple[Step, ...]:
    items = reader.children("steps")
    if reader.has("steps") and not 1 <= len(items) <= MOST_STEPS:
        reader.problem("steps", "V2", f"must have 1 to {MOST_STEPS} steps")
    steps = tuple(_read_step(item) for item in items)
    names: set[str] = set()
    for item, step in zip(items, steps, strict=True):
        if step.name and step.name in names:
            item.problem("name", "twice", "is the name of another step too")
        names.add(step.name)
        if item is not items[-1] and not item.has("weeks"):
            item.problem("weeks", "missing", "is needed: only the last step may be open-ended")
    return steps


def _read_step(reader: Reader) -> Step:
    reader.require("name")
    weeks = reader.integer("weeks")
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        reader.problem("weeks", "V2", f"must be from 1 to {MOST_WEEKS}, or null for no end")
    gate = reader.boolean("gate")
    step = Step(
        name=reader.text("name") or "",
        weeks=weeks,
        mode=reader.choice("mode", StepMode) or StepMode.TIME,
        gate=True if gate is None else gate,
        key_exercises=tuple(reader.texts("key_exercises")),
    )
    if reader.has("name") and not step.name.strip():
        reader.problem("name", "type", "must not be empty")
    reader.finish()
    return step


def _read_pauses(reader: Reader) -> tuple[Pause, ...]:
    pauses: list[Pause] = []
    items = reader.elements("pauses")
    if len(items) > MOST_PAUSES:
        reader.problem("pauses", "V2", f"must have at most {MOST_PAUSES} pauses")
        return ()
    for n, item in enumerate(items):
        pause = _pause_or_none(item)
        if pause is None:
            reader.problem(f"pauses[{n}]", "type", "must be [from, to], two dates in order; to may be null")
        else:
            pauses.append(pause)
    return tuple(pauses)


def _pause_or_none(item: object) -> Pause | None:
    if not isinstance(item, list) or len(item) != 2:
        return None
    begin, end = day_or_none(item[0]), day_or_none(item[1])
    if begin is None or (end is None and item[1] is not None) or (end is not None and end <= begin):
        return None
    return begin, end


def read_sessions(reader: Reader, key: str) -> list[SessionOutcome]:
    items = reader.children(key)
    if len(items) > MOST_SESSIONS:
        reader.problem(key, "V2", f"must have at most {MOST_SESSIONS} sessions")
        return []
    return [_read_session(item) for item in items]


def _read_session(reader: Reader) -> SessionOutcome:
    reader.require("date")
    completed = reader.fraction("completed")
    session = SessionOutcome(
        date=reader.day("date") or LATEST - timedelta(days=1),
        completed=1.0 if completed is None else completed,
        pain=reader.within("pain", SCORE),
        next_day_pain=reader.within("next_day_pain", SCORE),
        red_flag=reader.boolean("red_flag") or False,
        successes=frozenset(reader.texts("successes")),
        slot=reader.within("slot", (1, MOST_PER_DAY)) or 1,
    )
    reader.finish()
    return session
